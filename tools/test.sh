#!/usr/bin/env bash
# `make test`: the whole suite on SQLite, then on PostgreSQL what the engine could change (all but the tests marked
# "once": what forms and screens say, long walks, counts of queries: decided in Python), then the stories in the browser.
# Stops at the first part that fails, so the last summary is the one to read. Nothing is skipped: a missing part is
# installed by the set-up, and a test that skips itself fails the run (tests/conftest.py).
. "$(dirname "$0")/lib.sh"
tools/setup.sh dev
export UNICA_NO_SKIP=1
unset DATABASE_URL
pytest() { "$PYTHON" -m pytest -q "$@"; }
# worksteal: whoever is done takes from the other; without it one process stood still for a third of the time.

# The stories want the demonstration: it is loaded while the first parts wait for their databases.
"$PYTHON" -m tools.private_site >/dev/null &
trap wait EXIT
say "1 di 3: prove su SQLite"
pytest -n 2 --dist worksteal -m "not story"
say "2 di 3: prove su PostgreSQL"
"$PYTHON" -m tests.databases -- "$PYTHON" -m pytest -q -n 2 --dist worksteal -m "not story and not once"
say "3 di 3: storie nel browser"
wait # whatever became of it: the stories load what is missing, and say why they cannot
# Each of the two has a copy of its own: no story sees what another changes.
pytest -n 2 --dist loadfile -m story tests/stories
