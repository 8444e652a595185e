"""A check from request to history: progress, a killed worker, two at once, what is new and what is solved."""

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from wagtail.models import Page

from cms.models import BasePage, SiteImage
from conformity import api, contents, gathering
from conformity.criteria import CRITERIA, FAILED, PASSED, TOLERATED
from conformity.models import SILENCE, Finding, Outcome, Run
from news.models import NewsPage
from tests.conformity.sites import fill
from tests.factories import (
    a_call,
    a_dataset,
    a_document_page,
    a_news_item,
    a_person,
    a_place,
    a_project,
    a_role,
    an_image,
    an_office,
    page_with,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _without_topics(request, montiano, cesena):
    """Four pages in five of a new site are topics, all alike: a check reads them only where the test says `all_pages`."""
    if "all_pages" not in request.fixturenames:
        BasePage.objects.filter(site_key__startswith="argomento-").update(live=False)


@pytest.fixture
def all_pages():
    """Asked by a test that checks a site as it is, topics too."""


def checked(tenant) -> Run:
    run = api.start(tenant, timezone.now())
    api.carry_out(run.pk)
    run.refresh_from_db()
    return run


def found(run: Run, code: str) -> list[str]:
    return [finding.message for finding in run.findings.filter(criterion=code).order_by("pk")]


def test_a_check_answers_for_every_criterion_and_counts(all_pages, montiano, clock):
    fill(montiano)
    run = checked(montiano)
    assert run.state == Run.State.DONE
    assert set(run.outcomes.values_list("criterion", flat=True)) == set(CRITERIA)
    assert run.done == run.total == run.figures["pages"] > 50
    assert run.figures["failed"] == 0
    assert run.figures["unproven"] >= 3
    assert sum(run.figures[name] for name in ("passed", "tolerated", "failed", "unproven")) == 21
    assert not run.outcomes.filter(criterion__in=["C.SI.5.1", "C.SI.5.2", "C.SI.3.2"]).exclude(score=None).exists()


def test_progress_is_written_while_pages_are_read(montiano, monkeypatch):
    seen = []
    plain = api._beat
    monkeypatch.setattr(api, "_beat", lambda run, done, total: (seen.append((done, total)), plain(run, done, total)))
    run = checked(montiano)
    total = run.total
    assert seen[0] == (0, total)
    assert seen[-1] == (total, total)
    assert [done for done, _total in seen[1:-1]] == list(range(api.STEP, total, api.STEP))


def test_a_check_whose_worker_was_killed_makes_room_for_another(montiano, clock):
    now = clock.set("2026-11-24 10:00")
    dead = api.start(montiano, now)
    Run.objects.filter(pk=dead.pk).update(state=Run.State.RUNNING)
    with pytest.raises(api.AlreadyRunning):
        api.start(montiano, now + SILENCE)
    again = api.start(montiano, now + SILENCE + timedelta(seconds=1))
    dead.refresh_from_db()
    assert dead.state == Run.State.INTERRUPTED
    clock.forward(minutes=11)
    api.carry_out(again.pk)
    again.refresh_from_db()
    assert again.state == Run.State.DONE


def test_a_check_taken_for_dead_stops_and_writes_nothing(montiano, monkeypatch):
    run = api.start(montiano, timezone.now())
    plain = gathering.Visitor.read

    def read(self, path, page_id=None):
        Run.objects.filter(pk=run.pk).update(state=Run.State.INTERRUPTED)
        return plain(self, path, page_id)

    monkeypatch.setattr(gathering.Visitor, "read", read)
    api.carry_out(run.pk)
    run.refresh_from_db()
    assert run.state == Run.State.INTERRUPTED
    assert not run.outcomes.exists()


def test_a_check_that_breaks_says_so_and_can_be_asked_again(montiano, monkeypatch):
    def broken(*args):
        raise RuntimeError("il disco è pieno")

    run = api.start(montiano, timezone.now())
    monkeypatch.setattr(api, "gather", broken)
    with pytest.raises(RuntimeError):
        api.carry_out(run.pk)
    run.refresh_from_db()
    assert run.state == Run.State.FAILED
    assert api.start(montiano, timezone.now()).is_under_way


def test_a_task_that_comes_late_does_nothing(montiano):
    run = api.start(montiano, timezone.now())
    Run.objects.filter(pk=run.pk).update(state=Run.State.INTERRUPTED)
    api.carry_out(run.pk)
    assert not Outcome.objects.filter(run=run).exists()


def test_two_checks_of_a_body_at_once_are_refused_by_the_database(montiano, cesena):
    now = timezone.now()
    api.start(montiano, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.create(tenant=montiano, asked_at=now, beat_at=now, state=Run.State.RUNNING)
    assert api.start(cesena, now).is_under_way  # another body's is free


def test_the_history_tells_what_is_new_and_what_is_solved(montiano):
    a_news_item(montiano, "Vecchia", body='<p>Vedi <a href="/manca/">qui</a>.</p>')
    first = checked(montiano)
    assert any("/manca/" in message for message in found(first, "collegamenti"))
    assert first.figures["new"] == 0  # nothing to compare with
    page = NewsPage.objects.get(title="Vecchia")
    page.body = '<p>Vedi <a href="/altra-che-manca/">qui</a>.</p>'
    page.save_revision().publish()
    second = checked(montiano)
    new = list(second.findings.filter(is_new=True).values_list("message", flat=True))
    assert len(new) == 1
    assert "/altra-che-manca/" in new[0]
    solved = [finding.message for finding in api.solved_since(second, api.previous(second))]
    assert len(solved) == 1
    assert "/manca/" in solved[0]
    assert (second.figures["new"], second.figures["solved"]) == (1, 1)


def test_only_the_last_checks_are_kept(montiano, cesena):
    now = timezone.now()
    for tenant in (montiano, cesena):
        rows = [Run(tenant=tenant, state=Run.State.DONE, asked_at=now, beat_at=now) for _ in range(api.KEPT + 3)]
        Run.objects.bulk_create(rows)
    assert api.thin(montiano) == 3
    assert Run.objects.of(montiano).count() == api.KEPT
    assert Run.objects.of(cesena).count() == api.KEPT + 3


def test_each_body_is_checked_once_a_week(clock, montiano, cesena, union):
    clock.set("2026-11-24 10:00")
    assert {run.tenant for run in api.start_due(timezone.now())} == {montiano, cesena, union}
    Run.objects.update(state=Run.State.DONE)
    clock.forward(days=6)
    assert api.start_due(timezone.now()) == []
    clock.forward(days=1)
    assert len(api.start_due(timezone.now())) == 3
    call_command("run_conformity", due=True, verbosity=0)
    assert Run.objects.count() == 6


def test_links_to_nothing_are_found_with_their_page(montiano, cesena):
    target = a_news_item(montiano, "Ritirata")
    neighbour = a_news_item(cesena, "Vicina")
    body = (
        f'<p><a href="{target.path_url}">a</a> <a href="{neighbour.full_url}">b</a> <a href="/cerca/?q=a">c</a> '
        f'<a href="{cesena.root_url}/non-esiste/">d</a> <a href="/documents/999999/x.pdf">e</a> '
        '<a href="https://altrove.example/">f</a> <a href="mailto:a@b.it">g</a></p>'
    )
    page = a_news_item(montiano, "Piena di collegamenti", body=body)
    target.unpublish()
    run = checked(montiano)
    mine = run.findings.filter(criterion="collegamenti", page=page)
    assert sorted(finding.message.split("»")[0] for finding in mine) == ["«a", "«d", "«e"]
    assert set(mine.values_list("title", flat=True)) == {"Piena di collegamenti"}


def test_pictures_old_pages_and_missing_attributes_are_found(montiano, clock):
    clock.set("2026-11-24 10:00")
    image = an_image(montiano)
    SiteImage.objects.filter(pk=image.pk).update(description="")
    with_picture = a_news_item(montiano, "Con foto", image=image)
    old = a_news_item(montiano, "Vecchia")
    NewsPage.objects.filter(pk=old.pk).update(last_published_at=timezone.now() - timedelta(days=400))
    due = a_news_item(montiano, "Scaduta", review_by=TODAY)
    idle = a_person(montiano)
    busy = a_person(montiano, "Ugo", "Rossi")
    a_role(busy, an_office(montiano))
    run = checked(montiano)
    assert list(run.findings.filter(criterion="immagini").values_list("page", flat=True)) == [with_picture.pk]
    assert set(run.findings.filter(criterion="revisione").values_list("page", flat=True)) == {old.pk, due.pk}
    lacking = dict(run.findings.filter(criterion="asseverazione").exclude(page=None).values_list("page", "message"))
    assert lacking.get(idle.pk, "").startswith("Manca: Incarico")
    assert busy.pk not in lacking


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        ({"reviewed_on": TODAY - timedelta(days=366)}, "Nessuno"),
        ({"reviewed_on": TODAY - timedelta(days=365)}, ""),
        ({"review_by": TODAY}, "Era"),
        ({"review_by": TODAY, "reviewed_on": TODAY}, ""),
        ({"review_by": TODAY + timedelta(days=1)}, ""),
    ],
)
def test_a_page_is_to_be_read_again_after_a_year_or_on_its_day(fields, expected):
    assert contents.unread(NewsPage(**fields), TODAY).startswith(expected)
    assert bool(contents.unread(NewsPage(**fields), TODAY)) is bool(expected)


def test_a_finding_knows_the_office_and_who_published_the_page(montiano, publisher):
    office = an_office(montiano, "Ufficio stampa")
    page = a_news_item(montiano, "Curata", managed_by=[office], body='<p><a href="/manca/">x</a></p>')
    page.save_revision(user=publisher).publish()
    finding = checked(montiano).findings.get(criterion="collegamenti", page=page)
    assert (finding.unit, finding.keeper) == ("Ufficio stampa", publisher)


@pytest.mark.parametrize(
    ("make", "field"),
    [(a_document_page, "office"), (a_call, "office"), (a_project, "office"), (a_dataset, "holder")],
    ids=["document", "call", "project", "dataset"],
)
def test_the_office_of_every_kind_of_page_is_known(montiano, make, field):
    page = make(montiano, **{field: an_office(montiano, "Ufficio gare")})
    assert contents.units_of([page.pk]) == {page.pk: "Ufficio gare"}


def test_the_office_that_cares_for_a_topic_is_known(montiano):
    page = page_with(montiano, "argomento-sport")
    page.offices = [an_office(montiano, "Ufficio sport")]
    page.save_revision().publish()
    assert contents.units_of([page.pk]) == {page.pk: "Ufficio sport"}


def test_asseverazione_counts_what_is_published(montiano):
    fill(montiano)
    run = checked(montiano)
    outcome = run.outcomes.get(criterion="asseverazione")
    assert "Notizia 1" in outcome.message
    assert "Persona 1" in outcome.message


def test_a_sheet_without_its_office_is_told_and_the_site_is_not_passed(montiano):
    """The whole way: a real page that falls short, a real check, a finding on that page."""
    from services.models import ServicePage

    fill(montiano)
    sheet = ServicePage.objects.of(montiano).live().first()
    sheet.responsible_office.unpublish()
    run = checked(montiano)
    assert run.outcomes.get(criterion="C.SI.2.2").score == FAILED
    assert run.outcomes.get(criterion="C.SI.1.3").score == TOLERATED
    assert run.findings.filter(criterion="C.SI.2.2", page=sheet.pk).exists()
    assert run.outcomes.get(criterion="C.SI.3.4").score == PASSED


def test_a_check_neither_reads_nor_fills_the_cache_of_pages(montiano, citizen, monkeypatch):
    store = caches["pages"]
    touched = []
    monkeypatch.setattr(store, "set", lambda *a, **k: touched.append("set"))
    monkeypatch.setattr(store, "get", lambda *a, **k: touched.append("get"))
    gathering.Visitor(montiano).get("/servizi/")
    assert touched == []
    citizen.get("/servizi/")  # the control: a visitor does
    assert touched == ["get", "set"]


def test_pages_under_a_restriction_and_drafts_are_not_looked_at(montiano):
    hidden = a_news_item(montiano, "Riservata")
    draft = a_news_item(montiano, "Bozza")
    draft.unpublish()
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=Page.objects.get(pk=hidden.pk), restriction_type="login")
    addresses = {row["pk"] for row in gathering.pages_of(montiano)}
    assert not {hidden.pk, draft.pk} & addresses
    assert page_with(montiano, "servizi").pk in addresses


def questions(tenant) -> int:
    """Queries of a gathering; the poll for publications, at work every three seconds, asks each time in a test."""
    asked = []

    def listen(execute, sql, params, many, context):
        if '"cms_generation"' not in sql:
            asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        gathering.gather(tenant, TODAY)
    return len(asked)


def test_each_page_costs_the_same_however_many_there_are(montiano):
    """Ten more, then ten more: the second ten ask no more than the first."""
    office = an_office(montiano)

    def ten_more(start: int) -> int:
        for number in range(start, start + 10):
            a_news_item(montiano, f"Notizia {number}", managed_by=[office])
        return questions(montiano)

    questions(montiano)  # what is read once, and then kept in memory
    first, second, third = ten_more(0), ten_more(10), ten_more(20)
    assert third - second <= (second - first) * 1.1
    assert second - first <= 10 * 5


def test_the_answers_of_a_body_are_only_its_own(montiano, cesena):
    a_news_item(cesena, "Del vicino", body='<p><a href="/manca/">x</a></p>')
    run = checked(montiano)
    assert not run.findings.filter(page__basepage__tenant=cesena).exists()
    a_place(montiano)
    assert Finding.objects.filter(run=run, title="Del vicino").count() == 0
