"""Every page of every site, reached by its links from the home: whole, complete, with nothing broken."""

import pytest

from tools.crawl import MINIMUM, Answer, PageFacts, crawl, over_http

TOWNS = ("bagno-di-romagna", "cesena", "mercato-saraceno", "montiano", "sarsina", "verghereto")


@pytest.fixture(scope="module")
def report(product):
    return crawl(over_http(product.port), [product.url(slug) for slug in ("", *TOWNS)])


def test_no_page_of_the_seven_sites_has_a_broken_link_an_error_or_a_part_that_is_missing(report):
    assert dict(report.problems) == {}


@pytest.mark.parametrize("slug", ["", *TOWNS], ids=["unione", *TOWNS])
def test_each_site_has_at_least_250_pages(report, product, slug):
    assert len(report.pages[f"{slug}.localhost:{product.port}".removeprefix(".")]) >= MINIMUM


def test_the_crawl_would_notice_what_is_wrong():
    """The tests above prove something only if each fault is really noticed."""
    bad = '<html lang="it"><title>x</title><h1>a</h1><h1>b</h1><img src="/i.png"><p id="a"><p id="a"><a href="/via/">'
    answers = {"/": Answer(200, "text/html", bad), "/via/": Answer(404, "", ""), "/i.png": Answer(500, "", "")}
    found = crawl(lambda url: answers[url.removeprefix("http://comune")], ["http://comune/"]).problems
    assert sorted(found) == [
        "collegamento rotto (404): http://comune/via/",
        "errore 500: http://comune/i.png",
        "ha 2 titoli h1 invece di uno",
        "id ripetuto: a",
        "immagine senza testo alternativo: /i.png",
    ]
    assert PageFacts("<title>x</title><h1>a</h1>").own_problems() == ["manca la lingua (<html lang>)"]
