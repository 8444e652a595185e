"""Who manages the staff of a body gives and takes roles there, and nowhere else."""

import pytest
from django.contrib.auth.models import Group

from cms.models import AuditEntry, OutboxMessage, User
from staff import second_factor
from tests.signing_in import second_factor_of

pytestmark = pytest.mark.django_db
LIST, NEW = "/admin/personale/", "/admin/personale/nuovo/"
ANNA = {"username": "anna.neri", "first_name": "Anna", "last_name": "Neri", "email": "anna@montiano.test"}


def colleague(tenant, name: str = "luca", role: str = "editor") -> User:
    user = User.objects.create_user(name, f"{name}@x.test", "prova-prova-prova", first_name=name, last_name="Verdi")
    user.groups.add(Group.objects.get(staff_group__tenant=tenant, staff_group__role_key=role))
    return user


def roles(user) -> set[str]:
    return set(user.groups.values_list("staff_group__role_key", flat=True))


@pytest.fixture
def office(desk, administrator):
    desk.force_login(administrator)
    return desk


def test_a_new_person_gets_roles_and_a_link_to_choose_a_password(office, montiano):
    answer = office.post(NEW, {**ANNA, "role_keys": ["editor", "operator"]})
    assert answer.status_code == 302
    anna = User.objects.get(username="anna.neri")
    assert roles(anna) == {"editor", "operator"}
    assert not anna.has_usable_password()
    (message,) = OutboxMessage.objects.filter(recipient="anna@montiano.test")
    link = next(line for line in message.body.split("\n") if "/admin/password_reset/confirm/" in line)
    page = office.get("/admin" + link.split("/admin", 1)[1], follow=True)
    assert b"new_password1" in page.content
    assert AuditEntry.objects.filter(action="accesso-dato", tenant=montiano).exists()


def test_a_name_already_taken_is_said_beside_the_field_and_what_was_typed_stays(office, editor):
    answer = office.post(NEW, {**ANNA, "username": "Editor", "role_keys": ["editor"]})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Questo nome utente è già preso" in html
    assert 'value="anna@montiano.test"' in html


def test_without_a_role_nobody_is_added(office):
    office.post(NEW, ANNA)
    assert not User.objects.filter(username="anna.neri").exists()


@pytest.mark.parametrize("forged", ["it", "catalogue", "analyst", "inventato"])
def test_a_role_of_the_union_cannot_be_given_by_a_forged_form(office, forged):
    office.post(NEW, {**ANNA, "role_keys": [forged]})
    assert not User.objects.filter(username="anna.neri").exists()


def test_forged_fields_of_the_form_make_no_superuser_of_another_body(office, cesena):
    forged = {"is_superuser": "on", "is_staff": "on", "tenant": cesena.pk, "groups": [1, 2, 3]}
    office.post(NEW, {**ANNA, **forged, "role_keys": ["editor"]})
    anna = User.objects.get(username="anna.neri")
    assert not anna.is_superuser
    assert set(anna.groups.values_list("staff_group__tenant__slug", flat=True)) == {"montiano"}


def test_the_staff_of_the_neighbours_is_not_found(office, cesena):
    other = colleague(cesena)
    second_factor_of(other)
    for path in ("", "password/", "secondo-fattore/"):
        address = f"{LIST}{other.pk}/{path}"
        assert office.get(address).status_code in (404, 405)
        assert office.post(address, {"role_keys": ["editor"]}).status_code == 404
    assert office.get(f"{LIST}999999/").status_code == 404, "the same answer as for who does not exist"
    assert second_factor.is_set_up(other)
    assert "luca" not in office.get(LIST).content.decode()


def test_roles_are_taken_and_given(office, montiano):
    luca = colleague(montiano)
    form = {"first_name": "Luca", "last_name": "Verdi", "email": "l@x.test", "is_active": "on"}
    office.post(f"{LIST}{luca.pk}/", {**form, "role_keys": ["publisher"]})
    luca.refresh_from_db()
    assert (roles(luca), luca.email) == ({"publisher"}, "l@x.test")
    labels = AuditEntry.objects.filter(action__in=["ruolo-aggiunto", "ruolo-tolto"], tenant=montiano)
    assert labels.count() >= 2


def test_of_who_also_works_elsewhere_only_the_roles_here_change(office, montiano, cesena):
    shared = colleague(montiano, "shared")
    shared.groups.add(Group.objects.get(staff_group__tenant=cesena, staff_group__role_key="publisher"))
    second_factor_of(shared)
    before = shared.password
    office.post(f"{LIST}{shared.pk}/", {"email": "preso@evil.example", "is_active": "", "role_keys": ["operator"]})
    assert office.post(f"{LIST}{shared.pk}/secondo-fattore/").status_code == 403
    assert office.post(f"{LIST}{shared.pk}/password/").status_code == 403
    shared.refresh_from_db()
    assert (shared.email, shared.is_active, shared.password) == ("shared@x.test", True, before)
    assert second_factor.is_set_up(shared)
    assert roles(shared) == {"operator", "publisher"}


def test_a_second_person_resets_a_lost_factor_and_never_their_own(office, montiano, administrator):
    luca = colleague(montiano)
    second_factor_of(luca)
    assert office.post(f"{LIST}{luca.pk}/secondo-fattore/").status_code == 302
    assert not second_factor.is_set_up(luca)
    assert AuditEntry.objects.filter(action="secondo-fattore-azzerato", actor=administrator).exists()
    assert office.post(f"{LIST}{administrator.pk}/secondo-fattore/").status_code == 403
    assert second_factor.is_set_up(administrator)


def test_a_reset_ends_what_the_old_factor_had_opened(desk, office, montiano):
    from tests.signing_in import Desk

    luca = colleague(montiano)
    theirs = Desk(HTTP_HOST="gestione.test")
    theirs.force_login(luca)
    assert theirs.get("/admin/").status_code == 200
    office.post(f"{LIST}{luca.pk}/secondo-fattore/")
    assert theirs.get("/admin/").status_code == 302


def test_nobody_closes_the_door_behind_themselves(office, administrator):
    office.post(
        f"{LIST}{administrator.pk}/", {"first_name": "A", "last_name": "B", "email": "a@x.test", "role_keys": []}
    )
    administrator.refresh_from_db()
    assert administrator.is_active
    assert "administrator" in roles(administrator)


def test_who_does_not_manage_staff_does_not_find_the_screens(desk, editor, publisher, clerk):
    for person in (editor, publisher, clerk):
        desk.force_login(person)
        assert desk.get(LIST).status_code == 403
        assert desk.post(NEW, {**ANNA, "role_keys": ["editor"]}).status_code == 403


def test_union_it_manages_the_staff_of_each_body_in_turn(desk, informatica, cesena):
    desk.force_login(informatica)
    desk.work_for(cesena)
    desk.post(NEW, {**ANNA, "role_keys": ["administrator"]})
    anna = User.objects.get(username="anna.neri")
    assert anna.groups.get().staff_group.tenant == cesena


def test_a_body_that_is_not_theirs_cannot_be_chosen(office, cesena):
    assert office.post("/admin/ente/", {"body": cesena.pk}).status_code == 404
    assert office.post("/admin/ente/", {"body": "abc"}).status_code == 404


def test_union_it_gives_the_roles_of_the_union_and_is_the_second_person_of_its_own(desk, informatica, union):
    desk.force_login(informatica)
    desk.work_for(union)
    desk.post(NEW, {**ANNA, "role_keys": ["it"]})
    anna = User.objects.get(username="anna.neri")
    assert roles(anna) == {"it"}
    second_factor_of(anna)
    assert desk.post(f"{LIST}{anna.pk}/secondo-fattore/").status_code == 302
    assert not second_factor.is_set_up(anna)


def test_who_manages_the_union_s_own_staff_does_not_make_nor_touch_union_it(desk, administrator, union):
    administrator.groups.set([Group.objects.get(staff_group__tenant=union, staff_group__role_key="administrator")])
    technician = colleague(union, "tecnica", "it")
    second_factor_of(technician)
    desk.force_login(administrator)
    desk.post(NEW, {**ANNA, "role_keys": ["it"]})
    assert not User.objects.filter(username="anna.neri").exists()
    assert desk.post(f"{LIST}{technician.pk}/secondo-fattore/").status_code == 403
    assert desk.post(f"{LIST}{technician.pk}/password/").status_code == 403
    assert second_factor.is_set_up(technician)
