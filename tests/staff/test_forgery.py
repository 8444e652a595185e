"""Forms with forged fields: whose a thing is, the server decides; another body's things cannot be pointed at."""

import re

import pytest
from bs4 import BeautifulSoup

from news.models import Alert, NewsPage
from offices.models import Role
from tests.editing import PageEditor
from tests.factories import a_contact_point, a_news_item, a_person, an_image, an_office, page_with
from tests.offices.test_editing import role_form

pytestmark = pytest.mark.django_db
ALERT = {"text": "Neve in arrivo", "level": "info", "starts_at": "2026-11-24 10:00", "link_page": "", "link_url": ""}
REFUSED = "non è del tuo ente"


def hidden_page(tenant) -> NewsPage:
    page = a_news_item(tenant, "Canarino segreto")
    page.unpublish()
    return page


@pytest.mark.parametrize("name", ["tenant", "tenant_id", "site", "body"])
def test_the_body_of_a_new_alert_is_that_of_who_writes_it(name, desk, publisher, montiano, cesena):
    desk.force_login(publisher)
    assert desk.post("/admin/snippets/news/alert/add/", {**ALERT, name: cesena.pk}).status_code == 302
    assert Alert.objects.get().tenant == montiano


def test_an_alert_does_not_move_to_the_neighbours(desk, publisher, montiano, cesena):
    desk.force_login(publisher)
    desk.post("/admin/snippets/news/alert/add/", ALERT)
    alert = Alert.objects.get()
    form = {**ALERT, "text": "Neve", "tenant": cesena.pk, "targets": [cesena.pk]}
    desk.post(f"/admin/snippets/news/alert/edit/{alert.pk}/", form)
    alert.refresh_from_db()
    assert alert.tenant == montiano
    assert not alert.targets.exists(), "only the union's alerts stand on the sites of others"


def test_a_role_cannot_name_a_person_of_another_body(desk, editor, montiano, cesena):
    desk.force_login(editor)
    answer = desk.post("/admin/snippets/offices/role/add/", role_form(a_person(cesena), an_office(montiano)))
    assert answer.status_code == 200
    assert not Role.objects.exists()


def test_an_alert_cannot_lead_to_a_draft_of_another_body(desk, publisher, cesena):
    desk.force_login(publisher)
    page = hidden_page(cesena)
    answer = desk.post("/admin/snippets/news/alert/add/", {**ALERT, "link_page": page.pk})
    html = answer.content.decode()
    assert REFUSED in html
    assert "Canarino" not in html, "the chooser tells the title"
    assert "Neve in arrivo" in html, "what was typed is kept"
    assert not Alert.objects.exists()


def saved(page) -> str:
    return str(page.get_latest_revision().content) if page.latest_revision else ""


def test_a_form_with_another_mistake_tells_no_more_of_the_draft_that_it_names(desk, publisher, cesena):
    draft = a_news_item(cesena, "Bozza del Canarino")
    draft.unpublish()
    desk.force_login(publisher)
    form = {"text": "", "level": "info", "starts_at": "24/11/2026 10:00", "link_page": draft.pk}
    html = desk.post("/admin/snippets/news/alert/add/", form).content.decode()
    assert "Canarino" not in html
    assert "Hai scelto qualcosa che non c&#x27;è o non è del tuo ente: scegli di nuovo." in html
    assert not Alert.objects.exists()


def test_a_page_cannot_take_pictures_offices_or_links_of_another_body(desk, editor, montiano, cesena):
    desk.force_login(editor)
    page, hidden = a_news_item(montiano, "Mercato"), hidden_page(cesena)
    picture = an_image(cesena)
    office = an_office(cesena, "Ufficio Canarino")
    attempts = {
        "image": {"image": picture.pk},
        "rich text": {"body": f'<p><a linktype="page" id="{hidden.pk}">qui</a></p>'},
        "office": {"managed_by": [office.pk]},
    }
    for what, fields in attempts.items():
        before = page.latest_revision_id
        answer = PageEditor.of(desk, page).write(**fields).save()
        page.refresh_from_db()
        assert not answer.accepted, what
        assert "canarino" not in str(answer.soup).lower(), what
        assert page.latest_revision_id == before, what


def test_a_block_cannot_hold_an_office_of_another_body(desk, editor, montiano, cesena):
    desk.force_login(editor)
    page, office = page_with(montiano, "media-policy"), an_office(cesena, "Ufficio Canarino")
    before = page.latest_revision_id
    block = ("offices", {"title": "A chi rivolgerti", "offices": [office.pk]})
    form = PageEditor.of(desk, page)
    form.stream("body", [block])
    for key in [key for key in form.data if key.startswith("body-0-value-offices")]:
        del form.data[key]
    for key, value in {
        "count": "1",
        "0-deleted": "",
        "0-order": "0",
        "0-type": "item",
        "0-value": str(office.pk),
    }.items():
        form.data[f"body-0-value-offices-{key}"] = value
    answer = form.save()
    page.refresh_from_db()
    assert not answer.accepted
    assert REFUSED in answer.beside("body") or REFUSED in str(answer.soup.select(".messages"))
    assert "Canarino" not in str(answer.soup)
    assert page.latest_revision_id == before


def test_one_s_own_things_and_the_union_s_published_ones_are_taken(desk, editor, montiano, union):
    desk.force_login(editor)
    page = a_news_item(montiano, "Mercato")
    notice = a_news_item(union, "Avviso dell'Unione")
    text = f'<p><a linktype="page" id="{notice.pk}">qui</a></p>'
    assert PageEditor.of(desk, page).write(image=an_image(montiano).pk, body=text).save().accepted


def menu_links(desk) -> list[str]:
    html = desk.get("/admin/").content.decode()
    props = BeautifulSoup(html, "html.parser").find(id="wagtail-sidebar-props").string
    return sorted(set(re.findall(r'"(/admin/[^"]*)"', props)))


@pytest.mark.parametrize(
    "name", ["editor", "publisher", "clerk", "administrator", "catalogue", "analyst", "informatica"]
)
def test_no_entry_of_the_menu_is_dead(name, desk, montiano):
    from cms.models import User

    desk.force_login(User.objects.get(username=name))
    dead = {}
    for link in menu_links(desk):
        if "esci" in link or "logout" in link or "/api/" in link:
            continue
        answer = desk.get(link, follow=True)
        if answer.status_code != 200:
            dead[link] = answer.status_code
    assert dead == {}


def test_contact_points_of_others_are_not_offered(desk, editor, montiano, cesena):
    mine, theirs = a_contact_point(montiano, "Sportello nostro"), a_contact_point(cesena, "Sportello altrui")
    desk.force_login(editor)
    html = desk.get(f"/admin/pages/{an_office(montiano).pk}/edit/").content.decode()
    assert (mine.title in html, theirs.title in html) == (True, False)
