"""Each criterion of the national model on our own pages, which hold it, and on pages that break it.

The name of each test holds the code of its criterion: docs/conformity.md is the table, and a test keeps it true.
"""

import re
from dataclasses import replace

import pytest

from conformity.criteria import FAILED, PASSED, TOLERATED, UNPROVEN, Contents, Finding
from conformity.criteria.duties import is_own
from conformity.criteria.look import families
from conformity.criteria.sheets import IN_ORDER, MANY_OUT, ONE_OUT, PARTS, missing_parts, missing_values, order_of
from conformity.gathering import kit_classes
from conformity.reading import Cookie, read
from tests.conformity.sites import DECLARATION, a_small_site, judge, score

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LABELS = list(PARTS)
OTHER = "Poco chiara?"


def swap(old: str, new: str, times: int = -1):
    return lambda html: html.replace(old, new, times)


def styled(gathered, css: str):
    return gathered.other(styles={"/static/dist/site.css": css})


# --- Look ---------------------------------------------------------------------------------------------------------


def test_c_si_1_1_fonts_are_those_of_the_model(ours):
    assert score("C.SI.1.1", ours.site) == PASSED
    assert score("C.SI.1.1", styled(ours, "h1{font-family:Comic Sans MS}")) == FAILED
    assert score("C.SI.1.1", styled(ours, "body{font-family:Lora}code{font-family:Courier,monospace}")) == TOLERATED
    assert score("C.SI.1.1", styled(ours, ":root{--f:Arial}body{font-family:var(--f)}")) == FAILED
    assert score("C.SI.1.1", ours.broken("/", swap("<h1", '<h1 style="font-family:Arial"'))) == FAILED
    assert score("C.SI.1.1", ours.other(styles={})) == UNPROVEN


def test_families_follow_variables_and_shorthands_and_skip_the_faces():
    css = """@font-face{font-family:Altro;src:url(a.woff2)} :root{--a:var(--b);--b:"Titillium Web",serif}
    h1{font-family:var(--a)} p{font:400 1rem/1.5 Lora,serif} i{font-family:inherit} b{font:inherit}"""
    assert families(css) == [("h1", "titillium web"), ("p", "lora")]


def test_c_si_1_2_every_page_uses_the_library(ours):
    assert kit_classes(), "prima serve la costruzione dell'interfaccia (node frontend/build.mjs)"
    assert score("C.SI.1.2", ours.site) == PASSED
    old = {name: css.replace("--bootstrap-italia-version:", "--was:") for name, css in ours.site.styles.items()}
    assert score("C.SI.1.2", ours.other(styles=old)) == UNPROVEN
    ancient = styled(ours, ':root{--bootstrap-italia-version:"1.6.4"}')
    assert score("C.SI.1.2", ancient) == FAILED
    scrambled = re.compile(r'class="([^"]*)"')
    foreign = ours.broken("/servizi/", lambda html: scrambled.sub(lambda m: f'class="x{hash(m[1])}"', html))
    result = judge("C.SI.1.2", foreign)
    assert result.score == FAILED
    assert [finding.path for finding in result.findings] == ["/servizi/"]


def test_c_si_1_4_no_official_theme_is_tolerated(ours):
    assert score("C.SI.1.4", ours.site) == TOLERATED
    banner = "/* Theme Name: Design Comuni Italia\n Version: %s */"
    assert score("C.SI.1.4", styled(ours, banner % "1.12.6")) == PASSED
    assert score("C.SI.1.4", styled(ours, banner % "0.9.0")) == FAILED


# --- Menus --------------------------------------------------------------------------------------------------------


def test_c_si_1_5_topics_are_those_of_the_model(ours):
    assert score("C.SI.1.5", ours.site) == PASSED
    assert score("C.SI.1.5", ours.without("/", "all-topics")) == FAILED
    assert score("C.SI.1.5", ours.without("/argomenti/", "topic-element")) == FAILED
    path, word = "/argomenti/", ours.site.pages["/argomenti/"].first("topic-element").text
    alien = ours.broken(path, swap(f">{word}<", ">Pesca allo squalo<"))
    assert score("C.SI.1.5", alien) == (TOLERATED if len(alien.pages[path].all("topic-element")) > 1 else FAILED)
    none_known = ours.other(topics=frozenset())
    assert score("C.SI.1.5", none_known) == FAILED
    assert score("C.SI.1.5", replace(none_known, eurovoc=ours.site.topics)) == TOLERATED


def test_c_si_1_6_the_menu_has_the_four_items_of_the_model(ours):
    assert score("C.SI.1.6", ours.site) == PASSED
    assert score("C.SI.1.6", ours.without("/", "news")) == FAILED
    doubled = swap("</footer>", '<a href="/novita/" data-element="news">Novità</a></footer>')
    assert score("C.SI.1.6", ours.broken("/", doubled)) == FAILED
    moved = ours.broken("/", lambda html: _point(html, "news", "https://altrove.example/"))
    assert score("C.SI.1.6", moved) == FAILED
    extra = swap("</footer>", '<a href="/servizi/" data-element="custom-submenu">Servizi</a></footer>', 1)
    assert score("C.SI.1.6", ours.broken("/", extra)) == TOLERATED
    other_title = ours.broken("/servizi/", lambda html: re.sub(r"(<h1[^>]*>)[^<]*", r"\1I nostri servizi", html))
    assert score("C.SI.1.6", other_title) == FAILED


def _point(html: str, mark: str, url: str) -> str:
    """Every link with a mark leads elsewhere."""
    tag = re.compile(rf'<a [^>]*data-element="{mark}"[^>]*>')
    return tag.sub(lambda found: re.sub(r'href="[^"]*"', f'href="{url}"', found[0]), html)


def test_c_si_1_7_titles_of_the_second_level_are_those_of_the_model(ours):
    assert score("C.SI.1.7", ours.site) == PASSED
    one = ours.broken("/novita/", swap(">Notizie<", ">Le ultime<"))
    assert score("C.SI.1.7", one) == TOLERATED
    assert score("C.SI.1.7", ours.without("/novita/", "news-category-link")) == FAILED


# --- Sheets -------------------------------------------------------------------------------------------------------


def test_c_si_1_3_sheets_are_ten_complete_and_in_order(ours):
    assert score("C.SI.1.3", ours.site) == PASSED
    assert score("C.SI.1.3", ours.without(ours.sheet, "service-file")) == TOLERATED
    no_office = ours.without(ours.sheet, "service-area")  # counts twice: «Contatti» and «Area»
    assert score("C.SI.1.3", no_office) == TOLERATED
    assert judge("C.SI.1.3", no_office).findings[0].message == "Mancano: Contatti, Area."
    three = ours.broken(ours.sheet, lambda h: h.replace("service-area", "x").replace("service-topic", "y"))
    assert score("C.SI.1.3", three) == FAILED
    few = ours.broken("/servizi/", swap('data-element="service-link"', "data-was"))
    assert score("C.SI.1.3", replace(few, more_services=[])) == FAILED


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (LABELS, IN_ORDER),
        ([*LABELS[:1], "Descrizione", *LABELS[1:4], "Quanto costa", *LABELS[4:]], IN_ORDER),
        ([LABELS[1], LABELS[0], *LABELS[2:]], ONE_OUT),
        ([*LABELS[1:], LABELS[0]], ONE_OUT),
        ([LABELS[2], LABELS[1], LABELS[0], *LABELS[3:]], MANY_OUT),
        (LABELS[:3], IN_ORDER),
        ([], IN_ORDER),
    ],
)
def test_c_si_1_3_one_label_that_can_move_is_one_out_of_order(index, expected):
    assert order_of(index) == expected


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        (swap(">Come fare</a>", ">come fare</a>"), ["Come fare"]),
        (lambda h: re.sub(r"(<h1[^>]*>)[^<]*", r"\1ab", h), ["Titolo"]),
        (swap("service-status", "x"), ["Stato"]),
        (swap("service-description", "x"), ["Descrizione"]),
        (lambda h: h.replace("service-calendar-text", "x").replace("service-calendar-list", "y"), ["Tempi e scadenze"]),
        (swap('data-element="breadcrumb"', "data-was"), ["Categoria del servizio"]),
    ],
)
def test_c_si_1_3_each_missing_part_has_its_name(ours, change, missing):
    assert missing_parts(ours.site.pages[ours.sheet]) == []
    assert missing_parts(ours.broken(ours.sheet, change).pages[ours.sheet]) == missing


def test_r_si_1_1_structured_data_hold_the_ten_values(ours):
    assert score("R.SI.1.1", ours.site) == PASSED
    less = ours.broken(ours.sheet, swap('"postalCode"', '"was"'))
    assert score("R.SI.1.1", less) == TOLERATED
    assert missing_values(less.pages[ours.sheet]) == ["availableChannel.serviceLocation.address.postalCode"]
    assert score("R.SI.1.1", ours.broken(ours.sheet, swap('"availableChannel"', '"was"'))) == FAILED
    assert score("R.SI.1.1", ours.broken(ours.sheet, swap('"GovernmentService"', "rotto"))) == FAILED
    assert score("R.SI.1.1", ours.without(ours.sheet, "metatag")) == FAILED


# --- Functions ----------------------------------------------------------------------------------------------------


def test_c_si_2_1_one_books_from_the_list_and_from_every_sheet(ours):
    assert score("C.SI.2.1", ours.site) == PASSED
    assert score("C.SI.2.1", ours.without("/servizi/", "appointment-booking")) == FAILED
    assert score("C.SI.2.1", ours.without(ours.sheet, "appointment-booking")) == FAILED
    dead = ours.broken(ours.sheet, lambda html: _point(html, "appointment-booking", "#"))
    assert score("C.SI.2.1", dead) == FAILED


def test_c_si_2_2_every_sheet_says_whom_to_ask(ours):
    assert score("C.SI.2.2", ours.site) == PASSED
    assert score("C.SI.2.2", ours.without(ours.sheet, "service-area")) == FAILED
    assert score("C.SI.2.2", ours.broken(ours.sheet, swap(">Contatti</a>", ">I contatti</a>"))) == FAILED


def test_c_si_2_3_the_footer_leads_to_the_questions(ours):
    assert score("C.SI.2.3", ours.site) == PASSED
    assert score("C.SI.2.3", ours.broken("/", swap(">Leggi le FAQ<", ">Aiuto<"))) == TOLERATED
    assert score("C.SI.2.3", ours.broken("/", lambda h: _point(h, "faq", "/manca/"))) == FAILED
    assert score("C.SI.2.3", ours.without("/", "faq")) == FAILED


def test_c_si_2_4_the_footer_leads_to_the_reports(ours):
    assert score("C.SI.2.4", ours.site) == PASSED
    assert score("C.SI.2.4", ours.broken("/", swap(">Segnalazione disservizio<", ">Segnalazioni<"))) == TOLERATED
    by_mail = ours.broken("/", lambda h: _point(h, "report-inefficiency", "mailto:info@comune.example.it"))
    assert score("C.SI.2.4", by_mail) == PASSED
    assert score("C.SI.2.4", ours.broken("/", lambda h: _point(h, "report-inefficiency", "mailto:info"))) == FAILED
    assert score("C.SI.2.4", ours.without("/", "report-inefficiency")) == FAILED


def test_c_si_2_5_pages_ask_if_they_are_clear(ours):
    assert score("C.SI.2.5", ours.site) == PASSED
    assert score("C.SI.2.5", ours.without("/novita/", "feedback")) == FAILED
    assert score("C.SI.2.5", ours.without("/novita/", "feedback-input-text")) == PASSED  # promoted, as the checker does
    question = "Quanto sono chiare le informazioni su questa pagina?"
    assert score("C.SI.2.5", ours.broken("/novita/", swap(question, OTHER))) == FAILED


def test_c_si_2_6_sheets_ask_if_they_are_clear(ours):
    assert score("C.SI.2.6", ours.site) == PASSED
    assert score("C.SI.2.6", ours.without(ours.sheet, "feedback-input-text")) == TOLERATED
    assert score("C.SI.2.6", ours.without(ours.sheet, "feedback-rate-3")) == TOLERATED
    assert score("C.SI.2.6", ours.broken(ours.sheet, swap("Ho avuto problemi tecnici", "Boh"))) == FAILED


# --- Duties -------------------------------------------------------------------------------------------------------


def test_c_si_3_1_no_cookie_of_others_before_consent(ours):
    assert score("C.SI.3.1", ours.site) == PASSED
    page = ours.site.home
    for domain, expected in ((".tracker.example", FAILED), ("", PASSED), (".montiano.test", PASSED)):
        marked = replace(page, cookies=(Cookie("a", domain),))
        assert score("C.SI.3.1", ours.other(pages=ours.site.pages | {"/": marked})) == expected
    assert not is_own(".notmontiano.test", "montiano.test")


def test_c_si_3_2_the_declaration_is_never_taken_for_made(ours):
    assert score("C.SI.3.2", ours.site) == UNPROVEN
    assert "da fare" in judge("C.SI.3.2", ours.site).message
    made = ours.broken("/", lambda h: _point(h, "accessibility-link", DECLARATION))
    assert score("C.SI.3.2", made) == UNPROVEN
    assert judge("C.SI.3.2", made).findings == ()
    for wrong in ("/accessibilita/", "http://form.agid.gov.it/", "https://form.agid.gov.it.example/view/1"):
        assert score("C.SI.3.2", ours.broken("/", lambda h, url=wrong: _point(h, "accessibility-link", url))) == FAILED
    assert score("C.SI.3.2", ours.without("/", "accessibility-link")) == FAILED


def test_c_si_3_3_the_privacy_page_answers_and_is_safe(ours):
    assert score("C.SI.3.3", ours.other(is_https=True)) == PASSED
    assert score("C.SI.3.3", ours.other(is_https=False)) == UNPROVEN
    assert score("C.SI.3.3", ours.broken("/", lambda h: _point(h, "privacy-policy-link", "/manca/"))) == FAILED
    plain = ours.broken("/", lambda h: _point(h, "privacy-policy-link", "http://privacy.example/"))
    assert score("C.SI.3.3", plain) == FAILED
    assert score("C.SI.3.3", ours.without("/", "privacy-policy-link")) == FAILED


def test_c_si_3_4_the_licence_is_that_of_the_law_word_by_word(ours):
    assert score("C.SI.3.4", ours.site) == PASSED
    path = ours.site.local(ours.site.home.first("legal-notes").href)
    assert score("C.SI.3.4", ours.broken(path, swap("licenza CC-BY 4.0", "licenza libera"))) == FAILED
    assert score("C.SI.3.4", ours.broken(path, swap("senza apporre restrizioni aggiuntive.", "Ciao."))) == FAILED
    assert score("C.SI.3.4", ours.without(path, "legal-notes-section")) == FAILED
    assert score("C.SI.3.4", ours.without("/", "legal-notes")) == FAILED


# --- What only production proves ----------------------------------------------------------------------------------


def test_c_si_4_1_speed_is_tolerated_with_a_plan_and_never_passed(ours):
    assert score("C.SI.4.1", ours.site) == TOLERATED
    without = ours.broken("/", swap("Piano di miglioramento del sito", "Piano"))
    assert score("C.SI.4.1", without) == UNPROVEN


@pytest.mark.parametrize("is_https", [True, False])
def test_c_si_5_1_the_certificate_is_never_taken_for_valid(ours, is_https):
    assert score("C.SI.5.1", ours.other(is_https=is_https)) == UNPROVEN


@pytest.mark.parametrize(
    ("host", "is_well_formed"),
    [
        ("comune.montiano.fc.it", True),
        ("www.comune.montiano.fc.it", True),
        ("servizi.comune.cesena.it", True),
        ("montiano.test", False),
        ("comune.montiano.example.com", False),
        ("ilcomune.montiano.fc.it", False),
    ],
)
def test_c_si_5_2_the_domain_is_never_taken_for_reserved(ours, host, is_well_formed):
    result = judge("C.SI.5.2", ours.other(host=host))
    assert result.score == UNPROVEN
    assert (result.findings == ()) is is_well_formed


# --- Ours ---------------------------------------------------------------------------------------------------------

ALL = dict.fromkeys(("Ufficio", "Documento", "Luogo", "Evento", "Persona", "Notizia"), 1)


def test_asseverazione_wants_the_six_types_and_their_attributes():
    lacking = Finding("/a/", "Manca: Incarico.", "Scrivilo.")
    assert score("asseverazione", a_small_site(contents=Contents(published=ALL))) == PASSED
    assert score("asseverazione", a_small_site(contents=Contents(published=ALL, missing=[lacking]))) == TOLERATED
    no_event = a_small_site(contents=Contents(published={**ALL, "Evento": 0}))
    assert score("asseverazione", no_event) == FAILED
    assert "Evento" in judge("asseverazione", no_event).findings[0].message


def test_collegamenti_finds_anchors_that_lead_nowhere():
    page = '<main><h2 id="a">A</h2><a href="#a">Su</a> <a href="#b">Giù</a></main>'
    result = judge("collegamenti", a_small_site(page))
    assert result.score == FAILED
    assert ["#b" in finding.message for finding in result.findings] == [True]
    assert score("collegamenti", a_small_site(page.replace("#b", "#a"))) == PASSED


def test_immagini_wants_an_alternative_text():
    assert score("immagini", a_small_site('<img src="a.jpg">')) == FAILED
    assert score("immagini", a_small_site('<img src="a.jpg" alt=""><img src="b.jpg" alt="Il municipio">')) == PASSED


def test_revisione_tolerates_one_page_in_ten():
    old = [Finding("/a/", "Nessuno la rilegge.", "Rileggi.")]
    assert score("revisione", a_small_site(contents=Contents(pages=10))) == PASSED
    assert score("revisione", a_small_site(contents=Contents(pages=10, unread=old))) == TOLERATED
    assert score("revisione", a_small_site(contents=Contents(pages=9, unread=old))) == FAILED


def test_leggibilita_finds_the_pages_that_are_hard_to_read():
    easy = "<p>" + "Vieni in comune con un documento. Paghi e ritiri la carta. " * 5 + "</p>"
    hard = (
        "<p>"
        + "la summenzionata documentazione amministrativa presupposta all'espletamento procedimentale " * 6
        + "</p>"
    )
    wrap = '<html lang=it><body><main><div class="richtext">{}</div></main></body></html>'
    pages = {path: read(wrap.format(text), path) for path, text in (("/a/", easy), ("/b/", hard))}
    result = judge("leggibilita", a_small_site(pages=pages))
    assert [finding.path for finding in result.findings] == ["/b/"]
    assert result.score == TOLERATED
    assert score("leggibilita", a_small_site(pages={"/a/": pages["/a/"]})) == PASSED
