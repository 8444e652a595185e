"""Before sending, a citizen sees what was reported nearby already."""

import pytest

from tests.reading import read, words
from tests.tickets.office import HERE, an_approved
from tests.tickets.test_report import begin, fill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("boundaries")]


def similar_on_summary(browser, **more) -> str:
    return words(read(browser, fill(browser, begin(browser), **more)["Location"]).main)


def test_open_reports_nearby_are_shown_before_sending(citizen, montiano, now, clerk):
    an_approved(montiano, now, clerk, subject="Buca davanti alla scuola")
    page = similar_on_summary(citizen, latitude=HERE[0] + 0.0002, longitude=HERE[1])
    assert "Forse è già stato segnalato" in page
    assert "Buca davanti alla scuola" in page


def test_not_those_far_away_of_another_kind_or_that_nobody_has_approved(citizen, montiano, now, clerk):
    an_approved(montiano, now, clerk, subject="Lontana", point=(HERE[0] + 0.002, HERE[1]), address="Via Verdi")
    an_approved(montiano, now, clerk, subject="Lampione", key="illuminazione")
    assert "Forse è già" not in similar_on_summary(citizen, latitude=HERE[0], longitude=HERE[1])


def test_without_a_point_the_street_is_compared(citizen, montiano, now, clerk):
    an_approved(montiano, now, clerk, subject="Buca lunga", address="via Garibaldi, 12")
    assert "Buca lunga" in similar_on_summary(citizen, address="Via G. Garibaldi 30")
