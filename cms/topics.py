"""Topics of a page, as links to the topic pages of its own site."""

from cms import relations, versions
from cms.directory import directory
from cms.kept import kept
from cms.models import BasePage, Term


def topic_paths(tenant, language: str) -> dict[int, dict]:
    """Path of the live page of each topic, by term id; in Italian, and marked, where there is none in this language."""
    return kept(tenant.pk, "topics", language, make=lambda: _read(tenant, language))


def site_key_of(term) -> str:
    """The function of a topic page in its site: how the ground floor finds it without knowing its type."""
    return f"argomento-{term.key}"


def _read(tenant, language: str) -> dict[int, dict]:
    where = directory()
    pages = BasePage.objects.of(tenant).live().filter(alias_of=None, site_key__startswith="argomento-")
    by_key = {}
    for key, url, locale in pages.values_list("site_key", "url_path", "locale__language_code"):
        if locale == language:
            by_key[key] = {"path": where.path_of(url), "hreflang": ""}
        elif locale == versions.ORIGINAL:
            by_key.setdefault(key, {"path": where.path_of(url), "hreflang": locale})
    terms = Term.objects.of("argomenti").only("pk", "key")
    return {term.pk: by_key[site_key_of(term)] for term in terms if site_key_of(term) in by_key}


def links_of(page, keys: list[int] | None = None) -> list[dict]:
    """Topics of a page in alphabetical order, with their address; empty where the site has no page for one."""
    paths = topic_paths(page.tenant, page.locale.language_code)
    keys = relations.keys_of(page, "topics")["topics"] if keys is None else keys
    return [
        {"label": term.name, "lang": term.lang, **paths.get(term.pk, {"path": ""})} for term in relations.terms(keys)
    ]
