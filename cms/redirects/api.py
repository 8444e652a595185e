"""The door to the redirects of a body: what is there, what a file would do, and doing it, all or nothing."""

import io
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms import freshness
from cms.audit import record
from cms.directory import directory
from cms.editing.exports import write_csv
from cms.redirects.judging import Site, Verdict, judge, path_of
from cms.redirects.reading import Row
from cms.staff import is_union_it
from cms.versions import OTHER_LANGUAGES

AT_ONCE = 400  # paths asked of the database in one query


class RefusedError(Exception):
    """An import that may not be done; nothing was changed."""


def of_body(tenant):
    """Redirects of a body's site."""
    return Redirect.objects.filter(site=tenant.site_id)


def live_pages(tenant, paths: Iterable[str]) -> dict[str, int]:
    """Key of the live page at each path of a body's site where there is one."""
    where = directory()
    by_url_path = {}
    for path in paths:
        language, rest = _language(path)
        root = where.root(tenant.pk, language)
        if root is not None and "://" not in path and "?" not in path:
            by_url_path[f"{root.url_path}{rest}/".replace("//", "/")] = path
    found: dict[str, int] = {}
    wanted = list(by_url_path)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        slugs = {url_path.rsplit("/", 2)[1] for url_path in some}  # the slug is indexed, the address is not
        pages = Page.objects.filter(slug__in=slugs, url_path__in=some, live=True, alias_of=None)
        found |= {by_url_path[url_path]: key for key, url_path in pages.values_list("pk", "url_path")}
    return found


def _language(path: str) -> tuple[str, str]:
    first, _slash, rest = path.strip("/").partition("/")
    return (first, rest) if first in OTHER_LANGUAGES else ("it", path.strip("/"))


def answers(path: str) -> bool:
    """Whether something of the product, other than a page, answers at a path: the search, a file."""
    from cms.serving import serve

    for candidate in (path, f"{path}/"):
        try:
            match = resolve(candidate)
        except Resolver404:
            continue
        if match.func is not serve:
            return True
    return False


def existing(tenant) -> dict[str, str]:
    """Redirects of a body, from old path to new address."""
    where = directory()
    rows = of_body(tenant).values_list("old_path", "redirect_link", "redirect_page__url_path")
    return {old: (where.path_of(page) if page else link) for old, link, page in rows}


def site_of(tenant, user) -> Site:
    """What the rules must know of a body's site, for what this person may do."""
    hosts = directory().hosts
    return Site(
        hosts=frozenset(host for host, owner in hosts.items() if owner == tenant.pk),
        sister_hosts=frozenset(hosts),
        may_leave=is_union_it(user),
        live=lambda paths: live_pages(tenant, paths),
        answers=answers,
        existing=existing(tenant),
    )


def look_at(tenant, user, rows: list[Row], *, flatten: bool = False) -> list[Verdict]:
    """What would come of some rows, without doing anything."""
    return judge(rows, site_of(tenant, user), flatten=flatten)


def save(tenant, user, rows: list[Row], *, flatten: bool = False, replacing: int | None = None) -> list[Verdict]:
    """Make the redirects of some rows, all or none; `replacing` is the key of one that goes away with this.

    Raises `RefusedError` where a row may not be made, or where somebody else made one of them meanwhile.
    """
    try:
        with transaction.atomic():
            if replacing is not None:
                of_body(tenant).filter(pk=replacing).delete()
            verdicts = look_at(tenant, user, rows, flatten=flatten)
            if any(one.error for one in verdicts):
                raise RefusedError
            made = [one for one in verdicts if not one.is_idle]
            _write(tenant, made)
            record("reindirizzamenti", actor=user, tenant_id=tenant.pk, label=_label(made))
    except IntegrityError as error:
        raise RefusedError from error
    freshness.bump(tenant.pk)
    return verdicts


def _write(tenant, verdicts: list[Verdict]) -> None:
    paths = [one.old for one in verdicts]
    for start in range(0, len(paths), AT_ONCE):
        of_body(tenant).filter(old_path__in=paths[start : start + AT_ONCE]).delete()
    Redirect.objects.bulk_create(
        [
            Redirect(
                old_path=one.old,
                site_id=tenant.site_id,
                redirect_page_id=one.page,
                redirect_link="" if one.page else one.new,
            )
            for one in verdicts
        ],
        batch_size=AT_ONCE,
    )


def _label(made: list[Verdict]) -> str:
    return f"{made[0].old} → {made[0].new}" if len(made) == 1 else f"{len(made)} indirizzi"


def delete(tenant, user, key: int) -> None:
    """Take a redirect away; one of another body is not found and nothing happens."""
    found = of_body(tenant).filter(pk=key).first()
    if found is not None:
        found.delete()
        record("reindirizzamento-tolto", actor=user, tenant_id=tenant.pk, label=found.old_path)


def broken(tenant) -> set[int]:
    """Keys of the redirects of a body that lead to a page that is not there any more."""
    where = directory()
    rows = of_body(tenant).values_list("pk", "redirect_link", "redirect_page__url_path", "redirect_page__live")
    wrong, links = set(), {}
    for key, link, page, is_live in rows:
        if page is not None:
            if not is_live or where.root_of(page) is None:
                wrong.add(key)
        elif "://" not in link:
            links[key] = path_of(link)
    live = live_pages(tenant, set(links.values()))
    return wrong | {key for key, path in links.items() if path not in live and not answers(path)}


def report(verdicts: list[Verdict]) -> str:
    """The verdicts as CSV, for a spreadsheet."""
    out = io.StringIO()
    head = ("riga", "vecchio", "nuovo", "esito", "messaggio")
    write_csv(out, [head, *((one.row.line, one.row.old, one.row.new, one.outcome, one.message) for one in verdicts)])
    return out.getvalue()
