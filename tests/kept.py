"""The database of the tests as it stands before the first test, kept for the next process and the next run.

Migrations, vocabularies and the tree take more than a minute; they are the same until the code changes. A copy lies in
`build/tests/` (SQLite) or beside the databases of the tests (PostgreSQL) under a fingerprint of everything that makes
it; it is made anew when one byte of that is different.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO

from django.db import connection

from tools.private_site import APART, KINDS, ROOT

FOLDER = ROOT / "build" / "tests"
# What of the tests makes the database.
OWN = ("conftest.py", "settings.py", "kept.py")
_held: list[IO] = []  # the lock of who is making the first


@cache
def fingerprint() -> str:
    """Changes with anything that the database is made of."""
    digest = hashlib.sha256()
    mine = [ROOT / "tests" / name for name in OWN]
    for path in [*_code(), *mine]:
        if path.is_file():
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:24]


def _code() -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in APART | {"static", "templates", "demo"})
        yield from (Path(folder, name) for name in sorted(names) if Path(name).suffix in KINDS)


def take(target: str | None) -> bool:
    """Put the kept copy where the tests want their database. Where there is none, False: who asks makes one and calls
    `keep`, and the next to ask waits for it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    lock = (FOLDER / "lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    if target and _copy(target):
        lock.close()
        return True
    _held.append(lock)
    return False


def keep() -> None:
    """Keep the database as it is now, in place of older ones, and let the next in."""
    if connection.vendor == "sqlite":
        for old in FOLDER.glob("*.sqlite3*"):
            old.unlink()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [f"{_file()}.new"])
        Path(f"{_file()}.new").rename(_file())
    else:
        name = connection.settings_dict["NAME"]
        connection.close()  # PostgreSQL copies a database that nobody uses
        _run(f'CREATE DATABASE "{_database()}" TEMPLATE "{name}"')
    while _held:
        _held.pop().close()


def _copy(target: str) -> bool:
    if connection.vendor == "sqlite":
        if _file().exists():
            shutil.copyfile(_file(), target)
        return _file().exists()
    if not _run("SELECT 1 FROM pg_database WHERE datname = %s", _database()):
        return False
    _run(f'CREATE DATABASE "{target}" TEMPLATE "{_database()}"')
    return True


def _file() -> Path:
    return FOLDER / f"{fingerprint()}.sqlite3"


def _database() -> str:
    return f"unica_kept_{fingerprint()}"


def _run(sql: str, *values) -> list:
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []
