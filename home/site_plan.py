"""The tree that every municipality's site starts from: the national model, as data (COMUNI.md a.1, a.2, a.3)."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Node:
    """A page of the plan. `term` names a vocabulary, a key of it, and the field that takes it; `text_field` is the field
    that takes the text of its section in home/data, if it has one."""

    key: str
    model: str
    title: str
    slug: str
    parent: str = "home"
    in_menus: bool = False
    term: tuple[str, str, str] | None = None
    text_field: str = ""


ADMINISTRATION = "amministrazione"
DOCUMENTS = "documenti-e-dati"
# Key of the term, name of the list in the plural, address (COMUNI.md c, d.9).
DOCUMENT_TYPES = (
    ("documento-albo-pretorio", "Documenti dell'albo pretorio", "documenti-albo-pretorio"),
    ("modulistica", "Modulistica", "modulistica"),
    ("documento-funzionamento-interno", "Documenti di funzionamento interno", "documenti-di-funzionamento-interno"),
    ("atto-normativo", "Atti normativi", "atti-normativi"),
    ("accordo-tra-enti", "Accordi tra enti", "accordi-tra-enti"),
    ("documento-attivita-politica", "Documenti di attività politica", "documenti-di-attivita-politica"),
    ("documento-tecnico-di-supporto", "Documenti tecnici di supporto", "documenti-tecnici-di-supporto"),
    ("istanza", "Istanze", "istanze"),
    (
        "documento-di-programmazione-e-rendicontazione",
        "Documenti di programmazione e rendicontazione",
        "documenti-di-programmazione-e-rendicontazione",
    ),
    ("dataset", "Dataset", "dataset"),
)
NODES = (
    Node("amministrazione", "offices.AdministrationIndexPage", "Amministrazione", "amministrazione", in_menus=True),
    Node(
        "organi-di-governo",
        "offices.OfficeIndexPage",
        "Organi di governo",
        "organi-di-governo",
        ADMINISTRATION,
        True,
        ("tipi_unita_organizzativa", "struttura-politica", "unit_type"),
    ),
    Node(
        "aree-amministrative",
        "offices.OfficeIndexPage",
        "Aree amministrative",
        "aree-amministrative",
        ADMINISTRATION,
        True,
        ("tipi_unita_organizzativa", "area", "unit_type"),
    ),
    Node(
        "uffici",
        "offices.OfficeIndexPage",
        "Uffici",
        "uffici",
        ADMINISTRATION,
        True,
        ("tipi_unita_organizzativa", "ufficio", "unit_type"),
    ),
    Node(
        "enti-e-fondazioni",
        "offices.OfficeIndexPage",
        "Enti e fondazioni",
        "enti-e-fondazioni",
        ADMINISTRATION,
        True,
        ("tipi_unita_organizzativa", "altra-struttura", "unit_type"),
    ),
    Node(
        "politici",
        "offices.PeopleIndexPage",
        "Politici",
        "politici",
        ADMINISTRATION,
        True,
        ("tipi_incarico", "politico", "role_type"),
    ),
    Node(
        "personale-amministrativo",
        "offices.PeopleIndexPage",
        "Personale amministrativo",
        "personale-amministrativo",
        ADMINISTRATION,
        True,
        ("tipi_incarico", "amministrativo", "role_type"),
    ),
    Node(DOCUMENTS, "publications.DocumentsIndexPage", "Documenti e dati", "documenti-e-dati", ADMINISTRATION, True),
    Node("bandi", "publications.CallIndexPage", "Bandi", "bandi", DOCUMENTS, True),
    *(
        Node(
            f"documenti-{key}",
            "publications.DocumentTypePage",
            title,
            slug,
            DOCUMENTS,
            True,
            ("tipi_documento", key, "document_type"),
        )
        for key, title, slug in DOCUMENT_TYPES
    ),
    Node("novita", "news.NewsIndexPage", "Novità", "novita", in_menus=True),
    Node(
        "notizie", "news.NewsTypePage", "Notizie", "notizie", "novita", True, ("tipi_notizia", "notizia", "news_type")
    ),
    Node(
        "comunicati",
        "news.NewsTypePage",
        "Comunicati",
        "comunicati",
        "novita",
        True,
        ("tipi_notizia", "comunicato-stampa", "news_type"),
    ),
    Node("avvisi", "news.NewsTypePage", "Avvisi", "avvisi", "novita", True, ("tipi_notizia", "avviso", "news_type")),
    Node("servizi", "services.ServicesIndexPage", "Servizi", "servizi", in_menus=True),
    Node("prenotazione", "appointments.BookingPage", "Prenotazione appuntamento", "prenotazione", "servizi"),
    Node("assistenza", "tickets.AssistancePage", "Richiesta assistenza", "assistenza", "servizi"),
    Node("segnalazione", "tickets.ReportPage", "Segnalazione disservizio", "segnalazione-disservizio", "servizi"),
    Node("vivere", "territory.LiveIndexPage", "Vivere il Comune", "vivere-il-comune", in_menus=True),
    Node("luoghi", "territory.PlaceIndexPage", "Luoghi", "luoghi", "vivere", True),
    Node(
        "eventi",
        "territory.EventIndexPage",
        "Eventi",
        "eventi",
        "vivere",
        True,
        text_field="how_to_announce",
    ),
    Node("argomenti", "home.TopicsIndexPage", "Argomenti", "argomenti"),
    Node("faq", "services.FaqPage", "Domande frequenti", "domande-frequenti"),
    Node("accedi", "home.InfoPage", "Accedi all'area personale", "accedi"),
    Node(
        "trasparenza",
        "transparency.TransparencyIndexPage",
        "Amministrazione trasparente",
        "amministrazione-trasparente",
    ),
    Node("albo", "albo.RegisterPage", "Albo pretorio", "albo-pretorio"),
    Node("privacy", "home.InfoPage", "Informativa privacy", "privacy"),
    Node("note-legali", "home.InfoPage", "Note legali", "note-legali"),
    Node("media-policy", "home.InfoPage", "Media policy", "media-policy"),
    Node("pnrr", "publications.ProjectsIndexPage", "Attuazione misure PNRR", "attuazione-misure-pnrr"),
    Node("piano-di-miglioramento", "home.InfoPage", "Piano di miglioramento del sito", "piano-di-miglioramento"),
    Node("mappa-del-sito", "home.SitemapPage", "Mappa del sito", "mappa-del-sito"),
)


@dataclass
class Texts:
    """The words of the plan's pages, as written in home/data."""

    sections: dict = field(default_factory=dict)
    section_texts: dict = field(default_factory=dict)
    categories: dict = field(default_factory=dict)
    topics: dict = field(default_factory=dict)
    pages: dict = field(default_factory=dict)
    questions: list = field(default_factory=list)


@cache
def texts() -> Texts:
    def rows(name: str, table: str) -> list[dict]:
        return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))[table]

    return Texts(
        sections={row["key"]: row["summary"] for row in rows("sections", "section")},
        section_texts={row["key"]: row["text"] for row in rows("sections", "section") if "text" in row},
        categories={row["id"]: row for row in rows("categories", "category")},
        topics={row["id"]: row["description"] for row in rows("topics", "topic")},
        pages={row["key"]: row for row in rows("pages", "page")},
        questions=rows("questions", "question"),
    )
