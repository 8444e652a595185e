"""Models and migrations say the same thing, and migrations do not lean on today's code."""

import ast

import pytest
from django.core.management import call_command

from tests.architecture.house import OURS, ROOT, name_of

MIGRATIONS = [path for app in OURS for path in sorted((ROOT / app / "migrations").glob("[0-9]*.py"))]
# What a migration may import of ours: field types, which Django writes there by itself.
ALLOWED = {"cms.fields", "cms.storage"}


@pytest.mark.django_db
def test_no_model_change_lacks_its_migration():
    call_command("makemigrations", "--check", "--dry-run", verbosity=1)


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", MIGRATIONS, ids=name_of)
def test_a_migration_does_not_import_the_apps(path):
    ours = {name for name in imports_of(path) if name.split(".")[0] in OURS}
    # Functions that Django itself serialised (upload paths, validators) are named by models, not chosen by people.
    allowed = {name for name in ours if name in ALLOWED or ".models" in name}
    assert ours <= allowed, f"importa {sorted(ours - allowed)}"


@pytest.mark.parametrize("path", MIGRATIONS, ids=name_of)
def test_a_migration_has_a_name_that_tells(path):
    assert "_auto_" not in path.stem


def test_a_streamfield_leaves_its_blocks_out_of_migrations():
    heavy = [name_of(path) for path in MIGRATIONS if "wagtail.blocks" in path.read_text()]
    assert not heavy, f"blocchi dentro le migrazioni: {heavy}"
