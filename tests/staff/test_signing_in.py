"""Password, then second factor: no other way in."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from cms.models import AuditEntry
from staff import second_factor
from tests.signing_in import PASSWORD, code_now, second_factor_of
from tests.staff.views_of_the_admin import admin_views

pytestmark = pytest.mark.django_db
SIGN_IN = "/admin/accesso/"
SECOND = "/admin/accesso/secondo-fattore/authenticate/"
SET_UP = "/admin/accesso/secondo-fattore/totp/activate/"


@pytest.fixture
def door(desk):
    """The browser of someone who has not signed in."""
    return Client(HTTP_HOST="gestione.test")


def knock(door, name: str, password: str = PASSWORD):
    return door.post(SIGN_IN, {"login": name, "password": password})


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_a_password_alone_does_not_open_the_admin(door, editor):
    second_factor_of(editor)
    assert knock(door, "editor")["Location"] == SECOND
    assert door.get("/admin/")["Location"].startswith(SIGN_IN)


def test_with_the_code_of_the_app_the_editor_is_inside(door, editor):
    second_factor_of(editor)
    knock(door, "editor")
    assert door.post(SECOND, {"code": code_now()})["Location"] == "/admin/"
    assert door.get("/admin/").status_code == 200
    assert actions()[-1] == "accesso"


def test_a_code_serves_once(door, editor):
    second_factor_of(editor)
    knock(door, "editor")
    code = code_now()
    door.post(SECOND, {"code": code})
    other = Client(HTTP_HOST="gestione.test")
    knock(other, "editor")
    answer = other.post(SECOND, {"code": code})
    assert "già stato usato" in answer.content.decode()
    assert other.get("/admin/").status_code == 302


def test_a_wrong_code_is_refused_beside_the_field_and_written_in_the_register(door, editor):
    second_factor_of(editor)
    knock(door, "editor")
    answer = door.post(SECOND, {"code": "000000"})
    assert answer.status_code == 200
    assert "Il codice non è giusto" in answer.content.decode()
    assert "secondo-fattore-sbagliato" in actions()


def test_wagtails_own_sign_in_leads_to_ours_also_with_the_right_password(door, editor):
    second_factor_of(editor)
    assert door.get("/admin/login/?next=/admin/pages/")["Location"] == f"{SIGN_IN}?next=%2Fadmin%2Fpages%2F"
    answer = door.post("/admin/login/", {"username": "editor", "password": PASSWORD})
    assert answer["Location"] == SIGN_IN
    assert "_auth_user_id" not in door.session


def test_after_signing_in_one_goes_only_to_addresses_of_this_host(door, editor):
    second_factor_of(editor)
    door.post(SIGN_IN, {"login": "editor", "password": PASSWORD, "next": "https://evil.example/"})
    assert door.post(SECOND, {"code": code_now()})["Location"] == "/admin/"


def test_a_session_with_the_password_only_reaches_nothing_but_the_set_up(door, stranger, editor):
    """Every view of the admin, for someone who has no second factor yet."""
    door.force_login(editor)
    opened = set()
    for view in admin_views():
        if view.arguments or view.name in second_factor.ENTRANCE | second_factor.ENROLMENT:
            continue
        answer = door.get(reverse(view.name))
        if answer.status_code != 302 or answer["Location"] != SET_UP:
            opened.add(view.name)
    assert opened == set()


def test_a_session_made_without_the_factor_that_its_user_has_is_ended(door, editor):
    second_factor_of(editor)
    door.force_login(editor)
    assert door.get("/admin/pages/")["Location"] == "/admin/accesso/esci/"


def test_a_newcomer_sets_up_the_app_and_is_inside(door, editor):
    knock(door, "editor")
    page = door.get(SET_UP)
    if page.status_code == 302:  # asks for the password again
        door.post(page["Location"], {"password": PASSWORD})
        page = door.get(SET_UP)
    secret = page.context["form"].secret
    code = code_now(secret)
    assert door.post(SET_UP, {"code": code}).status_code == 302
    assert door.get("/admin/").status_code == 200
    kept = Authenticator.objects.get(user=editor, type="totp").data["secret"]
    assert secret not in kept, "a secret lies in the database as it is"


def test_twenty_attempts_lock_the_account_for_a_quarter_of_an_hour(door, editor, clock):
    second_factor_of(editor)
    names = ["editor", "Editor", "EDITOR "]  # the same account, however it is written
    codes = [knock(door, names[number % 3], f"sbagliata-{number}").status_code for number in range(19)]
    assert codes[:4] == [200] * 4
    assert set(codes[5:]) == {429}
    answer = knock(door, "editor")
    assert answer.status_code == 429
    assert "bloccato per un quarto d" in answer.content.decode()
    assert actions().count("accesso-rifiutato") >= 5
    assert "accesso-bloccato" in actions()
    clock.forward(minutes=16)
    assert knock(door, "editor")["Location"] == SECOND


def test_others_are_not_locked_with_them(door, editor, publisher, clock):
    for number in range(6):
        knock(door, "editor", f"sbagliata-{number}")
    second_factor_of(publisher)
    assert knock(Client(HTTP_HOST="gestione.test"), "publisher")["Location"] == SECOND


def test_the_last_second_factor_cannot_be_taken_away_by_oneself(desk, editor):
    desk.force_login(editor)
    desk.post("/admin/accesso/conferma/", {"password": PASSWORD})
    answer = desk.post("/admin/accesso/secondo-fattore/totp/deactivate/", follow=True)
    assert Authenticator.objects.filter(user=editor, type="totp").exists()
    assert "unico secondo fattore" in answer.content.decode()


def test_the_register_keeps_no_password_typed_as_a_name(door, clock):
    knock(door, "la-mia-password-segreta", "x")
    assert not AuditEntry.objects.filter(object_label__contains="segreta").exists()
    assert "accesso-rifiutato" in actions()


def test_leaving_ends_the_session(desk, editor):
    desk.force_login(editor)
    desk.post("/admin/accesso/esci/")
    assert desk.get("/admin/")["Location"].startswith(SIGN_IN)


def test_a_person_whose_account_is_closed_is_out_at_the_next_request(desk, editor):
    desk.force_login(editor)
    assert desk.get("/admin/").status_code == 200
    editor.is_active = False
    editor.save()
    assert desk.get("/admin/")["Location"].startswith(SIGN_IN)


def test_a_role_taken_away_counts_from_the_next_request(desk, editor):
    desk.force_login(editor)
    assert desk.get("/admin/pages/").status_code in (200, 302)
    editor.groups.clear()
    assert desk.get("/admin/pages/").status_code == 403
