"""The service sheet from which somebody comes to a form, as its address names it (`?servizio=`)."""

from cms.models import BasePage
from cms.private_pages import number_of
from cms.versions import ORIGINAL
from services.models import ServicePage


def service_asked(request) -> ServicePage | None:
    """The sheet from which the visitor comes, its Italian version."""
    key = number_of(request.GET.get("servizio", ""))
    same = BasePage.objects.filter(pk=key).values("translation_key")
    pages = ServicePage.objects.of(request.tenant).live().filter(translation_key__in=same)
    return pages.filter(locale__language_code=ORIGINAL).first() if key else None
