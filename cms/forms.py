"""The editor's form of every page."""

from wagtail.admin.forms import WagtailAdminPageForm


class PageForm(WagtailAdminPageForm):
    """On publishing, puts each missing part as an error beside its field; on saving a draft it asks for nothing."""

    def _post_clean(self):
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for name, message in self.instance.missing_parts(self.cleaned_data).items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, message)
