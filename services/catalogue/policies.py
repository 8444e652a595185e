"""How far a municipality may depart from the union's sheet, field by field; and the ways of following it."""

from collections.abc import Callable
from enum import StrEnum


class Policy(StrEnum):
    """What a municipality may do with a field of a sheet that it adopts."""

    LOCKED = "locked"  # the union's word is the only one
    DEFAULT = "default"  # the union's, unless the municipality writes its own
    MERGE = "merge"  # the union's rows, and after them the municipality's
    LOCAL = "local"  # only the municipality knows it


class Mode(StrEnum):
    """How a municipality follows a shared sheet."""

    FOLLOW = "follow"
    REVIEW = "review"
    PINNED = "pinned"


class Severity(StrEnum):
    """How much a change matters; a legal one reaches the locked fields of every page, whatever its mode."""

    MINOR = "minor"
    MATERIAL = "material"
    LEGAL = "legal"


MODE_LABELS = {Mode.FOLLOW: "Segue l'Unione", Mode.REVIEW: "Prima guardiamo noi", Mode.PINNED: "Ferma"}
SEVERITY_LABELS = {
    Severity.MINOR: "Piccola correzione",
    Severity.MATERIAL: "Cambia il contenuto",
    Severity.LEGAL: "Cambia la legge",
}

LOCKED = (
    "applicants",
    "max_days",
    "proceeding_start",
    "term_starts",
    "term_ends",
    "silence_means_consent",
    "final_act",
    "protection",
    "legal_basis",
)
MERGE = ("needed", "documents", "external_links")
DEFAULT = (
    "title",
    "alternative_title",
    "summary",
    "topics",
    "audience",
    "description",
    "how_to",
    "needed_intro",
    "outcome",
    "outcome_types",
    "outcome_procedures",
    "times_intro",
    "timeline",
    "costs_intro",
    "special_cases",
    "constraints",
    "booking_info",
    "more_info",
    "other_categories",
    "life_events",
    "business_events",
    "nace",
    "authentication",
    "interactivity",
    "flow_archetype",
    "proceeding_description",
    "proceeding_subjects",
    "acts_to_attach",
)
POLICIES = {
    **dict.fromkeys(LOCKED, Policy.LOCKED),
    **dict.fromkeys(MERGE, Policy.MERGE),
    **dict.fromkeys(DEFAULT, Policy.DEFAULT),
}
SHARED = tuple(POLICIES)
# What a municipality must give before an adopted sheet is complete, as the board calls it.
LOCAL_REQUIRED = {
    "responsible_office": "ufficio responsabile",
    "channels": "modi di accesso",
    "costs": "costi",
    "conditions_file": "condizioni di servizio",
}


def missing_locally(given: Callable[[str], object]) -> tuple[str, ...]:
    """What a municipality has still to write, by name; `given(name)` is the value of a field.

    Fees are asked for where the text on costs says nothing: "è gratuito" needs no list of amounts.
    """
    told = {"costs"} if given("costs_intro") else set()
    return tuple(label for name, label in LOCAL_REQUIRED.items() if name not in told and not given(name))


def field_of(path: str) -> str:
    """The field of a path: `special_cases:<id of a block>` is a part of `special_cases`."""
    return path.partition(":")[0]


def policy_of(path: str) -> Policy:
    return POLICIES.get(field_of(path), Policy.LOCAL)
