"""The form of places and events: it knows from the start whose page is being made."""

from cms.forms import PageForm


class TerritoryPageForm(PageForm):
    """A page that is still to be added takes the body of its parent: rules of position ask for it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.tenant_id:
            self.instance.tenant_id = self._parent_tenant()
