"""Load the service sheets of one body: shared text and local parts put together."""

from django.core.files.base import ContentFile
from django.utils.text import slugify

from cms.markup import to_rich_text
from cms.models import SiteDocument
from demo import conditions
from demo.people_and_places import stable_id
from services.models import ServicePage


def _stream(kind: str, rows: list[dict], *where) -> list[dict]:
    return [{"type": kind, "value": row, "id": stable_id(*where, kind, number)} for number, row in enumerate(rows)]


def needed(sheet: dict, *where) -> list[dict]:
    rows = [*sheet.get("needed", []), *sheet.get("extra_needed", [])]
    values = [
        {"text": r["text"], "note": r.get("note", ""), "only_if": r.get("only_if", ""), "form": None} for r in rows
    ]
    return _stream("requirement", values, *where)


def timeline(sheet: dict, *where) -> list[dict]:
    phases = [
        {
            "title": r["title"],
            "amount": r.get("days"),
            "unit": r.get("unit") or "giorni",
            "when": str(r.get("date", "")),
            "description": r.get("description", ""),
        }
        for r in sheet.get("phases", [])
    ]
    deadlines = [
        {"title": r["title"], "date": r["date"].isoformat(), "description": r.get("description", "")}
        for r in sheet.get("deadlines", [])
    ]
    return _stream("phase", phases, *where) + _stream("deadline", deadlines, *where)


def costs(sheet: dict, *where) -> list[dict]:
    values = [
        {
            "title": r["title"],
            "amount": str(r["amount"]),
            "for_whom": r.get("for_whom", ""),
            "how_to_pay": r.get("how_to_pay", []),
            "note": r.get("note", ""),
        }
        for r in sheet.get("fees", [])
    ]
    return _stream("cost", values, *where)


def channels(sheet: dict, *where) -> list[dict]:
    stream = []
    if sheet.get("online"):
        value = {
            "intro": sheet.get("online_intro", ""),
            "label": sheet["online"]["label"][:60],
            "url": sheet["online"]["url"],
        }
        stream += _stream("online", [value], *where)
    stream += _stream("desk", [{"intro": sheet["desk"]}], *where)
    if sheet.get("phone_note"):
        stream += _stream("phone", [{"intro": sheet["phone_note"], "number": ""}], *where)
    return stream


RICH = (
    "audience",
    "applicants",
    "description",
    "outcome",
    "outcome_procedures",
    "times_intro",
    "costs_intro",
    "more_info",
    "needed_intro",
    "booking_info",
)


def texts_of(sheet: dict, *where) -> dict:
    """Every text of a sheet, ready for the page, in whatever language it is written."""
    how_to = "\n\n".join(filter(None, [sheet["how_to"].strip(), sheet.get("local_note", "").strip()]))
    constraints = "\n\n".join(filter(None, [sheet.get("constraints", "").strip(), sheet.get("condition", "").strip()]))
    cases = [{"title": c["title"], "text": to_rich_text(c["text"])} for c in sheet.get("special_cases", [])]
    links = [{"title": li["title"], "url": li["url"]} for li in sheet.get("links", [])]
    proceeding = sheet.get("proceeding", {})
    return {
        **{name: to_rich_text(sheet.get(name, "")) for name in RICH},
        "title": sheet["title"],
        "alternative_title": sheet.get("alternative_title", ""),
        "summary": sheet["summary"],
        "inactive_reason": sheet.get("inactive_reason", ""),
        "how_to": to_rich_text(how_to),
        "constraints": to_rich_text(constraints),
        "needed": needed(sheet, *where),
        "timeline": timeline(sheet, *where),
        "costs": costs(sheet, *where),
        "channels": channels(sheet, *where),
        "special_cases": _stream("special_case", cases, *where),
        "external_links": _stream("link", links, *where),
        "proceeding_start": proceeding.get("start", "")[:255],
        "legal_basis": to_rich_text(proceeding.get("legal_basis", "")),
        "protection": to_rich_text(proceeding.get("protection", "")),
        "final_act": proceeding.get("final_act", "")[:255],
    }


class ServicesLoader:
    def __init__(self, loader, offices: dict):
        self.load = loader
        self.offices = offices
        self.sheets: dict[str, ServicePage] = {}

    def load_all(self, sheets: list[dict]) -> None:
        for sheet in sheets:
            self.sheets[sheet["slug"]] = self._load(sheet)
        for sheet in sheets:
            self._relate(sheet)

    def _load(self, sheet: dict) -> ServicePage:
        tenant, where = self.load.tenant, (self.load.tenant.slug, sheet["slug"])
        office = self.offices[sheet["office"]]
        page = ServicePage(
            slug=slugify(sheet["slug"]),
            is_active=sheet.get("active", True),
            **texts_of(sheet, *where),
            max_days=sheet.get("max_days"),
            average_days=sheet.get("average_days"),
            responsible_office=office,
            area=self.offices.get(sheet.get("area", "")),
            conditions_file=self._conditions(sheet, office),
            interactivity=self.load.term_or_none("livello_interattivita", sheet.get("interactivity")),
            flow_archetype=self.load.term_or_none("archetipi_flusso", sheet.get("archetype")),
            silence_means_consent=sheet.get("proceeding", {}).get("silence_means_consent", False),
            ipa_code=tenant.ipa_code,
            identifier=sheet["slug"][:80],
        )
        page.topics = self.load.terms("argomenti", sheet.get("topics", []))
        page.other_categories = self.load.terms("categorie_servizio", sheet.get("other_categories", []))
        page.outcome_types = self.load.terms("output_servizi", sheet.get("outcome_types", []))
        page.life_events = self.load.terms("eventi_vita_persone", sheet.get("life_events", []))
        page.business_events = self.load.terms("eventi_vita_imprese", sheet.get("business_events", []))
        page.authentication = self.load.terms("autenticazione", sheet.get("authentication", []))
        page.languages = self.load.terms("lingue", ["it"])
        return self.load.add(page, f"categoria-{sheet['category']}", f"servizio-{sheet['slug']}"[:80])

    def _conditions(self, sheet: dict, office) -> SiteDocument:
        title = f"Condizioni di servizio: {sheet['title']}"
        found = SiteDocument.objects.filter(tenant=self.load.tenant, title=title).first()
        if found:
            return found
        document = SiteDocument(title=title, tenant=self.load.tenant, collection=self.load.tenant.collection)
        content = conditions.render(sheet, self.load.tenant.name, office.title)
        document.file = ContentFile(content, name=f"condizioni-{self.load.tenant.slug}-{sheet['slug']}.pdf")
        document.file_size = len(content)
        document._set_document_file_metadata()
        document.save()
        return document

    def _relate(self, sheet: dict) -> None:
        page = self.sheets[sheet["slug"]]
        related = [self.sheets[slug] for slug in sheet.get("related", []) if slug in self.sheets]
        required = [self.sheets[slug] for slug in sheet.get("required", []) if slug in self.sheets]
        if related or required:
            page.related_services = related
            page.required_services = required
            self.load.resave(page)
