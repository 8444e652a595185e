"""What of a site is open to everybody and to every machine: feeds, site maps, exports and the API start here.

Live pages that lists may show, never those under a privacy restriction, never the register of acts (*albo pretorio*) or
the copies of its acts: what is published for fifteen days must not be found for ever (decision 0036).
"""

from cms.directory import directory
from cms.kept import kept
from cms.models import BasePage

COPIES = "documenti-documento-albo-pretorio"  # site key of the list of copies of acts
REGISTERS = ("albo", COPIES)


def open_pages(tenant):
    """Open pages of a body in every language; the caller says which language."""
    pages = BasePage.objects.of(tenant).listed().filter(alias_of=None)
    for path in closed_places(tenant):
        pages = pages.exclude(path__startswith=path)
    return pages


def is_open(tenant, page) -> bool:
    """Whether a page of a body, of which `live` and `path` are known, is open to everybody."""
    return page.live and not page.path.startswith(closed_places(tenant))


def closed_places(tenant) -> tuple[str, ...]:
    """Places of the tree that are not open, among those of a body."""
    restricted = frozenset(directory().restricted_paths)
    return kept(tenant.pk, "closed places", restricted, make=lambda: _read(tenant, restricted))


def _read(tenant, restricted) -> tuple[str, ...]:
    mine = BasePage.objects.of(tenant)
    registers = list(mine.filter(site_key__in=REGISTERS).values_list("path", flat=True))
    return (*registers, *mine.filter(path__in=restricted).values_list("path", flat=True))
