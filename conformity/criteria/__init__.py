"""The criteria of the national model (COMUNI.md g), and our own. Each module registers its checks when it is imported."""

from conformity.criteria import deployment, duties, functions, look, menus, quality, sheets
from conformity.criteria.base import (
    ADVICE,
    FAILED,
    PASSED,
    REGISTRY,
    SERIOUS,
    TOLERATED,
    UNPROVEN,
    WARNING,
    Contents,
    Criterion,
    Finding,
    Result,
    Site,
)

OWN = ("asseverazione", "collegamenti", "immagini", "revisione", "leggibilita")
# Those of the model in its order, then ours.
CRITERIA: dict[str, Criterion] = {
    code: REGISTRY[code] for code in (*sorted(code for code in REGISTRY if code not in OWN), *OWN)
}

__all__ = [
    "ADVICE",
    "CRITERIA",
    "FAILED",
    "PASSED",
    "SERIOUS",
    "TOLERATED",
    "UNPROVEN",
    "WARNING",
    "Contents",
    "Criterion",
    "Finding",
    "Result",
    "Site",
    "deployment",
    "duties",
    "functions",
    "look",
    "menus",
    "quality",
    "sheets",
]
