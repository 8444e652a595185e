"""Site maps for search engines (sitemaps.org 0.9), one set per body and language, in parts of five thousand pages."""

from collections import defaultdict
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse

from cms.directory import directory
from cms.open_content import open_pages
from cms.page_cache import mark_public
from cms.versions import ORIGINAL, in_language

PART = 5000  # the protocol allows 50,000 addresses or 50 MB: small parts are made and fetched quickly
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
COLUMNS = ("url_path", "last_published_at", "translation_key")


def sitemap(request):
    """The one list of a small site in one language, else the index of its parts."""
    languages = languages_of(request.tenant)
    parts = [
        (language, number)
        for language in languages
        for number in range(1, -(-_pages(request.tenant, language).count() // PART) + 1)
    ]
    if len(parts) < 2:
        return _xml(_urlset(request.tenant, ORIGINAL, 1, languages))
    root = request.tenant.root_url
    rows = (f"<sitemap><loc>{escape(f'{root}/sitemap-{code}-{n}.xml')}</loc></sitemap>\n" for code, n in parts)
    return _xml(f"{HEAD}<sitemapindex {SPACE}>\n{''.join(rows)}</sitemapindex>\n")


def part(request, language: str, number: str):
    """Addresses of one language, five thousand at a time; 404 past the last."""
    languages = languages_of(request.tenant)
    if language not in languages or (int(number) - 1) * PART >= _pages(request.tenant, language).count():
        raise Http404
    return _xml(_urlset(request.tenant, language, int(number), languages))


def languages_of(tenant) -> list[str]:
    """Languages in which a body has its site, Italian first."""
    others = [code for code, _name in settings.LANGUAGES if code != ORIGINAL and directory().speaks(tenant.pk, code)]
    return [ORIGINAL, *others]


def _pages(tenant, language: str):
    return open_pages(tenant).filter(in_language(language)).order_by("path")


def _urlset(tenant, language: str, number: int, languages: list[str]) -> str:
    start = (number - 1) * PART
    rows = list(_pages(tenant, language).values_list(*COLUMNS)[start : start + PART])
    versions = _versions(tenant, languages)
    where = directory()
    urls = [
        f"<url><loc>{escape(where.url_of(url_path))}</loc>"
        + (f"<lastmod>{day.isoformat(timespec='seconds')}</lastmod>" if day else "")
        + _alternates(versions.get(key, {}))
        + "</url>\n"
        for url_path, day, key in rows
    ]
    if number == 1:
        urls += _outside_the_tree(tenant, language, languages)
    return f"{HEAD}<urlset {SPACE} {LINKS}>\n{''.join(urls)}</urlset>\n"


def _outside_the_tree(tenant, language: str, languages: list[str]) -> list[str]:
    """Pages of ours that are no editor's: open data in each language, the documentation of the API in Italian."""
    root = tenant.root_url
    versions = {code: f"{root}{'' if code == ORIGINAL else f'/{code}'}/dati-aperti/" for code in languages}
    found = [
        f"<url><loc>{escape(versions[language])}</loc>{_alternates(versions if len(versions) > 1 else {})}</url>\n"
    ]
    if language == ORIGINAL:
        found.append(f"<url><loc>{escape(root)}{reverse('api-documentation')}</loc></url>\n")
    return found


def _versions(tenant, languages: list[str]) -> dict:
    """Addresses by language of each page that has more than one version."""
    found: dict = defaultdict(dict)
    if len(languages) > 1:
        where = directory()
        wanted = open_pages(tenant).filter(locale__language_code__in=languages)
        for key, url_path, code in wanted.values_list("translation_key", "url_path", "locale__language_code"):
            found[key][code] = where.url_of(url_path)
    return {key: addresses for key, addresses in found.items() if len(addresses) > 1}


def _alternates(versions: dict[str, str]) -> str:
    """Links to a page in each language, itself included; Italian for who reads another."""
    known = versions | ({"x-default": versions[ORIGINAL]} if ORIGINAL in versions else {})
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(url)}/>' for code, url in known.items()
    )


def _xml(text: str):
    return mark_public(HttpResponse(text, content_type="application/xml; charset=utf-8"))
