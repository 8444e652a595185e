"""What the stories share: the sites of the running copy, its templates, and what it has stored."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from demo.accounts import PASSWORD
from tests.stories.templates import paths_of
from tools import private_site
from tools.crawl import over_http

TOWN = "sarsina"
PHONE, NARROW, DESK = ({"width": width, "height": height} for width, height in ((390, 844), (320, 640), (1280, 900)))
expect.set_options(timeout=15_000)  # a machine that does other things too
RUN = """async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
    const found = await axe.run({ runOnly: tags, resultTypes: ['violations'] })
    return found.violations.map(one => `${one.id}: ${one.nodes.length} × ${one.nodes[0].html.slice(0, 160)}`)
}"""


POLL = 3.0  # seconds: how often a process looks whether something was published (GENERATION_POLL_SECONDS)


def becomes(happened: Callable[[], bool], within: float = 20) -> bool:
    """Whether something is seen in time, and from then on by every process: the second one may still answer with the
    old page after the first has shown the new."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline and not happened():
        time.sleep(0.3)
    time.sleep(POLL + 1)
    return all(happened() for _time in range(8))


@dataclass
class TownSite:
    """The site of one municipality: `site("/servizi/")` is an address, `site.templates` one page of each kind."""

    url: Callable[[str], str]
    templates: dict[str, str]

    def __call__(self, path: str = "/") -> str:
        return self.url(path)


@pytest.fixture(scope="session")
def site(product) -> TownSite:
    found = paths_of(over_http(product.port), product.url(TOWN, ""))
    return TownSite(lambda path: product.url(TOWN, path), found)


@pytest.fixture
def enter(product):
    """`enter(page, "pubblica-sarsina")`: sign in to the admin with password and second factor, at an address of it."""

    def sign_in(page, name: str, path: str = "/admin/", *, on=product) -> None:
        page.set_viewport_size(DESK)
        page.goto(f"http://gestione.localhost:{on.port}{path}")
        page.get_by_label("Nome utente").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Entra").click()
        for _time in range(3):  # a code serves once: who signs in twice within half a minute waits for the next
            page.get_by_label("Codice").fill(page.locator("code.code").inner_text())
            page.get_by_role("button", name="Entra", exact=True).click()
            page.wait_for_load_state()
            if "/accesso/" not in page.url:
                return
            page.wait_for_timeout(15_000)
            page.goto(page.url)
        pytest.fail(f"{name} non entra")

    return sign_in


@pytest.fixture
def has_barriers(axe_source):
    """`has_barriers(page)`: what is wrong with a page, at both widths."""

    def look(page: Page) -> list[str]:
        found = []
        size = page.viewport_size
        for width in (PHONE, DESK):
            page.set_viewport_size(width)
            page.evaluate(f"window.axe || (() => {{ {axe_source} }})()")
            found += [f"{width['width']} {one}" for one in page.evaluate(RUN)]
        page.set_viewport_size(size)
        return found

    return look


@pytest.fixture
def take():
    """`take(page, "/documents/3/statuto.pdf")`: status and bytes of what a link of the page downloads."""

    def fetch(page, path: str) -> tuple[int, bytes]:
        status, numbers = page.evaluate(
            "async path => fetch(path).then(async it => [it.status, [...new Uint8Array(await it.arrayBuffer())]])", path
        )
        return status, bytes(numbers)

    return fetch


@pytest.fixture
def later(product):
    """`later(16)`: the same copy, served as it will be in so many days; `later(moment)`: as at that moment."""
    with ExitStack() as running:

        def serve(when: int | datetime) -> private_site.Site:
            port = private_site.free_port()
            moment = when if isinstance(when, datetime) else datetime.now(UTC) + timedelta(days=when)
            ahead = {**product.environment, "PORT": str(port), "STARTS_AT": moment.isoformat()}
            ahead["ADMIN_URL"] = f"http://gestione.localhost:{port}"
            process = running.enter_context(private_site.server(ahead, port, "tests.stories.later:application"))
            return private_site.Site(port, product.folder, ahead, process)

        yield serve


@pytest.fixture
def stored(product):
    """`stored("select stars from feedback_rating")`: rows of the running copy, which is always on SQLite."""

    def ask(query: str, *values) -> list[tuple]:
        with sqlite3.connect(f"file:{product.folder / 'unica.sqlite3'}?mode=ro", uri=True) as connection:
            return connection.execute(query, values).fetchall()

    return ask
