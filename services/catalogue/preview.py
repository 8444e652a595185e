"""How a shared sheet would look on the site of a municipality, before it is published."""

from django.http import Http404
from django.utils import timezone
from wagtail.models import Page

from cms.directory import directory
from cms.versions import ORIGINAL
from services.catalogue import content as parts
from services.catalogue import effective
from services.catalogue.adoption import adopters
from services.catalogue.policies import Mode

NOT_A_PAGE = 0  # a sheet that was never saved has no key, and yet its text must be read as adopted


def as_page_of(service, slug: str):
    """The page of a municipality with the text of this version of the sheet: its own page where it has adopted the
    sheet, else a page that nobody saves, in the right category and with the first of its offices."""
    tenant = next((body for body in directory().municipalities if body.slug == slug), None)
    if tenant is None:
        raise Http404
    content = parts.content_of(service)
    page = _adopted(service, tenant) or _imagined(service, tenant)
    return effective.as_read(page, timezone.localdate(), content)


def _adopted(service, tenant):
    return adopters(service).filter(tenant=tenant).first() if service.pk else None


def _imagined(service, tenant):
    from offices.models import OfficePage
    from services.models import ServiceCategoryPage, ServicePage

    places = ServiceCategoryPage.objects.of(tenant).filter(locale__language_code=ORIGINAL)
    place = places.filter(category=service.category_id).first() or places.first()
    if place is None:
        raise Http404
    slug = service.slug or "anteprima"
    return ServicePage(
        title=service.title,
        slug=slug,
        shared_id=service.pk or NOT_A_PAGE,
        adoption_mode=Mode.FOLLOW,
        tenant=tenant,
        locale=place.locale,
        responsible_office=OfficePage.objects.of(tenant).live().filter(locale=place.locale).order_by("path").first(),
        path=place.path + "Z" * Page.steplen,
        depth=place.depth + 1,
        url_path=f"{place.url_path}{slug}/",
        last_published_at=timezone.now(),
    )
