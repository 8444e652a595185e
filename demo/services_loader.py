"""Load the service sheets of one body: shared text and local parts put together."""

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify

from cms.markup import to_rich_text
from cms.models import SiteDocument
from demo import conditions, source
from demo.people_and_places import stable_id
from services.catalogue.placeholders import fill, words_of
from services.models import ServicePage


def _stream(kind: str, rows: list[dict], *where) -> list[dict]:
    return [{"type": kind, "value": row, "id": stable_id(*where, kind, number)} for number, row in enumerate(rows)]


def needed(sheet: dict, *where) -> list[dict]:
    rows = sheet.get("needed", [])
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


TERMS = {
    "topics": "argomenti",
    "other_categories": "categorie_servizio",
    "outcome_types": "output_servizi",
    "life_events": "eventi_vita_persone",
    "business_events": "eventi_vita_imprese",
    "authentication": "autenticazione",
}
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
    "how_to",
    "constraints",
)


def shared_texts(sheet: dict, *where) -> dict:
    """The texts of a sheet that are the same everywhere, in whatever language it is written."""
    cases = [{"title": c["title"], "text": to_rich_text(c["text"])} for c in sheet.get("special_cases", [])]
    links = [{"title": li["title"], "url": li["url"]} for li in sheet.get("links", [])]
    proceeding = sheet.get("proceeding", {})
    return {
        **{name: to_rich_text(sheet.get(name, "")) for name in RICH},
        "title": sheet["title"],
        "alternative_title": sheet.get("alternative_title", ""),
        "summary": sheet["summary"],
        "needed": needed(sheet, *where),
        "timeline": timeline(sheet, *where),
        "special_cases": _stream("special_case", cases, *where),
        "external_links": _stream("link", links, *where),
        "proceeding_start": proceeding.get("start", "")[:255],
        "legal_basis": to_rich_text(proceeding.get("legal_basis", "")),
        "protection": to_rich_text(proceeding.get("protection", "")),
        "final_act": proceeding.get("final_act", "")[:255],
    }


def local_texts(sheet: dict, *where) -> dict:
    """The texts that only the body knows."""
    extra = [
        {"text": r["text"], "note": r.get("note", ""), "only_if": r.get("only_if", "")}
        for r in sheet.get("extra_needed", [])
    ]
    return {
        "inactive_reason": sheet.get("inactive_reason", ""),
        "costs": costs(sheet, *where),
        "channels": channels(sheet, *where),
        "needed": _stream("requirement", [{**row, "form": None} for row in extra], *where, "extra"),
        "local_how_to": to_rich_text(sheet.get("local_note", "")),
        "local_constraints": to_rich_text(sheet.get("condition", "")),
    }


def texts_of(sheet: dict, *where) -> dict:
    """Every text of a sheet that adopts nothing: what is local stands after what it would have shared."""
    local, shared = local_texts(sheet, *where), shared_texts(sheet, *where)
    how_to, constraints = local.pop("local_how_to"), local.pop("local_constraints")
    return {
        **shared,
        **local,
        "needed": [*shared["needed"], *local["needed"]],
        "how_to": shared["how_to"] + how_to,
        "constraints": shared["constraints"] + constraints,
    }


def set_terms(sheet_row, sheet: dict, loader) -> None:
    """The terms of the vocabularies by which a sheet is found."""
    sheet_row.interactivity = loader.term_or_none("livello_interattivita", sheet.get("interactivity"))
    sheet_row.flow_archetype = loader.term_or_none("archetipi_flusso", sheet.get("archetype"))
    for name, vocabulary in TERMS.items():
        setattr(sheet_row, name, loader.terms(vocabulary, sheet.get(name, [])))


class ServicesLoader:
    def __init__(self, loader, offices: dict, catalogue):
        self.load = loader
        self.catalogue = catalogue
        self.offices = offices
        self.sheets: dict[str, ServicePage] = {}

    def load_all(self, sheets: list[dict]) -> None:
        for sheet in sheets:
            self.sheets[sheet["slug"]] = self._load(sheet)
        for sheet in sheets:
            self._relate(sheet)

    def _load(self, sheet: dict) -> ServicePage:
        where = (self.load.tenant.slug, sheet["slug"])
        office = self.offices[sheet["office"]]
        page = ServicePage(
            slug=slugify(sheet["slug"]),
            tenant=self.load.tenant,
            is_active=sheet.get("active", True),
            average_days=sheet.get("average_days"),
            responsible_office=office,
            area=self.offices.get(sheet.get("area", "")),
            conditions_file=self._conditions(sheet, office),
            ipa_code=self.load.tenant.ipa_code,
            identifier=sheet["slug"][:80],
        )
        texts = local_texts(sheet, *where) if source.is_adopted(sheet) else texts_of(sheet, *where)
        for name, value in texts.items():
            setattr(page, name, value)
        if source.is_adopted(sheet):
            self.catalogue.adopt(page, sheet, self.load.today)
        else:
            page.max_days = sheet.get("max_days")
            page.silence_means_consent = sheet.get("proceeding", {}).get("silence_means_consent", False)
            set_terms(page, sheet, self.load)
        page.languages = self.load.terms("lingue", ["it"])
        return self.load.add(page, f"categoria-{sheet['category']}", f"servizio-{sheet['slug']}"[:80])

    def rewrite_translated(self, sheets: list[dict]) -> None:
        """Texts of the municipality's own on sheets that have an English version: after it, so that it is late."""
        for sheet in sheets:
            page = self.sheets[sheet["slug"]]
            if source.is_adopted(sheet) and "own" in sheet and not page.own_parts:
                self.catalogue.rewrite(page, sheet, self.load.today)
                page.last_published_at = timezone.now()
                page.save(clean=False)

    def _conditions(self, sheet: dict, office) -> SiteDocument:
        title = f"Condizioni di servizio: {sheet['title']}"
        found = SiteDocument.objects.filter(tenant=self.load.tenant, title=title).first()
        if found:
            return found
        document = SiteDocument(title=title, tenant=self.load.tenant, collection=self.load.tenant.collection)
        words = words_of(self.load.tenant, {"title": office.title, "phone": self.load.tenant.phone})
        content = conditions.render(fill(sheet, words), self.load.tenant.name, office.title)
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
