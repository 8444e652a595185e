"""axe-core finds nothing on any template, narrow and wide, in what a visitor opens, nor in the gallery of components."""

import pytest

from tests.stories.conftest import DESK, PHONE, RUN


@pytest.fixture
def violations(page, axe_source):
    """`violations()`: what is wrong with the page as it is now."""
    page.emulate_media(reduced_motion="reduce")

    def look() -> list[str]:
        page.evaluate(f"window.axe || (() => {{ {axe_source} }})()")
        return page.evaluate(RUN)

    return look


def look_at_both_widths(page, violations, url: str) -> list[str]:
    page.set_viewport_size(PHONE)
    page.goto(url)
    narrow = violations()
    page.set_viewport_size(DESK)
    return [*(f"{PHONE['width']} px {one}" for one in narrow), *(f"{DESK['width']} px {one}" for one in violations())]


def test_no_template_has_a_barrier(page, site, violations):
    found = {name: look_at_both_widths(page, violations, site(path)) for name, path in site.templates.items()}
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_the_home_of_the_union_has_no_barrier(page, product, violations):
    assert look_at_both_widths(page, violations, product.url("")) == []


def test_the_gallery_of_components_has_no_barrier(page, product, violations):
    assert look_at_both_widths(page, violations, product.url("", "/stile/?tema=unione")) == []


def test_what_a_visitor_opens_has_no_barrier(page, site, violations):
    page.goto(site("/"))
    page.get_by_role("button", name="Menu").click()
    assert violations() == []
    page.keyboard.press("Escape")
    page.locator("[data-search-open]").click()
    assert violations() == []
    page.keyboard.press("Escape")
    page.locator('[data-element="feedback-rate-2"]').click()
    assert violations() == []
    page.get_by_role("button", name="Avanti").click()
    assert violations() == []


def test_the_two_steps_of_the_rating_without_script_have_no_barrier(page, site, violations):
    page.goto(site("/novita/"))
    page.locator('[data-element="feedback-rate-2"]').click()
    with page.expect_navigation():
        page.evaluate(  # as a browser without script does, which has no ticket
            "() => { const form = document.querySelector('[data-feedback]'); form.elements.ticket.remove(); form.submit() }"
        )
    assert page.locator('[name="ticket"]').count() == 1
    assert violations() == []
    with page.expect_navigation():
        page.get_by_role("button", name="Invia").click()
    assert violations() == []


def test_axe_would_notice_a_barrier(page, site, violations):
    """The tests above prove something only if a barrier is really noticed."""
    page.goto(site("/note-legali/"))
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(one.startswith("button-name") for one in violations())
