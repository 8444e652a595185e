"""The database of the tests as it stands before the first test, kept for the next run (SQLite alone).

Migrations, vocabularies and the tree take a minute; they are the same until the code changes. A copy lies in `build/tests/`
under a fingerprint of everything that makes it; it is made anew when one byte of that is different.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.db import connection

from tools.private_site import APART, KINDS, ROOT

FOLDER = ROOT / "build" / "tests"
# What of the tests makes the database.
OWN = ("conftest.py", "settings.py", "kept.py", "factories")


@cache
def fingerprint() -> str:
    """Changes with anything that the database is made of."""
    digest = hashlib.sha256()
    mine = [path for name in OWN for path in sorted([ROOT / "tests" / name, *(ROOT / "tests" / name).glob("*.py")])]
    for path in [*_code(), *mine]:
        if path.is_file():
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:24]


def _code() -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in APART | {"static", "templates", "demo"})
        yield from (Path(folder, name) for name in sorted(names) if Path(name).suffix in KINDS)


@contextmanager
def _alone() -> Iterator[Path]:
    """One process at a time: the second waits, and finds what the first has made."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield FOLDER / f"{fingerprint()}.sqlite3"


def take(target: str) -> bool:
    """Put the kept copy where the tests want their database; False where there is none."""
    with _alone() as kept:
        if connection.vendor != "sqlite" or not kept.exists():
            return False
        shutil.copyfile(kept, target)
        return True


def keep() -> None:
    """Keep the database as it is now, in place of older ones."""
    with _alone() as kept:
        if connection.vendor != "sqlite" or kept.exists():
            return
        for old in FOLDER.glob("*.sqlite3*"):
            old.unlink()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [f"{kept}.new"])
        Path(f"{kept}.new").rename(kept)
