"""What the blocks of a page have in common: they are drawn in the picker as on the site, and they link pages or addresses."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.shelf import PageBlock


class DrawnBlock(blocks.StructBlock):
    """A block that the picker shows as the public will see it.

    `in_index` says that its title is a heading of the page. In a preview there is no site and no page: `get_context`
    of a block that reads them shows an example instead, where `is_sample` is set.
    """

    in_index = False

    class Meta:
        preview_template = "blocks/preview.html"

    def get_preview_context(self, value, parent_context=None):
        return {**(parent_context or {}), "is_sample": True, "number": 1}


def is_sample(context: dict | None) -> bool:
    return bool((context or {}).get("is_sample"))


def refuse_both_or_none(value, *, page: str = "page", url: str = "url", optional: bool = False) -> None:
    """A link leads to a page of ours or to an address: one of the two."""
    given = bool(value.get(page)) + bool(value.get(url))
    if given == 2:
        raise StructBlockValidationError(
            {url: ValidationError("Scegli una pagina oppure scrivi un indirizzo: uno dei due, non entrambi.")}
        )
    if not given and not optional:
        raise StructBlockValidationError({page: ValidationError("Scegli una pagina oppure scrivi un indirizzo.")})


def page_chooser(help_text: str, **kwargs) -> PageBlock:
    return PageBlock(label="Pagina", required=False, help_text=help_text, **kwargs)


def url_field() -> blocks.URLBlock:
    return blocks.URLBlock(
        label="Oppure indirizzo web", required=False, help_text="Se è su un altro sito. Comincia con https://"
    )


def target_of(value, context: dict | None) -> dict | None:
    """Where a block leads: a live page, in the reader's language where it exists in it, or an address; else None."""
    page = value.get("page")
    if page is None:
        url = value.get("url")
        return {"url": url, "title": "", "summary": "", "external": True, "lang": "", "card": None} if url else None
    from cms.cards import related

    ready = (context or {}).get("ready")
    card = (ready.cards if ready else related([page.pk], with_pictures=True)).get(page.pk)
    if card is None:
        return None
    return {
        "url": card.path_url,
        "title": card.title,
        "summary": card.summary,
        "external": False,
        "lang": card.lang,
        "card": card,
    }
