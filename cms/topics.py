"""Topics of a page, as links to the topic pages of its own site."""

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Substr

from cms import relations, versions
from cms.directory import directory
from cms.kept import kept
from cms.models import BasePage, Term


def topic_paths(tenant, language: str) -> dict[int, dict]:
    """Key and path of the live page of each topic, by term id; in Italian, and marked, where there is none in this
    language."""
    return kept(tenant.pk, "topics", language, make=lambda: _read(tenant, language))


FUNCTION = "argomento-"


def site_key_of(term) -> str:
    """The function of a topic page in its site: how the ground floor finds it without knowing its type."""
    return f"{FUNCTION}{term.key}"


def _read(tenant, language: str) -> dict[int, dict]:
    where = directory()
    key = Substr(OuterRef("site_key"), len(FUNCTION) + 1)
    term = Term.objects.filter(vocabulary="argomenti", key=key).order_by().values("pk")[:1]
    pages = BasePage.objects.of(tenant).live().filter(alias_of=None, site_key__startswith=FUNCTION)
    found: dict[int, dict] = {}
    rows = pages.annotate(term=Subquery(term)).values_list("term", "site_key", "url_path", "locale__language_code")
    for term_id, site_key, url, locale in rows:
        one = {"key": site_key.removeprefix(FUNCTION), "path": where.path_of(url)}
        if locale == language:
            found[term_id] = one | {"hreflang": ""}
        elif locale == versions.ORIGINAL:
            found.setdefault(term_id, one | {"hreflang": locale})
    found.pop(None, None)
    return found


def links_of(page, keys: list[int] | None = None) -> list[dict]:
    """Topics of a page in alphabetical order, with their address; empty where the site has no page for one."""
    paths = topic_paths(page.tenant, page.locale.language_code)
    keys = relations.keys_of(page, "topics")["topics"] if keys is None else keys
    return [
        {"label": term.name, "lang": term.lang, **paths.get(term.pk, {"path": ""})} for term in relations.terms(keys)
    ]
