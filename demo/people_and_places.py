"""Load places, contact points, offices, people and roles of one body."""

import re
import uuid
from decimal import Decimal

from django.utils import translation
from django.utils.text import slugify

from cms.blocks.hours import DAYS
from cms.markup import to_rich_text
from cms.models import BasePage
from offices.models import OfficePage, PersonPage, Role
from territory.models import ContactEntry, ContactPoint, PlacePage

ORDER = [code for code, _ in DAYS]
OFFICE_SECTIONS = {"area": "aree-amministrative", "ufficio": "uffici"}
POLITICAL = ("struttura-politica", "giunta-comunale", "consiglio-comunale", "commissione")
NAMESPACE = uuid.UUID("5b6d1c1e-0c55-4a31-9b1e-3f6f5d2a7a10")


def stable_id(*parts) -> str:
    """The same block id at every load."""
    return str(uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts)))


def days_of(text: str) -> list[str]:
    """Codes of the days named by «dal lunedì al venerdì», «martedì, giovedì», «tutti i giorni»; empty if none."""
    if text == "tutti i giorni":
        return list(ORDER)
    with translation.override("it"):  # the source is Italian, whoever loads it
        names = {str(name): code for code, name in DAYS}
    found = [names[name] for name in re.findall("|".join(names), text)]
    if text.startswith("dal ") and len(found) == 2:
        return ORDER[ORDER.index(found[0]) : ORDER.index(found[1]) + 1]
    return found


def hours_of(rows: list[dict], *where) -> tuple[list[dict], str]:
    """Stream rows of opening hours, and the text for those without days («su convocazione»)."""
    stream, notes = [], []
    for number, row in enumerate(rows):
        days = days_of(row["days"])
        note = row.get("note", "")
        if "del mese" in row["days"]:
            note = ". ".join(filter(None, [f"Solo il {row['days']}", note]))
        if not days or not row.get("from"):
            notes.append(". ".join(filter(None, [row["days"].capitalize(), note])).rstrip(".") + ".")
            continue
        value = {"days": days, "opens": f"{row['from']:0>5}", "closes": f"{row['to']:0>5}", "note": note[:120]}
        stream.append({"type": "hours", "value": value, "id": stable_id(*where, number)})
    return stream, "".join(f"<p>{note}</p>" for note in notes)


def opening_of(rows: list[dict], *where) -> list[dict]:
    """Stream rows of the opening hours of a place; days are codes already."""
    return [
        {
            "type": "hours",
            "value": {
                "days": row["days"],
                "opens": f"{row['opens']:0>5}",
                "closes": f"{row['closes']:0>5}",
                "note": row.get("note", "")[:120],
            },
            "id": stable_id(*where, "opening", number),
        }
        for number, row in enumerate(rows)
    ]


def _degrees(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(round(value, 6)))


class AdministrationLoader:
    """Loads the administration of one body; `places` and `offices` are then looked up by key."""

    def __init__(self, loader):
        self.load = loader
        self.places: dict[str, PlacePage] = {}
        self.offices: dict[str, OfficePage] = {}
        self.people: dict[str, PersonPage] = {}

    @staticmethod
    def degrees(value: float | None) -> Decimal | None:
        return _degrees(value)

    def contact(self, title: str, row: dict) -> ContactPoint | None:
        kinds = [("telefono", row.get("phone")), ("email", row.get("email")), ("pec", row.get("pec"))]
        filled = [(kind, value) for kind, value in kinds if value]
        if not filled:
            return None
        point, made = ContactPoint.objects.get_or_create(tenant=self.load.tenant, title=title[:160])
        if made:
            for order, (kind, value) in enumerate(filled):
                ContactEntry.objects.create(
                    contact_point=point, kind=self.load.term("tipi_punto_contatto", kind), value=value, sort_order=order
                )
        return point

    def load_places(self, rows: list[dict]) -> None:
        for row in rows:
            page = PlacePage(
                title=row["title"],
                slug=slugify(row["title"]),
                alternative_name=row.get("alternative_title", ""),
                summary=row["summary"],
                description=to_rich_text(row.get("description", "")),
                points_of_interest=to_rich_text(row.get("interest", "")),
                access=to_rich_text(row["access"]),
                street_address=row["address"],
                cap=str(row["cap"]),
                locality=row["locality"],
                district=row.get("district", ""),
                latitude=_degrees(row.get("latitude")),
                longitude=_degrees(row.get("longitude")),
                opening_hours=opening_of(row.get("opening", []), self.load.tenant.slug, row["key"]),
                hours_note=to_rich_text("\n\n".join(filter(None, [row.get("hours"), row.get("closed_on")]))),
                accessibility_notes=to_rich_text(row.get("accessibility", "")),
                ticket=to_rich_text(row.get("ticket", "")),
                image=self.load.image(row.get("motif", "borgo")),
            )
            page.types = self.load.terms("tipi_luogo", row.get("types", []))
            page.topics = self.load.terms("argomenti", row.get("topics", []))
            point = self.contact(row["title"], row)
            page.contact_points = [point] if point else []
            self.places[row["key"]] = self.load.add(page, "luoghi", f"luogo-{row['key']}")

    def load_offices(self, rows: list[dict]) -> None:
        for row in sorted(rows, key=lambda r: bool(r.get("parent"))):
            kind = row["type"]
            hours, note = hours_of(row.get("hours", []), self.load.tenant.slug, row["key"])
            page = OfficePage(
                title=row["title"],
                slug=slugify(row["title"]),
                summary=row["summary"],
                unit_type=self.load.term("tipi_unita_organizzativa", kind),
                duties=to_rich_text(row.get("duties", "")),
                seat=self.places[row["place"]],
                opening_hours=hours,
                hours_note=note,
                more_info=to_rich_text(row.get("more_info", "")),
            )
            page.topics = self.load.terms("argomenti", row.get("topics", []))
            point = self.contact(row["title"], row)
            page.contact_points = [point] if point else []
            parent = self.offices.get(row.get("parent", ""))
            page.parent_units = [parent] if parent else []
            section = OFFICE_SECTIONS.get(kind, "organi-di-governo" if kind in POLITICAL else "enti-e-fondazioni")
            self.offices[row["key"]] = self.load.add(page, section, f"ufficio-{row['key']}")

    def load_people(self, rows: list[dict]) -> None:
        for row in rows:
            full = f"{row['name']} {row['surname']}"
            page = PersonPage(
                title=full,
                slug=slugify(full),
                name=row["name"],
                surname=row["surname"],
                summary=row.get("summary", ""),
                duties=to_rich_text(row.get("duties", "")),
                delegations=to_rich_text(row.get("delegations", "")),
                biography=to_rich_text(row.get("biography", "")),
                more_info="<p>Persona immaginaria: questo sito è una dimostrazione.</p>",
            )
            point = self.contact(full, row)
            page.contact_points = [point] if point else []
            is_political = any(role["type"] == "politico" for role in row["roles"])
            section = "politici" if is_political else "personale-amministrativo"
            person = self.load.add(page, section, f"persona-{slugify(full)}"[:80])
            self.people[full] = person
            for role in row["roles"]:
                Role.objects.get_or_create(
                    tenant=self.load.tenant,
                    person=person,
                    title=role["title"],
                    defaults={
                        "role_type": self.load.term("tipi_incarico", role["type"]),
                        "office": self.offices.get(role["office"]),
                        "is_leader": role.get("leads", False),
                        "start_on": role.get("from"),
                    },
                )

    def show_union_offices(self, sources: list[OfficePage]) -> None:
        """Pages of this site that show offices of the union."""
        for source in sources:
            page = OfficePage(
                title=source.title,
                slug=f"{source.slug}-unione",
                summary=source.summary,
                unit_type=source.unit_type,
                shared_source=source,
            )
            page.topics = list(source.topics.all())
            section = BasePage.objects.get(pk=source.get_parent().pk).site_key
            self.load.add(page, section, f"unione-{source.site_key}")
