"""What waits for who runs the catalogue and for who publishes, on the first page of the admin."""

from django.urls import reverse
from wagtail.models import TaskState

from cms.staff import areas_of, bodies_where
from services.admin.rights import AREA
from services.models import Question, SharedService
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


def questions_to_publish(user, now) -> Pile | None:
    """Frequent questions written or changed by who may not publish them."""
    bodies = bodies_where(user, "services.publish_question")
    if bodies is not None and not bodies:
        return None
    rows = Question.objects.filter(has_unpublished_changes=True).order_by("-pk")
    rows = rows if bodies is None else rows.filter(tenant__in=bodies)
    edit = "wagtailsnippets_services_question:edit"
    items = [Item(question.question, reverse(edit, args=[question.pk])) for question in rows[:SHOWN]]
    return Pile(
        "Domande frequenti da pubblicare", rows.count(), items, empty="Nessuna domanda aspetta di essere pubblicata."
    )
