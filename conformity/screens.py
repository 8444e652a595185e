"""What the screens show of a check: filters, matrix, history drawn. Plain reading, a handful of queries."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Value, When

from conformity.criteria import CRITERIA
from conformity.models import Finding, Outcome, Run

SHOWN_RUNS = 12  # bars of the history
BAR, GAP, HEIGHT = 36, 12, 120  # of the drawing
PARTS = (("passed", "is-passed"), ("tolerated", "is-tolerated"), ("failed", "is-failed"), ("unproven", "is-unproven"))


@dataclass(frozen=True)
class Wanted:
    """The filter of the list of things to fix; empty means all."""

    criterion: str = ""
    severity: str = ""
    keeper: str = ""  # "p12": the person with that key; "u" and a name: an office
    only_new: bool = False

    def __bool__(self) -> bool:
        return bool(self.criterion or self.severity or self.keeper or self.only_new)


def wanted_of(query) -> Wanted:
    """What an address asks for; words that mean nothing are left out."""
    criterion, severity = query.get("criterio", ""), query.get("gravita", "")
    keeper = query.get("chi", "").replace("\x00", "")[:260]
    is_person = keeper.startswith("p") and keeper[1:].isascii() and keeper[1:].isdigit() and len(keeper) < 18
    return Wanted(
        criterion if criterion in CRITERIA else "",
        severity if severity in Finding.Severity.values else "",
        keeper if is_person or keeper.startswith("u") else "",
        query.get("nuove") == "1",
    )


def findings_of(run: Run, wanted: Wanted):
    """Things to fix of a check, the worst first."""
    rows = run.findings.select_related("keeper")
    if wanted.criterion:
        rows = rows.filter(criterion=wanted.criterion)
    if wanted.severity:
        rows = rows.filter(severity=wanted.severity)
    if wanted.keeper.startswith("p"):
        rows = rows.filter(keeper=int(wanted.keeper[1:]))
    elif wanted.keeper:
        rows = rows.filter(unit=wanted.keeper[1:])
    if wanted.only_new:
        rows = rows.filter(is_new=True)
    by_severity = Case(
        *(When(severity=value, then=Value(place)) for place, value in enumerate(Finding.Severity.values)),
        output_field=IntegerField(),
    )
    return rows.order_by(by_severity, "criterion", "path", "pk")


def keepers_of(run: Run) -> list[tuple[str, str]]:
    """Offices and people who have something to fix, as options of the filter."""
    units = run.findings.exclude(unit="").order_by("unit").values_list("unit", flat=True).distinct()
    people = run.findings.exclude(keeper=None).order_by("keeper__last_name", "keeper__first_name")
    rows = people.values_list("keeper", "keeper__first_name", "keeper__last_name", "keeper__username").distinct()
    named = [(f"p{key}", f"{first} {last}".strip() or username) for key, first, last, username in rows]
    return [(f"u{unit}", unit) for unit in units] + named


def outcomes_of(run: Run) -> list[Outcome]:
    """Outcomes in the order of the criteria, those of the model first."""
    by_code = {outcome.criterion: outcome for outcome in run.outcomes.all()}
    return [by_code[code] for code in CRITERIA if code in by_code]


def matrix(runs: list[Run]) -> list[dict]:
    """A row for each criterion, a cell for each of some checks (one for each body)."""
    found: dict[tuple[int, str], Outcome] = {
        (outcome.run_id, outcome.criterion): outcome
        for outcome in Outcome.objects.filter(run__in=[run.pk for run in runs if run])
    }
    return [
        {"criterion": one, "cells": [found.get((run.pk, code)) if run else None for run in runs]}
        for code, one in CRITERIA.items()
    ]


def history(runs: list[Run]) -> dict:
    """The last checks as bars, the oldest first: how many criteria stand in each state."""
    shown = list(reversed(runs[:SHOWN_RUNS]))
    bars = [_bar(place, run) for place, run in enumerate(shown)]
    return {"bars": bars, "width": len(bars) * (BAR + GAP) + GAP, "height": HEIGHT + 28}


def _bar(place: int, run: Run) -> dict:
    numbers = [(run.figures.get(name, 0), style) for name, style in PARTS]
    total = sum(number for number, _style in numbers) or 1
    left, top, parts = GAP + place * (BAR + GAP), 0.0, []
    for number, style in reversed(numbers):  # what is passed stands at the bottom
        height = HEIGHT * number / total
        if number:
            parts.append({"y": round(top, 1), "height": round(height, 1), "style": style})
        top += height
    return {"x": left, "width": BAR, "parts": parts, "middle": left + BAR / 2, "base": HEIGHT + 18, "run": run}
