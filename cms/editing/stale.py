"""A form opened before somebody else saved: refused, with everything typed still in it, until its writer decides.

Wagtail says so only when it saves by itself; a press on "Salva" or "Pubblica" would silently put the old text over the
new. Here the refused form stays as old as it was, so that a second press is refused too: only the button that says
"la mia versione" goes on, and the other version stays in the history.
"""

from datetime import timedelta

from django.contrib.admin.utils import quote, unquote
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from wagtail.admin import messages
from wagtail.utils.timestamps import render_timestamp

SAVE_ANYWAY = "save-anyway"
A_MOMENT = timedelta(seconds=10)
ACTIONS = {"action-publish": "Pubblica la mia versione", "action-submit": "Invia la mia versione"}


class StaleFormMixin:
    """For edit views of anything with revisions."""

    form_id = "page-edit-form"
    refused = False

    def dispatch(self, request, *args, **kwargs):
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        if request.POST.get(SAVE_ANYWAY):
            request.POST = self._insisting(request.POST)
        with transaction.atomic():  # two saves at the same moment: the second sees what the first has written
            self.wait_for_others(*args, **kwargs)
            return super().dispatch(request, *args, **kwargs)

    def wait_for_others(self, *args, **kwargs) -> None:
        raise NotImplementedError

    @staticmethod
    def _insisting(posted):
        """The same form, as a new version beside the other one, with the action that was refused."""
        data = posted.copy()
        data.pop("overwrite_revision_id", None)
        if data[SAVE_ANYWAY] in ACTIONS:
            data[data[SAVE_ANYWAY]] = data[SAVE_ANYWAY]
        return data

    @cached_property
    def is_out_of_date(self):
        if self.request.POST.get(SAVE_ANYWAY):
            return False
        # Opened before the first version was ever written, or on one that is no longer the last.
        is_old = bool(self.latest_revision and not self.known_revision) or super().is_out_of_date
        return is_old and not self._was_saving_itself

    @property
    def _was_saving_itself(self) -> bool:
        """Whether all that is newer is what this person's own form was saving by itself as they pressed the button."""
        latest, known = self.latest_revision, self.known_revision
        if (
            not self.autosave_enabled
            or latest.user_id != self.request.user.pk
            or timezone.now() - latest.created_at > A_MOMENT
        ):
            return False
        since = int(known) if known.isdecimal() else 0
        versions = type(latest).objects.filter(
            base_content_type=latest.base_content_type_id, object_id=latest.object_id
        )
        return not versions.filter(pk__gt=since, pk__lt=latest.pk).exists()

    @property
    def known_revision(self) -> str:
        """The version that this form was opened on, or wrote last by itself."""
        return self.request.POST.get("overwrite_revision_id") or self.request.POST.get("loaded_revision_id", "")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.refused:
            # The form goes on saying which version it was opened on.
            context["loaded_revision_created_at"] = self.request.POST.get("loaded_revision_created_at", "")
        return context

    def say_refused(self, instance) -> None:
        """Tell who saved in the meantime, and leave the form as old as it is: `instance` is never stored."""
        self.refused = True
        instance.latest_revision_id = int(self.known_revision) if self.known_revision.isdecimal() else None
        latest = self.latest_revision
        somebody = latest.user.get_full_name() or latest.user.get_username() if latest.user else "qualcuno"
        text = format_html(
            "<strong>Non ho salvato.</strong> Mentre scrivevi, {} ha salvato un'altra versione ({}). "
            "Quello che hai scritto è ancora qui sotto: guarda che cosa è cambiato, poi decidi.{}",
            somebody,
            render_timestamp(latest.created_at),
            self._insist_button(),
        )
        messages.error(self.request, text, buttons=[messages.button(self.compare_url, self.compare_label, True)])

    def _insist_button(self):
        action = next((name for name in ACTIONS if self.request.POST.get(name)), "save")
        return format_html(
            ' <span class="buttons"><button type="submit" form="{}" name="{}" value="{}" '
            'class="button button-small button-secondary">{}</button></span>',
            self.form_id,
            SAVE_ANYWAY,
            action,
            ACTIONS.get(action, "Salva la mia versione"),
        )

    @property
    def compare_label(self) -> str:
        return "Vedi le differenze" if self.older_version else "Apri la versione salvata"

    @property
    def older_version(self) -> str:
        """The version to compare the newest one with: the one this form was opened on, where it still stands."""
        known = self.known_revision
        return known if known.isdecimal() and known != str(self.latest_revision.pk) else ""


class StalePageMixin(StaleFormMixin):
    """For the edit view of pages, and for the one that brings an old version back."""

    def wait_for_others(self, *args, page_id=None, **kwargs) -> None:
        from cms.models import BasePage

        BasePage.objects.select_for_update(of=("self",)).filter(pk=page_id).first()

    def post(self, request, *args, **kwargs):
        if self.expects_json_response or self.page.alias_of_id or not self.is_out_of_date:
            return super().post(request, *args, **kwargs)
        self.form = self.form_class(
            request.POST,
            request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=request.user,
        )
        self.form.defer_required_fields()
        self.form.is_valid()  # what is wrong stays marked, as after any refusal
        self.form.restore_required_fields()
        self.has_unsaved_changes = True
        self.say_refused(self.page)
        return self.render_to_response(self.get_context_data())

    @property
    def older_version(self) -> str:
        # Opened before the first version was written: what the public reads is what the form showed.
        return super().older_version or ("live" if self.page.live and not self.known_revision else "")

    @property
    def compare_url(self) -> str:
        if self.older_version:
            versions = [self.page.pk, self.older_version, self.latest_revision.pk]
            return reverse("wagtailadmin_pages:revisions_compare", args=versions)
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])


class StaleSnippetMixin(StaleFormMixin):
    """For the edit view of snippets with revisions and without drafts."""

    form_id = "w-editor-form"

    def wait_for_others(self, *args, **kwargs) -> None:
        rows = self.model._default_manager.select_for_update(of=("self",))
        rows.filter(pk=unquote(str(self.kwargs[self.pk_url_kwarg]))).first()
        self.object = self.get_object()  # as it is now: the first reading came before the wait

    def is_valid(self, form):
        if self.expects_json_response or not self.is_out_of_date:
            return super().is_valid(form)
        self.produced_error_message = None
        self.say_refused(self.object)
        return False

    @property
    def compare_url(self) -> str:
        key = quote(self.object.pk)
        if self.older_version:
            return reverse(self.revisions_compare_url_name, args=[key, self.older_version, self.latest_revision.pk])
        return reverse(self.edit_url_name, args=[key])
