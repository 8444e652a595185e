"""Make the headings of Amministrazione trasparente on a body's site; made twice, nothing changes."""

from django.utils import timezone
from wagtail.models import Page

from cms import freshness
from cms.models import BasePage
from cms.signals import content_changed
from cms.versions import ORIGINAL, in_language
from transparency.models import TransparencyIndexPage, TransparencySectionPage
from transparency.scheme import large_keys, sections


def plant(tenant) -> int:
    """Add the headings of the scheme that are not there; return how many. A heading that is there stays as it is."""
    index = TransparencyIndexPage.objects.of(tenant).filter(in_language(ORIGINAL)).first()
    if index is None:
        return 0
    known = dict(BasePage.objects.of(tenant).filter(in_language(ORIGINAL)).values_list("site_key", "pk"))
    now = timezone.now()
    made = 0
    for section in sections().values():
        if section.site_key in known:
            continue
        live = tenant.large_transparency or not section.is_large
        page = TransparencySectionPage(
            title=section.title,
            slug=section.slug,
            site_key=section.site_key,
            summary=section.what,
            not_applicable=section.repealed,
            locale=index.locale,
            live=live,
            first_published_at=now if live else None,
            last_published_at=now if live else None,
        )
        holder = Page.objects.get(pk=known[f"at-{section.parent}"] if section.parent else index.pk)
        known[section.site_key] = holder.add_child(instance=page).pk
        made += 1
    return made


def apply_switch(tenant) -> None:
    """Show or hide the headings that only larger municipalities must have; what they hold is kept."""
    pages = TransparencySectionPage.objects.of(tenant).filter(site_key__in=large_keys())
    changed = list(pages.exclude(live=tenant.large_transparency).order_by())
    if not changed:
        return
    BasePage.objects.filter(pk__in=[page.pk for page in changed]).update(live=tenant.large_transparency)
    for page in changed:
        page.live = tenant.large_transparency
        content_changed.send(sender=type(page), instance=page)
    freshness.bump(tenant.pk)


def on_tenant_saved(sender, instance, created, **kwargs):
    if not created:
        apply_switch(instance)
