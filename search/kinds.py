"""What kinds of things a search tells apart, in the order of its filters (national model, d.13), and how much each is
worth when two say the same: services come first, what only tells of something comes later."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Kind:
    """`worth` multiplies the score of a page; `types` are names of page classes."""

    key: str
    label: str | Promise
    worth: float
    types: frozenset[str]


def _kind(key: str, label, worth: float, *types: str) -> Kind:
    return Kind(key, label, worth, frozenset(types))


KINDS = (
    _kind("servizio", _("Servizi"), 1.35, "ServicePage", "BookingPage", "AssistancePage", "ReportPage"),
    _kind("ufficio", _("Uffici"), 1.05, "OfficePage"),
    _kind("persona", _("Persone"), 0.9, "PersonPage"),
    _kind("novita", _("Novità"), 0.95, "NewsPage"),
    _kind("evento", _("Eventi"), 1.0, "EventPage"),
    _kind("domanda", _("Domande frequenti"), 1.0),  # each by itself: a part of a page
    _kind("luogo", _("Luoghi"), 1.0, "PlacePage"),
    _kind("documento", _("Documenti"), 0.9, "DocumentPage", "FormsFolderPage", "ProjectPage"),
    _kind("bando", _("Bandi"), 1.05, "CallPage"),
    _kind("dataset", _("Dataset"), 0.85, "DatasetPage"),
    _kind("trasparenza", _("Trasparenza"), 0.75, "TransparencySectionPage", "TransparencyIndexPage"),
    # Sections and topics lead on: they are a good answer only to whoever names them.
    _kind("pagina", _("Altre pagine"), 0.6),
)
BY_KEY = {kind.key: kind for kind in KINDS}
_BY_TYPE = {name: kind for kind in KINDS for name in kind.types}
PAGE = BY_KEY["pagina"]


def kind_of(page) -> Kind:
    """The kind of a page, by its class."""
    return _BY_TYPE.get(page.specific_class.__name__, PAGE)
