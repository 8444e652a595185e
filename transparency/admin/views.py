"""«Trasparenza: che cosa aggiornare»: the sections of a body, what is late, and the files that go out."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.editing.exports import csv_answer
from cms.editing.screens import ScreenMixin
from cms.staff import bodies_among
from transparency.admin import desk
from transparency.admin.rights import bodies_of


class DeskMixin(ScreenMixin):
    """The guard asks the same: two locks, because one may be left open by mistake."""

    def dispatch(self, request, *args, **kwargs):
        self.allowed = bodies_of(request.user)
        if self.allowed is not None and not self.allowed:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def wanted(self) -> desk.Wanted:
        """What the address asks for; words that mean nothing, and bodies of others, are left out."""
        query = self.request.GET
        state = query.get("stato", "da-fare")
        slug = query.get("ente", "")
        known = {body.slug for body in desk.bodies(self.allowed)}
        return desk.Wanted(state if state in ("", *desk.FILTERS) else "", slug if slug in known else "")

    def rows(self) -> list[desk.Row]:
        return desk.read(self.allowed, self.wanted, timezone.localdate())


class Desk(DeskMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "transparency/admin/desk.html"
    page_title = "Trasparenza: che cosa aggiornare"
    header_icon = "glasses"

    def get_context_data(self, **kwargs):
        bodies = desk.bodies(self.allowed)
        outside = [body for body in bodies_among(self.allowed) if body.transparency_url]
        return super().get_context_data(
            rows=self.rows(),
            wanted=self.wanted,
            filters=desk.FILTERS,
            bodies=bodies,
            outside=outside,
            large=[body for body in bodies if body.large_transparency],
            **kwargs,
        )


class DeskExport(DeskMixin, View):
    """The same rows for a spreadsheet."""

    def get(self, request):
        return csv_answer("trasparenza-da-fare.csv", desk.lines(self.rows()))
