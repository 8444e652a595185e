"""A room for each video appointment: secret, open to two people, in its time; and the way out by telephone."""

import json
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from appointments import api, calls, errors, messages, upkeep
from appointments.booking.choice import options
from appointments.models import Appointment, AppointmentEvent, RoomSignal, VideoRoom
from appointments.rules.minutes import moment_of
from appointments.rules.video import Door, window
from appointments.video import providers
from appointments.video.providers import Guest
from cms.models import AuditEntry, DomainEvent, OutboxMessage
from tests.appointments.office import a_resource, a_type, an_agenda, anna, booked, on, somebody
from tests.reading import read, words

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)
NINE = on(DAY, 9)
ON_TIME = "2026-12-01 08:55"
JITSI = "jitsi://unica:" + "s" * 40 + "@meet.unione.example"
CITIZEN = Guest("cittadino", "Anna Bianchi")
OPERATOR = Guest("operatore", "Ufficio Anagrafe")


@pytest.fixture
def agenda(montiano, clerk):
    kind = a_type(montiano, by_video=True, by_phone=True)
    agenda = an_agenda(montiano, types=[kind], resources=[a_resource(montiano, by_video=True, by_phone=True)])
    agenda.operators.add(clerk)
    return agenda


@pytest.fixture
def call(agenda, now):
    return booked(agenda, NINE, now, mode="video")


def enter(browser, appointment):
    return browser.post(messages.private_path(appointment), {"azione": "entra"})


# --- The window ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "door"),
    [(-11, Door.EARLY), (-10, Door.OPEN), (0, Door.OPEN), (44, Door.OPEN), (45, Door.OVER), (600, Door.OVER)],
)
def test_the_door_opens_ten_minutes_before_and_shuts_a_quarter_of_an_hour_after_the_end(minutes, door):
    start = moment_of(NINE)
    assert window(start, start + timedelta(minutes=30)).door(start + timedelta(minutes=minutes)) == door


def test_on_the_night_when_the_clock_moves_the_window_lasts_as_long_as_ever():
    start = moment_of(on(date(2026, 10, 25), 2, 30))
    span = window(start, start + timedelta(minutes=30))
    assert span.closes_at - span.opens_at == timedelta(minutes=55)


# --- Who gives the rooms ---------------------------------------------------------------------------------------------


def test_a_jitsi_token_is_for_one_room_one_person_and_one_window(settings, call, clock):
    settings.VIDEO_URL = JITSI
    now = clock.set(ON_TIME)
    for guest, affiliation in ((CITIZEN, "member"), (OPERATOR, "owner")):
        url = urlsplit(calls.join(call, guest, now))
        assert (url.scheme, url.netloc) == ("https", "meet.unione.example")
        room = VideoRoom.objects.get().name
        assert url.path == f"/{room}"
        said = jwt.decode(
            parse_qs(url.query)["jwt"][0],
            "s" * 40,
            algorithms=["HS256"],
            audience="jitsi",
            options={"verify_exp": False, "verify_nbf": False, "verify_iat": False},
        )
        assert (said["iss"], said["sub"], said["room"]) == ("unica", "meet.unione.example", room)
        assert said["exp"] == moment_of(NINE + 45).timestamp()
        assert said["nbf"] <= now.timestamp()
        user = said["context"]["user"]
        assert (user["name"], user["affiliation"]) == (guest.name, affiliation)
        assert user["lobby_bypass"] is guest.is_host  # the citizen waits in the lobby
        assert said["context"]["features"]["recording"] is False


def test_rooms_have_names_that_nobody_guesses(agenda, now):
    rooms = [booked(agenda, NINE + 30 * n, now, somebody(n), mode="video").room.name for n in range(4)]
    assert len(set(rooms)) == 4
    assert all(len(name) == 32 and int(name, 16) for name in rooms)


def test_no_message_carries_the_room(call):
    said = "".join(f"{m.subject}{m.body}{m.calendar}" for m in OutboxMessage.objects.all())
    assert call.room.name not in said
    assert messages.private_path(call) in said


@pytest.mark.parametrize("url", ["jitsi://unica:short@meet.example", "jitsi://meet.example", "zoom://a:b@c"])
def test_a_wrong_setting_is_refused_with_words(settings, url):
    settings.VIDEO_URL = url
    with pytest.raises(ImproperlyConfigured, match="VIDEO_URL"):
        providers.provider()


def test_without_a_provider_nobody_is_offered_a_call(settings, montiano, agenda):
    kind = agenda.types.get()
    assert "video" in options(montiano)[0].modes(kind)
    settings.VIDEO_URL = ""
    assert "video" not in options(montiano)[0].modes(kind)


# --- Entering --------------------------------------------------------------------------------------------------------


def test_before_the_time_the_page_says_when_the_room_opens_and_lets_nobody_in(citizen, call, clock):
    clock.set("2026-12-01 08:49")
    page = read(citizen, messages.private_path(call))
    assert "martedì 1° dicembre 2026, ore 8:50" in words(page.main)
    assert page.select_one("[data-opens-in]")["data-opens-in"] == "60"
    assert not page.select("button[value=entra]")
    answer = enter(citizen, call)
    assert answer.status_code == 409
    assert "si apre dieci minuti prima" in answer.content.decode()
    assert VideoRoom.objects.get().citizen_joined_at is None


def test_on_time_the_citizen_enters_and_has_arrived(citizen, call, clock):
    moment = clock.set(ON_TIME)
    assert read(citizen, messages.private_path(call)).select("button[value=entra]")
    answer = enter(citizen, call)
    assert answer.status_code == 302
    page = read(citizen, urlsplit(answer["Location"]).path)
    assert page.select_one("[data-video-room]")["data-role"] == "cittadino"
    call.refresh_from_db()
    assert call.state == Appointment.State.ARRIVED
    assert VideoRoom.objects.get().citizen_joined_at == moment
    clock.forward(minutes=3)
    enter(citizen, call)
    assert VideoRoom.objects.get().citizen_joined_at == moment
    assert call.history.filter(to_state=Appointment.State.ARRIVED).count() == 1


def test_opening_the_page_enters_nothing(citizen, call, clock):
    clock.set(ON_TIME)
    citizen.get(messages.private_path(call))
    assert VideoRoom.objects.get().citizen_joined_at is None


def test_after_the_end_the_room_is_shut_also_for_who_kept_its_address(citizen, call, clock):
    clock.set(ON_TIME)
    room = urlsplit(enter(citizen, call)["Location"]).path
    assert citizen.get(room).status_code == 200
    clock.set("2026-12-01 09:45")
    assert citizen.get(room).status_code == 404
    assert enter(citizen, call).status_code == 409
    assert "la stanza è chiusa" in words(read(citizen, messages.private_path(call)).main)


def test_the_address_of_a_room_is_worth_nothing_when_changed_or_on_another_site(citizen, neighbour, call, clock):
    clock.set(ON_TIME)
    room = urlsplit(enter(citizen, call)["Location"]).path
    assert neighbour.get(room).status_code == 404
    header, body, signature = room.strip("/").split("/")[-1].split(".")
    assert citizen.get(f"/videochiamata/{header}.{body}.{signature[::-1]}/").status_code == 404
    said = jwt.decode(room.strip("/").split("/")[-1], options={"verify_signature": False})
    unsigned = jwt.encode(said, "", algorithm="none")
    assert citizen.get(f"/videochiamata/{unsigned}/").status_code == 404


def test_a_cancelled_call_opens_nothing(citizen, call, clock):
    api.cancel(call, clock.set("2026-11-25 10:00"), by=AppointmentEvent.By.CITIZEN)
    with pytest.raises(errors.NotNow):
        calls.join(call, CITIZEN, clock.set(ON_TIME))


def test_the_operator_enters_from_the_desk_as_the_host(desk, clerk, call, clock):
    clock.set(ON_TIME)
    desk.force_login(clerk)
    page = desk.get(reverse("desk_appointment", args=[call.pk]))
    assert "Entra in video" in page.content.decode()
    assert f"form-action 'self' {call.tenant.root_url}" in page["Content-Security-Policy"]
    answer = desk.post(reverse("desk_room", args=[call.pk]))
    said = jwt.decode(answer["Location"].strip("/").split("/")[-1], options={"verify_signature": False})
    assert said["context"]["user"]["affiliation"] == "owner"
    assert VideoRoom.objects.get().operator_joined_at is not None
    assert AuditEntry.objects.filter(action="appuntamento.video", actor_id=clerk.pk).exists()


def test_the_clerk_of_another_agenda_does_not_enter(desk, clerk, call, agenda, clock):
    agenda.operators.clear()
    clock.set(ON_TIME)
    desk.force_login(clerk)
    assert desk.post(reverse("desk_room", args=[call.pk])).status_code == 404
    assert VideoRoom.objects.get().operator_joined_at is None


def test_only_the_pages_of_calls_ask_for_camera_and_microphone(citizen, call, clock):
    clock.set(ON_TIME)
    room = urlsplit(enter(citizen, call)["Location"]).path
    for path in (room, "/videochiamata/prova/"):
        assert "camera=(self), microphone=(self)" in citizen.get(path)["Permissions-Policy"]
    assert "camera=()" in citizen.get(messages.private_path(call))["Permissions-Policy"]


def test_the_page_lets_its_form_end_at_the_provider_and_nowhere_else(settings, citizen, call, clock):
    settings.VIDEO_URL = JITSI
    clock.set(ON_TIME)
    policy = citizen.get(messages.private_path(call))["Content-Security-Policy"]
    assert "form-action 'self' https://meet.unione.example;" in policy
    assert "script-src 'self';" in policy


# --- The demonstration room ------------------------------------------------------------------------------------------


def talk(browser, room, after=0, *said):
    body = json.dumps({"dopo": after, "dice": list(said)})
    return browser.post(f"{room}segnali/", body, content_type="application/json")


def test_the_two_people_hear_one_another_and_not_themselves(citizen, call, clock):
    now = clock.set(ON_TIME)
    hers = urlsplit(enter(citizen, call)["Location"]).path
    his = urlsplit(calls.join(call, OPERATOR, now)).path
    talk(citizen, hers, 0, {"tipo": "testo", "testo": "Buongiorno"})
    heard = talk(citizen, his).json()
    assert heard["sente"] == [{"tipo": "testo", "testo": "Buongiorno"}]
    assert talk(citizen, his, heard["ultimo"]).json()["sente"] == []
    assert talk(citizen, hers).json()["sente"] == []


@pytest.mark.parametrize(
    "body",
    ["", "[]", '{"dopo": "x", "dice": []}', '{"dopo": 0, "dice": [{"tipo": "virus"}]}', '{"dopo": -1, "dice": []}'],
)
def test_what_is_no_signal_is_refused(citizen, call, clock, body):
    clock.set(ON_TIME)
    room = urlsplit(enter(citizen, call)["Location"]).path
    assert citizen.post(f"{room}segnali/", body, content_type="application/json").status_code == 400
    assert not RoomSignal.objects.exists()


def test_signals_are_gone_after_an_hour(citizen, call, clock):
    now = clock.set(ON_TIME)
    talk(citizen, urlsplit(enter(citizen, call)["Location"]).path, 0, {"tipo": "ciao"})
    assert upkeep.sweep(now + timedelta(minutes=59))["segnali"] == 0
    assert upkeep.sweep(now + timedelta(minutes=61))["segnali"] == 1


# --- By telephone instead --------------------------------------------------------------------------------------------


def test_one_button_turns_a_call_into_a_telephone_call_at_the_same_hour(citizen, agenda, clock, now):
    call = booked(agenda, NINE, now, anna(phone="0547 356111"), mode="video")
    clock.set("2026-12-01 09:05")
    answer = citizen.post(messages.private_path(call), {"azione": "telefono", "telefono": "0547 356111"})
    call.refresh_from_db()
    assert (call.mode, call.starts_at, call.sequence) == ("telefono", moment_of(NINE), 1)
    assert "ti chiamiamo noi al numero 0547 356111" in words(read(citizen, answer["Location"]).main)
    told = OutboxMessage.objects.get(event_key__endswith=":al-telefono")
    assert "SEQUENCE:1" in told.calendar
    assert DomainEvent.objects.filter(kind="appuntamento-al-telefono").count() == 1
    assert call.occupations.count() == 1  # the operator's time stays theirs


def test_without_a_number_the_page_asks_for_one_beside_the_field(citizen, call):
    answer = citizen.post(messages.private_path(call), {"azione": "telefono", "telefono": ""})
    assert answer.status_code == 409
    assert "Scrivi il numero a cui possiamo chiamarti." in answer.content.decode()
    wrong = citizen.post(messages.private_path(call), {"azione": "telefono", "telefono": "boh"}).content.decode()
    assert 'value="boh"' in wrong
    assert 'aria-invalid="true"' in wrong
    call.refresh_from_db()
    assert call.mode == "video"


def test_the_operator_turns_to_the_telephone_and_a_second_press_changes_nothing(desk, clerk, agenda, clock, now):
    call = booked(agenda, NINE, now, anna(phone="0547 356111"), mode="video")
    clock.set("2026-12-01 09:05")
    desk.force_login(clerk)
    for _press in range(2):
        desk.post(reverse("desk_by_phone", args=[call.pk]))
    call.refresh_from_db()
    assert (call.mode, call.sequence) == ("telefono", 1)
    assert OutboxMessage.objects.filter(event_key__endswith=":al-telefono").count() == 1


def test_a_desk_appointment_is_not_turned_into_a_telephone_call(agenda, now):
    made = booked(agenda, NINE, now, anna(phone="0547 356111"))
    with pytest.raises(errors.NotNow):
        calls.switch_to_phone(made, now, by=AppointmentEvent.By.CITIZEN)
