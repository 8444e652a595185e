"""What every test of appointments may rely on: the moment, and an operator who has signed in."""

import pytest


@pytest.fixture(autouse=True)
def now(clock):
    """A week before the day that the tests book, at ten in the morning."""
    return clock.set("2026-11-24 10:00")


@pytest.fixture
def operator(desk, clerk):
    desk.force_login(clerk)
    return desk
