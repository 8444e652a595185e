"""What waits for who runs the catalogue, on the first page of the admin."""

from django.urls import reverse
from wagtail.models import TaskState

from cms.staff import areas_of
from services.admin.rights import AREA
from services.models import SharedService
from staff.waiting import SHOWN, Item, Pile


def sheets_to_approve(user, now) -> Pile | None:
    """Shared sheets that a colleague has sent to review."""
    if AREA not in areas_of(user):
        return None
    tasks = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        task__groupapprovaltask__groups__user=user,
        workflow_state__base_content_type__model="sharedservice",
    ).order_by("started_at")
    keys = list(dict.fromkeys(int(key) for key in tasks.values_list("workflow_state__object_id", flat=True)))
    sheets = SharedService.objects.in_bulk(keys[:SHOWN])
    edit = "wagtailsnippets_services_sharedservice:edit"
    items = [Item(sheets[key].title, reverse(edit, args=[key])) for key in keys[:SHOWN] if key in sheets]
    return Pile("Schede condivise da approvare", len(keys), items, empty="Nessuna scheda aspetta la tua approvazione.")
