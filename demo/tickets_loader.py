"""Three months of requests and reports of each body, in every state; who answers for what; words kept ready.

What is loaded goes through the same front door as what people do, at the times when they would have done it.
"""

import random
import tomllib
import uuid
from contextlib import suppress
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import UnidentifiedImageError

from cms.models import SiteImage, Tenant, User
from offices.models import OfficePage
from services.models import ServicePage
from tickets import api, photos
from tickets.files import ready_photo
from tickets.models import Category, Follower, RoutingRule, StandardAnswer, Team, Ticket
from tickets.rules.states import State

DATA = Path(__file__).parent / "data" / "tickets.toml"
ROME = ZoneInfo("Europe/Rome")
DAYS = 90
HOW_MANY = {"cesena": (36, 40), "unione": (10, 0)}  # requests and reports; of the others:
OF_OTHERS = (12, 16)
PUBLIC_WORKS, POLICE, ENVIRONMENT = "lavori pubblici", "polizia locale", "ambiente"
# Words of the titles of the offices that deal with reports, the first that a body has.
OFFICES = {
    "rifiuti": (ENVIRONMENT, PUBLIC_WORKS, "tecnic"),
    "verde": (ENVIRONMENT, PUBLIC_WORKS, "tecnic"),
    "animali": (ENVIRONMENT, POLICE),
    "rumore": (POLICE,),
    "segnaletica": (POLICE, PUBLIC_WORKS),
}
OF_THE_REST = (PUBLIC_WORKS, "tecnic", "edilizia")
# What happens to one after the other, so that each state is there however few there are.
ASSISTANCE = ("nuova", "assegnata", "risposta", "replica", "chiusa", "chiusa", "risposta", "chiusa")
REPORTS = (
    "nuova",
    "pubblica",
    "assegnata",
    "risolta",
    "confermata",
    "non-risolta",
    "trasferita",
    "non-ora",
    "risolta",
    "riaperta",
)
OLD_ONES = {"chiusa", "risolta", "confermata", "non-ora"}  # what began long ago has ended
PHOTOS = 4  # of a body, drawn like its other pictures


def load(now: datetime, say=print) -> None:
    """Load the bodies that have none yet."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    for tenant in Tenant.objects.filter(is_demo=True).order_by("pk"):
        if not Ticket.objects.filter(holder=tenant).exists() and not Team.objects.filter(tenant=tenant).exists():
            TicketsLoader(tenant, data, now).load()
            say(f"{tenant.name}: richieste e segnalazioni")


class TicketsLoader:
    def __init__(self, tenant: Tenant, data: dict, now: datetime):
        self.tenant, self.data, self.now = tenant, data, now
        self.chance = random.Random(f"richieste {tenant.slug}")
        offices = OfficePage.objects.of(tenant).live().filter(locale__language_code="it", shared_source=None)
        self.offices = list(offices.order_by("pk"))
        self.operator = User.objects.filter(username=f"sportello-{tenant.slug}").first()
        self.operator = self.operator or User.objects.get(username="informatica")
        self.categories = {row.key: row for row in Category.objects.all()}

    def load(self) -> None:
        self._set_up()
        requests, reports = HOW_MANY.get(self.tenant.slug, OF_OTHERS)
        self.pictures = self._pictures() if reports else []
        for number in range(requests):
            self._request(number)
        for number in range(reports):
            self._report(number)
        self._give_addresses()

    def _set_up(self) -> None:
        team = Team.objects.create(tenant=self.tenant, name="Relazioni con il pubblico", takes_rest=True)
        team.operators.add(self.operator)
        for row in self.data["standard_answer"]:
            StandardAnswer.objects.create(tenant=self.tenant, title=row["title"], text=row["text"])
        if self.tenant.is_union:
            return
        for category in self.categories.values():
            office = self._office(category.key) if category.kind == "segnalazione" else None
            if office is not None:
                name = f"{category.name}, {self.tenant.short_name}"[:120]
                RoutingRule.objects.create(name=name, category=category, area=self.tenant, office=office)

    def _office(self, key: str) -> OfficePage | None:
        for words in OFFICES.get(key, OF_THE_REST):
            found = next((office for office in self.offices if words in office.title.casefold()), None)
            if found is not None:
                return found
        return None

    def _pictures(self) -> list[tuple[bytes, bytes]]:
        rows = SiteImage.objects.filter(tenant=self.tenant).order_by("pk")[:PHOTOS]
        found = []
        for row in rows:
            with row.file.open("rb") as file, suppress(UnidentifiedImageError):  # where nothing is drawn, an empty file
                found.append(photos.reduced(file.read()))
        return found

    # --- One after the other ------------------------------------------------------------------------------------------

    def _moment(self, days_ago: int) -> datetime:
        day = (self.now - timedelta(days=days_ago)).astimezone(ROME).date()
        hour = time(self.chance.choice((8, 9, 10, 11, 15, 18, 20, 21)), self.chance.randrange(60))
        return min(datetime.combine(day, hour, ROME), self.now - timedelta(minutes=self.chance.randrange(20, 600)))

    def _later(self, moment: datetime, most_days: int = 4) -> datetime:
        return min(moment + timedelta(hours=self.chance.randrange(2, 24 * most_days)), self.now)

    def _person(self) -> api.Person:
        row = self.chance.choice(self.data["person"])
        return api.Person(row["name"], row["surname"], "")

    def _age(self, what: str) -> int:
        return self.chance.randrange(12, DAYS) if what in OLD_ONES else self.chance.randrange(0, 16)

    def _request(self, number: int) -> None:
        row = self.data["assistance"][(number * 7 + self.tenant.pk) % len(self.data["assistance"])]
        what = ASSISTANCE[number % len(ASSISTANCE)]
        sent = self._moment(self._age(what))
        sheets = ServicePage.objects.of(self.tenant).live().filter(slug=row.get("service", ""))
        wish = api.Wish(
            self.categories[row["category"]],
            row["details"],
            service=sheets.filter(locale__language_code="it").first(),
        )
        ticket = self._send(wish, sent)
        if what == "nuova":
            return
        moment = self._later(sent)
        ticket = api.assign(ticket, self.operator, moment, user=self.operator)
        if "note" in row:
            api.note(ticket, row["note"], moment, user=self.operator)
        if what == "assegnata":
            return
        close_as = "risposta" if what == "chiusa" else ""
        moment = self._later(moment)
        ticket = api.answer(ticket, row["answer"], moment, user=self.operator, close_as=close_as)
        if what == "replica":
            api.reply(ticket, row.get("reply", "Grazie, provo e vi faccio sapere."), self._later(moment))

    def _report(self, number: int) -> None:
        what = REPORTS[number % len(REPORTS)]
        # What has a reason to go elsewhere goes there; the others are told once each.
        rows = [one for one in self.data["report"] if ("transfer" in one) == (what == "trasferita")]
        step = number // len(REPORTS) if what == "trasferita" else number * 7
        row = rows[(step + self.tenant.pk) % len(rows)]
        sent = self._moment(self._age(what))
        places = [place for place in self.data["place"] if place["body"] == self.tenant.slug]
        place = self.chance.choice(places)
        wish = api.Wish(
            self.categories[row["category"]],
            row["details"],
            subject=row["subject"],
            address=place["address"],
            point=(place["latitude"], place["longitude"]),
        )
        ticket = self._send(wish, sent)
        if self.pictures and number % 3:
            for place, picture in enumerate(self.chance.sample(self.pictures, min(2, len(self.pictures))), 1):
                ready_photo(ticket, f"foto-{place}.jpg", picture, sent)
        self._go_on(ticket, row, what, sent)

    def _go_on(self, ticket: Ticket, row: dict, what: str, sent: datetime) -> None:
        if what == "nuova":
            return
        moment, user = self._later(sent, 2), self.operator
        shown = tuple(ticket.attachments.values_list("pk", flat=True))
        ticket = api.approve(
            ticket, api.Showing(row["subject"], row["details"], True, ticket.address, shown), moment, user=user
        )
        if what == "pubblica":
            return
        if what == "trasferita":
            self._pass_on(ticket, row, moment)
            return
        moment = self._later(moment)
        ticket = api.assign(ticket, user, moment, user=user)
        if what == "assegnata":
            return
        moment = self._later(moment)
        outcome = "non-ora" if what == "non-ora" else "risolta"
        ticket = api.answer(ticket, row["answer"], moment, user=user, close_as=outcome)
        self._afterwards(ticket, row, what, self._later(moment))

    def _afterwards(self, ticket: Ticket, row: dict, what: str, moment: datetime) -> None:
        """What its person says once it is closed."""
        if what == "confermata":
            api.say_solved(ticket, moment)
        elif what in ("non-risolta", "riaperta"):
            reason = row.get("not_solved", "Sono passato ieri: è ancora come prima.")
            ticket = api.ask_reopening(ticket, reason, moment)
            if what == "riaperta":
                said = "Hai ragione: torniamo a vedere."
                api.decide_reopening(ticket, True, said, self._later(moment), user=self.operator)

    def _pass_on(self, ticket: Ticket, row: dict, moment: datetime) -> None:
        """To the union, which has an office for what crosses borders, or to the police of the same body."""
        union = OfficePage.objects.live().filter(tenant__kind=Tenant.Kind.UNION, locale__language_code="it")
        office = union.filter(title__icontains="protezione civile").first() or union.order_by("pk").first()
        if office is not None and office.pk != ticket.office_id:
            api.transfer(ticket, office, row["transfer"], self._later(moment), user=self.operator)

    def _send(self, wish: api.Wish, sent: datetime) -> Ticket:
        return api.send(self.tenant, wish, self._person(), sent, request_key=uuid.uuid4())

    def _give_addresses(self) -> None:
        """People without a mail address are told nothing while this is loaded; afterwards each has one that goes nowhere."""
        rows = list(Ticket.objects.filter(tenant=self.tenant, email=""))
        for row in rows:
            row.email = f"persona{row.pk}@cittadini.example"
        Ticket.objects.bulk_update(rows, ["email"])
        for row in rows:
            if row.is_public and row.state != State.CLOSED and row.number % 4 == 0:
                Follower.objects.create(
                    ticket=row, email=f"vicino{row.pk}@cittadini.example", asked_at=self.now, confirmed_at=self.now
                )
