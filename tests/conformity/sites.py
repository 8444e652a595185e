"""A site gathered once with all its pages, and copies of it with one thing broken."""

from collections.abc import Callable
from dataclasses import replace

from conformity import gathering
from conformity.criteria import CRITERIA, Contents, Result, Site
from conformity.reading import read
from tests.factories import a_news_item, a_person, a_place, a_role, a_service, an_office, term

DECLARATION = "https://form.agid.gov.it/view/0a1b2c3d-1111-2222-3333-0123456789ab"


def fill(tenant, services: int = 11) -> None:
    """Something of each kind, and enough services for the checker."""
    office = an_office(tenant)
    mayor = a_person(tenant)
    a_role(mayor, an_office(tenant, "Giunta", kind="struttura-politica", section="organi-di-governo"))
    a_place(tenant, "Biblioteca")
    a_news_item(tenant, managed_by=[office])
    for number in range(services):
        a_service(tenant, f"Certificato {number:02}", responsible_office=office, topics=[term("argomenti", "anagrafe")])


class Gathered:
    """A site as it is, and the HTML of its pages to break."""

    def __init__(self, tenant, today):
        self.html: dict[str, str] = {}
        plain = gathering.read

        def keeping(html, path, **kwargs):
            self.html[path] = html
            return plain(html, path, **kwargs)

        gathering.read = keeping
        try:
            self.site = gathering.gather(tenant, today)
        finally:
            gathering.read = plain
        known = dict(self.site.answers.__self__._answers)
        self.site.answers = lambda path: known.get(path, path.startswith(gathering.NOT_ASKED))

    def broken(self, path: str, change: Callable[[str], str], **fields) -> Site:
        """The site with one page changed; a change that changes nothing would prove nothing."""
        before = self.html[path]
        after = change(before)
        assert after != before, f"niente è cambiato in {path}"
        page = self.site.pages[path]
        pages = self.site.pages | {path: read(after, path, page_id=page.page_id, cookies=page.cookies)}
        return replace(self.site, pages=pages, **fields)

    def without(self, path: str, mark: str) -> Site:
        return self.broken(path, lambda html: html.replace(f'data-element="{mark}"', "data-was"))

    def other(self, **fields) -> Site:
        return replace(self.site, **fields)

    @property
    def sheet(self) -> str:
        return self.site.sheets[0].path


def judge(code: str, site: Site) -> Result:
    return CRITERIA[code].check(site)


def score(code: str, site: Site) -> float | None:
    return judge(code, site).score


def a_small_site(html: str = "", **fields) -> Site:
    """A site of one page, for criteria that need nothing else."""
    pages = fields.pop("pages", None) or {"/": read(f"<html lang=it><body>{html}</body></html>", "/")}
    defaults = {"name": "Comune di Prova", "host": "comune.prova.fc.it", "is_https": True, "contents": Contents()}
    return Site(pages=pages, **{**defaults, **fields})
