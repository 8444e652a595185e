"""What every test of requests and reports may rely on: the moment, and an operator who has signed in."""

import pytest


@pytest.fixture(autouse=True)
def now(clock):
    """A Tuesday at ten in the morning."""
    return clock.set("2026-11-24 10:00")


@pytest.fixture
def operator(desk, clerk):
    desk.force_login(clerk)
    return desk


@pytest.fixture
def boundaries(montiano, cesena):
    """The two municipalities have the codes of the file of boundaries."""
    for tenant, code in ((montiano, "040028"), (cesena, "040007")):
        tenant.istat_code = code
        tenant.save()
