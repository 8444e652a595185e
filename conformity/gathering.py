"""Everything that the criteria look at, gathered from the live site: pages as a visitor gets them, styles, contents.

Pages are asked of Django in this process, anonymously, on the body's own host, through the whole chain of middleware:
what is checked is what citizens see. The page cache is passed by, so that a check of three hundred pages neither reads
what is old nor pushes out what is read. Other sites are never asked anything.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from django.contrib.staticfiles import finders
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from cms.directory import directory
from cms.models import BasePage, SiteDocument, Term
from cms.versions import ORIGINAL
from conformity.contents import contents_of
from conformity.criteria import Finding, Site
from conformity.reading import Cookie, PageFacts, read

MOST_STEPS = 100  # presses of "Carica altri"
MOST_ASKED = 500  # addresses that are no pages: each is asked once, and no more than these
NOT_ASKED = ("/static/", "/media/")  # given out by the web server
KIT_CLASSES = "dist/kit-classes.txt"
_DOCUMENT = re.compile(r"^/documents/(\d+)/")


class _Handler(BaseHandler):
    """Django without a server: the same middleware and views, no signals of a request that begins or ends."""

    def __init__(self):
        super().__init__()
        self.load_middleware()


@cache
def _handler() -> _Handler:
    return _Handler()


class Visitor:
    """Asks a body's site for its pages as an anonymous browser would."""

    def __init__(self, tenant):
        self.tenant = tenant
        self.address = urlsplit(tenant.root_url)
        self._answers: dict[str, bool] = {}

    def get(self, path: str):
        """The response at a path of the site, with its query."""
        address, _mark, query = path.partition("?")
        request = WSGIRequest(
            {
                "REQUEST_METHOD": "GET",
                "SCRIPT_NAME": "",
                "PATH_INFO": unquote_to_bytes(address).decode("latin1"),
                "QUERY_STRING": query,
                "SERVER_NAME": self.address.hostname,
                "SERVER_PORT": str(self.address.port or (443 if self.is_https else 80)),
                "SERVER_PROTOCOL": "HTTP/1.1",
                "HTTP_HOST": self.address.netloc,
                "HTTP_ACCEPT": "text/html",
                "REMOTE_ADDR": "127.0.0.1",
                "wsgi.url_scheme": self.address.scheme,
                "wsgi.input": BytesIO(),
            }
        )
        request.is_uncached = True
        return _handler().get_response(request)

    @property
    def is_https(self) -> bool:
        return self.address.scheme == "https"

    def read(self, path: str, page_id: int | None = None) -> PageFacts:
        """The facts of the page at a path; of what is not a page only how it answered."""
        answer = self.get(path)
        cookies = [Cookie(name, morsel["domain"]) for name, morsel in answer.cookies.items()]
        if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
            return PageFacts(path, page_id, answer.status_code, tuple(cookies))
        return read(answer.content.decode(), path, page_id=page_id, status=answer.status_code, cookies=cookies)

    def answers(self, path: str) -> bool:
        """Whether an address of the site that is not one of its pages leads to something; each is asked once."""
        if path.startswith(NOT_ASKED):
            return True
        if path not in self._answers:
            if len(self._answers) >= MOST_ASKED:
                return True
            self._answers[path] = self._asks(path)
        return self._answers[path]

    def _asks(self, path: str) -> bool:
        file = _DOCUMENT.match(path)
        if file:  # its view would read the whole file
            return SiteDocument.objects.filter(pk=int(file[1])).exists()
        return self.get(path).status_code < 400


def pages_of(tenant) -> list[dict]:
    """Live pages of a body that visitors may read, in the order of the tree."""
    where = directory()
    spoken = [root for root in where.roots if root.tenant_id == tenant.pk and _is_spoken(where, root)]
    found = BasePage.objects.of(tenant).live().filter(alias_of=None).order_by("path")
    rows = found.values("pk", "title", "url_path", "path")
    return [
        row | {"address": where.path_of(row["url_path"])}
        for row in rows
        if any(row["url_path"].startswith(root.url_path) for root in spoken) and not where.is_restricted(row["path"])
    ]


def _is_spoken(where, root) -> bool:
    return root.language == ORIGINAL or where.speaks(root.tenant_id, root.language)


def gather(tenant, today: date, advance: Callable[[int], None] = lambda done: None) -> Site:
    """The site of a body, ready for the criteria. `advance` is told how many pages are done, after each."""
    visitor = Visitor(tenant)
    pages: dict[str, PageFacts] = {}
    rows = pages_of(tenant)
    for number, row in enumerate(rows, start=1):
        pages[row["address"]] = visitor.read(row["address"], row["pk"])
        advance(number)
    site = Site(
        name=tenant.name,
        host=visitor.address.hostname or "",
        is_https=visitor.is_https,
        pages=pages,
        hosts=frozenset(tenant.hosts.values_list("hostname", flat=True)),
        styles=_styles(pages),
        kit_classes=kit_classes(),
        answers=visitor.answers,
    )
    site.more_services = list(_load_more(visitor, site.services))
    site.topics, site.eurovoc = _topics(pages)
    site.contents = contents_of(tenant, {row["pk"]: row["address"] for row in rows}, today)
    site.contents.broken = list(broken_links(site))
    return site


def _load_more(visitor: Visitor, page: PageFacts | None) -> Iterator[PageFacts]:
    """What the button "Carica altri risultati" adds, until it goes away."""
    seen: set[str] = set()
    while page is not None and len(seen) < MOST_STEPS:
        button = page.first("load-other-cards")
        href = button.href if button else ""
        if not href or href in seen:
            return
        seen.add(href)
        page = visitor.read(urlsplit(urljoin(f"http://x{page.path}", href))._replace(scheme="", netloc="").geturl())
        yield page


def _styles(pages: dict[str, PageFacts]) -> dict[str, str]:
    """Text of each stylesheet that pages use, where it is one of ours."""
    addresses = {address for page in pages.values() for address in page.stylesheets}
    return {address: text for address in addresses if (text := _static(address)) is not None}


def _static(address: str) -> str | None:
    """A static file by its public address, also where its name carries a fingerprint."""
    name = urlsplit(address).path.partition("/static/")[2]
    plain = re.sub(r"\.[0-9a-f]{12}(\.\w+)$", r"\1", name)
    found = finders.find(plain) if plain else None
    return Path(found).read_text(encoding="utf-8") if found else None


@cache
def kit_classes() -> frozenset[str]:
    """Class names of Bootstrap Italia, written by the build of the front end; empty where it has not run."""
    found = finders.find(KIT_CLASSES)
    return frozenset(Path(found).read_text(encoding="utf-8").split()) if found else frozenset()


def _topics(pages: dict[str, PageFacts]) -> tuple[frozenset[str], frozenset[str]]:
    """The topics of the model; of those that pages use besides, the ones that are EuroVoc's."""
    model = frozenset(label.lower() for label in Term.objects.of("argomenti").values_list("label", flat=True))
    used = {mark.text for page in pages.values() for mark in page.all("topic-element")}
    strange = [text for text in used if text.lower() not in model]
    known = Term.objects.of("eurovoc").filter(label__in=strange).values_list("label", flat=True) if strange else ()
    return model, frozenset(label.lower() for label in known)


def broken_links(site: Site) -> Iterator[Finding]:
    """Links of the site that lead to nothing. Those of header and footer stand on every page: said once, of the home."""
    neighbours = _Neighbours(site)
    for page in site.pages.values():
        if page.status >= 400:
            yield site.at(
                page, f"La pagina risponde con un errore ({page.status}).", "Segnalalo a chi cura il prodotto."
            )
        said = set()
        for link in page.links:
            if link.href in said or not (link.in_main or page is site.home):
                continue
            said.add(link.href)
            if not site.exists(link.href) or neighbours.lacks(link.href):
                what = link.text[:60] or link.href[:60]
                yield site.at(
                    page, f"«{what}» porta a una pagina che non c'è ({link.href[:120]}).", "Correggi il link."
                )


class _Neighbours:
    """Pages of the other bodies, which are ours too: read only when somebody links to one."""

    def __init__(self, site: Site):
        self.where = directory()
        self.own = site.hosts | {site.host}
        self._paths: dict[int, frozenset[str]] = {}

    def lacks(self, href: str) -> bool:
        """Whether a link names a page of another body that does not exist."""
        parts = urlsplit(href)
        tenant = self.where.tenant_for_host(parts.hostname or "")
        if tenant is None or parts.hostname in self.own or not parts.path.endswith("/"):
            return False
        return parts.path not in self._of(tenant) and not Visitor(tenant).answers(parts.path)

    def _of(self, tenant) -> frozenset[str]:
        if tenant.pk not in self._paths:
            self._paths[tenant.pk] = frozenset(row["address"] for row in pages_of(tenant))
        return self._paths[tenant.pk]
