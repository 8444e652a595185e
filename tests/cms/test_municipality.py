"""Making the site of a municipality."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Collection, GroupPagePermission, Page, Site

from cms.models import BasePage, Tenant, TenantHost

pytestmark = pytest.mark.django_db
WORDS = ("roncofreddo", "--name", "Comune di Roncofreddo", "--short-name", "Roncofreddo", "--theme", "pino")


def make(hostname: str = "roncofreddo.test") -> str:
    out = StringIO()
    call_command("create_municipality", *WORDS, "--hostname", hostname, stdout=out)
    return out.getvalue()


def rows() -> dict:
    models = (Tenant, TenantHost, Site, Page, Collection, Group, GroupPagePermission)
    return {model: model.objects.count() for model in models}


def test_a_seventh_municipality_works_like_the_others_without_a_new_setting():
    assert "creato" in make()
    visitor = Client(HTTP_HOST="roncofreddo.test")
    for path in ("/", "/servizi/", "/novita/", "/amministrazione/", "/vivere-il-comune/", "/domande-frequenti/",
                 "/note-legali/", "/privacy/", "/mappa-del-sito/", "/accedi/", "/servizi/prenotazione/",
                 "/servizi/assistenza/", "/servizi/segnalazione-disservizio/", "/amministrazione-trasparente/",
                 "/albo-pretorio/", "/attuazione-misure-pnrr/", "/vivere-il-comune/eventi/", "/argomenti/"):  # fmt: skip
        answer = visitor.get(path)
        assert answer.status_code == 200, path
        assert "Comune di Roncofreddo" in answer.content.decode(), path
    assert 'data-theme="pino"' in visitor.get("/").content.decode()


def test_making_it_again_changes_nothing():
    make()
    before = rows()
    assert "c'era già" in make()
    assert rows() == before


def test_making_it_again_completes_what_is_missing():
    make()
    tenant = Tenant.objects.get(slug="roncofreddo")
    BasePage.objects.get(tenant=tenant, site_key="faq").delete()
    make()
    assert BasePage.objects.filter(tenant=tenant, site_key="faq").count() == 1


def test_a_plain_page_of_the_plan_takes_the_type_that_the_plan_has_now():
    from home import conversion
    from home.models import InfoPage, TopicsIndexPage

    make()
    tenant = Tenant.objects.get(slug="roncofreddo")
    plain = InfoPage.objects.get(tenant=tenant, site_key="media-policy")
    plain.save_revision()
    child = plain.add_child(instance=InfoPage(title="Regole", slug="regole"))
    made = conversion.give_type(BasePage.objects.get(pk=plain.pk), TopicsIndexPage)
    assert (made.pk, made.url_path, made.site_key, made.live) == (plain.pk, plain.url_path, "media-policy", True)
    assert isinstance(BasePage.objects.get(pk=plain.pk).specific, TopicsIndexPage)
    assert not InfoPage.objects.filter(pk=plain.pk).exists()
    assert Page.objects.get(pk=child.pk).get_parent().pk == plain.pk
    assert Page.objects.get(pk=plain.pk).latest_revision is None


def test_a_bad_host_is_refused_before_anything_is_made():
    before = rows()
    with pytest.raises(CommandError, match="Host non valido"):
        make("https://roncofreddo.test/")
    assert rows() == before


def test_its_editors_have_rights_on_its_pages_only():
    make()
    home = Tenant.objects.get(slug="roncofreddo").site.root_page
    group = Group.objects.get(name="Roncofreddo: Redattori")
    assert set(GroupPagePermission.objects.filter(group=group).values_list("page", flat=True)) == {home.pk}
    codes = set(GroupPagePermission.objects.filter(group=group).values_list("permission__codename", flat=True))
    assert "publish_page" not in codes


def test_union_it_makes_one_from_a_form(desk, informatica):
    desk.force_login(informatica)
    address = "/admin/snippets/cms/tenant/add/"
    words = {"name": "Comune di Roncofreddo", "short_name": "Roncofreddo", "slug": "roncofreddo", "theme": "pino"}
    refused = desk.post(address, {**words, "hostname": "montiano.test"})
    assert "Su questo host risponde già un altro sito." in refused.content.decode()
    assert 'value="Comune di Roncofreddo"' in refused.content.decode()
    accepted = desk.post(address, {**words, "hostname": "roncofreddo.test"})
    assert accepted.status_code == 302
    assert Client(HTTP_HOST="roncofreddo.test").get("/servizi/").status_code == 200


def test_an_editor_cannot_open_that_form(desk, editor):
    desk.force_login(editor)
    assert desk.get("/admin/snippets/cms/tenant/add/").status_code == 403
