"""What the site already knows of a section: shown, not written twice (D.Lgs. 33/2013, art. 9).

Upper floors add what they own in `AppConfig.ready()`: `register_source("procedimenti", services_table)`. Each source
costs a constant number of queries. "sotto:<function>" lists what is published below a page of the site.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from cms.cards import cards
from cms.frame import navigation_for
from cms.models import BasePage
from cms.tree import inside
from cms.versions import ORIGINAL, in_language

BELOW = "sotto:"
SHOWN = 12


@dataclass(frozen=True)
class Cell:
    """A cell of a table: words, and where they lead."""

    text: str
    url: str = ""


@dataclass
class Found:
    """What a source gives: a table, a list of links, and the page where all of it stands."""

    title: str = ""
    head: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    links: list[dict] = field(default_factory=list)
    more_url: str = ""
    more_label: str = ""

    def __bool__(self) -> bool:
        return bool(self.rows or self.links or self.more_url)


_sources: dict[str, Callable] = {}


def register_source(key: str, ask: Callable) -> None:
    """Let an app say what it knows: `ask(tenant, today) -> Found`."""
    _sources[key] = ask


def read(key: str, tenant, today: date) -> Found:
    """What the site knows under a key; nothing where nobody registered it, or where nothing is published."""
    if key.startswith(BELOW):
        return pages_below(tenant, key.removeprefix(BELOW))
    ask = _sources.get(key)
    return ask(tenant, today) if ask else Found()


def pages_below(tenant, site_key: str) -> Found:
    """The first listed pages below the page with a function, the most recent first, and the way to all of them."""
    here = BasePage.objects.of(tenant).live().filter(in_language(ORIGINAL), site_key=site_key)
    place = here.values_list("path", "depth", "title", "url_path").first()
    if place is None:
        return Found()
    path, depth, title, url_path = place
    from cms.directory import directory

    listed = BasePage.objects.of(tenant).listed().filter(inside(path), in_language(ORIGINAL), depth__gt=depth)
    first = cards(listed.order_by("-listing_date", "title")[: SHOWN + 1])
    links = [{"title": card.title, "url": card.path_url, "note": card.listing_label} for card in first[:SHOWN]]
    address = directory().path_of(url_path)
    return Found(
        title=title,
        links=links,
        more_url=address if links else "",
        more_label=_("Vedi tutto in «%(title)s»") % {"title": title},
    )


def register_of_acts(tenant, today: date) -> Found:
    """Where acts are first published: the albo pretorio, ours or an outside one."""
    address = navigation_for(tenant, ORIGINAL)["links"].get("register", "")
    return Found(title=_("Albo pretorio"), more_url=address, more_label=_("Vedi gli atti in pubblicazione all'albo"))


register_source("albo", register_of_acts)
