"""Numbers, periods, annulments: what the front door promises."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from albo import api
from albo.errors import ChangedMeanwhile, NotAnnullable, NotDraft, NotReady, OutOfOrder
from albo.models import Entry, PublicationPeriod
from cms.models import AuditEntry
from tests.albo.register import BANNS, NOTICE, a_draft, a_pdf, at, published
from tests.factories import term

pytestmark = pytest.mark.django_db
REASON = "Allegato sbagliato: mancava la planimetria."


def test_numbers_are_in_a_row_for_each_body_and_year(montiano, cesena):
    found = [
        published(montiano, now="2026-11-10 09:00").label,
        published(cesena, now="2026-11-10 09:05").label,
        published(montiano, now="2026-11-10 09:10").label,
        published(montiano, now="2027-01-02 09:00").label,
    ]
    assert found == ["N. 1/2026", "N. 1/2026", "N. 2/2026", "N. 1/2027"]


def test_the_year_is_that_of_italy(montiano):
    assert published(montiano, now="2027-01-01 00:10").year == 2027


def test_a_publication_taken_back_leaves_no_gap(montiano):
    draft = a_draft(montiano)
    with pytest.raises(RuntimeError), transaction.atomic():
        assert api.publish(draft, actor=None, now=at("2026-11-10 09:00")).number == 1
        raise RuntimeError("la corrente è mancata")
    draft.refresh_from_db()
    assert draft.is_draft
    assert published(montiano, now="2026-11-10 10:00").number == 1


def test_the_period_is_that_of_the_kind(montiano):
    delibera, banns = published(montiano), published(montiano, kind=BANNS)
    assert (delibera.days, delibera.starts_on.isoformat(), delibera.ends_on.isoformat()) == (
        15,
        "2026-11-11",
        "2026-11-25",
    )
    assert (banns.days, banns.ends_on.isoformat()) == (8, "2026-11-18")


def test_the_union_sets_the_period_of_a_kind_and_of_those_below(montiano):
    PublicationPeriod.objects.create(kind=term("documenti_albo_pretorio", "avviso"), days=10)
    assert published(montiano, kind=NOTICE).days == 10
    PublicationPeriod.objects.create(kind=term("documenti_albo_pretorio", NOTICE), days=20)
    assert published(montiano, kind=NOTICE).days == 20


def test_who_publishes_may_lengthen_one_entry(montiano):
    assert published(montiano, days=30).days == 30


WRONG = [
    ("days", {"days": 7}, "almeno 15 giorni"),
    ("last_day", {"last_day": at("2026-11-09 00:00").date()}, "dopo quello della pubblicazione"),
    ("last_day", {"last_day": at("2028-11-09 00:00").date()}, "al massimo 365"),
    ("files", {"files": 0}, "almeno un file"),
    ("kind", {"kind": "deliberazione"}, "più preciso"),
    ("subject", {"subject": "  "}, "oggetto"),
    ("office", {"requester": ""}, "ufficio o l'ente"),
]


@pytest.mark.parametrize(("field", "fields", "words"), WRONG, ids=[f"{w[0]}-{w[2]}" for w in WRONG])
def test_what_is_wrong_is_said_of_its_field(montiano, field, fields, words):
    draft = a_draft(montiano, **fields)
    with pytest.raises(NotReady) as refused:
        api.publish(draft, actor=None, now=at("2026-11-10 09:00"))
    assert words in " ".join(refused.value.message_dict[field])
    assert not Entry.objects.numbered().exists()


def test_nothing_is_published_before_what_already_has_a_number(montiano):
    published(montiano, now="2026-11-10 09:00")
    draft = a_draft(montiano)
    with pytest.raises(OutOfOrder), transaction.atomic():
        api.publish(draft, actor=None, now=at("2026-11-09 09:00"))
    assert published(montiano, now="2026-11-11 09:00").number == 2


def test_a_clock_a_little_behind_does_not_turn_the_order_round(montiano):
    published(montiano, now="2026-11-10 09:00")
    assert published(montiano, now="2026-11-10 08:59").published_at == at("2026-11-10 09:00")


def test_a_published_entry_is_no_draft_any_more(montiano):
    entry = published(montiano)
    for act in (
        lambda: api.publish(entry, actor=None, now=at("2026-11-10 10:00")),
        lambda: api.save_draft(entry, actor=None, now=at("2026-11-10 10:00")),
        lambda: api.add_file(entry, a_pdf("altro")),
        lambda: api.remove_file(entry.files.get()),
        lambda: api.discard(entry, actor=None),
    ):
        with pytest.raises(NotDraft):
            act()


def test_a_draft_saved_by_another_is_not_written_over(montiano):
    draft = a_draft(montiano)
    seen = draft.version
    api.save_draft(Entry.objects.get(pk=draft.pk), actor=None, now=at("2026-11-02 10:00"))
    with pytest.raises(ChangedMeanwhile):
        api.save_draft(draft, actor=None, now=at("2026-11-02 10:01"), seen=seen)


def test_annulling_keeps_the_number_and_says_why(montiano, publisher):
    entry = published(montiano, actor=publisher)
    with pytest.raises(NotAnnullable):
        api.annul(entry, "errore", actor=publisher, now=at("2026-11-11 09:00"))
    entry = api.annul(entry, REASON, actor=publisher, now=at("2026-11-11 09:00"))
    assert (entry.label, entry.annulled_reason, entry.annulled_by_name) == ("N. 1/2026", REASON, "Publisher")
    assert not entry.is_on_show(at("2026-11-11 09:01"))
    with pytest.raises(NotAnnullable):
        api.annul(entry, REASON, actor=publisher, now=at("2026-11-12 09:00"))
    assert published(montiano, now="2026-11-12 09:00").number == 2


def test_a_correction_is_a_new_entry_that_names_the_old_one(montiano, publisher):
    entry = published(montiano)
    with pytest.raises(NotAnnullable):
        api.correct(entry, actor=publisher, now=at("2026-11-11 09:00"))
    entry = api.annul(entry, REASON, actor=publisher, now=at("2026-11-11 09:00"))
    draft = api.correct(entry, actor=publisher, now=at("2026-11-11 09:01"))
    assert (draft.corrects, draft.subject, draft.files.count()) == (entry, entry.subject, 0)
    api.add_file(draft, a_pdf("giusto"))
    assert api.publish(draft, actor=publisher, now=at("2026-11-11 09:02")).label == "N. 2/2026"


def test_every_act_stays_in_the_register_of_the_staff(montiano, publisher):
    entry = published(montiano, actor=publisher)
    api.annul(entry, REASON, actor=publisher, now=at("2026-11-11 09:00"))
    rows = AuditEntry.objects.filter(tenant=montiano, action__startswith="albo.").order_by("pk")
    assert [row.action for row in rows] == ["albo.draft", "albo.publish", "albo.annul"]
    assert rows[1].actor == publisher


def test_a_file_is_looked_into_and_kept_out_of_media(montiano, settings):
    draft = a_draft(montiano, files=0)
    with pytest.raises(ValidationError, match="non è un file PDF"):
        api.add_file(draft, a_pdf_that_is_not())
    file = api.add_file(draft, a_pdf("vero", "Relazione tecnica_v2.pdf"))
    assert (file.title, file.extension, len(file.sha256)) == ("Relazione tecnica v2", "PDF", 64)
    assert file.file.path.startswith(str(settings.PRIVATE_ROOT))
    with pytest.raises(ValidationError, match="c'è già"):
        api.add_file(draft, a_pdf("vero", "copia.pdf"))
    with pytest.raises(ValueError, match="non hanno un indirizzo"):
        assert file.file.url


def a_pdf_that_is_not():
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("finto.pdf", b"<html>")


def test_a_draft_thrown_away_takes_its_files(montiano, django_capture_on_commit_callbacks):
    from pathlib import Path

    draft = a_draft(montiano)
    path = Path(draft.files.get().file.path)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        api.discard(draft, actor=None)
    assert not path.exists()
    assert not Entry.objects.exists()


# --- Programmed publications ------------------------------------------------------------------------------------------


def test_what_is_programmed_opens_by_itself_with_the_number_of_that_day(montiano, publisher):
    draft = a_draft(montiano)
    api.schedule(draft, at("2026-11-12 00:00").date(), actor=publisher, now=at("2026-11-10 09:00"))
    assert api.open_due(at("2026-11-11 23:59")) == []
    [opened] = api.open_due(at("2026-11-12 00:00"))
    assert (opened.label, opened.published_by_name, opened.ends_on.isoformat()) == (
        "N. 1/2026",
        "Publisher",
        "2026-11-27",
    )
    assert api.open_due(at("2026-11-12 00:01")) == []


def test_a_programmed_entry_can_be_taken_back(montiano, publisher):
    draft = a_draft(montiano)
    entry = api.schedule(draft, at("2026-11-12 00:00").date(), actor=publisher, now=at("2026-11-10 09:00"))
    with pytest.raises(NotDraft):
        api.save_draft(entry, actor=publisher, now=at("2026-11-10 10:00"))
    assert api.unschedule(entry, actor=publisher, now=at("2026-11-10 10:00")).is_draft
    assert api.open_due(at("2026-11-13 00:00")) == []


@pytest.mark.parametrize("day", ["2026-11-10", "2026-11-09", "2027-11-12"])
def test_a_day_that_makes_no_sense_is_refused(montiano, publisher, day):
    with pytest.raises(NotReady) as refused:
        api.schedule(a_draft(montiano), at(f"{day} 00:00").date(), actor=publisher, now=at("2026-11-10 09:00"))
    assert "planned_for" in refused.value.message_dict


def test_one_that_cannot_open_goes_back_to_draft_leaves_no_gap_and_stops_no_other(montiano, publisher, caplog):
    """The clock was off for days: the last day that somebody asked for is too near now."""
    late = a_draft(montiano, "In ritardo", kind=NOTICE, last_day=at("2026-11-14 00:00").date())
    api.schedule(late, at("2026-11-12 00:00").date(), actor=publisher, now=at("2026-11-10 09:00"))
    good = a_draft(montiano, "In tempo")
    api.schedule(good, at("2026-11-13 00:00").date(), actor=publisher, now=at("2026-11-10 09:00"))
    [opened] = api.open_due(at("2026-11-14 08:00"))
    assert (opened.subject, opened.number) == ("In tempo", 1)
    late.refresh_from_db()
    assert late.is_draft
    assert "non esce" in caplog.text
