"""The table of docs/conformity.md is true: every criterion has a row, and the test that it names holds its code."""

import re
from pathlib import Path

from conformity.criteria import CRITERIA
from conformity.criteria.base import UNPROVEN
from tests.conformity import test_criteria

TABLE = Path(__file__).parents[2] / "docs" / "conformity.md"
_ROW = re.compile(r"^\| ([A-Za-z.0-9]+) \| .+ \| `(test_\w+)` \| .+ \|$", re.M)


def test_every_criterion_has_a_row_and_a_test_that_names_it():
    rows = dict(_ROW.findall(TABLE.read_text(encoding="utf-8")))
    assert list(rows) == list(CRITERIA)
    for code, name in rows.items():
        assert hasattr(test_criteria, name), name
        assert name.startswith(f"test_{code.lower().replace('.', '_')}_"), (code, name)


def test_all_the_criteria_of_the_model_are_there():
    groups = {1: 7, 2: 6, 3: 4, 4: 1, 5: 2}
    wanted = [f"C.SI.{group}.{number}" for group, last in groups.items() for number in range(1, last + 1)]
    assert [code for code, one in CRITERIA.items() if not one.is_ours] == [*wanted, "R.SI.1.1"]
    assert UNPROVEN is None
