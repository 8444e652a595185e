"""Lists and forms of the snippets that editors write: roles, contact points, alerts."""

from wagtail.snippets.views.snippets import CopyView, CreateView, EditView, SnippetViewSet

from cms.editing.stale import StaleSnippetMixin


class NoAutosaveMixin:
    """Most snippets of ours have no draft: what would be saved by itself, half typed, would be public."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False


class SnippetCreateView(NoAutosaveMixin, CreateView):
    pass


class SnippetCopyView(NoAutosaveMixin, CopyView):
    pass


class SnippetEditView(NoAutosaveMixin, StaleSnippetMixin, EditView):
    pass


class CarefulSnippetViewSet(SnippetViewSet):
    """Forms that save when asked, and never over a newer version."""

    add_view_class = SnippetCreateView
    copy_view_class = SnippetCopyView
    edit_view_class = SnippetEditView
