"""Two processes at once: no number twice, none left out. Real threads on real connections, on both engines.

These tests commit, so they clean up after themselves; the triggers are taken away for that, and put back.
"""

import importlib
import threading
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, connections

from albo import api
from albo.models import Entry, EntryFile, RegisterCounter
from cms.models import AuditEntry, Tenant
from tests.albo.register import GIUNTA, a_pdf, at
from tests.factories import term

PEOPLE = 6
NOW = at("2026-11-10 09:00")
immutable = importlib.import_module("albo.migrations.0002_immutable")


class Editor:
    """As a migration's."""

    connection = connection

    @staticmethod
    def execute(statement, params=()):
        with connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """A body and a way to make drafts that other connections see."""
    with django_db_blocker.unblock():
        montiano = Tenant.objects.get(slug="montiano")
        try:
            yield montiano
        finally:
            immutable.remove(None, Editor)
            EntryFile.objects.all().delete()
            Entry.objects.all().delete()
            RegisterCounter.objects.all().delete()
            AuditEntry.objects.filter(action__startswith="albo.").delete()
            immutable.install(None, Editor)


def drafts(tenant, how_many: int) -> list[Entry]:
    found = []
    for number in range(how_many):
        entry = Entry(
            tenant=tenant, subject=f"Atto {number}", kind=term("documenti_albo_pretorio", GIUNTA), requester="ARPAE"
        )
        api.save_draft(entry, actor=None, now=NOW)
        api.add_file(entry, a_pdf(str(number)))
        found.append(entry)
    return found


def at_once(*acts) -> list:
    """Run the acts in threads that start together; what each returned or raised."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        start.wait(20)
        try:
            results[number] = act()
        except Exception as error:
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def numbers() -> list[int]:
    return sorted(Entry.objects.numbered().values_list("number", flat=True))


@pytest.mark.django_db  # and so, of this file alone, pytest-django makes the database that the others write into
def test_the_counter_knows_the_last_number(montiano):
    for draft in drafts(montiano, 2):
        api.publish(draft, actor=None, now=NOW)
    assert RegisterCounter.objects.get(tenant=montiano, year=2026).last == 2


def test_many_who_publish_at_once_get_numbers_in_a_row(committed):
    found = at_once(*[lambda one=one: api.publish(one, actor=None, now=NOW) for one in drafts(committed, PEOPLE)])
    assert [one for one in found if isinstance(one, Exception)] == []
    assert numbers() == list(range(1, PEOPLE + 1))


def test_the_same_draft_published_twice_has_one_number(committed):
    [draft] = drafts(committed, 1)
    found = at_once(*[lambda: api.publish(draft, actor=None, now=NOW) for _ in range(PEOPLE)])
    assert sum(isinstance(one, Entry) for one in found) == 1
    assert numbers() == [1]


def test_several_clocks_open_each_programmed_entry_once(committed):
    for draft in drafts(committed, PEOPLE):
        api.schedule(draft, at("2026-11-11 00:00").date(), actor=None, now=NOW)
    found = at_once(*[lambda: api.open_due(at("2026-11-11 00:00")) for _ in range(4)])
    assert sorted(entry.number for opened in found for entry in opened) == list(range(1, PEOPLE + 1))
    assert numbers() == list(range(1, PEOPLE + 1))


@contextmanager
def without_the_lock(people: int):
    """Everybody reads the last number before anybody writes theirs."""
    meeting, held = threading.Barrier(people), api._hold_counter

    def unheld(tenant_id, year):
        found = RegisterCounter.objects.get(tenant_id=tenant_id, year=year)
        meeting.wait(20)
        return found

    api._hold_counter = unheld
    try:
        yield
    finally:
        api._hold_counter = held


def test_without_the_lock_two_want_the_same_number_and_the_database_refuses_one(committed):
    """The negative control: the race is real, and even then the last judge lets no number pass twice."""
    if connection.vendor == "sqlite":
        # Its transactions already write one at a time: the race is played without threads, on the same stale number.
        first, second = drafts(committed, 2)
        api.publish(first, actor=None, now=NOW)
        RegisterCounter.objects.update(last=0)
        with pytest.raises(DatabaseError):
            api.publish(second, actor=None, now=NOW)
        assert numbers() == [1]
        return
    RegisterCounter.objects.create(tenant=committed, year=2026)
    pair = drafts(committed, 2)
    with without_the_lock(2):
        found = at_once(*[lambda one=one: api.publish(one, actor=None, now=NOW) for one in pair])
    assert sum(isinstance(one, DatabaseError) for one in found) == 1, found
    assert numbers() == [1]
