"""Settings of the tests: the product's own, with a fixed environment, so that nobody's .env changes a result.

DATABASE_URL still chooses the engine: `make test` runs the same tests on SQLite and on PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="unica-test-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

for _name in list(os.environ):
    if _name in {
        "CACHE_URL",
        "EMAIL_URL",
        "ADMIN_HOSTS",
        "ADMIN_URL",
        "PAGE_CACHE",
        "HTTPS",
        "SERVE_MEDIA",
        "PORT",
        "VIDEO_URL",
    }:
        del os.environ[_name]
os.environ |= {
    "ENV_FILE": os.devnull,
    "DEBUG": "1",
    "SECRET_KEY": "prove-" + "0" * 50,
    "VAR_DIR": str(_folder),
    "DATABASE_POOL": "0",
    "GENERATION_POLL_SECONDS": "0",
}

from cms.settings import *  # noqa: E402, F403  the environment above must come first
from cms.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: tests with two threads need two connections that really wait for each other.
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
