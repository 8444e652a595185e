"""Forms of the editors."""

from wagtail.models import Page

from cms import versions
from cms.forms import PageForm
from cms.models import BasePage


class DocumentForm(PageForm):
    """Services to choose are the sheets of the same body: the key, which points upstairs, would take any page."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "services" in self.fields:
            own = BasePage.objects.filter(tenant=self.instance.tenant_id or self._parent_tenant())
            sheets = own.filter(versions.in_language(versions.ORIGINAL), servicepage__isnull=False)
            self.fields["services"].queryset = Page.objects.filter(pk__in=sheets.values("pk")).order_by("title")
