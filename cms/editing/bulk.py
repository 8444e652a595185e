"""Bulk actions of ours on pages."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page


class MarkReviewed(PageBulkAction):
    """The date of today as last review («Segna come riviste oggi»): it goes through a revision, as if written in each form.

    A page with changes not yet public keeps them so: the date waits with them.
    """

    display_name = "Segna come riviste oggi"
    action_type = "mark_reviewed"
    aria_label = "Segna come riviste oggi le pagine scelte"
    template_name = "cms/editing/confirm_reviewed.html"
    action_priority = 15

    def check_perm(self, page):
        permissions = page.permissions_for_user(self.request.user)
        return page.depth > 1 and not page.alias_of_id and permissions.can_edit() and not permissions.page_locked()

    def get_execution_context(self):
        return {"user": self.request.user}

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        public = [mark_reviewed(page, user) for page in objects]
        return sum(public), len(public) - sum(public)

    def get_success_message(self, num_parent_objects, num_child_objects):
        said = []
        if num_parent_objects:
            said.append(f"Pagine segnate come riviste oggi: {num_parent_objects}.")
        if num_child_objects:
            said.append(f"Pagine in cui la data esce con la prossima pubblicazione: {num_child_objects}.")
        return " ".join(said)


def mark_reviewed(page: Page, user) -> bool:
    """Write today's date in a new revision; True when it is public at once."""
    latest = page.specific.get_latest_revision_as_object()
    goes_out = latest.live and not latest.has_unpublished_changes and page.permissions_for_user(user).can_publish()
    latest.reviewed_on = timezone.localdate()
    revision = latest.save_revision(user=user, log_action=True, clean=False)
    if not goes_out:
        return False
    try:
        revision.publish(user=user)
    except ValidationError:  # a part went missing since it was published: the draft says which
        return False
    return True
