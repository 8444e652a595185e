"""Every page type can be shown, has Italian names and a declared place in the tree; every block speaks to the editor."""

import json
import os

import pytest
from django.template.loader import get_template
from wagtail import blocks

from tests.architecture.house import ROOT, page_models, stream_fields, walk_blocks

SNAPSHOT = ROOT / "tests" / "architecture" / "block_names.json"
ENGLISH = {" page", "pages", "index", "snippet", "setting"}


def label(model):
    return model._meta.label


@pytest.mark.parametrize("model", page_models(), ids=label)
def test_a_page_type_has_a_template(model):
    get_template(model.template)


@pytest.mark.parametrize("model", page_models(), ids=label)
def test_a_page_type_has_italian_names(model):
    own = model._meta.original_attrs
    assert "verbose_name" in own, "manca verbose_name"
    assert "verbose_name_plural" in own, "manca verbose_name_plural"
    words = f"{own['verbose_name']} {own['verbose_name_plural']}".lower()
    assert not [word for word in ENGLISH if word in words], words


@pytest.mark.parametrize("model", page_models(), ids=label)
def test_a_page_type_declares_parents_and_children(model):
    assert "parent_page_types" in vars(model), "manca parent_page_types"
    assert "subpage_types" in vars(model), "manca subpage_types"
    model.clean_parent_page_models()
    model.clean_subpage_models()


@pytest.mark.parametrize("model", page_models(), ids=label)
def test_fields_of_a_page_type_have_names_for_the_editor(model):
    bare = [
        field.name
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.editable
        and not field.auto_created
        and not getattr(field.remote_field, "parent_link", False)
        and str(field.verbose_name) == field.name.replace("_", " ")
        and "_" in field.name
    ]
    assert not bare, f"campi senza nome italiano: {bare}"


FIELDS = dict(stream_fields())


@pytest.mark.parametrize("name", FIELDS)
def test_a_block_that_editors_pick_has_label_and_icon(name):
    children = FIELDS[name].stream_block.child_blocks
    poor = [child for child, block in children.items() if not block.meta.label or block.meta.icon == "placeholder"]
    assert not poor, f"manca label o icon: {poor}"


@pytest.mark.parametrize("name", FIELDS)
def test_fields_inside_a_block_speak_italian(name):
    """A label that Wagtail made from the Python name is not a label."""
    unnamed = [
        path
        for path, child in walk_blocks(FIELDS[name].stream_block)
        if not path.endswith("[]") and not getattr(child.meta, "label", None) and isinstance(child, blocks.Block)
    ]
    assert not unnamed, f"blocchi senza label: {unnamed}"


def test_block_names_are_those_that_contents_use():
    """Renaming or removing a block leaves no trace in migrations, and its contents vanish from the page.

    When this fails: write the data migration first (wagtail.blocks.migrations), then take the new picture with
    UPDATE_SNAPSHOTS=1 pytest tests/architecture.
    """
    found = {
        name: sorted(path for path, _ in walk_blocks(field.stream_block)) for name, field in sorted(FIELDS.items())
    }
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        SNAPSHOT.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    known = json.loads(SNAPSHOT.read_text())
    lost = {name: sorted(set(paths) - set(found.get(name, []))) for name, paths in known.items()}
    lost = {name: paths for name, paths in lost.items() if paths}
    assert not lost, f"blocchi spariti: e i contenuti che li usano? {lost}"
    assert found == known, "blocchi nuovi: aggiorna la fotografia (UPDATE_SNAPSHOTS=1)"
