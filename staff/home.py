"""The first page of the admin."""

from wagtail.admin.ui.components import Component

from cms.staff import bodies_among, bodies_of, rights_of, working_body
from staff import waiting


class WaitingPanel(Component):
    """What waits for whoever looks, before anything else."""

    name = "waiting"
    order = 10
    template_name = "staff/waiting.html"

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context):
        user = self.request.user
        allowed = bodies_of(user)
        return {
            "request": self.request,
            "piles": waiting.piles(user),
            "bodies": bodies_among(allowed),
            "working_body": working_body(self.request, allowed),
            "roles": sorted({right.role.label for right in rights_of(user)}),
        }


# Of Wagtail's own panels these say the same things in another way.
REPLACED = {"workflow_objects_to_moderate", "user_objects_in_workflow_moderation", "locked_pages"}


def arrange(request, panels: list) -> None:
    panels[:] = [WaitingPanel(request), *(panel for panel in panels if getattr(panel, "name", "") not in REPLACED)]
