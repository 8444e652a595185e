"""What the stories share: the sites of the running copy, its templates, and what it has stored."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.stories.templates import paths_of
from tools.crawl import over_http

TOWN = "sarsina"
PHONE, NARROW, DESK = ({"width": width, "height": height} for width, height in ((390, 844), (320, 640), (1280, 900)))
expect.set_options(timeout=15_000)  # a machine that does other things too


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
def stored(product):
    """`stored("select stars from feedback_rating")`: rows of the running copy, which is always on SQLite."""

    def ask(query: str, *values) -> list[tuple]:
        with sqlite3.connect(f"file:{product.folder / 'unica.sqlite3'}?mode=ro", uri=True) as connection:
            return connection.execute(query, values).fetchall()

    return ask
