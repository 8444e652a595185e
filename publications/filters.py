"""The filters of the lists of documents: by the office that answers for them, by year (COMUNI.md b.9)."""

from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import get_language

from cms.cards import related
from cms.kept import kept
from offices.models import OfficePage


@dataclass(frozen=True)
class Choices:
    """What a list can be narrowed to: offices by the key of their page, years from the last."""

    offices: dict[int, str]
    years: tuple[int, ...]


@dataclass(frozen=True)
class Filters:
    """What a reader chose of it; nothing that the list does not offer."""

    choices: Choices
    office: int | None = None
    year: int | None = None

    @property
    def is_on(self) -> bool:
        return self.office is not None or self.year is not None

    @property
    def offers_offices(self) -> bool:
        return len(self.choices.offices) > 1 or self.office is not None

    @property
    def offers_years(self) -> bool:
        return len(self.choices.years) > 1 or self.year is not None

    def narrow(self, pages):
        """The pages of a list that have what was chosen."""
        if self.office is not None:
            pages = pages.filter(of_office(self.office))
        return pages if self.year is None else pages.filter(listing_date__year=self.year)


def read(request, page, found) -> Filters:
    """What the address asks of the list of a page, whose documents are `found`."""
    choices = kept(page.tenant_id, "document filters", page.pk, get_language(), make=lambda: _choices(page, found))
    office, year = (_number(request.GET.get(name, "")) for name in ("ufficio", "anno"))
    return Filters(choices, office if office in choices.offices else None, year if year in choices.years else None)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _choices(page, found) -> Choices:
    """Read once per publication."""
    office = Coalesce("documentpage__office", "callpage__office", "datasetpage__holder")
    rows = (
        found.order_by().annotate(unit=office, year=ExtractYear("listing_date")).values_list("unit", "year").distinct()
    )
    rows = list(rows)
    return Choices(
        offices=_offices(page.tenant, {unit for unit, _year in rows if unit}),
        years=tuple(sorted({year for _unit, year in rows if year}, reverse=True)),
    )


def _offices(tenant, units: set[int]) -> dict[int, str]:
    """Names of offices by the key of the page that a body has of them: an office of the union is shown under its own."""
    stand_ins = OfficePage.objects.filter(tenant=tenant, shared_source__in=units, live=True, alias_of=None)
    shown = dict(stand_ins.values_list("shared_source", "pk"))
    cards = related({shown.get(unit, unit) for unit in units})
    return {key: card.title for key, card in sorted(cards.items(), key=lambda pair: pair[1].title)}


def of_office(office: int) -> Q:
    """Documents, calls and datasets that an office answers for, as a condition on pages that indexes can answer."""
    from publications.models import CallPage, DatasetPage, DocumentPage

    # Also where the office of the union is shown on another site, and the other way round.
    units = OfficePage.objects.filter(Q(pk=office) | Q(shared_source=office) | Q(shown_as=office)).values("pk")
    return (
        Q(pk__in=DocumentPage.objects.filter(office__in=units).values("pk"))
        | Q(pk__in=CallPage.objects.filter(office__in=units).values("pk"))
        | Q(pk__in=DatasetPage.objects.filter(holder__in=units).values("pk"))
    )
