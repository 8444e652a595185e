"""A new municipality beside the others: the same site, nothing shared, mistakes told before anything is made."""

from io import StringIO

import pytest
from django.conf import settings as product
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import GroupCollectionPermission, Page

from cms import vocabularies
from cms.background import quiet
from cms.models import BasePage, Tenant, TenantHost, Term, User
from home.municipalities import Order, create
from tests.factories import a_news_item, a_service, an_image, page_with

pytestmark = pytest.mark.django_db
ORDER = Order("roncofreddo", "Comune di Roncofreddo", "Roncofreddo", "roncofreddo.test", theme="pino")


@pytest.fixture
def seventh():
    with quiet():
        return create(ORDER)[0]


@pytest.fixture
def command(monkeypatch):
    """The command as union IT types it; EuroVoc, which takes seconds and no page needs, is left out."""
    load = vocabularies.load
    monkeypatch.setattr(vocabularies, "load", lambda: load(leave_out=("eurovoc",)))

    def run(hostname=ORDER.hostname, theme=ORDER.theme) -> str:
        out = StringIO()
        words = [
            f"--name={ORDER.name}",
            f"--short-name={ORDER.short_name}",
            f"--hostname={hostname}",
            f"--theme={theme}",
        ]
        call_command("create_municipality", ORDER.slug, *words, stdout=out)
        return out.getvalue()

    return run


def test_it_has_the_same_pages_as_the_others(seventh, montiano):
    def plan(tenant) -> set:
        pages = BasePage.objects.filter(tenant=tenant, locale__language_code="it").exclude(site_key="home")
        root = tenant.site.root_page.url_path
        return {(page.site_key, page.url_path.removeprefix(root), page.live) for page in pages}

    assert plan(seventh) == plan(montiano)


PAGES = ("/", "/servizi/", "/servizi/ambiente/", "/domande-frequenti/", "/argomenti/acqua/", "/cerca/?q=carta",
         "/nessuna-pagina/", "/mappa-del-sito/")  # fmt: skip


def test_every_page_of_it_names_itself_and_nobody_else(seventh, citizen):
    for path in PAGES:
        answer = Client(HTTP_HOST="roncofreddo.test").get(path)
        assert answer.status_code == citizen.get(path).status_code, path
        html = answer.content.decode()
        assert "Comune di Roncofreddo" in html, path
        assert not [name for name in ("Montiano", "Cesena") if name in html], path


def test_its_robots_are_those_of_the_others(seventh, citizen):
    answer, other = Client(HTTP_HOST="roncofreddo.test").get("/robots.txt"), citizen.get("/robots.txt")
    assert answer.status_code == 200
    assert answer.content.decode() == other.content.decode().replace("montiano.test", "roncofreddo.test")


def test_it_needs_no_setting(seventh):
    known = str({name: getattr(product, name) for name in dir(product) if name.isupper() and name != "DATABASES"})
    assert "roncofreddo" not in known.lower()


def test_a_service_published_there_is_served_and_found_there_only(seventh, citizen):
    page = a_service(seventh, title="Raccolta dei tartufi")
    visitor = Client(HTTP_HOST="roncofreddo.test")
    assert visitor.get(page.path_url).status_code == 200
    assert page.path_url in visitor.get("/cerca/?q=tartufi").content.decode()
    assert page.path_url in visitor.get("/servizi/").content.decode()
    assert citizen.get(page.path_url).status_code == 404
    assert page.path_url not in citizen.get("/cerca/?q=tartufi").content.decode()


def test_its_editors_write_there_and_the_others_do_not(seventh, desk, editor, montiano):
    ours = User.objects.create_user("redattrice", password="prova-prova-prova")
    ours.groups.add(*_groups("Roncofreddo: Redattori"))
    there, here = page_with(seventh, "notizie"), page_with(montiano, "notizie")
    for person, allowed, refused in ((ours, there, here), (editor, here, there)):
        desk.force_login(person)
        assert desk.get(f"/admin/pages/add/news/newspage/{allowed.pk}/").status_code == 200
        assert desk.get(f"/admin/pages/add/news/newspage/{refused.pk}/").status_code == 404


def _groups(name: str):
    from django.contrib.auth.models import Group

    return Group.objects.filter(name=name)


def test_its_publishers_publish_and_its_editors_do_not(seventh):
    home = Page.objects.get(pk=seventh.site.root_page_id)
    for name, may in (("Redattori", False), ("Pubblicatori", True)):
        person = User.objects.create_user(name, password="prova-prova-prova")
        person.groups.add(*_groups(f"Roncofreddo: {name}"))
        assert home.permissions_for_user(person).can_publish() is may
        assert home.permissions_for_user(person).can_add_subpage()


def test_its_files_are_its_own(seventh):
    rights = GroupCollectionPermission.objects.filter(group__name__startswith="Roncofreddo:")
    assert {right.collection for right in rights} == {seventh.collection}
    assert an_image(seventh).tenant == seventh


def test_what_was_edited_is_not_undone_by_a_second_run(seventh, montiano):
    faq = page_with(seventh, "faq")
    faq.title = "Le vostre domande"
    faq.save_revision().publish()
    moved = page_with(seventh, "argomenti")
    moved.slug = "temi"
    moved.save_revision().publish()
    page_with(seventh, "comunicati").unpublish()
    with quiet():
        _tenant, made = create(ORDER)
    assert not made
    assert page_with(seventh, "faq").title == "Le vostre domande"
    assert page_with(seventh, "argomenti").slug == "temi"
    assert not page_with(seventh, "comunicati").live


def test_a_second_run_with_other_words_keeps_the_first(seventh):
    with quiet():
        tenant, _made = create(Order("roncofreddo", "Altro nome", "Altro", "roncofreddo.test", theme="vigna"))
    tenant.refresh_from_db()
    assert (tenant.name, tenant.theme) == ("Comune di Roncofreddo", "pino")


def test_half_a_municipality_is_never_left(monkeypatch):
    monkeypatch.setattr("home.municipalities.equip", lambda *a: 1 / 0)
    before = Page.objects.count(), TenantHost.objects.count()
    with quiet(), pytest.raises(ZeroDivisionError):
        create(ORDER)
    assert (Page.objects.count(), TenantHost.objects.count()) == before
    assert not Tenant.objects.filter(slug="roncofreddo").exists()


@pytest.mark.parametrize(
    "hostname", ["https://x.test/", "X.TEST", "x.test:8000", "x test", "", "-x.test", "x.test/", "*.test"]
)
def test_a_host_that_is_none_is_refused_with_its_name(command, hostname):
    with pytest.raises(CommandError, match="Host non valido"):
        command(hostname=hostname)
    assert not Tenant.objects.filter(slug="roncofreddo").exists()


def test_a_host_of_another_body_is_refused_with_its_owner(command):
    with pytest.raises(CommandError, match="risponde già Comune di Montiano"):
        command(hostname="montiano.test")
    assert not Tenant.objects.filter(slug="roncofreddo").exists()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/accessibilita/",
        "http://form.agid.gov.it/view/1",
        "//form.agid.gov.it/view/1",
        "https://www.agid.gov.it/it/accessibilita",
        "https://form.agid.gov.it.example.com/view/1",
        "https://evilform.agid.gov.it/view/1",
        "https://form.agid.gov.it@evil.example/",
        "https://evil.example/?https://form.agid.gov.it/",
    ],
)
def test_a_declaration_of_accessibility_that_is_not_at_agid_is_refused(address):
    with pytest.raises(ValidationError) as refused:
        Tenant(accessibility_url=address).clean()
    assert refused.value.message_dict == {
        "accessibility_url": ["L'indirizzo deve cominciare con https://form.agid.gov.it/"]
    }


@pytest.mark.parametrize("address", ["https://form.agid.gov.it/", "https://form.agid.gov.it/view/0a1b2c3d-1111-2222"])
def test_a_declaration_of_accessibility_at_agid_is_accepted(address):
    Tenant(accessibility_url=address).clean()


def test_a_theme_that_does_not_exist_is_refused(command):
    with pytest.raises(CommandError):
        command(theme="arcobaleno")


def test_the_command_makes_it_and_says_so_then_says_there_was_nothing_to_do(command):
    assert command() == "Comune di Roncofreddo: creato o completato.\n"
    assert command() == "Comune di Roncofreddo: c'era già, niente da fare.\n"
    assert Client(HTTP_HOST="roncofreddo.test").get("/servizi/").status_code == 200


def test_a_term_retired_before_gets_no_page_in_a_new_site():
    Term.objects.filter(vocabulary="argomenti", key="pesca").update(is_retired=True)
    with quiet():
        tenant, _made = create(ORDER)
    assert not BasePage.objects.filter(tenant=tenant, site_key="argomento-pesca").exists()


def test_its_news_stay_out_of_the_other_sites(seventh, neighbour):
    a_news_item(seventh, "Sagra del tartufo")
    assert "Sagra del tartufo" not in neighbour.get("/novita/").content.decode()
