"""The scheme of Amministrazione trasparente: 22 sections and their parts, as the law names them (data/sections.toml)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from transparency.dates import Keep, Update

DATA = Path(__file__).parent / "data" / "sections.toml"
PREFIX = "at-"  # of `site_key`: "at-bilanci", "at-bilanci--piano-degli-indicatori"


@dataclass(frozen=True)
class Section:
    """A heading of the scheme, of the first or of the second level.

    `law` is where the duty comes from; `what` one sentence for who reads and for who publishes; `update` how often the
    data must be renewed; `keep` how long it stays; `is_large`: asked only of municipalities above 15,000 inhabitants;
    `source`: what the site already knows of it; `repealed`: why it stays although nothing must be published.
    """

    key: str
    title: str
    law: str
    what: str
    update: Update
    keep: Keep = Keep.FIVE_YEARS
    parent: str = ""
    is_large: bool = False
    source: str = ""
    repealed: str = ""
    has_parts: bool = False

    @property
    def site_key(self) -> str:
        return f"{PREFIX}{self.key}"

    @property
    def slug(self) -> str:
        return self.key.rpartition("--")[2]


@cache
def sections() -> dict[str, Section]:
    """All headings by key, each first-level one before its parts."""
    found = {}
    for row in tomllib.loads(DATA.read_text(encoding="utf-8"))["section"]:
        parts = row.pop("part", [])
        found[row["key"]] = _section(row, has_parts=bool(parts))
        for part in parts:
            key = f"{row['key']}--{part['key']}"
            found[key] = _section({**part, "key": key}, parent=row["key"])
    return found


def _section(row: dict, **more) -> Section:
    update = Update(row.get("update", Update.PROMPT))
    names = ("key", "title", "law", "what", "source", "repealed")
    return Section(
        **{name: row[name] for name in names if name in row},
        update=update,
        keep=Keep(row.get("keep", Keep.FIVE_YEARS)),
        is_large=row.get("large", False),
        **more,
    )


def section_of(site_key: str) -> Section | None:
    """The heading that a page stands for; None for a page that the office added."""
    return sections().get(site_key.removeprefix(PREFIX)) if site_key.startswith(PREFIX) else None


def large_keys() -> list[str]:
    """Function (`site_key`) of the pages that only municipalities above 15,000 inhabitants must have."""
    return [section.site_key for section in sections().values() if section.is_large]
