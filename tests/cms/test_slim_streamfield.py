"""Blocks stay out of migrations, and a migration that loads and saves a page loses no word of it."""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from wagtail.blocks import CharBlock, StreamBlock

from cms.fields import StreamField
from home.models import InfoPage
from tests.architecture.house import OURS
from tests.factories import a_service, page_with

pytestmark = pytest.mark.django_db


def our_streams() -> list:
    return [
        field
        for label in OURS
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.local_fields
        if hasattr(field, "stream_block")
    ]


def stored(table_of, name: str, pk: int):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {name} FROM {table_of._meta.db_table} WHERE {table_of._meta.pk.column} = %s",  # noqa: S608  our own names
            [pk],
        )
        text = cursor.fetchone()[0]
    return json.loads(text) if isinstance(text, str) else text


@pytest.fixture(scope="module")
def past():
    """The models as migrations see them."""
    return MigrationLoader(None).project_state().apps


def test_every_stream_of_the_house_is_the_slim_one():
    assert our_streams()
    assert not [str(field) for field in our_streams() if not isinstance(field, StreamField)]


def test_a_migration_sees_no_blocks():
    for field in our_streams():
        _name, path, args, kwargs = field.deconstruct()
        assert path == "cms.fields.StreamField"
        assert args == []
        assert set(kwargs) <= {"blank", "null", "default", "use_json_field"}, (str(field), kwargs)


def test_changing_blocks_asks_for_no_migration():
    class OneBlock(StreamBlock):
        text = CharBlock()

    class TwoBlocks(OneBlock):
        title = CharBlock()

    assert (
        StreamField(OneBlock(), verbose_name="a").deconstruct() == StreamField(TwoBlocks(), help_text="b").deconstruct()
    )


def test_a_page_loaded_and_saved_by_a_migration_keeps_its_text(past, citizen, montiano):
    page = page_with(montiano, "note-legali")
    before = stored(InfoPage, "body", page.pk)
    assert before
    old = past.get_model("home", "InfoPage").objects.get(pk=page.pk)
    old.seo_title = "Cambiato da una migrazione"
    old.save()
    assert stored(InfoPage, "body", page.pk) == before
    assert InfoPage.objects.get(pk=page.pk).seo_title == "Cambiato da una migrazione"
    assert len(InfoPage.objects.get(pk=page.pk).body) == len(before)


def test_a_migration_can_read_and_rewrite_the_blocks(past, montiano):
    page = page_with(montiano, "media-policy")
    old = past.get_model("home", "InfoPage").objects.get(pk=page.pk)
    rows = list(old.body.raw_data)
    rows[0] = {**rows[0], "id": "segno"}
    old.body = json.dumps(rows)
    old.save()
    assert stored(InfoPage, "body", page.pk)[0]["id"] == "segno"
    assert len(InfoPage.objects.get(pk=page.pk).body) == len(rows)


def test_a_sheet_with_many_streams_survives_too(past, montiano):
    page = a_service(montiano)
    names = [f.name for f in type(page)._meta.local_fields if isinstance(f, StreamField)]
    before = {name: stored(type(page), name, page.pk) for name in names}
    assert any(before.values())
    past.get_model("services", "ServicePage").objects.get(pk=page.pk).save()
    assert {name: stored(type(page), name, page.pk) for name in names} == before


@pytest.mark.parametrize("value", ["", "[]", "non è json", [], None])
def test_a_slim_field_without_blocks_stands_empty_and_broken_values(value):
    field = StreamField(blank=True)
    assert field.get_prep_value(field.to_python(value)) == []


def test_in_use_the_field_has_its_blocks(montiano):
    body = page_with(montiano, "media-policy").body
    assert {block.block_type for block in body} <= set(InfoPage._meta.get_field("body").stream_block.child_blocks)
    assert len(body) > 0
