"""What Wagtail's own screens list, kept to the bodies of who looks: choosers of pages, the tree's menu, menus."""

from functools import lru_cache

from django.urls import Resolver404, get_urlconf, resolve
from wagtail.admin.api.views import PagesAdminAPIViewSet

from cms import guard
from cms.directory import directory
from cms.models import BasePage
from cms.staff import bodies_of, is_union_it
from staff import second_factor


def own_pages(pages, user):
    """Of some pages, those of the user's bodies."""
    bodies = bodies_of(user)
    return pages if bodies is None else pages.filter(pk__in=BasePage.objects.filter(tenant__in=bodies).values("pk"))


def may_have_file(request, document) -> bool:
    """Whether a document may be given to this request: by host for the public, by work for the staff.

    What the union publishes stands on every site, and so do its files.
    """
    union = directory().union
    if request.tenant is not None:
        return document.tenant_id in (request.tenant.pk, union and union.pk)
    if not request.user.is_authenticated or not second_factor.is_given(request):
        return False
    bodies = bodies_of(request.user)
    return bodies is None or document.tenant_id in bodies


class OwnPagesAPIViewSet(PagesAdminAPIViewSet):
    """The tree in the menu of the admin."""

    def get_queryset(self):
        return own_pages(super().get_queryset(), self.request.user)


def reachable(user, url: str) -> bool:
    """Whether a link of the admin leads somewhere for this user; addresses that are not ours are left alone."""
    if is_union_it(user) or not url:
        return True
    name = _view_at(url.split("?")[0].split("#")[0], get_urlconf())
    return name is None or name in guard.ANYONE or guard.is_open(user, name)


@lru_cache(maxsize=500)  # each page of the admin asks it of each entry of its menu
def _view_at(path: str, urlconf: str | None) -> str | None:
    """The name of the view of an address; None where it is not ours."""
    try:
        return resolve(path, urlconf).view_name
    except Resolver404:
        return None


def keep_reachable(request, items: list) -> None:
    """Leave out the entries of a menu that would be refused: no dead entry for any role.

    Wagtail's own help goes too: it is in English and speaks of Wagtail, where the guide of the house is in Italian.
    """
    items[:] = [item for item in items if item.name != "help" and reachable(request.user, getattr(item, "url", ""))]
