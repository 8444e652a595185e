"""Advice on texts: what is said of hard, long, official, shouted or silent words, and what is left in peace."""

import pytest

from cms.plain_language import Remark, office_words, read, remarks

HARD = (
    "<p>Il conseguimento dell'autorizzazione presuppone l'accertamento preliminare della sussistenza delle condizioni "
    "soggettive ed oggettive previste dalla regolamentazione comunale concernente l'occupazione temporanea "
    "dell'infrastruttura stradale interessata dall'intervento programmato, unitamente alla documentazione tecnica "
    "certificante la corrispondenza delle caratteristiche costruttive.</p>"
)


def kinds(html: str) -> list[str]:
    return [remark.kind for remark in remarks(html)]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Vieni allo sportello con un documento. La carta arriva a casa in sei giorni.</p>",
        "<p>Paga IMU e TARI con pagoPA. Serve lo SPID o la CIE: vedi ANPR.</p>",
        '<p>Leggi <a href="/servizi/">tutti i servizi del Comune</a>.</p>',
        "<ul><li>un documento</li><li>una foto</li></ul>",
        "Ufficio anagrafe",
    ],
)
def test_a_plain_text_is_left_in_peace(html):
    assert remarks(html) == []


def test_a_hard_text_is_told_with_its_score():
    said = next(remark for remark in remarks(HARD) if remark.kind == "difficile")
    assert "punti su 100, da 60 in su" in said.text


def test_a_short_text_has_no_score():
    assert "difficile" not in kinds("<p>Regolamentazione dell'infrastrutturazione comunale.</p>")


def test_a_long_sentence_is_shown_and_counted():
    long = " ".join(["parola"] * 26) + "."
    said = next(remark for remark in remarks(f"<p>Una breve. {long}</p>") if remark.kind == "frase lunga")
    assert said.text == "Frase di 26 parole: dividila in due."
    assert said.excerpt == long[:160].rsplit(" ", 1)[0] + "…"
    assert "frase lunga" not in kinds("<p>" + " ".join(["parola"] * 25) + ".</p>")


def test_items_of_a_list_are_sentences_of_their_own():
    items = "".join(f"<li>{' '.join(['parola'] * 10)}</li>" for _ in range(4))
    assert "frase lunga" not in kinds(f"<ul>{items}</ul>")


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Il modulo va consegnato entro e non oltre giugno.", "«entro e non oltre»: meglio «entro»."),
        ("Si può effettuare il pagamento.", "«effettuare»: meglio «fare»."),
        ("L’istanza si presenta qui.", "«istanza»: meglio «domanda»."),
        ("Ai sensi dell'art. 3 si paga.", "«Ai sensi dell»: meglio secondo; la norma in fondo, se serve."),
        ("QUALORA serva, chiama.", "«QUALORA»: meglio «se»."),
        ("All’uopo c'è un modulo.", "«All’uopo»: meglio «per questo»."),
    ],
)
def test_words_of_the_office_have_a_plain_one(text, advice):
    assert advice in [remark.text for remark in remarks(text)]


def test_words_inside_other_words_are_not_found():
    assert remarks("L'onestà e le istantanee.") == []


def test_a_word_is_told_once():
    assert kinds("<p>Qualora piova, resta. Qualora nevichi, resta.</p>") == ["parola d'ufficio"]


def test_the_list_of_words_is_rich_and_ready():
    words = office_words()
    assert len(words) >= 100
    assert all(instead for _pattern, instead in words)


@pytest.mark.parametrize(
    "text", ["clicca qui", "Qui", "SCARICA", "leggi tutto »", "https://www.example.org/a/b?c=1", ""]
)
def test_a_link_must_say_where_it_leads(text):
    assert kinds(f'<p>Il modulo è <a href="/modulo/">{text}</a></p>')[:1] == ["link"]


@pytest.mark.parametrize(
    ("text", "shouted"),
    [
        ("AVVISO IMPORTANTE AI CITTADINI", True),
        ("ISCRIZIONI aperte", True),
        ("Paga la TARI", False),
        ("ISEE, SUAP e ANPR", False),
        ("SUAP UNIONE", False),
    ],
)
def test_capitals_are_for_acronyms(text, shouted):
    assert ("maiuscole" in kinds(text)) is shouted


def test_reading_a_rich_text_gives_lines_and_links():
    assert read('<p>Vai a <a linktype="page" id="3">Anagrafe</a></p><p>Poi torna.</p>') == (
        "Vai a Anagrafe\nPoi torna.",
        ["Anagrafe"],
    )


def test_a_remark_is_plain_data():
    assert Remark("link", "testo") == Remark("link", "testo", "")
