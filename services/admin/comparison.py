"""What would become of a municipality's sheet if it adopted one of the union, part by part, before it does."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.html import strip_tags
from django.utils.text import Truncator

from cms import relations
from services.catalogue import adoption, effective
from services.catalogue import content as parts
from services.catalogue import editions as rules
from services.catalogue.placeholders import fill
from services.catalogue.policies import POLICIES, SHARED, Policy
from services.models import ServicePage


@dataclass(frozen=True)
class Part:
    label: str
    mine: str
    shared: str


@dataclass
class Fate:
    """Parts that change words, parts that stay the municipality's, parts that are already the same."""

    locked: list[Part] = field(default_factory=list)  # the union's word replaces the municipality's
    own: list[Part] = field(default_factory=list)
    added: list[Part] = field(default_factory=list)  # rows that join the union's
    filled: list[Part] = field(default_factory=list)  # empty today: the union's text is shown
    equal: list[str] = field(default_factory=list)


def fate_of(page, service, today: date) -> Fate:
    """The same questions as `adoption.adopt_page`, asked without touching anything."""
    content, words = effective.content_in_force(service.pk, today), effective.words_for(page)
    fate = Fate()
    for name in SHARED:
        label = parts.label_of(ServicePage, name)
        if parts.kind_of(ServicePage, name) == "stream":
            _place_stream(fate, page, content, name, label, words)
        else:
            _place(fate, page, content, name, label, words)
    return fate


def _place(fate: Fate, page, content, name: str, label: str, words) -> None:
    mine, shared = parts.value_of(page, name), fill(content.get(name), words)
    if rules.plain(mine) is None and rules.plain(shared) is None:
        return
    part = Part(label, _shown(name, mine), _shown(name, shared))
    if rules.plain(mine) is None:
        fate.filled.append(part)
    elif not adoption.is_its_own(mine, content.get(name), words):
        fate.equal.append(label)
    elif POLICIES[name] == Policy.LOCKED:
        fate.locked.append(part)
    else:
        fate.own.append(part)


def _place_stream(fate: Fate, page, content, name: str, label: str, words) -> None:
    shared = [content[f"{name}:{key}"] for key in parts.order_of(content, name)]
    if rows := adoption.rows_of_its_own(page, name, content, words):
        fate.added.append(Part(label, _rows(rows), _rows(shared)))
    elif shared and parts.blocks_of(page, name):
        fate.equal.append(label)
    elif shared:
        fate.filled.append(Part(label, "", _rows(shared)))


def _rows(rows: list[dict]) -> str:
    return "; ".join(_text(row["value"]) for row in rows)


def _text(value) -> str:
    if isinstance(value, dict):
        return next((_text(item) for item in value.values() if item), "")
    return strip_tags(str(value)).strip()


def _shown(name: str, value) -> str:
    """A value in words, short enough to stand beside another."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return "sì" if value else "no"
    if parts.kind_of(ServicePage, name) in ("many", "one"):
        return ", ".join(term.name for term in relations.terms(value if isinstance(value, list) else [value]))
    return Truncator(strip_tags(str(value).replace("</p>", " ").replace("</li>", " ")).strip()).chars(600)
