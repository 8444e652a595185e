from datetime import date

import pytest

from tests.conformity.sites import Gathered, fill

_once: dict[str, Gathered] = {}


@pytest.fixture
def ours(montiano) -> Gathered:
    """Montiano's site, full: gathered once, since reading it writes nothing and criteria ask nobody."""
    if "montiano" not in _once:
        fill(montiano)
        _once["montiano"] = Gathered(montiano, date(2026, 11, 24))
    return _once["montiano"]
