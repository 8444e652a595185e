"""Read the demonstration texts: what is common to a service, what is local, and the two put together."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
MUNICIPALITIES = ("cesena", "bagno-di-romagna", "mercato-saraceno", "montiano", "sarsina", "verghereto")
UNION = "unione"


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


def shared_offices() -> list[dict]:
    """Which union offices stand on which municipality's site."""
    return _read(DATA / "enti" / UNION / "shared_offices.toml", "shared")


def sheets(slug: str) -> list[dict]:
    """Sheets of a body: the shared text with the local parts beside it, or a purely local text."""
    result = []
    for local in body(slug).services:
        shared = catalogue()[local["shared"]] if "shared" in local else {}
        result.append({**shared, **{k: v for k, v in local.items() if k not in ("shared", "local")}})
    return result
