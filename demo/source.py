"""Read the demonstration texts: what is common to a service, what is local, and the two put together."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
MUNICIPALITIES = ("cesena", "bagno-di-romagna", "mercato-saraceno", "montiano", "sarsina", "verghereto")
UNION = "unione"


@dataclass(frozen=True)
class English:
    """What a body says in English: its introductions, some sheets by slug, its thematic sites."""

    profile: dict
    sheets: dict[str, dict]
    sites: list[dict]


@dataclass(frozen=True)
class Body:
    """All the files of one body."""

    slug: str
    profile: dict
    offices: list[dict]
    people: list[dict]
    places: list[dict]
    news: list[dict]
    services: list[dict]
    alerts: list[dict]


def _read(path: Path, table: str) -> list[dict]:
    return tomllib.loads(path.read_text(encoding="utf-8")).get(table, []) if path.exists() else []


@cache
def catalogue() -> dict[str, dict]:
    """Shared services by slug: nothing local in them."""
    services = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((DATA / "catalogue").glob("*.toml"))]
    return {service["slug"]: service for service in services}


@cache
def body(slug: str) -> Body:
    folder = DATA / "enti" / slug
    return Body(
        slug=slug,
        profile=tomllib.loads((folder / "comune.toml").read_text(encoding="utf-8")),
        **{
            name: _read(
                folder / f"{name}.toml",
                name.rstrip("s") if name not in ("people", "news") else {"people": "person"}.get(name, name),
            )
            for name in ("offices", "people", "places", "news", "services", "alerts")
        },
    )


def rows(slug: str, name: str, table: str) -> list[dict]:
    """Rows of one more file of a body: `rows("montiano", "events", "event")`; none where the body has no such file."""
    return _read(DATA / "enti" / slug / f"{name}.toml", table)


def is_adopted(sheet: dict) -> bool:
    """Whether a sheet of a body follows the union's."""
    return "shared" in sheet and sheet.get("adopt", True)


def changes() -> list[dict]:
    """What the union has published after the first edition of its sheets, in order of time."""
    return _read(DATA / "changes.toml", "change")


def ratings() -> dict[str, list[dict]]:
    """What citizens say of pages, and what was done about it: `comment` and `improvement`."""
    return tomllib.loads((DATA / "ratings.toml").read_text(encoding="utf-8"))


def english_catalogue() -> dict[str, dict]:
    """Shared sheets in English: the Italian ones with every text replaced."""
    found = {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in (DATA / "english" / "catalogue").glob("*.toml")
    }
    return {
        slug: {**catalogue()[slug], **{n: _over(catalogue()[slug].get(n), t) for n, t in texts.items()}}
        for slug, texts in sorted(found.items())
    }


def shared_offices() -> list[dict]:
    """Which union offices stand on which municipality's site."""
    return _read(DATA / "enti" / UNION / "shared_offices.toml", "shared")


def english_pages() -> list[dict]:
    """Titles and descriptions in English of the pages that every body has."""
    return _read(DATA / "english" / "pages.toml", "page")


def english(slug: str) -> English:
    """The English of a body: the Italian sheets with every text replaced, the shared ones and the local ones."""
    data = tomllib.loads((DATA / "english" / "enti" / f"{slug}.toml").read_text(encoding="utf-8"))
    italian = {sheet["slug"]: sheet for sheet in sheets(slug)}
    return English(
        profile=data["profile"],
        sites=data["site"],
        sheets={row["shared"]: _in_english(italian[row["shared"]], row) for row in data.get("service", [])},
    )


def _in_english(sheet: dict, local: dict) -> dict:
    shared = tomllib.loads((DATA / "english" / "catalogue" / f"{sheet['slug']}.toml").read_text(encoding="utf-8"))
    texts = {**shared, **{name: text for name, text in local.items() if name not in ("shared", "online")}}
    if "online" in local:
        texts["online"] = {"label": local["online"]}
    return {**sheet, **{name: _over(sheet.get(name), text) for name, text in texts.items()}}


def _over(italian, english):
    """English texts over Italian data: rows one by one, numbers and addresses stay."""
    if isinstance(english, list):
        return [_over(row, text) for row, text in zip(italian, english, strict=True)]
    return {**italian, **english} if isinstance(english, dict) else english


def sheets(slug: str) -> list[dict]:
    """Sheets of a body: the shared text with the local parts beside it, or a purely local text."""
    result = []
    for local in body(slug).services:
        shared = catalogue()[local["shared"]] if "shared" in local else {}
        result.append({**shared, **{k: v for k, v in local.items() if k != "local"}})
    return result
