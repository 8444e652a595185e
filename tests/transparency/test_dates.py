"""When data must be renewed and when it goes out, day by day."""

from datetime import date

import pytest

from transparency.dates import Keep, State, Update, due_on, is_over, keep_until, months_after, state_of
from transparency.formats import is_open, warning

DAY = date.fromisoformat


@pytest.mark.parametrize(
    ("published", "last_day"),
    [("2026-01-01", "2031-12-31"), ("2026-12-31", "2031-12-31"), ("2027-01-01", "2032-12-31")],
)
def test_five_years_run_from_the_first_of_january_after_publication(published, last_day):
    assert keep_until(Keep.FIVE_YEARS, DAY(published), None) == DAY(last_day)


def test_the_last_day_is_still_shown_and_the_day_after_is_not():
    last = DAY("2031-12-31")
    assert not is_over(last, DAY("2031-12-30"))
    assert not is_over(last, DAY("2031-12-31"))
    assert is_over(last, DAY("2032-01-01"))
    assert not is_over(None, DAY("2099-01-01"))


def test_an_act_that_has_effects_for_longer_stays_for_longer():
    published = DAY("2026-03-01")
    assert keep_until(Keep.FIVE_YEARS, published, DAY("2040-06-30")) == DAY("2040-06-30")
    assert keep_until(Keep.FIVE_YEARS, published, DAY("2027-06-30")) == DAY("2031-12-31")
    assert keep_until(Keep.FIVE_YEARS, published, None, in_force=True) is None


def test_data_on_who_holds_an_office_stays_until_three_years_after_its_end():
    published = DAY("2020-03-01")
    assert keep_until(Keep.OFFICE, published, None) is None
    assert keep_until(Keep.OFFICE, published, DAY("2026-06-10")) == DAY("2029-06-10")
    assert keep_until(Keep.OFFICE, published, DAY("2024-02-29")) == DAY("2027-02-28")


@pytest.mark.parametrize(
    ("update", "due"),
    [
        (Update.QUARTER, "2026-02-28"),
        (Update.HALF_YEAR, "2026-05-30"),
        (Update.YEAR, "2026-11-30"),
        (Update.PROMPT, "2026-05-30"),
    ],
)
def test_data_is_due_after_the_time_that_the_law_gives(update, due):
    assert due_on(update, DAY("2025-11-30")) == DAY(due)
    assert due_on(update, None) is None


def test_months_go_back_too():
    assert months_after(DAY("2026-03-31"), -1) == DAY("2026-02-28")
    assert months_after(DAY("2026-01-15"), -36) == DAY("2023-01-15")


def test_a_section_is_late_from_the_day_after_its_term():
    due = DAY("2026-06-30")
    assert state_of(due, DAY("2026-05-30")) is State.FINE
    assert state_of(due, DAY("2026-05-31")) is State.SOON
    assert state_of(due, DAY("2026-06-30")) is State.SOON
    assert state_of(due, DAY("2026-07-01")) is State.OVERDUE
    assert state_of(None, DAY("2026-07-01")) is State.MISSING


def test_what_the_site_writes_or_the_law_does_not_ask_is_never_late():
    late = DAY("2026-07-01")
    assert state_of(None, late, from_site=True) is State.FROM_SITE
    assert state_of(DAY("2020-01-01"), late, from_site=True) is State.FROM_SITE
    assert state_of(DAY("2020-01-01"), late, not_applicable=True) is State.NOT_APPLICABLE


@pytest.mark.parametrize("extension", ["csv", "ods", "odt", "pdf", "xml", "json", "html", "PDF"])
def test_formats_that_anybody_can_open_are_open(extension):
    assert is_open(extension)


@pytest.mark.parametrize("extension", ["xls", "xlsx", "doc", "docx", ""])
def test_formats_of_one_program_are_not(extension):
    assert not is_open(extension)
    assert "non è un formato aperto" in warning(extension)


def test_a_pdf_is_asked_for_its_tables_and_a_csv_for_nothing():
    assert "CSV" in warning("pdf")
    assert warning("csv") == ""
