"""The three-way comparison, cell by cell: policy x mode x severity x what the union did x what the municipality has."""

import itertools
from datetime import date

import pytest

from services.catalogue.editions import Edition, content_for, difference, lay, next_change, same
from services.catalogue.merging import Outcome, Own, compare, outcome, weave, worst
from services.catalogue.policies import Mode, Policy, Severity, policy_of

PATHS = {
    Policy.LOCKED: "max_days",
    Policy.DEFAULT: "how_to",
    Policy.MERGE: "needed:foto",
    Policy.LOCAL: "channels",
}
OLD, NEW, MINE = "<p>Prima</p>", "<p>Dopo</p>", "<p>Da noi</p>"
CHANGED = {"not changed": OLD, "changed": NEW}
# What the municipality has, with the text it was made from.
OWNS = {
    "none": None,
    "different, made from the old text": Own(MINE, OLD),
    "different, already compared with the new text": Own(MINE, NEW),
    "equal to the new text, made from the old": Own(NEW, OLD),
}


def expected(policy, mode, severity, union, mine) -> Outcome:
    """The rule in prose, written apart from the code: see docs/catalogue.md."""
    if policy is Policy.LOCAL:
        return Outcome.UNCHANGED
    changed = union == "changed"
    if policy is not Policy.LOCKED and mine != "none":
        base_is_now = (mine == "different, already compared with the new text") == changed
        if base_is_now:
            return Outcome.UNCHANGED
        if mine == "equal to the new text, made from the old" and changed:
            return Outcome.EQUAL
        return Outcome.HELD if mode is Mode.PINNED else Outcome.CONFLICT
    if not changed:
        return Outcome.UNCHANGED
    if mode is Mode.FOLLOW or (policy is Policy.LOCKED and severity is Severity.LEGAL):
        return Outcome.APPLIED
    return Outcome.WAITING if mode is Mode.REVIEW else Outcome.HELD


CELLS = list(itertools.product(Policy, Mode, Severity, CHANGED, OWNS))


@pytest.mark.parametrize(("policy", "mode", "severity", "union", "mine"), CELLS)
def test_every_cell_has_one_outcome(policy, mode, severity, union, mine):
    path = PATHS[policy]
    assert policy_of(path) is policy
    assert outcome(path, mode, severity, OLD, CHANGED[union], OWNS[mine]) is expected(
        policy, mode, severity, union, mine
    )


def test_the_table_has_no_hole():
    assert len(CELLS) == 4 * 3 * 3 * 2 * 4


def test_a_page_is_called_by_the_part_that_asks_for_most():
    assert worst([Outcome.APPLIED, Outcome.CONFLICT, Outcome.EQUAL]) is Outcome.CONFLICT
    assert worst([]) is Outcome.UNCHANGED


def an_edition(number, patch, *, on="2026-01-01", severity=Severity.MATERIAL, withdrawn=False) -> Edition:
    return Edition(number, patch, severity, date.fromisoformat(on), withdrawn)


TODAY = date(2026, 11, 24)


def test_a_correction_of_today_does_not_bring_forward_a_law_of_next_january():
    editions = [
        an_edition(1, {"max_days": 30, "summary": "Chidi la carta."}),
        an_edition(2, {"max_days": 20}, on="2027-01-01", severity=Severity.LEGAL),
        an_edition(3, {"summary": "Chiedi la carta."}, on="2026-11-20"),
    ]
    assert content_for(editions, TODAY, Mode.FOLLOW, 3) == {"max_days": 30, "summary": "Chiedi la carta."}
    assert content_for(editions, date(2027, 1, 1), Mode.FOLLOW, 3)["max_days"] == 20
    assert next_change(editions, TODAY) == date(2027, 1, 1)


@pytest.mark.parametrize("mode", [Mode.REVIEW, Mode.PINNED])
def test_who_does_not_follow_gets_of_a_legal_change_the_locked_fields_only(mode):
    editions = [
        an_edition(1, {"max_days": 30, "how_to": OLD}),
        an_edition(2, {"max_days": 20, "how_to": NEW}, severity=Severity.LEGAL),
        an_edition(3, {"max_days": 25}),
    ]
    assert content_for(editions, TODAY, mode, 1) == {"max_days": 20, "how_to": OLD}


def test_a_withdrawn_edition_says_nothing():
    editions = [an_edition(1, {"how_to": OLD}), an_edition(2, {"how_to": NEW}, withdrawn=True)]
    assert content_for(editions, TODAY, Mode.FOLLOW, 2) == {"how_to": OLD}


def test_a_block_taken_out_is_gone_and_a_field_emptied_is_empty():
    first = {"needed": ["a", "b"], "needed:a": {"type": "x"}, "needed:b": {"type": "y"}, "more_info": "<p>Altro</p>"}
    then = {"needed": ["a"], "needed:a": {"type": "x"}, "more_info": ""}
    patch = difference(first, then)
    assert patch == {"needed": ["a"], "needed:b": None, "more_info": ""}
    assert lay([an_edition(1, first), an_edition(2, patch)]) == then


def test_keys_that_programs_leave_in_markup_are_no_difference():
    assert same('<p data-block-key="ab12">Ciao</p>', "<p>Ciao</p>")
    assert same({"text": "Foto", "note": ""}, {"text": "Foto"})
    assert not same("<p>Ciao</p>", "<p>Ciao!</p>")


def test_the_order_of_blocks_keeps_the_unions_new_ones_beside_their_neighbour():
    assert weave(["a", "b", "new"], ["b", "mine", "a"], ["mine"]) == ["b", "new", "mine", "a"]
    assert weave(["a"], [], ["mine"]) == ["a", "mine"]
    assert weave(["a"], ["gone", "a"], []) == ["a"]


def test_comparing_a_page_with_itself_asks_nothing():
    content = {"how_to": OLD, "max_days": 30}
    assert compare(content, content, {}, Mode.REVIEW) == {}
