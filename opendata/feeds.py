"""Atom feeds of the sections that change (RFC 4287): `<address of a section>feed.xml`."""

import re
from datetime import datetime, time
from uuid import UUID, uuid5

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from cms.directory import directory
from cms.models import BasePage
from cms.models.base_page import FOLLOWED
from cms.open_content import closed_places, is_open, open_pages
from cms.page_cache import mark_public
from cms.serving import find_page
from cms.versions import ORIGINAL, in_language

MOST = 30
# Followed like the rest, but too many to list: categories of services, topics.
UNLISTED = r"^(categoria|argomento)-"
RANKS = {key: n for n, key in enumerate(("novita", "notizie", "comunicati", "avvisi", "eventi", "servizi"))}
COLUMNS = (
    "pk",
    "title",
    "summary",
    "url_path",
    "listing_label",
    "listing_date",
    "first_published_at",
    "last_published_at",
    "translation_key",
    "locale_id",
)
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Feed(Atom1Feed):
    """An empty feed was last changed with its section, not at the moment of the question."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else self.feed["begun"]


def feed(request, path: str = ""):
    """The last things of a section; 404 where a page has no feed or is not open."""
    page = None if request.is_untranslated else find_page(request.tenant, request.language, path.strip("/"))
    pages = page.feed_pages() if page is not None and is_open(request.tenant, page) else None
    if pages is None:
        raise Http404
    text = write(page, rows_of(page, pages)).writeString("utf-8")
    return mark_public(HttpResponse(text, content_type="application/atom+xml; charset=utf-8"))


def rows_of(page, pages) -> list[dict]:
    """What a feed says of its pages: one query."""
    listed = pages.of(page.tenant).listed().filter(in_language(page.locale.language_code))
    for closed in closed_places(page.tenant):
        listed = listed.exclude(path__startswith=closed)
    return list(listed.values(*COLUMNS)[:MOST])


def write(page, rows: list[dict]) -> Feed:
    root = page.tenant.root_url
    name = page.tenant.name
    made = Feed(
        title=_clean(f"{page.title} - {name}"),
        link=f"{root}{page.path_url}",
        description=_clean(page.summary),
        subtitle=_clean(page.summary) or None,
        language=page.locale.language_code,
        feed_url=f"{root}{page.feed_path}",
        feed_guid=_urn(uuid5(page.translation_key, "feed"), page.locale.language_code),
        author_name=name,
        begun=page.last_published_at or timezone.now(),
    )
    where = directory()
    for row in rows:
        published = row["first_published_at"] or row["last_published_at"]
        if row["listing_date"]:
            published = timezone.make_aware(datetime.combine(row["listing_date"], time.min))
        made.add_item(
            title=_clean(row["title"]),
            link=where.url_of(row["url_path"]),
            description=escape(_clean(row["summary"])),  # the summary of an entry is read as HTML
            unique_id=_urn(row["translation_key"], where.language_of(row["locale_id"])),
            pubdate=published,
            updateddate=max(filter(None, (row["last_published_at"], published)), default=made.feed["begun"]),
            categories=[_clean(row["listing_label"])] if row["listing_label"] else [],
        )
    return made


def _urn(key: UUID, language: str) -> str:
    """A name that never changes, wherever the page moves. Versions of a page share their key: Italian has it plain."""
    return f"urn:uuid:{key if language == ORIGINAL else uuid5(key, language)}"


def _clean(text: str) -> str:
    return NOT_XML.sub("", text)


def sections_with_feed(tenant, language: str) -> list[dict]:
    """Sections of a site that may be followed, what people follow most first: one query."""
    upper = open_pages(tenant).filter(in_language(language), depth__lte=5).exclude(site_key="")
    upper = upper.exclude(site_key__regex=UNLISTED)
    pages = upper.only("title", "url_path", "site_key", "content_type_id").order_by("path")
    ranked = sorted(filter(_has_feed, pages), key=lambda page: RANKS.get(page.site_key, len(RANKS)))
    return [{"label": page.title, "path": f"{page.path_url}feed.xml"} for page in ranked]


def _has_feed(page) -> bool:
    """Without reading the page as its own type."""
    model = page.cached_content_type.model_class()
    return page.site_key in FOLLOWED or model.feed_pages is not BasePage.feed_pages
