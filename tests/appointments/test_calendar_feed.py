"""An operator reads their appointments in their own calendar: no person in it, and nothing once they may not."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from appointments import api
from appointments.models import AppointmentEvent, CalendarFeed
from cms.models import AuditEntry
from tests.appointments.office import a_resource, an_agenda, anna, booked, on, somebody

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)
NINE = on(DAY, 9)


@pytest.fixture
def agenda(montiano, clerk):
    agenda = an_agenda(montiano)
    agenda.operators.add(clerk)
    return agenda


def press(operator, action: str = "crea"):
    return operator.post(reverse("desk_calendar"), {"azione": action})


def address_in(answer) -> str:
    return answer.content.decode().split('id="indirizzo-calendario" value="')[1].split('"')[0]


def path_for(operator, tenant) -> str:
    address = address_in(press(operator))
    assert address.startswith(f"{tenant.root_url}/calendari/")
    return address.removeprefix(tenant.root_url)


def events(client, path: str) -> list:
    answer = client.get(path)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_the_address_is_shown_once_and_only_its_hash_is_kept(operator, agenda, montiano):
    path = path_for(operator, montiano)
    token = path.removeprefix("/calendari/").removesuffix(".ics")
    assert len(token) >= 43
    assert token not in str(CalendarFeed.objects.values().get())
    page = operator.get(reverse("desk_calendar")).content.decode()
    assert token not in page
    assert "Il tuo indirizzo è acceso da" in page


def test_it_tells_time_type_mode_code_and_office_and_no_person(operator, citizen, agenda, montiano, now):
    made = booked(agenda, NINE, now, anna(details="Canarino", phone="0547 123456"))
    path = path_for(operator, montiano)
    [event] = events(citizen, path)
    assert event["summary"] == f"Carta d'identità, allo sportello ({made.code})"
    assert event["location"] == "Ufficio Anagrafe"
    assert event["dtstart"].dt.isoformat() == "2026-12-01T09:00:00+01:00"
    text = citizen.get(path).content.decode()
    for word in ("Anna", "Bianchi", "anna@cittadini.test", "Canarino", "123456", "ATTENDEE"):
        assert word not in text


def test_what_the_office_has_still_to_confirm_is_tentative(operator, citizen, agenda, montiano, now):
    agenda.types.update(requires_confirmation=True)
    made = booked(agenda, NINE, now)
    path = path_for(operator, montiano)
    assert [event["status"] for event in events(citizen, path)] == ["TENTATIVE"]
    api.advance(made, "conferma", now, by=AppointmentEvent.By.OFFICE)
    assert [event["status"] for event in events(citizen, path)] == ["CONFIRMED"]


def test_nobody_keeps_the_answer_and_no_search_engine_names_it(operator, citizen, agenda, montiano):
    answer = citizen.get(path_for(operator, montiano))
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies


def test_from_seven_days_ago_to_sixty_ahead_without_those_given_up(operator, citizen, agenda, montiano, now, clock):
    booked(agenda, NINE, now)
    given_up = booked(agenda, NINE + 30, now, somebody(2))
    api.cancel(given_up, now, by=AppointmentEvent.By.OFFICE)
    path = path_for(operator, montiano)
    assert len(events(citizen, path)) == 1
    clock.set("2026-12-08 08:00")
    assert len(events(citizen, path)) == 1
    clock.set("2026-12-08 10:00")
    assert events(citizen, path) == []
    clock.set("2026-10-01 10:00")
    assert events(citizen, path) == []


def test_a_new_address_ends_the_old_one_and_switching_off_ends_it_for_good(operator, citizen, agenda, montiano):
    old, new = path_for(operator, montiano), path_for(operator, montiano)
    assert citizen.get(old).status_code == 404
    assert citizen.get(new).status_code == 200
    press(operator, "spegni")
    assert citizen.get(new).status_code == 404
    assert not CalendarFeed.objects.exists()


def lose_the_agenda(clerk, agenda):
    agenda.operators.remove(clerk)


def lose_the_role(clerk, agenda):
    clerk.groups.clear()


def be_switched_off(clerk, agenda):
    clerk.is_active = False
    clerk.save()


@pytest.mark.parametrize("happens", [lose_the_agenda, lose_the_role, be_switched_off])
def test_who_may_not_see_the_agenda_any_more_reads_nothing(operator, citizen, agenda, montiano, clerk, now, happens):
    booked(agenda, NINE, now)
    path = path_for(operator, montiano)
    assert len(events(citizen, path)) == 1
    happens(clerk, agenda)
    assert citizen.get(path).status_code == 404


def test_only_their_own_agendas_are_in_it(operator, citizen, agenda, montiano, cesena, now):
    other = an_agenda(montiano, "Tributi", types=agenda.types.all(), resources=[a_resource(montiano, "S2")])
    booked(other, NINE, now, somebody(7))
    theirs = an_agenda(cesena, "Canarino")
    booked(theirs, NINE, now, somebody(8))
    assert events(citizen, path_for(operator, montiano)) == []


def test_a_wrong_address_and_another_bodys_site_answer_like_any_missing_page(
    operator, citizen, neighbour, agenda, montiano, administrator, now
):
    path = path_for(operator, montiano)
    wrong, opens_nothing, missing = "/calendari/a.ics", "/calendari/b.ics", "/niente/c.ics"
    digest = hashlib.sha256(b"b").hexdigest()
    CalendarFeed.objects.create(user=administrator, token_hash=digest, made_at=now)
    answers = [citizen.get(one) for one in (wrong, opens_nothing, missing)]
    assert [answer.status_code for answer in answers] == [404] * 3
    told = {answer.content.decode().replace(answer.wsgi_request.path, "") for answer in answers}
    assert len(told) == 1
    assert neighbour.get(path).status_code == 404
    assert citizen.post(path).status_code == 405


def test_union_it_gets_the_agendas_that_name_them_and_not_everybodys(desk, citizen, agenda, informatica, montiano, now):
    booked(agenda, NINE, now)
    desk.force_login(informatica)
    assert "Non ti è ancora affidata nessuna agenda" in desk.get(reverse("desk_calendar")).content.decode()
    assert press(desk).status_code == 404
    agenda.operators.add(informatica)
    assert len(events(citizen, path_for(desk, montiano))) == 1


def test_making_and_switching_off_are_in_the_register_and_reading_is_not(operator, citizen, agenda, montiano):
    path = path_for(operator, montiano)
    press(operator, "spegni")
    press(operator, "spegni")  # there is nothing to switch off any more
    before = AuditEntry.objects.count()
    citizen.get(path)
    acts = AuditEntry.objects.filter(action__startswith="appuntamenti.calendario").order_by("pk")
    assert [act.action for act in acts] == ["appuntamenti.calendario", "appuntamenti.calendario-spento"]
    assert AuditEntry.objects.count() == before


def test_anything_else_sent_to_the_screen_changes_nothing(operator, agenda):
    assert press(operator, "").status_code == 404
    assert not CalendarFeed.objects.exists()


def test_who_only_writes_pages_does_not_reach_the_screen(desk, editor):
    desk.force_login(editor)
    assert desk.get(reverse("desk_calendar")).status_code in (302, 403)


@pytest.mark.once
def test_it_asks_as_often_for_many_as_for_one(operator, citizen, agenda, montiano, clerk, now):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            citizen.get(path)
        return len(seen)

    booked(agenda, NINE, now)
    path = path_for(operator, montiano)
    queries()
    one = queries()
    other = an_agenda(montiano, "Tributi", types=agenda.types.all(), resources=[a_resource(montiano, "S2")])
    other.operators.add(clerk)
    for number in range(1, 5):
        booked(agenda, NINE + 30 * number, now, somebody(number))
        booked(other, NINE + 30 * number, now + timedelta(seconds=1), somebody(10 + number))
    assert queries() == one <= 12
    assert len(events(citizen, path)) == 9
