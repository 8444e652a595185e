"""The demonstration texts, as they will be on the sites: plain, complete, never the same paragraph twice."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from cms import vocabularies
from cms.fields import StreamField
from cms.readability import gulpease
from demo import source
from demo.conditions import paragraphs
from demo.english import strings_of
from demo.people_and_places import hours_of
from demo.publications_loader import FORMS
from demo.services_loader import texts_of
from home.site_plan import NODES
from home.site_plan import texts as plan_texts
from services.models import ServicePage
from tests.architecture.house import ROOT

BODIES = (*source.MUNICIPALITIES, source.UNION)
every_body = pytest.mark.parametrize("slug", BODIES)
every_municipality = pytest.mark.parametrize("slug", source.MUNICIPALITIES)
# What a reader reads of a sheet; codes, keys and references to law are not prose.
PROSE = (
    "title",
    "summary",
    "audience",
    "applicants",
    "description",
    "how_to",
    "local_note",
    "needed_intro",
    "outcome",
    "outcome_procedures",
    "times_intro",
    "costs_intro",
    "constraints",
    "condition",
    "more_info",
    "booking_info",
    "desk",
    "phone_note",
    "online_intro",
    "inactive_reason",
)
LISTS = {
    "needed": ("text", "note", "only_if"),
    "extra_needed": ("text", "note", "only_if"),
    "phases": ("title", "description"),
    "deadlines": ("title", "description"),
    "special_cases": ("title", "text"),
    "fees": ("title", "for_whom", "note"),
}

VOLUMES = {
    "events": "event",
    "documents": "document",
    "datasets": "dataset",
    "albo": "entry",
    "pnrr": "project",
    "faq": "question",
}


def pieces(sheet: dict) -> list[str]:
    """Every paragraph, item and note of a sheet, one by one."""
    found = [piece for name in PROSE for piece in paragraphs(sheet.get(name, ""))]
    for name, fields in LISTS.items():
        found += [piece for row in sheet.get(name, []) for field in fields for piece in paragraphs(row.get(field, ""))]
    return found


def local_pieces(slug: str) -> list[str]:
    """Texts of offices, people, places and news."""
    body = source.body(slug)
    names = ("summary", "duties", "biography", "delegations", "description", "interest", "access", "more_info", "body")
    rows = [*body.offices, *body.people, *body.places, *body.news]
    return [piece for row in rows for name in names for piece in paragraphs(row.get(name, ""))]


def keys_of(vocabulary: str) -> set[str]:
    return {item["id"] for item in vocabularies.read(vocabularies.FOLDER / f"{vocabulary}.json")}


@every_body
def test_every_sheet_is_easy_to_read(slug):
    hard = {
        sheet["title"]: score for sheet in source.sheets(slug) if (score := gulpease("\n".join(pieces(sheet)))) < 60
    }
    assert not hard


@every_body
def test_no_paragraph_over_60_characters_is_read_twice_on_one_site(slug):
    every = [piece for sheet in source.sheets(slug) for piece in pieces(sheet)] + local_pieces(slug)
    every += [sheet.get("proceeding", {}).get("protection", "") for sheet in source.sheets(slug)]
    twice = [piece for piece, times in Counter(every).items() if times > 1 and len(piece) > 60]
    assert not twice


@every_municipality
def test_a_municipality_has_at_least_what_the_demonstration_promises(slug):
    body, sheets = source.body(slug), source.sheets(slug)
    kinds = Counter(row["type"] for row in body.news)
    assert len(sheets) >= 24
    assert len({sheet["category"] for sheet in sheets}) >= 12
    assert len([row for row in body.offices if row["type"] == "ufficio"]) >= 8
    assert len(body.people) >= 12
    assert all(person["roles"] for person in body.people)
    assert len(body.news) >= 12
    assert set(kinds) == {"notizia", "comunicato-stampa", "avviso"}
    rows = {name: source.rows(slug, name, kind) for name, kind in VOLUMES.items()}
    assert len(body.places) >= 10
    assert len(rows["events"]) >= 10
    assert any("recurrence" in row for row in rows["events"])
    assert any(row["start_in_days"] < 0 and row.get("gallery") for row in rows["events"])
    assert len(rows["documents"]) >= 12
    # The tenth type is the dataset.
    assert {row["type"] for row in rows["documents"]} == keys_of("tipi_documento") - {"dataset"}
    assert len(rows["datasets"]) >= 2
    assert len(rows["albo"]) >= 8
    assert len(rows["pnrr"]) >= 3
    assert len(rows["faq"]) >= 12


@every_municipality
def test_booking_assistance_and_report_have_their_sheet(slug):
    titles = " ".join(sheet["title"].lower() for sheet in source.sheets(slug))
    for word in ("appuntamento", "assistenza", "segnala"):
        assert word in titles


@every_municipality
def test_addresses_of_sheets_are_unique_and_titles_short(slug):
    sheets = source.sheets(slug)
    assert len({sheet["slug"] for sheet in sheets}) == len({sheet["title"] for sheet in sheets}) == len(sheets)
    assert not [sheet["title"] for sheet in sheets if len(sheet["title"]) > 60 or sheet["title"].endswith(".")]


def test_what_is_shared_names_no_municipality_and_no_office_of_one():
    names = "Cesena|Bagno di Romagna|Mercato Saraceno|Montiano|Sarsina|Verghereto"
    found = {
        slug: piece
        for slug, sheet in source.catalogue().items()
        for piece in pieces(sheet)
        if re.search(rf"\b({names})\b", piece)
    }
    assert not found


def test_what_is_local_is_really_local():
    """Two municipalities that share a service have different words beside it."""
    for name in ("local_note", "desk"):
        every = [row[name] for slug in source.MUNICIPALITIES for row in source.body(slug).services if row.get(name)]
        repeated = [text for text, times in Counter(every).items() if times > 1]
        assert not repeated, name


@every_body
def test_every_id_is_in_the_vocabulary(slug):
    body, sheets = source.body(slug), source.sheets(slug)
    used = {
        "categorie_servizio": [
            key for sheet in sheets for key in [sheet["category"], *sheet.get("other_categories", [])]
        ],
        "argomenti": [
            key for row in [*sheets, *body.offices, *body.places, *body.news] for key in row.get("topics", [])
        ]
        + list(body.profile.get("featured_topics", [])),
        "eventi_vita_persone": [key for sheet in sheets for key in sheet.get("life_events", [])],
        "eventi_vita_imprese": [key for sheet in sheets for key in sheet.get("business_events", [])],
        "output_servizi": [key for sheet in sheets for key in sheet.get("outcome_types", [])],
        "autenticazione": [key for sheet in sheets for key in sheet.get("authentication", [])],
        "livello_interattivita": [sheet["interactivity"] for sheet in sheets if sheet.get("interactivity")],
        "archetipi_flusso": [sheet["archetype"] for sheet in sheets if sheet.get("archetype")],
        "tipi_unita_organizzativa": [row["type"] for row in body.offices],
        "tipi_incarico": [role["type"] for person in body.people for role in person["roles"]],
        "tipi_luogo": [key for row in body.places for key in row.get("types", [])],
        "tipi_notizia": [row["type"] for row in body.news],
    }
    wrong = {name: unknown for name, keys in used.items() if (unknown := set(keys) - keys_of(name))}
    assert not wrong


@every_body
def test_every_reference_inside_the_texts_has_its_target(slug):
    body, sheets = source.body(slug), source.sheets(slug)
    offices, places = {row["key"] for row in body.offices}, {row["key"] for row in body.places}
    people = {f"{row['name']} {row['surname']}" for row in body.people}
    slugs = {sheet["slug"] for sheet in sheets}
    wrong = [sheet["slug"] for sheet in sheets if sheet["office"] not in offices]
    wrong += [row["key"] for row in body.offices if row["place"] not in places]
    wrong += [row["key"] for row in body.offices if row.get("parent") and row["parent"] not in offices]
    wrong += [row["title"] for row in body.news if row["office"] not in offices]
    wrong += [row["title"] for row in body.news if set(row.get("places", [])) - places]
    wrong += [row["title"] for row in body.news if set(row.get("people", [])) - people]
    wrong += [role["title"] for row in body.people for role in row["roles"] if role["office"] not in offices]
    wrong += [key for key in body.profile.get("useful_services", []) if key not in slugs]
    assert not wrong


# --- Folders of forms --------------------------------------------------------------------------------------------


@every_body
def test_each_body_offers_folders_of_at_least_two_forms_that_exist(slug):
    forms = {row["key"] for row in source.rows(slug, "documents", "document") if row["type"] in FORMS}
    folders = source.rows(slug, "documents", "folder")
    assert len(folders) >= 2
    assert not [row["title"] for row in folders if len(set(row["documents"]) & forms) < 2]
    assert not {key for row in folders for key in row["documents"]} - forms
    assert len({row["title"] for row in folders}) == len(folders)


@every_body
def test_what_documents_and_folders_name_exists(slug):
    body, documents = source.body(slug), source.rows(slug, "documents", "document")
    folders = source.rows(slug, "documents", "folder")
    assert not {row["office"] for row in documents} - {row["key"] for row in body.offices}
    assert not {key for row in documents for key in row.get("services", [])} - {
        sheet["slug"] for sheet in source.sheets(slug)
    }
    assert not {key for row in [*documents, *folders] for key in row["topics"]} - keys_of("argomenti")
    for rows in (documents, folders):
        assert len({row["key"] for row in rows}) == len(rows)


@every_body
def test_a_form_is_easy_to_read_and_its_introduction_fits(slug):
    forms = [row for row in source.rows(slug, "documents", "document") if row["type"] in FORMS]
    rows = [*forms, *source.rows(slug, "documents", "folder")]
    texts = {row["title"]: "\n".join((row["summary"], row.get("description", ""), row.get("text", ""))) for row in rows}
    assert not {title: gulpease(text) for title, text in texts.items() if gulpease(text) < 60}
    assert not [row["title"] for row in rows if len(row["summary"]) > 160]


def raw_texts() -> dict[str, str]:
    files = [*source.DATA.rglob("*.toml"), *(ROOT / "home" / "data").glob("*.toml")]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files}


def test_telephones_have_only_the_reserved_form():
    """`0547 000 xxx` is nobody's number. Emergency and national service numbers are real on purpose."""
    number = re.compile(r"(?<![\d.,/])(?:\+39[ .]?|0)\d(?:[ ./-]?\d){6,}")
    numbers = {name: number.findall(text) for name, text in raw_texts().items()}
    assert sum(map(len, numbers.values())) > 200  # the pattern does recognise a telephone number
    assert not {name: bad for name, found in numbers.items() if (bad := _unreserved(found))}


def _unreserved(numbers: list[str]) -> list[str]:
    digits = [re.sub(r"\D", "", number) for number in numbers]
    # Tax codes of the demonstration are eleven digits, most of them zero.
    return [n for n in digits if not re.fullmatch(r"(39)?0547000\d{3}", n) and not n.startswith("0000")]


def test_mail_addresses_are_only_of_names_that_cannot_exist():
    address = re.compile(r"[\w.+-]+@([\w.-]+\w)")
    found = {
        name: sorted(bad)
        for name, text in raw_texts().items()
        if (bad := {host for host in address.findall(text) if not host.endswith(".example")})
    }
    assert not found


def test_links_go_over_https():
    assert not {name: found for name, text in raw_texts().items() if (found := re.findall(r"http://[^\s\"')]+", text))}


def test_no_word_of_the_unfinished():
    words = re.compile(r"lorem ipsum|\bTODO\b|\bFIXME\b|coming soon|in costruzione", re.IGNORECASE)
    assert not {name: words.findall(text) for name, text in raw_texts().items() if words.search(text)}


def test_amounts_and_hours_differ_from_one_municipality_to_another():
    hours = {
        slug: json.dumps([row.get("hours", []) for row in source.body(slug).offices], default=str)
        for slug in source.MUNICIPALITIES
    }
    assert len(set(hours.values())) == len(hours)


@every_body
def test_hours_of_offices_can_be_read_by_a_program(slug):
    timed = [row for office in source.body(slug).offices for row in office.get("hours", []) if row.get("from")]
    assert not [row for row in timed if f"{row['from']:0>5}" >= f"{row['to']:0>5}"]
    stream, _notes = hours_of(timed)
    assert len(stream) >= 8
    assert all(block["value"]["days"] for block in stream)


@every_municipality
def test_one_service_is_not_active_and_says_why(slug):
    inactive = [sheet for sheet in source.sheets(slug) if not sheet.get("active", True)]
    assert inactive
    assert all(sheet.get("inactive_reason") for sheet in inactive)


@every_municipality
def test_what_costs_says_how_to_pay(slug):
    fees = [(sheet["slug"], fee) for sheet in source.sheets(slug) for fee in sheet.get("fees", [])]
    assert fees
    assert not [where for where, fee in fees if fee["amount"] and not fee.get("how_to_pay")]


def test_every_category_and_topic_has_a_summary_of_its_own():
    words = plan_texts()
    assert keys_of("categorie_servizio") == set(words.categories)
    assert keys_of("argomenti") == set(words.topics)
    assert len(set(words.topics.values())) == len(words.topics)


def test_the_data_folder_is_the_one_that_travels_with_the_product():
    assert Path(source.DATA).is_relative_to(ROOT)


# --- English -----------------------------------------------------------------------------------------------------


def english_sheets() -> list[tuple[str, str]]:
    return [(slug, name) for slug in source.MUNICIPALITIES for name in source.english(slug).sheets]


def test_each_municipality_has_ten_services_in_english():
    assert {slug: len(source.english(slug).sheets) for slug in source.MUNICIPALITIES} == dict.fromkeys(
        source.MUNICIPALITIES, 10
    )


@pytest.mark.django_db  # a page looks for its own type as soon as it is made
@pytest.mark.parametrize(("slug", "name"), english_sheets())
def test_an_english_sheet_has_the_parts_of_the_italian_one_and_fits_in_them(slug, name):
    italian = next(sheet for sheet in source.sheets(slug) if sheet["slug"] == name)
    pages = [ServicePage(**texts_of(sheet, slug, name)) for sheet in (italian, source.english(slug).sheets[name])]
    first, second = (strings_of(page) for page in pages)
    assert first.keys() == second.keys()
    same = [text for place, text in first.items() if text == second[place] and len(text.split()) > 2]
    assert not same
    assert len(pages[1].summary) <= 160
    for field in ServicePage._meta.get_fields():
        value = getattr(pages[1], field.name, None) if field.concrete else None
        if isinstance(field, StreamField):
            field.stream_block.clean(value)
        elif isinstance(value, str) and getattr(field, "max_length", None):
            assert len(value) <= field.max_length


@every_body
def test_every_introduction_is_in_english_too_and_fits(slug):
    profile = source.english(slug).profile
    assert set(profile) == {"welcome", "about", "management_intro", "news_intro", "services_intro", "live_intro"}
    assert all(len(text) <= 200 for key, text in profile.items() if key != "about")


def test_english_pages_are_pages_of_the_plan():
    keys = {node.key for node in NODES}
    vocabularies_of = {"categoria": plan_texts().categories, "argomento": plan_texts().topics}
    for row in source.english_pages():
        kind, _dash, key = row["key"].partition("-")
        assert row["key"] in keys or key in vocabularies_of[kind]
        assert len(row.get("summary", "")) <= 255
