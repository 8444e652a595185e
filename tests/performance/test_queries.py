"""How many times a page asks the database: few, and the same for one thing and for many."""

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.urls import reverse

from cms import freshness
from cms.models import BasePage, Term
from news.models import NewsPage
from services.models import ServicePage
from tests.factories import a_document_page, a_news_item, a_service, page_with
from tests.performance.world import World, add_siblings
from tests.services.catalogue_factory import a_shared_service, adopted, delivered

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MOST = 20
DIRECTORY = 5  # hosts, bodies and roots: read again only after a change that concerns every body
MANY = 25
GROWTH = 3000


@pytest.fixture(autouse=True)
def _as_in_production(settings):
    """Pages are made anew at each request."""
    settings.PAGE_CACHE = False


def questions(client, path: str) -> list[str]:
    """The SQL of one request. Django's own log is emptied by the test client, so we stand in the middle."""
    asked = {"": ""}  # the dearest request also looks, once, whether something was published

    def listen(execute, sql, params, many, context):
        # That is counted once here, however often a test without a memory of it looks.
        asked["" if "cms_generation" in sql else len(asked)] = sql
        return execute(sql, params, many, context)

    caches["default"].clear()  # nor does it find any picture in Wagtail's own cache
    with connection.execute_wrapper(listen):
        status = client.get(path).status_code
    assert status == (404 if "manca" in path else 200), path
    return list(asked.values())


def cost(client, path: str) -> int:
    """Questions of a page whose kept parts are ready."""
    client.get(path)
    return len(questions(client, path))


def cost_after(tenant_id: int | None):
    """Cost for the first reader after a publication of a body, or after one that concerns everybody."""

    def cost_then(client, path: str) -> int:
        client.get(path)
        freshness.bump(tenant_id)
        return len(questions(client, path))

    return cost_then


def costs(client, paths: dict[str, str], of=cost) -> dict[str, int]:
    return {name: of(client, path) for name, path in paths.items()}


def costs_with(client, tenant, size: int, *ways) -> list[dict[str, int]]:
    """Cost of each template, in each of some ways, on a site with that many things in each list; the site is taken back
    afterwards."""
    with transaction.atomic():
        paths = World(tenant, size).paths
        found = [costs(client, paths, of) for of in ways]
        transaction.set_rollback(True)
    freshness.bump()  # the numbers of the rows start again: nothing kept may remember them
    return found


def differences(before: dict, after: dict) -> dict:
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def above(limit: int, found: dict) -> dict:
    return {name: number for name, number in found.items() if number > limit}


def test_every_page_asks_at_most_twenty_times_and_as_often_for_one_thing_as_for_many(citizen, montiano):
    """Also the first reader after a publication of the body; after a change that concerns every body it adds only the
    reading of hosts and bodies. One large site is made for the three: making it is most of the work."""
    [few] = costs_with(citizen, montiano, 1, cost)
    many, after_one, after_all = costs_with(citizen, montiano, MANY, cost, cost_after(montiano.pk), cost_after(None))
    assert differences(few, many) == {}
    assert above(MOST, many) == {}
    assert above(MOST, after_one) == {}
    assert above(MOST + DIRECTORY, after_all) == {}


def test_three_thousand_more_pages_do_not_change_what_a_page_asks(citizen, montiano):
    world = World(montiano, 3)
    before = costs(citizen, world.paths)
    add_siblings(world.news[0], GROWTH * 9 // 10)
    add_siblings(world.services[1], GROWTH // 10)
    assert NewsPage.objects.of(montiano).count() + ServicePage.objects.of(montiano).count() > GROWTH
    assert f"{world.news[0].title} {GROWTH * 9 // 10}" in citizen.get(world.paths["novità"]).content.decode()
    assert differences(before, costs(citizen, world.paths)) == {}


def test_a_topic_with_two_hundred_contents_asks_as_often_as_one_with_five(citizen, montiano):
    """Also when one of its parts is shown whole, and for the first reader after a publication."""
    topic = Term.objects.get(vocabulary="argomenti", key="mercato")
    about = {"topics": [topic]}
    sheets = [a_service(montiano, f"Posteggio {n}", **about) for n in range(2)]
    news = [a_news_item(montiano, f"Mercato {n}", **about) for n in range(2)]
    a_document_page(montiano, "Regolamento", **about)
    page = page_with(montiano, "argomento-mercato").path_url
    paths = {"topic": page, "one part whole": f"{page}?elenco=servizi"}
    few, few_after = costs(citizen, paths), costs(citizen, paths, cost_after(montiano.pk))
    add_siblings(sheets[0], 100)
    add_siblings(news[0], 95)
    assert BasePage.objects.of(montiano).listed().about(topic.pk).exclude(site_key="argomento-mercato").count() == 200
    assert "Posteggio 0 50" in citizen.get(paths["one part whole"]).content.decode()
    assert differences(few, costs(citizen, paths)) == {}
    many_after = costs(citizen, paths, cost_after(montiano.pk))
    assert differences(few_after, many_after) == {}
    assert above(MOST, many_after) == {}


def test_the_editors_explorer_asks_as_often_among_three_thousand_pages_as_among_sixty(desk, publisher, montiano):
    desk.force_login(publisher)
    world = World(montiano, 1)
    add_siblings(world.news[0], 60)  # more than one screen
    explorer = reverse("wagtailadmin_explore", args=[page_with(montiano, "notizie").pk])
    before = cost(desk, explorer)
    add_siblings(world.news[0], GROWTH, start=100)
    assert cost(desk, explorer) == before
    assert b"Novit" in desk.get(explorer).content


def test_an_adopted_sheet_asks_at_most_three_times_more_than_a_local_one(citizen, montiano):
    """Also the first reader after a publication, and after twenty editions as after one."""
    service = a_shared_service()
    local, shared = a_service(montiano, "Locale").path_url, adopted(service, montiano).path_url
    after = cost_after(montiano.pk)
    assert cost(citizen, shared) <= cost(citizen, local) + 3
    assert after(citizen, shared) <= after(citizen, local) + 3
    for number in range(20):
        delivered(service, how_to=f"<p>Passo {number}.</p>")
    assert cost(citizen, shared) <= cost(citizen, local) + 3
    assert after(citizen, shared) <= after(citizen, local) + 3
