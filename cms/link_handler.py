"""How Wagtail writes the links of rich text: apart from `cms.page_links`, because it needs every model loaded."""

import re

from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from cms.page_links import addresses, files

NUMBER = re.compile("[0-9]{1,12}")


class QuickPageLinkHandler(PageLinkHandler):
    """Writes links to pages from the addresses already known."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        return _opened(attrs_list, addresses)


class QuickFileLinkHandler(DocumentLinkHandler):
    """The same for documents."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        return _opened(attrs_list, files)


def _opened(attrs_list: list[dict], addresses_of) -> list[str]:
    """The opening tag of each link; without address where what it leads to is gone."""
    keys = [int(attrs["id"]) if NUMBER.fullmatch(attrs.get("id", "")) else 0 for attrs in attrs_list]
    found = addresses_of(keys)
    return [f'<a href="{escape(found[key])}">' if found[key] else "<a>" for key in keys]
