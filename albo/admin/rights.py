"""Who keeps the register of which body."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import cached_property
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from albo.models import Entry, EntryFile
from cms.editing.screens import ScreenMixin
from cms.staff import bodies_among, bodies_with_area, working_body

AREA = "register"
VIEWS = (
    "albo_admin",
    "albo_admin_add",
    "albo_admin_show",
    "albo_admin_edit",
    "albo_admin_discard",
    "albo_admin_add_file",
    "albo_admin_remove_file",
    "albo_admin_file",
    "albo_admin_publish",
    "albo_admin_unschedule",
    "albo_admin_annul",
    "albo_admin_correct",
    "albo_admin_certificate",
    "albo_admin_csv",
    "albo_admin_pdf",
)


def bodies_of(user) -> frozenset[int] | None:
    """Keys of the bodies whose register a user keeps; None means every body."""
    return bodies_with_area(user, AREA)


def _theirs(model, field: str):
    def theirs(user, keys) -> bool:
        bodies, keys = bodies_of(user), set(keys)
        rows = model.objects.filter(pk__in=keys)
        rows = rows if bodies is None else rows.filter(**{f"{field}__in": bodies})
        return rows.count() == len(keys)

    return theirs


entries_theirs = _theirs(Entry, "tenant")
files_theirs = _theirs(EntryFile, "entry__tenant")


class RegisterMixin(ScreenMixin):
    """For every screen of the register. The guard asks the same: two locks, because one may be left open by mistake."""

    def dispatch(self, request, *args, **kwargs):
        bodies = bodies_of(request.user)
        if bodies is not None and not bodies:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def tenant(self):
        """The body one is working for."""
        body = working_body(self.request, bodies_of(self.request.user))
        if body is None:
            raise PermissionDenied
        return body

    @cached_property
    def entry(self) -> Entry:
        bodies = bodies_of(self.request.user)
        rows = Entry.objects.select_related("tenant", "kind", "office", "corrects")
        rows = rows if bodies is None else rows.filter(tenant__in=bodies)
        found = rows.filter(pk=self.kwargs["entry_id"]).first()
        if found is None:
            raise Http404
        return found


class Screen(RegisterMixin, WagtailAdminTemplateMixin):
    header_icon = "doc-full-inverse"

    def get_context_data(self, **kwargs):
        bodies = bodies_among(bodies_of(self.request.user))
        return super().get_context_data(tenant=self.tenant, bodies=bodies, working_body=self.tenant, **kwargs)
