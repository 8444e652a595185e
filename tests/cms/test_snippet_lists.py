"""Lists of roles, contact points and alerts: useful columns, filters by day, a steady number of queries."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.search.index import insert_or_update_object

from news.models import Alert
from tests.factories import a_contact_point, a_person, a_role, an_alert, an_office
from tests.reading import words

pytestmark = pytest.mark.django_db
ROLES, POINTS, ALERTS = (
    "/admin/snippets/offices/role/",
    "/admin/snippets/territory/contactpoint/",
    "/admin/snippets/news/alert/",
)


@pytest.fixture
def desk(desk, informatica):
    desk.force_login(informatica)
    return desk


def rows(desk, address: str) -> list[str]:
    answer = desk.get(address)
    assert answer.status_code == 200, address
    return [words(line) for line in BeautifulSoup(answer.content.decode(), "html.parser").select(".listing tbody tr")]


def some_alerts(tenant) -> None:
    now, hour = timezone.now(), timedelta(hours=1)
    an_alert(tenant, "Neve adesso")
    an_alert(tenant, "Neve domani", starts_at=now + hour, ends_at=now + 2 * hour, level="emergenza")
    an_alert(tenant, "Neve ieri", starts_at=now - 2 * hour, ends_at=now - hour)


def test_alerts_say_whether_they_are_on_the_pages(desk, montiano):
    some_alerts(montiano)
    shown = {
        title: line
        for line in rows(desk, ALERTS)
        for title in ("Neve adesso", "Neve domani", "Neve ieri")
        if title in line
    }
    assert "in corso" in shown["Neve adesso"]
    assert "programmato" in shown["Neve domani"]
    assert "Emergenza" in shown["Neve domani"]
    assert "finito" in shown["Neve ieri"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=now", "Neve adesso"),
        ("state=next", "Neve domani"),
        ("state=over", "Neve ieri"),
        ("level=emergenza", "Neve domani"),
    ],
)
def test_alerts_are_narrowed_by_moment_and_level_also_in_a_search(desk, montiano, query, expected):
    some_alerts(montiano)
    for alert in Alert.objects.all():
        insert_or_update_object(alert)
    for search in ("", "&q=neve"):
        (line,) = rows(desk, f"{ALERTS}?{query}{search}")
        assert expected in line


def test_roles_say_who_and_where_and_are_narrowed_by_day(desk, montiano):
    today, year = timezone.localdate(), timedelta(days=365)
    office = an_office(montiano, "Giunta comunale")
    a_role(a_person(montiano, "Ada", "Bianchi"), office, "Sindaca")
    a_role(a_person(montiano, "Ugo", "Neri"), office, "Assessore", start_on=today - 2 * year, end_on=today - year)
    assert ["Ada Bianchi" in line and "Giunta comunale" in line for line in rows(desk, f"{ROLES}?state=now")] == [True]
    assert ["Ugo Neri" in line for line in rows(desk, f"{ROLES}?state=over")] == [True]
    assert rows(desk, f"{ROLES}?state=next") == []


def test_contact_points_show_their_numbers(desk, montiano):
    a_contact_point(montiano, "Tributi", phone="+39 0547 111 222")
    assert "+39 0547 111 222" in rows(desk, POINTS)[0]


@pytest.mark.parametrize("address", [ROLES, POINTS, ALERTS])
@pytest.mark.once
def test_a_list_asks_as_much_for_one_row_as_for_many(desk, montiano, address):
    office = an_office(montiano)

    def add(number: int) -> None:
        a_contact_point(montiano, f"Punto {number}")
        an_alert(montiano, f"Avviso {number}")
        a_role(a_person(montiano, "Ada", f"Bianchi {number}"), office)

    def questions() -> int:
        desk.get(address)
        with CaptureQueriesContext(connection) as asked:
            desk.get(address)
        return len([query for query in asked.captured_queries if "cms_generation" not in query["sql"]])

    add(0)
    before = questions()
    for number in range(1, 6):
        add(number)
    assert questions() == before
