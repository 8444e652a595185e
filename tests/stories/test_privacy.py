"""A visitor who only reads leaves no trace and talks to nobody else; the browser never has to stop the page."""

from collections import defaultdict
from urllib.parse import urlsplit

import pytest

from tests.stories.conftest import DESK
from tests.stories.templates import FORMS

WATCH = "addEventListener('securitypolicyviolation', event => console.error('CSP', event.violatedDirective))"

# Also those further down, which wait to be seen.
EVERY_PICTURE = """() => Promise.all([...document.images].map(image => {
    image.loading = 'eager'
    return image.complete || new Promise(done => { image.onload = image.onerror = done })
}))"""


@pytest.fixture(scope="module")
def visit(browser, browser_context_args, site):
    """One walk through every template, and what the browser noticed on the way."""
    context = browser.new_context(**{**browser_context_args, "viewport": DESK})
    context.add_init_script(WATCH)
    page = context.new_page()
    seen = defaultdict(list)
    page.on("request", lambda request: seen["hosts"].append(urlsplit(request.url).netloc))
    page.on("console", lambda line: seen["console"].append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: seen["errors"].append(str(error)))
    page.on("response", lambda answer: seen["set-cookie"].append(answer.header_value("set-cookie")))
    # Forms last: until there only pages to read have been opened.
    for name in sorted(site.templates, key=lambda name: name in FORMS):
        if name in FORMS:
            seen.setdefault("cookies", context.cookies())
            seen.setdefault("set-cookie-of-readers", [*seen["set-cookie"]])
        page.goto(site(site.templates[name]))
        page.evaluate(EVERY_PICTURE)
        seen["kept"].append(page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]"))
    seen["of-forms"] = context.cookies()
    yield seen
    context.close()


def test_a_reader_gets_no_cookie_and_nothing_is_kept_in_the_browser(visit):
    assert visit["cookies"] == []
    assert [header for header in visit["set-cookie-of-readers"] if header] == []
    assert {tuple(kept) for kept in visit["kept"]} == {("", 0, 0)}


def test_who_opens_a_form_gets_the_cookie_that_keeps_it_safe_and_no_other(visit):
    assert [(cookie["name"], cookie["httpOnly"], cookie["sameSite"]) for cookie in visit["of-forms"]] == [
        ("csrftoken", True, "Lax")
    ]
    assert {header.split("=")[0] for header in visit["set-cookie"] if header} == {"csrftoken"}


def test_a_page_asks_nothing_of_any_other_site(visit, site):
    assert set(visit["hosts"]) == {urlsplit(site("/")).netloc}


def test_the_browser_never_stops_anything_for_security_and_no_script_fails(visit):
    told = ("404 (Not Found)", "410 (Gone)")  # the page that is not there says so, and that which is there no more
    assert [line for line in visit["console"] if not any(words in line for words in told)] == []
    assert visit["errors"] == []


def test_the_watch_on_security_would_notice(page, site):
    """The test above proves something only if a forbidden script is really noticed."""
    page.add_init_script(WATCH)
    page.goto(site("/"))
    with page.expect_console_message(lambda line: line.text.startswith("CSP script-src")):
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'x = 1'}))")
