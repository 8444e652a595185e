"""An English page asks the database as often as the Italian one, two times more at most, for one thing as for many."""

import pytest
from django.db import transaction

from cms import freshness
from tests.factories import page_with
from tests.languages.english import open_english_site, translate
from tests.performance.test_queries import MOST, cost, costs, differences
from tests.performance.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SECTIONS = (
    "servizi",
    "categoria-anagrafe-e-stato-civile",
    "novita",
    "notizie",
    "avvisi",
    "amministrazione",
    "uffici",
    "politici",
    "vivere",
    "luoghi",
    "eventi",
    "documenti-e-dati",
    "documenti-modulistica",
    "documenti-dataset",
    "bandi",
    "pnrr",
    "argomenti",
)
NOT_IN_ENGLISH = ("site map", "faq", "plain page", "thematic sites", "booking", "booking of a service", "forms folder")
ONLY_ITALIAN = ("albo", "transparency")  # acts and duties of the law


@pytest.fixture(autouse=True)
def _as_in_production(settings):
    settings.PAGE_CACHE = False


def in_both_languages(citizen, tenant, size: int) -> tuple[dict, dict]:
    """Cost of each template in Italian and in English, on a site where everything is in both."""
    with transaction.atomic():
        world = World(tenant, size)
        open_english_site(tenant, *(page_with(tenant, key) for key in SECTIONS))
        published = (*world.events, *world.papers, *world.calls, *world.datasets, *world.projects)
        for page in (
            *published,
            *world.services,
            *world.offices,
            *world.people,
            *world.places,
            *world.news,
            *world.notices,
        ):
            translate(page)
        translate(world.topic)
        freshness.bump()
        paths = {
            name: path
            for name, path in world.paths.items()
            if name not in NOT_IN_ENGLISH and not name.startswith(ONLY_ITALIAN)
        }
        italian = costs(citizen, paths, cost)
        english = costs(citizen, {name: f"/en{path}" for name, path in paths.items()}, cost)
        transaction.set_rollback(True)
    freshness.bump()
    return italian, english


def test_an_english_page_costs_at_most_two_questions_more_and_the_same_for_one_thing_and_for_many(citizen, montiano):
    italian, few = in_both_languages(citizen, montiano, 1)
    _italian, many = in_both_languages(citizen, montiano, 5)
    assert differences(few, many) == {}
    dearer = {name: (italian[name], few[name]) for name in few if few[name] > min(italian[name] + 2, MOST)}
    assert dearer == {}
