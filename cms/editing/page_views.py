"""The edit form of every page of ours, and the viewset that hands it to Wagtail."""

from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet

from cms.editing.check_panel import PageCheckSidePanel, advise
from cms.editing.stale import StalePageMixin
from cms.models import BasePage


class CheckedFormMixin:
    """The check of the page beside its form, from the first word on."""

    def get_side_panels(self):
        panels = [*super().get_side_panels(), PageCheckSidePanel(self.page, self.request)]
        return MediaContainer(sorted(panels, key=lambda panel: panel.order))


class SiteCreateView(CheckedFormMixin, CreateView):
    pass


class PageEditMixin(CheckedFormMixin, StalePageMixin):
    """What the form of a page does beyond Wagtail's: refuses to cover newer versions, looks at the texts."""

    def add_save_confirmation_message(self):
        super().add_save_confirmation_message()
        advise(self.request, self.page)

    def publish_action(self):
        answer = super().publish_action()
        advise(self.request, self.page)
        return answer


class SiteEditView(PageEditMixin, EditView):
    pass


class SiteRevertView(PageEditMixin, RevisionsRevertView):
    pass


class SitePageViewSet(PageViewSet):
    """For pages of ours; types with columns of their own have a viewset below this one (`cms.editing.listing`)."""

    add_view_class = SiteCreateView
    edit_view_class = SiteEditView
    revisions_revert_view_class = SiteRevertView


class AnyPageViewSet(SitePageViewSet):
    """For the types that have no viewset of their own."""

    model = BasePage
    icon = "doc-empty-inverse"
    parent_models = []  # the lists of the explorer stay Wagtail's
