"""The database is the last judge: whoever writes around the front door is refused, on both engines."""

import pytest
from django.db import DatabaseError, connection, transaction

from albo import api
from albo.models import Entry, EntryFile
from tests.albo.register import a_draft, a_pdf, at, published
from tests.factories import an_office

pytestmark = pytest.mark.django_db
REASON = "Allegato sbagliato: mancava la planimetria."
OTHER = {
    "year": 2025, "number": 7, "subject": "Altro", "office_name": "Altro", "requester": "Altro", "act_number": "9",
    "act_on": "2020-01-01", "protocol": "9", "privacy_note": "Altro", "days": 99, "last_day": "2030-01-01",
    "planned_for": "2030-01-01", "published_at": at("2020-01-01 00:00"), "starts_on": "2020-01-01",
    "ends_on": "2030-01-01", "published_by_name": "Altri", "words": "altro", "state": "draft",
    "annulled_at": at("2020-01-01 00:00"),
}  # fmt: skip


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except DatabaseError as error:
        return "albo:" in str(error)
    return False


@pytest.mark.parametrize("name", OTHER)
def test_no_column_of_a_published_entry_changes(montiano, name):
    entry = published(montiano)
    rows = Entry.objects.filter(pk=entry.pk)
    assert refused(lambda: rows.update(**{name: OTHER[name]}))


def test_every_column_is_watched_or_free_on_purpose():
    import importlib

    migration = importlib.import_module("albo.migrations.0002_immutable")
    free = {"id", "state", "office_id", "changed_at"}  # state and office have rules of their own
    columns = {field.column for field in Entry._meta.local_concrete_fields}
    assert columns == set(migration.FROZEN) | set(migration.ANNULMENT) | free


def test_a_draft_changes_freely(montiano):
    entry = a_draft(montiano)
    assert Entry.objects.filter(pk=entry.pk).update(subject="Altro", days=20) == 1


def test_only_the_annulment_is_written_and_only_once(montiano, publisher):
    entry = published(montiano)
    rows = Entry.objects.filter(pk=entry.pk)
    assert refused(
        lambda: rows.update(state="annulled", annulled_at=at("2026-11-12 09:00"), annulled_reason="x", days=9)
    )
    api.annul(entry, REASON, actor=publisher, now=at("2026-11-11 09:00"))
    assert refused(lambda: rows.update(annulled_reason="Un altro motivo"))
    assert refused(lambda: rows.update(state="published", annulled_at=None, annulled_reason="", annulled_by=None))


def test_a_published_entry_is_never_deleted(montiano):
    entry = published(montiano)
    with connection.cursor() as cursor:
        assert refused(lambda: cursor.execute("DELETE FROM albo_entry WHERE id = %s", [entry.pk]))
    assert refused(entry.delete)


def test_its_files_neither_change_nor_go_nor_come(montiano):
    entry, draft = published(montiano), a_draft(montiano, "Altro")
    file = EntryFile.objects.get(entry=entry)
    rows = EntryFile.objects.filter(pk=file.pk)
    assert refused(lambda: rows.update(title="Altro"))
    assert refused(lambda: rows.update(sha256="0" * 64))
    assert refused(lambda: rows.update(entry=draft))
    assert refused(lambda: rows.delete())
    assert refused(lambda: EntryFile.objects.filter(entry=draft).update(entry=entry))
    assert refused(
        lambda: EntryFile.objects.create(entry=entry, title="x", file="x", name="x.pdf", size=1, sha256="1" * 64)
    )


def test_a_number_cannot_leave_a_gap_whoever_gives_it(montiano):
    published(montiano)
    draft = a_draft(montiano, "Altro")
    fields = {"state": "published", "year": 2026, "published_at": at("2026-11-12 09:00"), "starts_on": "2026-11-13",
              "ends_on": "2026-11-27", "days": 15}  # fmt: skip
    rows = Entry.objects.filter(pk=draft.pk)
    assert refused(lambda: rows.update(number=3, **fields))
    assert rows.update(number=2, **fields) == 1


def test_the_page_of_an_office_may_go_its_name_stays(montiano):
    office = an_office(montiano, "Ufficio che chiude")
    entry = published(montiano, office=office)
    other = an_office(montiano, "Altro")
    assert refused(lambda: Entry.objects.filter(pk=entry.pk).update(office=other))
    office.delete()
    entry.refresh_from_db()
    assert (entry.office, entry.asked_by) == (None, "Ufficio che chiude")


def test_the_triggers_can_be_taken_away_and_put_back(montiano):
    """The negative control: without them nothing is refused."""
    import importlib

    migration = importlib.import_module("albo.migrations.0002_immutable")
    entry = published(montiano)
    rows = Entry.objects.filter(pk=entry.pk)

    class Editor:
        """As a migration's, without closing the transaction of the test."""

        connection = connection

        @staticmethod
        def execute(statement, params=()):
            with connection.cursor() as cursor:
                cursor.execute(statement)

    migration.remove(None, Editor)
    assert rows.update(subject="Cambiato") == 1
    migration.install(None, Editor)
    assert refused(lambda: rows.update(subject="Di nuovo"))
    assert api.add_file(a_draft(montiano, files=0), a_pdf("x"))
