"""Who does what with the catalogue: the union writes and watches, each municipality adopts for itself."""

from django.core.exceptions import PermissionDenied

from cms.directory import directory
from cms.editing.screens import ScreenMixin
from cms.staff import areas_of, is_union_it, rights_of

AREA = "catalogue"


def runs_catalogue(user) -> bool:
    return is_union_it(user) or AREA in areas_of(user)


def adopting_bodies(user) -> frozenset[int]:
    """Keys of the municipalities for which a user may make pages; union IT for all of them, the union itself never."""
    municipalities = frozenset(body.pk for body in directory().municipalities)
    if is_union_it(user):
        return municipalities
    return municipalities & {right.tenant_id for right in rights_of(user) if "add_page" in right.role.pages}


class CatalogueMixin(ScreenMixin):
    """For the union's own screens. The guard asks the same: two locks, because one may be left open by mistake."""

    header_icon = "list-ul"

    def dispatch(self, request, *args, **kwargs):
        if not runs_catalogue(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
