"""No role of a municipality sees or changes anything of another, whatever address of the admin it asks for.

Every pattern is asked for, as every role, with keys of the other municipality: with GET, with parameters, with POST.
With the guard off the same walk finds leaks, so the test is known to be able to fail.
"""

import logging
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import transaction
from wagtail.admin.menu import Menu

from cms import guard, named
from cms.models import User
from cms.roles import ROLES
from tests.factories import an_alert
from tests.staff.neighbourhood import CANARY, Side, addresses, forged, rows_of
from tests.staff.views_of_the_admin import admin_views

pytestmark = pytest.mark.django_db
ROLES_TO_WALK = ("editor", "publisher", "registrar", "clerk", "administrator", "stranger", "catalogue", "analyst")
# Reading the judgements of every body, and the checks of their sites, is what an analyst is for.
THEIR_WORK = {
    "analyst": {
        "wagtailadmin_home",
        *(f"conformity{screen}" for screen in ("", "_site", "_run", "_csv", "_all_csv")),
        *(
            f"wagtailsnippets_feedback_rating:{v}"
            for v in ("list", "list_results", "inspect", "usage", "history", "history_results")
        ),
        *(
            f"wagtailsnippetchoosers_feedback_rating:{v}"
            for v in ("choose", "choose_results", "chosen", "chosen_multiple")
        ),
    }
}
REFUSED = Path(__file__).with_name("refused_views.txt")
LEAKS_WITHOUT_GUARD = 20  # views; the measure of what the guard does
# A failure on purpose, to try the page of errors; ways out, which end the session that walks.
NOT_WALKED = {"wagtailadmin_error_test", "wagtailadmin_logout", "account_logout"}


def refused_views() -> set[str]:
    return {line for line in REFUSED.read_text().split("\n") if line and not line.startswith("#")}


def judged_views() -> set[str]:
    from staff.second_factor import ENTRANCE

    opened = guard.BASE | guard.ANYONE | ENTRANCE | set().union(*guard.AREAS.values())
    snippets = {view.name for view in admin_views() if guard.snippet_of(view.name)}
    return opened | snippets | refused_views()


def test_somebody_has_judged_every_view_of_the_admin():
    """A view that Wagtail or we have added is refused to every role until it is put in a list, with thought."""
    names = {view.name for view in admin_views()}
    assert sorted(names - judged_views()) == []
    assert sorted(judged_views() - names) == [], "views that are no more"


@pytest.fixture(autouse=True)
def _quiet():
    """Thousands of refusals are expected: nobody wants to read them."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def _menu_on_the_first_page(monkeypatch):
    """It is the same beside every screen, and a seventh of the walk's time: it is read on the first page alone."""
    whole = Menu.render_component
    monkeypatch.setattr(Menu, "render_component", lambda menu, r: whole(menu, r) if r.path == "/admin/" else [])


@pytest.fixture
def sides(montiano, cesena):
    return Side(montiano, "Nostro"), Side(cesena, CANARY)


class Walk:
    """What a person found of the other municipality."""

    def __init__(self, desk, ours: Side, theirs: Side):
        self.desk, self.ours, self.theirs = desk, ours, theirs
        self.seen: dict[str, str] = {}  # view -> what was asked, and what was found there
        self.broken: dict[str, str] = {}
        self.let_in: dict[str, str] = {}  # view that the guard keeps closed -> what was asked, and what it answered
        self.visited: set[str] = set()
        self.requests = 0

    def look(self, view, address: str, parameters: dict | None = None) -> None:
        query = f"?{urlencode(parameters, doseq=True)}" if parameters else ""
        self._keep(view, self.desk.get(f"{address}{query}"), f"GET {address}{query}")

    def send(self, view, address: str, data: dict, parameters: dict) -> None:
        with transaction.atomic():
            answer = self.desk.post(f"{address}?{urlencode(parameters, doseq=True)}", data)
        self._keep(view, answer, f"POST {address}")

    def knock(self, view, address: str, data: dict, parameters: dict, *, posting: bool) -> None:
        """Ask once, with forged keys, for what is closed to this person: the guard looks at nothing but the view's name."""
        address = f"{address}?{urlencode(parameters, doseq=True)}"
        with transaction.atomic():
            answer = self.desk.post(address, data) if posting else self.desk.get(address)
        asked = f"{'POST' if posting else 'GET'} {address}"
        self._keep(view, answer, asked)
        if answer.status_code not in (302, 403, 404):
            self.let_in[view.name] = f"{asked}: {answer.status_code}"

    def _keep(self, view, answer, asked: str) -> None:
        self.requests += 1
        self.visited.add(view.name)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        content += said_on_the_next_page(answer)
        if answer.status_code >= 500:
            self.broken[view.name] = asked
        elif CANARY.encode() in content or CANARY in str(answer.headers):
            place = max(content.find(CANARY.encode()), 0)
            self.seen[view.name] = f"{asked} … {content[max(place - 90, 0) : place + 30].decode(errors='replace')}"


def said_on_the_next_page(answer) -> bytes:
    """What a view had to say before it led somewhere else."""
    messages = getattr(answer.wsgi_request, "_messages", None)
    return " ".join(str(message.message) for message in getattr(messages, "_queued_messages", ())).encode()


def parameters_of(theirs: Side) -> list[dict]:
    keys = [theirs.live.pk, theirs.draft.pk, theirs.image.pk, theirs.document.pk, theirs.point.pk, theirs.alert.pk]
    root, own = theirs.tenant.site.root_page_id, theirs.tenant
    return [
        {"q": CANARY[:5]},  # an answer may repeat the question
        {"id": keys, "childOf": root},
        {"id": [theirs.draft.pk], "parent_page_id": root, "p": 1},
        {"export": "csv", "site": own.site_id, "user": theirs.person.pk},
        # All of these name what is theirs: whatever a view reads of them, it looks where nobody else may.
        {"child_of": root, "fields": "*", "tenant": own.pk, "collection_id": own.collection_id, "multiple": 1},
        {"target_pages[]": theirs.draft.pk, "page_type": "wagtailcore.page", "locale": "en", "order": "ord"},
    ]


def walk(desk, sides, user: User, *, posting: bool, enough: int | None = None) -> Walk:
    """Every view, as somebody; no further once so many views have shown what is theirs."""
    ours, theirs = sides
    found = Walk(desk, ours, theirs)
    form, parameters = forged(theirs), parameters_of(theirs)
    for view in admin_views():
        if view.name in NOT_WALKED:
            continue
        if enough and len(found.seen) >= enough:
            break
        is_closed = view.name not in guard.ANYONE and not guard.is_open(user, view.name)
        for address in addresses(view, ours, theirs):
            if is_closed:
                found.knock(view, address, form, parameters[1], posting=posting)
                break
            if posting:
                found.send(view, address, form, parameters[1])
                continue
            found.look(view, address)
            if not view.arguments or "results" in view.name or "choose" in view.name or "bulk" in view.name:
                for one in parameters:
                    found.look(view, address, one)
    return found


FOUND_BY_WORD = (
    "/admin/choose-page/search/?q=",
    "/admin/pages/search/results/?q=",
    "/admin/images/results/?q=",
    "/admin/images/chooser/results/?q=",
    "/admin/documents/chooser/results/?q=",
    "/admin/snippets/news/alert/results/?q=",
    "/admin/snippets/choose/territory/contactpoint/results/?q=",
)


@pytest.mark.parametrize("address", FOUND_BY_WORD)
def test_a_search_finds_what_is_theirs_and_only_union_it_finds_the_neighbours(
    address, desk, publisher, informatica, sides
):
    """Also the proof that the walk below would see a neighbour's title: the same search does find it for union IT."""
    desk.force_login(publisher)
    assert "Nostro" in desk.get(f"{address}Nostr").content.decode()
    assert CANARY not in desk.get(f"{address}{CANARY[:5]}").content.decode()
    desk.force_login(informatica)
    assert CANARY in desk.get(f"{address}{CANARY[:5]}").content.decode()


# On the second engine one role walks: what a role may see is decided in Python, the same for both.
@pytest.mark.parametrize(
    "name", [name if name == "publisher" else pytest.param(name, marks=pytest.mark.once) for name in ROLES_TO_WALK]
)
def test_a_role_sees_nothing_of_another_municipality_and_changes_nothing(name, desk, sides):
    desk.raise_request_exception = False
    user = User.objects.get(username=name)
    desk.force_login(user)
    before = rows_of(sides[1].tenant)
    looking, acting = walk(desk, sides, user, posting=False), walk(desk, sides, user, posting=True)
    print(f"\n{name}: {len(looking.visited)} views, {looking.requests + acting.requests} requests")
    seen = looking.seen | acting.seen
    assert {view: what for view, what in seen.items() if view not in THEIR_WORK.get(name, ())} == {}
    assert looking.broken | acting.broken == {}
    assert looking.let_in | acting.let_in == {}
    after = rows_of(sides[1].tenant)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert {key: (before.get(key), after.get(key)) for key in changed} == {}


def test_what_a_view_says_on_the_next_page_is_heard(desk, publisher, montiano):
    """The walk would not notice a title that is told after a redirect otherwise."""
    alert = an_alert(montiano, f"Allerta {CANARY}")
    desk.force_login(publisher)
    answer = desk.post(f"/admin/snippets/news/alert/delete/{alert.pk}/")
    assert answer.status_code == 302
    assert CANARY.encode() in said_on_the_next_page(answer)


@pytest.mark.once
def test_with_the_guard_off_the_same_walk_finds_leaks(desk, sides, publisher, monkeypatch):
    monkeypatch.setattr(guard, "is_open", lambda *a: True)
    monkeypatch.setattr(named, "is_theirs", lambda *a: True)
    desk.raise_request_exception = False
    desk.force_login(publisher)
    found = walk(desk, sides, publisher, posting=False, enough=LEAKS_WITHOUT_GUARD)
    assert len(found.seen) >= LEAKS_WITHOUT_GUARD


def test_the_table_of_roles_holds_every_area_that_opens_views():
    used = {area for role in ROLES.values() for area in role.areas} - {"snippets"}
    assert used == set(guard.AREAS)
