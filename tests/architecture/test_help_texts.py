"""Everything that an editor fills has a help text beside it, with an example where words alone may mislead."""

from importlib import import_module

import pytest
from django.apps import apps
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.documents.forms import get_document_form
from wagtail.images.blocks import ImageBlock
from wagtail.images.forms import get_image_form

from cms.fields import StreamField
from cms.help_texts import _file, help_for
from cms.models import BasePage, SiteDocument, SiteImage
from services.models import ServicePage

SNIPPETS = (
    "offices.Role",
    "territory.ContactPoint",
    "news.Alert",
    "services.SharedService",
    "services.Question",
    "albo.PublicationPeriod",
    "search.Synonym",
)
# Field -> why its name is enough.
SELF_EVIDENT = {
    "title": "il titolo della pagina: Wagtail lo scrive grande in cima",
    "slug": "ha già l'aiuto di Wagtail",
    "seo_title": "ha già l'aiuto di Wagtail",
    "search_description": "ha già l'aiuto di Wagtail",
    "go_live_at": "la finestra del programma spiega come si usa",
    "expire_at": "la finestra del programma spiega come si usa",
}


def _helped(model, field, of_panel) -> bool:
    return bool(of_panel or getattr(field, "help_text", "") or help_for(model).get(field.name))


def _block_help(block) -> str:
    field = getattr(block, "field", None)
    return getattr(block.meta, "help_text", "") or (field.help_text if field is not None else "")


def editable_models():
    pages = [model for model in apps.get_models() if issubclass(model, BasePage) and model is not BasePage]
    return pages + [apps.get_model(name) for name in SNIPPETS]


def fields_of(panel):
    """Every form field below a panel, those of inline rows too."""
    if isinstance(panel, FieldPanel):
        yield panel.model._meta.get_field(panel.field_name), panel.help_text
    if isinstance(panel, InlinePanel):
        yield from fields_of(panel.child_edit_handler)
    for child in getattr(panel, "children", ()):
        yield from fields_of(child)


def handler(model):
    if issubclass(model, BasePage):
        return model.get_edit_handler()
    from wagtail.snippets.models import get_snippet_models

    assert model in get_snippet_models()
    return model.snippet_viewset._edit_handler


def blocks_below(block, path: str, seen: set):
    if id(block) in seen:
        return
    seen.add(id(block))
    if isinstance(block, (ImageBlock, blocks.StaticBlock)):
        return
    children = getattr(block, "child_blocks", {})
    for name, child in children.items():
        if isinstance(block, blocks.StructBlock):
            yield f"{path}.{name}", child
        yield from blocks_below(child, f"{path}.{name}", seen)
    if isinstance(block, blocks.ListBlock):
        yield from blocks_below(block.child_block, path, seen)


@pytest.mark.parametrize("model", editable_models(), ids=lambda model: model.__name__)
def test_every_field_has_a_help_text(model):
    bare = [
        field.name
        for field, of_panel in fields_of(handler(model))
        if field.name not in SELF_EVIDENT and not _helped(model, field, of_panel)
    ]
    assert sorted(set(bare)) == []


@pytest.mark.parametrize("model", editable_models(), ids=lambda model: model.__name__)
def test_every_part_of_a_block_has_a_help_text(model):
    streams = [field for field in model._meta.get_fields() if isinstance(field, StreamField)]
    bare = {
        path
        for field in streams
        for path, block in blocks_below(field.stream_block, field.name, set())
        if not _block_help(block)
    }
    assert sorted(bare) == []


def test_files_have_help_texts_too(informatica):
    for form in (get_image_form(SiteImage), get_document_form(SiteDocument)):
        bare = {name for name, field in form(user=informatica).fields.items() if not field.help_text}
        assert not {name for name in bare if not name.startswith("focal_point")}


def _model(label: str, name: str):
    """A model by its name, also one that others build upon and that is no table itself."""
    return getattr(import_module(f"{label}.models"), name)


def test_help_files_name_only_fields_that_exist():
    unknown = [
        f"{label}.{name}.{field}"
        for label in (
            "albo",
            "appointments",
            "cms",
            "home",
            "news",
            "offices",
            "publications",
            "search",
            "services",
            "territory",
            "tickets",
        )
        for name, fields in _file(label).items()
        for field in fields
        if field not in {f.name for f in _model(label, name)._meta.get_fields()}
    ]
    assert unknown == []


def test_help_reaches_the_form(db):
    form = ServicePage.get_edit_handler().get_form_class()(instance=ServicePage())
    assert form.fields["outcome"].help_text.startswith("Che cosa hai in mano alla fine.")
    assert "160 caratteri" in form.fields["summary"].help_text


@pytest.mark.parametrize(
    "name", ["albo.PublicationPeriod", "search.Synonym", "tickets.Category", "tickets.RoutingRule"]
)
def test_help_reaches_the_form_of_what_is_of_the_whole_union(name, db):
    model = apps.get_model(name)
    form = handler(model).get_form_class()(instance=model())
    assert {field: form.fields[field].help_text for field in help_for(model)} == help_for(model)
