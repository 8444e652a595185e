"""What is translated, what is missing and what has fallen behind: the report "Traduzioni" of the editorial desk."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from cms.models import BasePage, Tenant
from cms.staff import bodies_with_area
from cms.versions import ORIGINAL, in_language

STALE, DRAFT, MISSING, COMPLETE = "da-aggiornare", "bozza", "manca", "completa"
STATES = {
    STALE: "Da aggiornare",
    DRAFT: "In bozza",
    MISSING: "Manca",
    COMPLETE: "Completa",
}


@dataclass(frozen=True)
class Row:
    """An Italian page and how its version in another language stands."""

    page_id: int
    title: str
    tenant_id: int
    state: str
    published_at: datetime | None
    version_id: int | None = None
    source_id: int | None = None
    missing_texts: int = 0

    @property
    def state_label(self) -> str:
        return STATES[self.state]


def pages_out_of_date(tenant, language: str = "en") -> list[Row]:
    """Published versions whose Italian page has changed since, or that lack some texts."""
    return [row for row in rows_of(tenant, language) if row.state == STALE]


def rows_of(tenant, language: str = "en") -> list[Row]:
    """Every published Italian page of a body with the state of its version: four queries, however many pages."""
    pages = BasePage.objects.of(tenant).live().filter(in_language(ORIGINAL)).order_by("path")
    columns = ("pk", "title", "tenant_id", "translation_key", "last_published_at")
    italian = list(pages.values(*columns))
    versions = _versions(tenant, language)
    sources = _sources(tenant, language)
    missing = _missing_texts([source["pk"] for source in sources.values()], language)
    return [_row(page, versions.get(page["translation_key"]), sources, missing) for page in italian]


def _versions(tenant, language: str) -> dict:
    pages = BasePage.objects.of(tenant).filter(in_language(language))
    return {
        page["translation_key"]: page for page in pages.values("pk", "live", "translation_key", "last_published_at")
    }


def _sources(tenant, language: str) -> dict:
    """Texts taken for translation, by translation key: those of pages that are still filled from them."""
    mine = BasePage.objects.of(tenant).filter(in_language(ORIGINAL)).values("translation_key")
    sources = TranslationSource.objects.filter(
        object__in=mine,
        locale__language_code=ORIGINAL,
        translations__target_locale__language_code=language,
        translations__enabled=True,
    )
    return {source["object_id"]: source for source in sources.values("pk", "object_id", "last_updated_at")}


def _missing_texts(sources: list[int], language: str) -> dict[int, int]:
    done = StringTranslation.objects.filter(
        translation_of=OuterRef("string"), context=OuterRef("context"), locale__language_code=language, has_error=False
    )
    segments = StringSegment.objects.filter(~Exists(done), source__in=sources)
    return dict(segments.values_list("source").annotate(number=Count("pk")))


def _row(page: dict, version: dict | None, sources: dict, missing: dict) -> Row:
    source = sources.get(page["translation_key"]) if version else None
    lacking = missing.get(source["pk"], 0) if source else 0
    return Row(
        page_id=page["pk"],
        title=page["title"],
        tenant_id=page["tenant_id"],
        state=_state(page, version, source, lacking),
        published_at=page["last_published_at"],
        version_id=version["pk"] if version else None,
        source_id=source["pk"] if source else None,
        missing_texts=lacking,
    )


def _state(page: dict, version: dict | None, source: dict | None, lacking: int) -> str:
    if version is None:
        return MISSING
    if not version["live"]:
        return DRAFT
    taken = source["last_updated_at"] if source else version["last_published_at"]
    changed = page["last_published_at"]
    return STALE if lacking or (changed and taken and changed > taken) else COMPLETE


def counts(rows: list[Row]) -> list[dict]:
    """How many pages are in each state, in the order in which they ask for work."""
    found = Counter(row.state for row in rows)
    return [{"state": state, "label": label, "number": found[state]} for state, label in STATES.items()]


def tenants_of(user):
    """Bodies whose pages someone translates."""
    bodies = bodies_with_area(user, "translations")
    return Tenant.objects.all() if bodies is None else Tenant.objects.filter(pk__in=bodies)
