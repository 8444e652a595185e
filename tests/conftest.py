"""What every test may rely on. The tree of pages and the cast are in tests/factories; the browser in tests/browser.py."""

import gc
import importlib
import os
import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core.cache import caches
from django.db import connection

from tests import kept
from tools.messages import compile_catalogues

pytest_plugins = ["tests.browser"]
ROME = ZoneInfo("Europe/Rome")
THE_DAY = datetime(2026, 11, 24, 10, 0, tzinfo=ROME)  # when the tests happen


def pytest_configure(config):
    compile_catalogues()
    gc.set_threshold(700, 10, 100)  # looking for cycles among a million objects took a quarter of the time
    config.addinivalue_line("markers", "story: a journey in the browser, on the whole product (make test, part 3)")
    config.addinivalue_line("markers", "once: the same on every engine: on SQLite alone (make test, part 1)")
    # Playwright keeps an event loop in the thread of the stories; the stories' own queries are not async.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/stories/" in item.nodeid:
            item.add_marker(pytest.mark.story)
        if "tests/architecture/" in item.nodeid or not _asks_the_database(item):
            item.add_marker(pytest.mark.once)


def pytest_collection_finish():
    gc.collect()
    gc.freeze()  # modules, models and tests stay to the end: nobody looks through them again


def _asks_the_database(item) -> bool:
    ways = {"db", "transactional_db", "django_db_setup"}  # the last alone: races, with transactions of their own
    return bool(item.get_closest_marker("django_db") or ways & set(item.fixturenames))


def pytest_sessionfinish(session):
    """A skipped test proves nothing: with UNICA_NO_SKIP=1 (make test) it fails the run, with its name."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("UNICA_NO_SKIP") != "1" or reporter is None or hasattr(session.config, "workerinput"):
        return
    skipped = reporter.stats.get("skipped", [])
    for report in skipped:
        reporter.write_line(f"NON ESEGUITA (è un errore): {report.nodeid}", red=True)
    if skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def _fresh_memory(request):
    """Nothing kept in memory by one test is seen by the next: numbers of rows start again, so must what knows them."""
    forget_everything()
    yield
    forget_everything()


def forget_everything() -> None:
    for cache in caches.all(initialized_only=True):
        cache.clear()
    importlib.import_module("cms.freshness").forget()
    importlib.import_module("cms.directory")._kept = None
    importlib.import_module("cms.kept")._kept.clear()
    importlib.import_module("search.vocabulary").forget()


@pytest.fixture(autouse=True)
def _numbers_asked_once(monkeypatch):
    """Inside the transaction of a test, what was published is asked again only after a publication: a page asks some
    twenty times, and in the product every few seconds (GENERATION_POLL_SECONDS). A test that sets those seconds, or that
    has no transaction around it, gets the product's own way."""
    freshness = importlib.import_module("cms.freshness")
    ask, forget = freshness.numbers, freshness.forget
    remembered = {}

    def numbers():
        if not connection.in_atomic_block or settings.GENERATION_POLL_SECONDS:
            return ask()
        me = threading.get_ident()
        if me not in remembered:
            remembered[me] = ask()
        return remembered[me]

    def forget_too():
        remembered.clear()
        forget()

    monkeypatch.setattr(freshness, "numbers", numbers)
    monkeypatch.setattr(freshness, "forget", forget_too)


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests(request):
    """Before anything is made, whatever day the tests run on: in a story alone, with its own server, it is today."""
    if request.node.get_closest_marker("story"):
        yield
    elif "clock" in request.fixturenames:
        yield request.getfixturevalue("clock")
    else:
        with time_machine.travel(THE_DAY, tick=True):
            yield


@pytest.fixture
def clock():
    """A clock that tests set: `clock.set("2026-11-24 10:00")` is that moment in Italy, and it stands still."""
    with time_machine.travel(THE_DAY, tick=False) as traveller:
        yield Clock(traveller)


class Clock:
    def __init__(self, traveller):
        self.traveller = traveller

    def set(self, moment: str) -> datetime:
        wanted = datetime.fromisoformat(moment).replace(tzinfo=ROME)
        self.traveller.move_to(wanted)
        return wanted

    def forward(self, **delta) -> None:
        """`clock.forward(minutes=10)`."""
        self.traveller.shift(timedelta(**delta))


# --- The tree and the cast: made once for the whole session, each test undoes only its own changes ---------------

SMALL = ("eurovoc",)  # nineteen thousand terms that no page of the tests uses


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings, django_db_blocker):
    """Whether a database like this was made before: then a copy of it stands where the tests look."""
    with django_db_blocker.unblock():
        return kept.take(connection.settings_dict["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, django_db_blocker):
    """A union with two municipalities, and the people who work there."""
    if not django_db_keepdb:
        with django_db_blocker.unblock(), time_machine.travel(THE_DAY - timedelta(days=1), tick=True):
            found_union()
            kept.keep()


# The staff: user name -> group.
CAST = {
    "editor": "Montiano: Redattori",
    "publisher": "Montiano: Pubblicatori",
    "clerk": "Montiano: Operatori di sportello",
    "administrator": "Montiano: Amministratori",
    "registrar": "Montiano: Messi e albo",
    "catalogue": "Unione: Responsabili del catalogo",
    "analyst": "Unione: Analisti",
}


def found_union() -> None:
    from django.contrib.auth.models import Group

    from cms import vocabularies
    from cms.background import quiet
    from cms.models import User
    from home.municipalities import Order, create

    vocabularies.load(leave_out=SMALL)
    with quiet():
        create(Order("unione", "Unione dei Comuni", "Unione", "unione.test", kind="union"))
        create(Order("cesena", "Comune di Cesena", "Cesena", "cesena.test", theme="mattone"))
        create(Order("montiano", "Comune di Montiano", "Montiano", "montiano.test", theme="grano"))
    for name, group in CAST.items():
        user = User.objects.create_user(
            name, f"{name}@montiano.test", "prova-prova-prova", first_name=name.capitalize()
        )
        user.groups.add(Group.objects.get(name=group))
    User.objects.create_user("stranger", password="prova-prova-prova")
    User.objects.create_superuser("informatica", password="prova-prova-prova")


@pytest.fixture
def montiano(db):
    from cms.models import Tenant

    return Tenant.objects.get(slug="montiano")


@pytest.fixture
def cesena(db):
    from cms.models import Tenant

    return Tenant.objects.get(slug="cesena")


@pytest.fixture
def union(db):
    from cms.models import Tenant

    return Tenant.objects.get(slug="unione")


@pytest.fixture
def editor(db):
    """Writes for Montiano, does not publish."""
    from cms.models import User

    return User.objects.get(username="editor")


@pytest.fixture
def publisher(db):
    """Writes and publishes for Montiano."""
    from cms.models import User

    return User.objects.get(username="publisher")


@pytest.fixture
def stranger(db):
    """Has an account and no right at all."""
    from cms.models import User

    return User.objects.get(username="stranger")


@pytest.fixture
def informatica(db):
    """Union IT: may do everything."""
    from cms.models import User

    return User.objects.get(username="informatica")


@pytest.fixture
def citizen(montiano):
    """A visitor of Montiano's site, with a browser of their own."""
    from django.test import Client

    return Client(HTTP_HOST="montiano.test")


@pytest.fixture
def neighbour(cesena):
    """A visitor of Cesena's site."""
    from django.test import Client

    return Client(HTTP_HOST="cesena.test")


@pytest.fixture
def desk(settings):
    """A browser on the admin's host: `desk.force_login(editor)` signs in with password and second factor."""
    from tests.signing_in import Desk

    settings.ADMIN_HOSTS = ["gestione.test"]
    return Desk(HTTP_HOST="gestione.test")


@pytest.fixture
def clerk(db):
    """Works at a desk of Montiano: no page to write."""
    from cms.models import User

    return User.objects.get(username="clerk")


@pytest.fixture
def administrator(db):
    """Manages the staff of Montiano, and nothing else."""
    from cms.models import User

    return User.objects.get(username="administrator")


@pytest.fixture
def catalogue(db):
    """Writes the shared sheets of the union."""
    from cms.models import User

    return User.objects.get(username="catalogue")


@pytest.fixture
def registrar(db):
    """Keeps the albo pretorio of Montiano."""
    from cms.models import User

    return User.objects.get(username="registrar")
