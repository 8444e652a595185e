"""Loading the demonstration: only where it is wanted, complete, and the second time nothing moves."""

import io
from concurrent.futures import Future
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from PIL import Image

from cms.models import BasePage, SiteImage, Tenant, User
from cms.translation_report import pages_out_of_date
from demo import accounts, gallery, loading
from services.models import ServicePage
from tests.reading import marked, read, words

pytestmark = pytest.mark.django_db
OWN = (
    "albo",
    "appointments",
    "cms",
    "wagtail_localize",
    "feedback",
    "home",
    "news",
    "offices",
    "publications",
    "search",
    "services",
    "territory",
    "transparency",
    "wagtailcore",
)
COUNTERS = {"Generation"}  # they count publications, they are not content


class NoPool:
    """Illustrations are not drawn, an empty file stands for each: their rows are what counts here."""

    def submit(self, _make, _slug, _motif, original, _cuts):
        Path(original).parent.mkdir(parents=True, exist_ok=True)
        Path(original).touch()
        done = Future()
        done.set_result(("", 0))
        return done

    def shutdown(self):
        pass


@pytest.fixture
def light(monkeypatch):
    """The union and Montiano only, without drawing and without composing documents."""
    monkeypatch.setattr(loading, "BODIES", {slug: loading.BODIES[slug] for slug in ("unione", "montiano")})
    monkeypatch.setattr(loading.vocabularies, "load", lambda: 0)
    monkeypatch.setattr(gallery, "ProcessPoolExecutor", lambda **_: NoPool())
    monkeypatch.setattr(gallery.drawing, "emblem", lambda slug: _pixel())
    monkeypatch.setattr("demo.conditions.render", lambda *_: b"%PDF-1.7 prova")


def _pixel() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (164, 164)).save(buffer, format="PNG")
    return buffer.getvalue()


@pytest.fixture
def asked(monkeypatch):
    """What the command would have done, without doing it."""
    calls = []
    monkeypatch.setattr(loading, "load", lambda *_, **__: calls.append("texts"))
    monkeypatch.setattr(accounts, "create", lambda: calls.append("accounts"))
    return calls


def test_where_debug_is_off_nothing_is_loaded(settings, asked):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG è spento"):
        call_command("load_demo")
    assert asked == []
    assert not User.objects.filter(username__startswith="redazione-").exists()


def test_where_debug_is_off_it_is_loaded_when_asked_by_name(settings, asked):
    settings.DEBUG = False
    call_command("load_demo", "--anche-senza-debug")
    assert asked == ["texts", "accounts"]


def test_where_debug_is_on_it_is_loaded(settings, asked):
    settings.DEBUG = True
    call_command("load_demo")
    assert asked == ["texts", "accounts"]


def photograph() -> dict:
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for app in OWN
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model.__name__ not in COUNTERS
    }


@pytest.mark.once
def test_the_demonstration_is_complete_and_a_second_load_on_another_day_changes_nothing(light, settings, monkeypatch):
    settings.DEBUG = True
    # wagtail-localize publishes after a commit, and a test never commits.
    monkeypatch.setattr("wagtail_localize.models.transaction.on_commit", lambda publish: publish())
    call_command("load_demo", today=date(2026, 11, 24), port=80, verbosity=0)

    montiano = Tenant.objects.get(slug="montiano")
    pages = BasePage.objects.of(montiano).live()
    assert montiano.is_demo
    assert pages.count() >= 120
    incomplete = {page.title: missing for page in pages.specific() if (missing := page.missing_parts())}
    assert not incomplete
    assert ServicePage.objects.of(montiano).count() >= 24
    without_words = SiteImage.objects.filter(tenant=montiano, description="").exclude(title__startswith="Emblema")
    assert not without_words.exists()

    citizen = Client(HTTP_HOST="montiano.test")
    home = read(citizen, "/")
    assert "Sito dimostrativo: contenuti di esempio" in words(home.header)
    assert home.select(".quick-services a")
    sites = {words(link): link["href"] for link in home.select("[aria-labelledby=siti-tematici] h3 a")}
    assert list(sites) == ["Rocca malatestiana", "Centro culturale San Francesco", "Scoprirete"]
    for path in ("/servizi/", "/novita/", "/amministrazione/", "/vivere-il-comune/", "/argomenti/"):
        read(citizen, path)
    for path in sites.values():
        assert path.startswith("https://scoprirete.") or read(citizen, path).h1
    assert len(marked(read(citizen, "/servizi/"), "service-category-link")) >= 12
    assert len(marked(read(citizen, "/amministrazione/"), "management-category-link")) == 7

    english = pages.filter(locale__language_code="en")
    assert english.filter(site_key__startswith="servizio-").count() == 10
    assert montiano.english_enabled
    assert "Malatesta fortress" in words(read(citizen, "/en/").main)
    for path in ("/en/", "/en/servizi/", "/en/amministrazione/", "/en/novita/", "/en/vivere-il-comune/"):
        assert read(citizen, path).html["lang"] == "en"
    assert [row.title for row in pages_out_of_date(montiano)] == []

    before = photograph()
    call_command("load_demo", today=date(2026, 12, 1), port=80, verbosity=0)
    after = photograph()
    assert [name for name in before if before[name] != after[name]] == []

    # A load that stopped half-way goes on from what it finds, and doubles nothing.
    Tenant.objects.filter(pk=montiano.pk).update(is_demo=False)
    call_command("load_demo", today=date(2026, 11, 24), port=80, verbosity=0)
    again = photograph()
    assert {name: len(rows) for name, rows in again.items()} == {name: len(rows) for name, rows in before.items()}


def test_accounts_that_exist_keep_their_password(montiano):
    montiano.is_demo = True
    montiano.save()
    accounts.create()
    user = User.objects.get(username="pubblica-montiano")
    assert user.check_password(accounts.PASSWORD)
    assert [group.name for group in user.groups.all()] == ["Montiano: Pubblicatori"]
    user.set_password("tutta-mia-da-oggi")
    user.save()
    accounts.create()
    user.refresh_from_db()
    assert user.check_password("tutta-mia-da-oggi")
    assert not user.is_superuser
