"""JSON-LD of every page: valid, safe inside its script, true to what the page shows."""

import json
import re

import pytest

from cms import structured
from tests.factories import a_news_item, a_person, a_role, a_service, an_office, page_with
from tests.languages.english import open_english_site, translate

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def graph(client, path: str) -> dict[str, dict]:
    """What the one script of a page says, by type."""
    (text,) = SCRIPT.findall(client.get(path).content.decode())
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return {item["@type"]: item for item in data["@graph"]}


def test_every_page_tells_its_place_in_the_site(citizen, montiano):
    item = a_news_item(montiano, "Mercato spostato")
    steps = graph(citizen, item.path_url)["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == ["Home", "Novità", "Notizie", "Mercato spostato"]
    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    assert steps[-1]["item"] == f"{montiano.root_url}{item.path_url}"


def test_a_news_item_tells_its_day_its_author_and_its_picture(citizen, montiano):
    office = an_office(montiano, "Ufficio stampa")
    item = a_news_item(montiano, managed_by=[office])
    news = graph(citizen, item.path_url)["NewsArticle"]
    assert news["headline"] == item.title
    assert news["datePublished"] == item.published_on.isoformat()
    assert news["author"] == [{"@type": "GovernmentOrganization", "name": "Ufficio stampa"}]
    assert news["image"][0].startswith(f"{montiano.root_url}/og/{item.pk}-")
    assert "expires" not in news


def test_an_office_tells_where_it_is_and_when_it_is_open(citizen, montiano):
    hours = [{"type": "hours", "value": {"days": ["lun", "gio"], "opens": "08:30", "closes": "12:30"}}]
    office = an_office(montiano, opening_hours=hours)
    found = graph(citizen, office.path_url)["GovernmentOrganization"]
    assert found["address"]["streetAddress"] == "Piazza Maggiore 3"
    assert found["contactPoint"]["hoursAvailable"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Monday", "Thursday"],
            "opens": "08:30",
            "closes": "12:30",
        }
    ]
    assert found["parentOrganization"]["name"] == "Comune di Montiano"


def test_a_person_tells_the_roles_that_are_in_force(citizen, montiano):
    person = a_person(montiano, "Ada", "Bianchi")
    a_role(person, an_office(montiano, "Giunta"), "Sindaca")
    found = graph(citizen, person.path_url)["Person"]
    assert (found["givenName"], found["familyName"], found["jobTitle"]) == ("Ada", "Bianchi", ["Sindaca"])


def test_the_home_says_how_to_search_the_site(citizen, montiano):
    found = graph(citizen, "/")["WebSite"]
    assert found["potentialAction"]["target"]["urlTemplate"].endswith("/cerca/?q={search_term_string}")
    assert found["publisher"]["@type"] == "GovernmentOrganization"


def test_a_service_keeps_the_one_script_that_the_conformity_check_reads(citizen, montiano):
    html = citizen.get(a_service(montiano).path_url).content.decode()
    assert html.count('data-element="metatag"') == 1
    assert "GovernmentService" not in SCRIPT.search(html)[1]


def test_an_english_page_speaks_english_to_machines_too(citizen, montiano):
    item = a_news_item(montiano)
    open_english_site(montiano)
    for page in (page_with(montiano, "novita"), page_with(montiano, "notizie")):
        translate(page)
    english = translate(item, "Market moved")
    found = graph(citizen, english.path_url)
    assert found["NewsArticle"]["inLanguage"] == "en"
    assert found["NewsArticle"]["headline"] == "Market moved"


@pytest.mark.parametrize("words", ["</script><b>fuori</b>", "<!--<script>", "a & b", "\u2028"])
def test_no_text_can_leave_the_script(citizen, montiano, words):
    item = a_news_item(montiano, f"Avviso {words}")
    assert graph(citizen, item.path_url)["NewsArticle"]["headline"] == f"Avviso {words}"


def test_plain_json_would_leave_it():
    """The negative control: without our escapes the same words end the script."""
    words = {"name": "</script>"}
    assert "</script>" in json.dumps(words)
    assert "</script>" not in structured.script_text(words)
