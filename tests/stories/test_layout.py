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


OFTEN_READ = (
    "home",
    "scheda servizio",
    "ufficio",
    "notizia",
    "eventi",
    "documento",
    "dataset",
    "bandi",
    "bando",
    "progetto",
)
SHIFTS = """window.moved = []
new PerformanceObserver(list => list.getEntries().forEach(entry => moved.push(entry.value)))
    .observe({type: 'layout-shift', buffered: true})"""


def test_nothing_moves_when_the_web_fonts_arrive(page, site):
    """A face that comes late waits for the next page (decision 0037): who reads loses no line."""
    page.goto(site("/"))
    ours = "[...document.fonts].filter(face => /^.?(Titillium Web|Lora|Roboto Mono).?$/.test(face.family))"
    assert page.evaluate(f"{ours}.map(face => face.display)") == ["optional"] * 5
    late = []
    page.set_viewport_size(PHONE)
    page.add_init_script(SHIFTS)
    page.route("**/*.woff2", lambda route: late.append(route))
    moved = {}
    for name in OFTEN_READ:
        page.goto(site(site.templates[name]), wait_until="domcontentloaded")
        page.wait_for_timeout(600)  # well beyond the tenth of a second that a page waits for its faces
        assert late, name
        while late:
            late.pop().continue_()
        page.wait_for_load_state("load")
        page.wait_for_timeout(300)
        moved[name] = sum(page.evaluate("moved"))
    assert {name: value for name, value in moved.items() if value > 0.01} == {}
