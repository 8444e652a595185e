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
