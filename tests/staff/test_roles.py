"""The table of roles: what the code gives, what the document says, what Wagtail grants."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from cms.models import StaffGroup, User
from cms.roles import ROLES
from tests.factories import a_contact_point, a_news_item, an_alert, page_with

pytestmark = pytest.mark.django_db
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "roles.md"


def documented() -> dict[str, dict]:
    """Rows of the table of docs/roles.md, by key."""
    rows = re.findall(r"^\| `(\w+)` \|(.*)\|$", DOCUMENT.read_text(), re.M)
    columns = ("label", "where", "pages", "files", "models", "areas")
    return {key: dict(zip(columns, [cell.strip() for cell in cells.split("|")], strict=True)) for key, cells in rows}


def words(names) -> str:
    return ", ".join(f"`{name}`" for name in names) or "-"


def test_the_document_says_what_the_code_does():
    told = documented()
    assert set(told) == set(ROLES)
    for key, role in ROLES.items():
        where = "union, for every body" if role.everywhere else "union" if role.of_union else "each body"
        everything = "everything"
        assert told[key] == {
            "label": role.label,
            "where": where,
            "pages": everything if role.everything else words(role.pages),
            "files": everything if role.everything else words(role.files),
            "models": everything if role.everything else words(role.models),
            "areas": everything if role.everything else words(role.areas),
        }


def test_each_body_has_its_groups_with_exactly_these_rights(montiano, union):
    for tenant in (montiano, union):
        for group in StaffGroup.objects.filter(tenant=tenant).select_related("group"):
            role = group.role
            if role.everything:
                continue
            pages = GroupPagePermission.objects.filter(group=group.group)
            files = GroupCollectionPermission.objects.filter(group=group.group)
            models = {f"{p.content_type.app_label}.{p.codename}" for p in group.group.permissions.all()}
            assert {right.permission.codename for right in pages} == set(role.pages)
            assert {right.permission.codename for right in files} == set(role.files)
            assert models == {*role.models, "wagtailadmin.access_admin"}
    assert not StaffGroup.objects.filter(tenant=montiano, role_key__in=[r.key for r in ROLES.values() if r.of_union])


def test_rights_given_by_hand_are_put_right_by_the_command(montiano):
    from django.contrib.auth.models import Permission

    group = StaffGroup.objects.get(tenant=montiano, role_key="operator").group
    group.permissions.add(Permission.objects.get(codename="delete_alert"))
    GroupPagePermission.objects.create(
        group=group, page=montiano.site.root_page, permission=Permission.objects.get(codename="publish_page")
    )
    call_command("refresh_roles")
    assert not group.permissions.filter(codename="delete_alert").exists()
    assert not GroupPagePermission.objects.filter(group=group).exists()


# Who may do what, by address: 200 is yes, anything else is no.
def matrix(montiano) -> dict[str, tuple[str, str]]:
    point, news, alert = a_contact_point(montiano), a_news_item(montiano), an_alert(montiano)
    notices = page_with(montiano, "notizie")
    return {
        "write a news item": (f"/admin/pages/add/news/newspage/{notices.pk}/", "editor publisher informatica"),
        "change a page": (f"/admin/pages/{news.pk}/edit/", "editor publisher informatica"),
        "take a page offline": (f"/admin/pages/{news.pk}/unpublish/", "publisher informatica"),
        "delete a page": (f"/admin/pages/{news.pk}/delete/", "publisher informatica"),
        "add an image": ("/admin/images/add/", "editor publisher informatica"),
        "change a contact point": (
            f"/admin/snippets/territory/contactpoint/edit/{point.pk}/",
            "editor publisher informatica",
        ),
        "delete a contact point": (
            f"/admin/snippets/territory/contactpoint/delete/{point.pk}/",
            "publisher informatica",
        ),
        "put an alert": (f"/admin/snippets/news/alert/edit/{alert.pk}/", "publisher informatica"),
        "read ratings": ("/admin/snippets/feedback/rating/", "editor publisher clerk analyst informatica"),
        "put a page first among results": ("/admin/snippets/search/promotedresult/add/", "publisher informatica"),
        "read what is searched for": ("/admin/ricerche/", "editor publisher analyst informatica"),
        "manage staff": ("/admin/personale/", "administrator informatica"),
        "change vocabularies": ("/admin/snippets/cms/term/add/", "catalogue informatica"),
        "change the synonyms of the search": ("/admin/snippets/search/synonym/add/", "informatica"),
        "change bodies": ("/admin/snippets/cms/tenant/", "informatica"),
        "see users of everybody": ("/admin/users/", "informatica"),
        "redirects": ("/admin/redirects/", "informatica"),
        "workflows": ("/admin/workflows/list/", "informatica"),
        "keep the albo": ("/admin/albo/", "publisher registrar informatica"),
        "set the periods of the albo": ("/admin/snippets/albo/publicationperiod/", "informatica"),
        "own account": (
            "/admin/account/",
            "editor publisher registrar clerk administrator catalogue analyst informatica",
        ),
    }


def test_who_may_do_what(desk, montiano, db):
    expected, found = {}, {}
    people = {user.username: user for user in User.objects.all()}
    for what, (address, who) in matrix(montiano).items():
        expected[what] = set(who.split())
        found[what] = set()
        for name in (
            "editor",
            "publisher",
            "registrar",
            "clerk",
            "administrator",
            "catalogue",
            "analyst",
            "stranger",
            "informatica",
        ):
            desk.force_login(people[name])
            if desk.get(address).status_code == 200:
                found[what].add(name)
    assert found == expected


def test_union_it_needs_no_superuser(desk, montiano, union):
    """The role alone opens the whole installation, every body included."""
    person = User.objects.create_user("tecnica", password="prova-prova-prova")
    person.groups.add(StaffGroup.objects.get(tenant=union, role_key="it").group)
    desk.force_login(person)
    addresses = [address for address, who in matrix(montiano).values() if "informatica" in who]
    addresses += ["/admin/snippets/cms/tenant/add/", "/admin/snippets/cms/term/", "/admin/groups/", "/admin/sites/"]
    addresses += ["/admin/reports/site-history/", "/admin/traduzioni/", "/admin/registro/", "/admin/elenco-servizi/"]
    addresses += [f"/admin/pages/{montiano.site.root_page_id}/", "/admin/collections/", "/admin/locales/"]
    assert {one: code for one in addresses if (code := desk.get(one).status_code) != 200} == {}


def test_a_right_counts_only_in_the_body_where_it_was_given(desk, editor, montiano, cesena):
    """An editor of Montiano who publishes at Cesena deletes contact points there, and only there."""
    editor.groups.add(StaffGroup.objects.get(tenant=cesena, role_key="publisher").group)
    desk.force_login(editor)
    for tenant, code in ((montiano, 404), (cesena, 302)):
        point = a_contact_point(tenant)
        address = f"/admin/snippets/territory/contactpoint/delete/{point.pk}/"
        assert desk.post(address).status_code == code, tenant
        assert type(point).objects.filter(pk=point.pk).exists() is (code == 404)
