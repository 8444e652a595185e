"""Agendas of the demonstration, and two weeks of appointments in every state.

What is loaded goes through the same front door as what people do, at the times when they would have done it.
"""

import random
import tomllib
import zlib
from datetime import datetime, time, timedelta
from pathlib import Path

from appointments import api, errors, places, waiting
from appointments.booking.choice import Option
from appointments.models import Agenda, Appointment, AppointmentType, OpeningRule, Resource, ScheduleException
from appointments.models.setup import MODE_FIELDS
from appointments.rules.availability import Mode
from appointments.rules.minutes import ROME
from cms.models import Tenant, User
from offices.models import OfficePage
from services.models import ServicePage
from territory.models import Closure

DATA = Path(__file__).parent / "data" / "appointments.toml"
MORNINGS, AFTERNOONS = ((0, 1, 2, 3, 4), time(8, 30), time(12, 30)), ((1, 3), time(15), time(17, 30))
WEEK = timedelta(days=7)
State, Need = Appointment.State, Appointment.Need
NEEDS = (*((),) * 6, (Need.MORE_TIME,), (Need.STEP_FREE,), (Need.LANGUAGE,), (Need.COMPANION, Need.MORE_TIME))
# One in each state, whatever the dice say: what led there, and what its person needs.
EVERY_STATE = (
    (State.REQUESTED, (), (Need.LANGUAGE,)),
    (State.BOOKED, (), (Need.SIGN_LANGUAGE,)),
    (State.ARRIVED, ("arrivo",), (Need.STEP_FREE,)),
    (State.CALLED, ("arrivo", "chiama"), ()),
    (State.SERVED, ("arrivo", "chiama", "servito"), (Need.COMPANION, Need.MORE_TIME)),
    (State.NO_SHOW, ("assente",), ()),
    (State.CANCELLED_BY_CITIZEN, ("disdici",), ()),
    (State.CANCELLED_BY_OFFICE, ("annulla",), (Need.STEP_FREE,)),
)
HAS_BEEN = (State.ARRIVED, State.CALLED, State.SERVED, State.NO_SHOW)


class AppointmentsLoader:
    """Adds the agendas of a municipality; a body that has some already is left as it is."""

    def __init__(self, tenant: Tenant, now: datetime):
        self.tenant, self.now = tenant, now
        self.data = tomllib.loads(DATA.read_text(encoding="utf-8"))
        # Of the body alone: loaded again on another day, the same people come.
        self.dice = random.Random(zlib.crc32(tenant.slug.encode()))

    def load(self) -> None:
        if Agenda.objects.filter(tenant=self.tenant).exists():
            return
        offices: dict[int, list[AppointmentType]] = {}
        for row in self.data["type"]:
            services = self._services(row["services"])
            kind = self._type(row, services)
            for key in {service.responsible_office_id for service in services} - {None}:
                offices.setdefault(key, []).append(kind)
        agendas = [self._agenda(OfficePage.objects.get(pk=key), kinds) for key, kinds in sorted(offices.items())]
        if self.tenant.slug == "cesena":
            agendas.append(self._video_agenda())
        self._closure()
        for agenda in agendas:
            self._people(agenda)
        self._every_state(agendas)
        self._waiting(agendas[0])

    def _services(self, slugs: list[str]) -> list[ServicePage]:
        pages = ServicePage.objects.of(self.tenant).live().filter(slug__in=slugs, locale__language_code="it")
        return list(pages.order_by("pk"))

    def _type(self, row: dict, services) -> AppointmentType:
        kind = AppointmentType(
            tenant=self.tenant,
            name=row["name"],
            name_en=row.get("name_en", ""),
            summary=row["summary"],
            duration=row["duration"],
            buffer_after=row.get("buffer", 0),
            accessible_extra_minutes=row.get("extra", 15),
            needs_room=row.get("needs_room", False),
            documents="\n".join(row["documents"]),
            documents_en="\n".join(row.get("documents_en", [])),
            requires_confirmation=row.get("confirmation", False),
            lead_workdays=row.get("lead_workdays", 0),
            retention_days=row.get("retention", 90),
            reminder_days="7, 1" if row["duration"] > 30 else "1",
            **{name: mode in row["modes"] for mode, name in MODE_FIELDS.items()},
        )
        if "question" in row:
            value = {
                "label": row["question"],
                "label_en": "",
                "kind": row["question_kind"],
                "choices": "",
                "required": False,
            }
            kind.questions = [{"type": "question", "value": value}]
        kind.save()
        kind.services.set(services)
        return kind

    def _resource(self, name: str, kind: str, **fields) -> Resource:
        made, _new = Resource.objects.get_or_create(tenant=self.tenant, name=name, defaults={"kind": kind} | fields)
        return made

    def _agenda(self, office: OfficePage, kinds: list[AppointmentType]) -> Agenda:
        agenda = self._make(office, office.title, kinds)
        number = 2 if self.tenant.slug == "cesena" else 1
        desks = [
            self._resource(
                f"{office.title}, sportello {n}"[:80], "sportello", by_phone=True, by_video=n == 1, at_home=n == number
            )
            for n in range(1, number + 1)
        ]
        if any(kind.needs_room for kind in kinds):
            desks.append(self._resource("Sala matrimoni", "sala"))
        agenda.resources.set(desks)
        self._hours(agenda, MORNINGS, AFTERNOONS)
        return agenda

    def _video_agenda(self) -> Agenda:
        """The video desk at Cesena, for who lives in any of the municipalities."""
        kinds = list(AppointmentType.objects.filter(tenant=self.tenant, by_video=True))
        office = OfficePage.objects.get(pk=kinds[0].services.first().responsible_office_id)
        agenda = self._make(office, "Sportello video dell'Unione", kinds, open_to_union=True)
        agenda.instructions = "Dal computer o dal telefono: non serve venire."
        agenda.save()
        seats = [self._resource(f"Postazione video {n}", "video", at_desk=False, by_video=True) for n in (1, 2)]
        agenda.resources.set(seats)
        self._hours(agenda, ((0, 1, 2, 3, 4), time(9), time(13)), ((0, 2, 4), time(14, 30), time(18)))
        return agenda

    def _make(self, office: OfficePage, name: str, kinds, **fields) -> Agenda:
        agenda = Agenda.objects.create(
            tenant=self.tenant, office=office, name=name[:120], phone=self.tenant.phone, **fields
        )
        agenda.types.set(kinds)
        agenda.operators.set(User.objects.filter(username=f"sportello-{self.tenant.slug}"))
        return agenda

    def _hours(self, agenda: Agenda, *stretches) -> None:
        OpeningRule.objects.bulk_create(
            OpeningRule(agenda=agenda, weekday=day, opens=opens, closes=closes)
            for days, opens, closes in stretches
            for day in days
        )
        ScheduleException.objects.create(
            agenda=agenda,
            kind="chiuso",
            first_on=self.now.astimezone(ROME).date() + timedelta(days=24),
            reason="Formazione del personale",
        )

    def _closure(self) -> None:
        day = self.now.astimezone(ROME).date() + timedelta(days=38)
        Closure.objects.get_or_create(tenant=self.tenant, reason="Chiusura degli uffici", defaults={"first_on": day})

    # --- People ------------------------------------------------------------------------------------------------------

    def _person(self, number: int, mode: str = "") -> api.Person:
        people, dice = self.data["people"], self.dice
        return api.Person(
            name=dice.choice(people["names"]),
            surname=dice.choice(people["surnames"]),
            phone=f"+39 000 {self.tenant.pk:02d}{number:05d}",  # a prefix that nobody has
            details=dice.choice(people["details"]),
            home_address=f"{dice.choice(people['streets'])} {number % 40 + 1}" if mode == Mode.HOME else "",
        )

    def _people(self, agenda: Agenda) -> None:
        """A week past and a week to come, about half full."""
        today = self.now.astimezone(ROME).date()
        option = Option(agenda, tuple(agenda.types.all()))
        number = 0
        for day in (today + timedelta(days=n) for n in range(-7, 8)):
            asked_at = min(self.now, datetime.combine(day, time(8), tzinfo=ROME)) - timedelta(days=3)
            for _one in range(self.dice.randint(2, 4)):
                kind = self.dice.choice(option.types)
                modes = option.modes(kind)
                if not modes:
                    continue
                request = places.Request(
                    agenda, kind, self.dice.choice(modes), self.dice.choice(NEEDS), kind.services.first()
                )
                slots = [slot for one in places.free_days(request, day, day, asked_at) for slot in one.slots]
                if slots:
                    number += 1
                    self._appointment(request, self.dice.choice(slots).start, number, asked_at)

    def _appointment(self, request: places.Request, start: int, number: int, asked_at: datetime) -> None:
        try:
            made = api.confirm(request, start, self._person(number + 1000 * request.agenda.pk, request.mode), asked_at)
        except errors.BookingError:
            return
        if made.ends_at < self.now:
            if made.state == Appointment.State.REQUESTED:
                made = api.advance(made, "conferma", asked_at + timedelta(hours=2), by="ufficio")
            self._day(made)
        elif self.dice.random() < 0.1:
            api.cancel(
                made,
                min(self.now, asked_at + timedelta(hours=5)),
                by=self.dice.choice(["cittadino", "ufficio"]),
                reason="",
            )

    def _day(self, made: Appointment) -> None:
        """What happened on a day that has passed: most were served, some did not come."""
        path = self.dice.choices(
            [("arrivo", "chiama", "servito"), ("chiama", "servito"), ("assente",), ("annulla",)], weights=(6, 2, 1, 1)
        )[0]
        self._through(made, path, made.starts_at - timedelta(hours=20 if path == ("annulla",) else 0))

    def _through(self, made: Appointment, path: tuple[str, ...], at: datetime) -> None:
        for step, key in enumerate(path):
            made = api.advance(
                made,
                key,
                at + timedelta(minutes=3 * step),
                by="cittadino" if key == "disdici" else "ufficio",
                reason="Sportello chiuso per un guasto." if key == "annulla" else "",
            )

    def _every_state(self, agendas: list[Agenda]) -> None:
        """One appointment in each state. Who came to the desk came a moment ago, or on the last day it was open."""
        known = [(agenda, kind) for agenda in agendas for kind in agenda.types.all() if kind.at_desk]
        for number, (state, path, needs) in enumerate(EVERY_STATE, start=800):
            find, before = (self._just_passed, 3 * WEEK) if state in HAS_BEEN else (self._next, timedelta(days=3))
            asked_at = self.now - before
            for agenda, kind in self.dice.sample(known, len(known)):
                if kind.requires_confirmation != (state == State.REQUESTED):
                    continue
                request = places.Request(agenda, kind, Mode.DESK, needs, kind.services.first())
                slot = find(request, asked_at)
                if slot is not None:
                    made = api.confirm(request, slot.start, self._person(number), asked_at)
                    self._through(made, path, made.starts_at if state in HAS_BEEN else asked_at + timedelta(hours=5))
                    break

    def _just_passed(self, request: places.Request, asked_at: datetime):
        today, latest = self.now.astimezone(ROME).date(), self.now - timedelta(minutes=15)
        days = places.free_days(request, today - 2 * WEEK, today, asked_at)
        return next((slot for day in reversed(days) for slot in reversed(day.slots) if slot.starts_at <= latest), None)

    def _next(self, request: places.Request, asked_at: datetime):
        today = self.now.astimezone(ROME).date()
        days = places.free_days(request, today + timedelta(days=1), today + 2 * WEEK, asked_at)
        return next((slot for day in days for slot in day.slots), None)

    def _waiting(self, agenda: Agenda) -> None:
        kind = agenda.types.first()
        request = places.Request(agenda, kind, Option(agenda, (kind,)).modes(kind)[0], (), kind.services.first())
        today = self.now.astimezone(ROME).date()
        for number in range(3):
            waiting.join(request, self._person(900 + number), today, today + 2 * WEEK, self.now)


def load(now: datetime, say) -> None:
    """Agendas and appointments of every demonstration municipality that has none."""
    for tenant in Tenant.objects.municipalities().filter(is_demo=True).order_by("pk"):
        say(f"{tenant.name}: agende e appuntamenti")
        AppointmentsLoader(tenant, now).load()
