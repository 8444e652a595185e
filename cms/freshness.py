"""When something public changes, say so: caches compare generation numbers and never serve what was replaced.

Every process re-reads the few rows of `Generation` at most once every `GENERATION_POLL_SECONDS`, so a publication is
seen everywhere within that time, without a message bus (docs/decisions/0009-page-cache.md).
"""

import threading
import time

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.db.models.signals import m2m_changed, post_delete, post_save

_lock = threading.Lock()
_known: dict = {"at": 0.0, "numbers": {}}


def bump(tenant_id: int | None = None) -> None:
    """Count a publication of a body, or of everybody's things when there is no tenant."""
    from cms.models import Generation

    if not Generation.objects.filter(tenant_id=tenant_id).update(number=F("number") + 1):
        Generation.objects.get_or_create(tenant_id=tenant_id)
    forget()
    transaction.on_commit(forget)


def forget() -> None:
    """Make this process read the numbers again at the next request."""
    _known["at"] = 0.0


def numbers() -> dict[int | None, int]:
    """Generation number by tenant id; the key None counts what concerns everybody."""
    now = time.monotonic()
    if _known["at"] and now - _known["at"] < settings.GENERATION_POLL_SECONDS:
        return _known["numbers"]
    from cms.models import Generation

    fresh = dict(Generation.objects.values_list("tenant_id", "number"))
    if connection.in_atomic_block:
        return fresh  # may hold a number of our own that is not committed: not to be shown to other threads
    with _lock:
        _known["numbers"] = fresh
        _known["at"] = now
    return fresh


def version(tenant_id: int) -> str:
    """What a cached thing of this body must carry in its key."""
    known = numbers()
    return f"{known.get(None, 0)}.{known.get(tenant_id, 0)}"


def _tenant_id_of(instance) -> int | None:
    return getattr(instance, "tenant_id", None)


def _changed(sender, instance, **kwargs):
    bump(_tenant_id_of(instance))


def _page_changed(sender, instance, **kwargs):
    from cms.models import BasePage, Tenant

    tenant_id = getattr(instance, "tenant_id", None)
    if tenant_id is None:
        tenant_id = BasePage.objects.filter(pk=instance.pk).values_list("tenant_id", flat=True).first()
    bump(tenant_id)
    if Tenant.objects.filter(pk=tenant_id, kind=Tenant.Kind.UNION).exists():
        bump()  # offices and notices of the union stand on every site
    elif instance.depth == 2:
        bump()  # a home: the site of a body may have begun or ended in a language


def _page_moved(sender, instance, url_path_before=None, **kwargs):
    from cms.tenancy import adopt_subtree

    adopt_subtree(instance)
    bump()


def watch(*models) -> None:
    """Bump when a row of these models is saved, deleted or re-related: for snippets and settings shown to the public."""
    for model in models:
        post_save.connect(_changed, sender=model)
        post_delete.connect(_changed, sender=model)


def shared_changed(sender, **kwargs):
    """Something that every site shows has changed."""
    bump()


def watch_shared(*models) -> None:
    """Like `watch`, for rows that may stand on the sites of several bodies."""
    for model in models:
        post_save.connect(shared_changed, sender=model)
        post_delete.connect(shared_changed, sender=model)


def connect() -> None:
    """Wire the signals; called once when the app is ready."""
    from wagtail.contrib.redirects.models import Redirect
    from wagtail.models import Page, PageViewRestriction, Site
    from wagtail.signals import page_published, page_unpublished, post_page_move

    from cms.models import QuickSearch, SiteDocument, SiteImage, SocialLink, Tenant, TenantHost, Term

    page_published.connect(_page_changed)
    page_unpublished.connect(_page_changed)
    post_page_move.connect(_page_moved)
    watch_shared(Tenant, TenantHost, SocialLink, QuickSearch, Term, Site, PageViewRestriction, Redirect)
    m2m_changed.connect(shared_changed, sender=PageViewRestriction.groups.through)
    watch(SiteImage, SiteDocument)
    post_delete.connect(shared_changed, sender=Page)
