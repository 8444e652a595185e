"""Nothing is lost on a very narrow screen, nor with the text twice as large."""

import pytest

from tests.stories.conftest import DESK, NARROW, PHONE

# Text that its own box cuts off, and the elements that stick out of the page.
CUT = """() => [...document.querySelectorAll('main *, footer *, header *')].filter(element => {
    const style = getComputedStyle(element)
    if (element.closest('[aria-hidden=true], svg, picture')) return false
    if (!element.textContent.trim() || element.clientWidth < 2) return false  // nothing, or words for screen readers
    const cuts = ['hidden', 'clip'].some(way => style.overflowX === way || style.overflowY === way)
    return cuts && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
}).map(element => element.outerHTML.slice(0, 120))"""
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > innerWidth + 1)
    .map(element => element.outerHTML.slice(0, 120))"""


def look_at_every_template(page, site, before=None) -> dict:
    problems = {}
    for name, path in site.templates.items():
        page.goto(site(path))
        if before:
            page.evaluate(before)
        found = {"wider": page.evaluate(WIDER), "cut": page.evaluate(CUT)}
        if any(found.values()):
            problems[name] = found
    return problems


def test_on_320_pixels_no_page_scrolls_sideways_and_no_text_is_cut(page, site):
    page.set_viewport_size(NARROW)
    assert look_at_every_template(page, site) == {}


@pytest.mark.parametrize("size", [DESK, {"width": 640, "height": 900}], ids=["desk", "tablet"])
def test_with_text_at_200_percent_no_page_scrolls_sideways_and_no_text_is_cut(page, site, size):
    page.set_viewport_size(size)
    assert look_at_every_template(page, site, "document.documentElement.style.fontSize = '200%'") == {}


OFTEN_READ = ("home", "scheda servizio", "ufficio", "notizia", "eventi", "documento", "dataset", "bando", "progetto")


def test_nothing_moves_when_the_web_fonts_arrive(page, site):
    """What stands in for them has their widths: Lighthouse counts what moves, and who reads loses the line.

    A line that ends just at the edge may still break elsewhere: one page of nine.
    """

    def heights(name: str) -> list[int]:
        page.goto(site(site.templates[name]))
        page.evaluate("document.fonts.ready")
        return page.evaluate("[...document.querySelectorAll('main > *')].map(part => part.offsetHeight)")

    page.set_viewport_size(PHONE)
    after = {name: heights(name) for name in OFTEN_READ}
    page.route("**/*.woff2", lambda route: route.abort())
    before = {name: heights(name) for name in OFTEN_READ}
    moved = {
        name: (before[name], after[name])
        for name in OFTEN_READ
        if any(abs(a - b) > 0.02 * b for a, b in zip(before[name], after[name], strict=True))
    }
    assert len(moved) <= 1, moved
