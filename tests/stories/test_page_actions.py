"""What is done with a page: shared, sent, heard, printed. On a service sheet, which may also be taken home, and on an event."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.stories.conftest import DESK

READ = ("scheda servizio", "evento")
HEARD = {
    "scheda servizio": ["A chi è rivolto", "Come fare", "Contatti"],
    "evento": ["Cos'è", "Date e orari", "Contatti"],
}
ONLY_ON_SCREEN = ("[data-element=main-navigation]", "[data-element=feedback]", ".contacts-band", ".share-actions")

# A printer, a telephone with its other apps, a clipboard and an Italian voice that reads at once: each notes what it is given.
MACHINES = """
window.done = { printed: 0, shared: [], copied: [], heard: [] }
window.print = () => { done.printed += 1 }
navigator.share = async what => { done.shared.push(what) }
Object.defineProperty(navigator, 'clipboard', { value: { writeText: async text => { done.copied.push(text) } } })
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => [{ lang: 'it-IT', name: 'Alice' }],
    cancel: () => {},
    speak: line => { done.heard.push([line.lang, line.voice.name, line.text]); setTimeout(line.onend) },
} })
"""


@pytest.fixture(params=READ)
def kind(request) -> str:
    return request.param


@pytest.fixture
def opened(page, site, kind) -> Page:
    """The page of that kind, on a desk."""
    page.set_viewport_size(DESK)
    page.goto(site(site.templates[kind]))
    return page


@pytest.fixture
def equipped(page) -> None:
    """The browser has a printer, other apps, a clipboard and a voice."""
    page.add_init_script(MACHINES)


def menu(page: Page, name: str):
    """One of the two menus beside the title, open."""
    found = page.locator(".share-actions details").filter(has=page.get_by_text(name, exact=True))
    found.locator("summary").click()
    return found


def choices(menu) -> list[str]:
    return [line.inner_text().strip() for line in menu.locator(".list-item:visible").all()]


def carried(menu, name: str) -> tuple[str, dict[str, str]]:
    """Where a link leads, and what it takes there."""
    address = urlsplit(menu.get_by_role("link", name=name).get_attribute("href"))
    return address.netloc or address.scheme, {key: value for key, (value,) in parse_qs(address.query).items()}


def test_sharing_takes_the_address_and_the_title_of_the_page(opened, site, kind):
    url, title = site(site.templates[kind]), opened.get_by_role("heading", level=1).inner_text()
    share = menu(opened, "Condividi")
    assert choices(share) == ["Facebook", "X (Twitter)", "LinkedIn", "WhatsApp", "Copia il collegamento"]
    assert carried(share, "Facebook") == ("www.facebook.com", {"u": url})
    assert carried(share, "X (Twitter)") == ("x.com", {"url": url, "text": title})
    assert carried(share, "LinkedIn") == ("www.linkedin.com", {"url": url})
    assert carried(share, "WhatsApp") == ("wa.me", {"text": f"{title} {url}"})


def test_sending_takes_the_title_as_subject_and_the_address_as_text(opened, site, kind):
    url, title = site(site.templates[kind]), opened.get_by_role("heading", level=1).inner_text()
    assert carried(menu(opened, "Vedi azioni"), "Invia") == ("mailto", {"subject": title, "body": url})


def test_where_no_voice_reads_the_other_actions_are_there(opened, kind):
    taken_home = ["Scarica la scheda (PDF)"] if kind == "scheda servizio" else []
    assert choices(menu(opened, "Vedi azioni")) == [*taken_home, "Stampa", "Invia"]


def test_the_sheet_of_a_service_is_taken_home_as_a_pdf(page, site, take):
    page.goto(site(site.templates["scheda servizio"]))
    link = menu(page, "Vedi azioni").get_by_role("link", name="Scarica la scheda (PDF)")
    status, content = take(page, link.get_attribute("href"))
    assert (status, content[:5]) == (200, b"%PDF-")


def test_the_link_is_copied_and_given_to_the_other_apps(equipped, opened, site, kind):
    url, title = site(site.templates[kind]), opened.get_by_role("heading", level=1).inner_text()
    share = menu(opened, "Condividi")
    share.get_by_role("button", name="Copia il collegamento").click()
    expect(share.get_by_role("button", name="Collegamento copiato")).to_be_visible()
    share.get_by_role("button", name="Altre app").click()
    assert opened.evaluate("[done.copied, done.shared]") == [[url], [{"url": url, "title": title}]]


def test_printing_calls_the_printer(equipped, opened):
    menu(opened, "Vedi azioni").get_by_role("button", name="Stampa").click()
    assert opened.evaluate("done.printed") == 1


def test_a_voice_reads_the_page_in_order_and_only_its_content(equipped, opened, kind):
    title = opened.get_by_role("heading", level=1).inner_text()
    menu(opened, "Vedi azioni").get_by_role("button", name="Ascolta").click()
    bar = opened.get_by_role("region", name="Ascolto della pagina")
    expect(bar.get_by_role("status")).to_have_text("Lettura finita")
    heard = opened.evaluate("done.heard")
    assert {(lang, voice) for lang, voice, _words in heard} == {("it", "Alice")}
    lines = [words.strip() for _lang, _voice, words in heard]
    assert [words for words in lines if words in (title, *HEARD[kind])] == [title, *HEARD[kind]]
    assert not {"Condividi", "Vedi azioni", "Quanto sono chiare le informazioni su questa pagina?"} & set(lines)
    bar.get_by_role("button", name="Ferma").click()
    expect(bar).to_be_hidden()
    expect(opened.locator(".share-actions summary").last).to_be_focused()


def test_on_paper_there_is_the_page_and_not_what_is_only_for_a_screen(opened):
    for part in ONLY_ON_SCREEN:
        expect(opened.locator(part)).to_be_visible()
    opened.emulate_media(media="print")
    for part in ONLY_ON_SCREEN:
        expect(opened.locator(part)).to_be_hidden()
    expect(opened.get_by_role("heading", level=1)).to_be_visible()
    expect(opened.get_by_role("region", name="Contatti")).to_be_visible()


def test_on_paper_what_is_closed_is_open_and_afterwards_closed_again(page, site):
    page.goto(site(site.templates["scheda servizio"]))
    answers = page.get_by_role("main").locator(".accordion-body")
    shown = "bodies => bodies.map(body => body.checkVisibility())"
    assert set(answers.evaluate_all(shown)) == {False}
    page.emulate_media(media="print")
    assert set(answers.evaluate_all(shown)) == {True}
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # what a browser says before it prints
    expect(page.get_by_role("main").locator("details.accordion-item:not([open])")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert set(answers.evaluate_all(shown)) == {False}
