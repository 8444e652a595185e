"""Two municipalities side by side: ours, and one full of canaries that nobody here may see or touch."""

from datetime import timedelta
from functools import cached_property
from itertools import product

from django.contrib.auth.models import Group
from django.core import serializers
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    Page,
    Revision,
    Task,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowState,
    WorkflowTask,
)
from wagtail.search.index import insert_or_update_object

from albo.models import Entry, EntryFile
from appointments import api, places, waiting
from appointments.models import Agenda, Appointment, AppointmentType, CalendarFeed, Occupation, Resource
from cms.models import BasePage, SiteDocument, SiteImage, StaffGroup, Tenant, TenantHost, Term, User
from conformity.models import Finding, Run
from feedback.models import Improvement, Rating
from news.models import Alert, NewsPage
from offices.models import Role
from search.models import PromotedResult, Synonym
from services.models import Question
from territory.models import Closure, ContactPoint
from tests.albo.register import a_draft, published
from tests.appointments.office import a_request, an_agenda
from tests.factories import (
    a_contact_point,
    a_news_item,
    a_person,
    a_role,
    an_alert,
    an_image,
    an_office,
    document,
    page_with,
)
from tests.tickets.office import a_report, anna
from tickets.files import ready_photo
from tickets.models import Attachment, StandardAnswer, Team, Ticket, TicketEvent, TicketMessage

CANARY = "Canarino"


class Side:
    """A thing of each kind in one municipality, every title with a mark in it."""

    def __init__(self, tenant, mark: str):
        self.tenant, self.mark = tenant, mark
        office = an_office(tenant, f"Ufficio {mark}")
        self.live = a_news_item(tenant, f"Notizia {mark}", managed_by=[office])
        self.draft = self._draft(page_with(tenant, "notizie"), f"Bozza {mark}")
        self.image = an_image(tenant)
        SiteImage.objects.filter(pk=self.image.pk).update(title=f"Foto {mark}", description=f"Foto {mark}")
        self.document = document(tenant, f"Modulo {mark}")
        self.point = a_contact_point(tenant, f"Sportello {mark}")
        self.role = a_role(a_person(tenant, "Ugo", mark), office, f"Sindaco {mark}")
        self.alert = an_alert(tenant, f"Allerta {mark}")
        self.question = Question.objects.create(tenant=tenant, question=f"Domanda {mark}", answer="<p>Sì.</p>")
        self.redirect = Redirect.objects.create(
            site=tenant.site, old_path=f"/vecchio-{mark.lower()}", redirect_link="/servizi/"
        )
        self.entry = published(tenant, f"Atto {mark}", office=office, now="2026-11-10 09:00")
        self.entry_draft = a_draft(tenant, f"Atto in bozza {mark}", office=office)
        self.rating = Rating.objects.create(
            tenant=tenant, page=self.live, language="it", stars=2, comment=mark, created_at=timezone.now()
        )
        self.improvement = Improvement.objects.create(tenant=tenant, page=self.live, said=mark, done=f"Fatto {mark}")
        self.check = self._check()
        self.promoted = PromotedResult.objects.create(tenant=tenant, page=self.live, words=mark)
        self.synonym = Synonym.objects.create(words=mark, means=mark)  # of the whole union
        self.closure = Closure.objects.create(tenant=tenant, reason=f"Chiusura {mark}", first_on="2026-12-07")
        self._appointments(office)
        self._requests(office)
        self.person = User.objects.create_user(f"persona-{mark.lower()}", first_name=mark, email=f"{mark}@x.test")
        self.person.groups.add(Group.objects.get(staff_group__tenant=tenant, staff_group__role_key="editor"))
        CalendarFeed.objects.create(user=self.person, token_hash=mark, made_at=timezone.now())
        self.upload = UploadedFile.objects.create(uploaded_by_user=self.person)
        self.session = EditingSession.objects.create(
            user=self.person, content_object=self.draft, last_seen_at=timezone.now()
        )
        self.workflow = Workflow.objects.get(workflow_pages__page=tenant.site.root_page)
        self.workflow.start(self.draft, self.person)
        self.translation = self._translation()
        for thing in (
            self.live,
            self.draft,
            self.image,
            self.document,
            self.point,
            self.role,
            self.alert,
            self.question,
        ):
            thing.refresh_from_db()
            insert_or_update_object(thing)  # so that searches find it

    def _draft(self, parent, title: str) -> NewsPage:
        page = NewsPage(
            title=title, slug=f"bozza-{self.mark.lower()}", summary="Testo", body="<p>Testo.</p>", live=False
        )
        parent.add_child(instance=page)
        page.save_revision()
        return NewsPage.objects.get(pk=page.pk)

    def _appointments(self, office) -> None:
        """An agenda that the body's operator keeps, somebody in it, somebody who waits, and hours that are blocked."""
        self.appointment_type = AppointmentType.objects.create(tenant=self.tenant, name=f"Tipo {self.mark}")
        self.resource = Resource.objects.create(tenant=self.tenant, name=f"Sportello {self.mark}")
        self.agenda = an_agenda(
            self.tenant,
            f"Agenda {self.mark}",
            office=office,
            types=[self.appointment_type],
            resources=[self.resource],
            days=range(7),
        )
        self.agenda.operators.set(User.objects.filter(groups__staff_group__tenant=self.tenant))
        now = timezone.now()
        request = a_request(self.agenda)
        [(_request, slot)] = places.first_free([request], now)
        person = api.Person(self.mark, self.mark, f"{self.mark.lower()}@cittadini.test", details=self.mark)
        self.appointment = api.confirm(request, slot.start, person, now)
        start = slot.start + 7 * 24 * 60
        in_two_days = slot.starts_at.date() + timedelta(days=2)
        waiting.join(request, api.Person(self.mark, self.mark, phone="0547 111111"), in_two_days, in_two_days, now)
        waiting.offer(self.agenda, now)
        [self.blocked] = api.block(self.resource, start, start + 30, now, reason=f"Corso {self.mark}")

    def _requests(self, office) -> None:
        """Who answers for the office, words kept ready, and a report with a file, of which all its person's words are
        the mark."""
        self.team = Team.objects.create(tenant=self.tenant, name=f"Gruppo {self.mark}")
        self.team.operators.set(User.objects.filter(groups__staff_group__tenant=self.tenant))
        self.team.offices.set([office])
        self.standard_answer = StandardAnswer.objects.create(tenant=self.tenant, title=self.mark, text=self.mark)
        person = anna(name=self.mark, surname=self.mark, email=f"{self.mark.lower()}@cittadini.test")
        words = {"subject": self.mark, "details": self.mark, "address": self.mark, "point": None}
        self.ticket = a_report(self.tenant, timezone.now(), person=person, **words)
        self.ticket.office = office
        self.ticket.save()
        self.attachment = ready_photo(self.ticket, f"{self.mark}.jpg", (b"foto", b"foto"), timezone.now())

    def _check(self) -> Run:
        now = timezone.now()
        run = Run.objects.create(tenant=self.tenant, state=Run.State.DONE, asked_at=now, beat_at=now, finished_at=now)
        Finding.objects.create(
            run=run, criterion="immagini", severity="grave", title=self.mark, message=self.mark, page=self.live
        )
        return run

    def _translation(self):
        from wagtail.models import Locale
        from wagtail_localize.models import Translation, TranslationSource

        source, _created = TranslationSource.update_or_create_from_instance(self.live)
        english = Locale.objects.get(language_code="en")
        return Translation.objects.create(source=source, target_locale=english, enabled=True)

    def keys(self, name: str, namespace: str, draft: bool) -> list:
        """Values for an argument, all of this side."""
        plain, by_namespace, page = self._known[draft]
        if name != "pk":
            return [plain[name]] if name in plain else []
        return [next((thing.pk for part, thing in by_namespace.items() if part in namespace), page.pk)]

    @cached_property
    def _known(self) -> dict[bool, tuple[dict, dict, NewsPage]]:
        """Read once: a walk asks for thousands of addresses, and half of its time went into reading these keys."""
        return {draft: self._read(draft) for draft in (False, True)}

    def _read(self, draft: bool) -> tuple[dict, dict, NewsPage]:
        page = self.draft if draft else self.live
        entry = self.entry_draft if draft else self.entry
        state = WorkflowState.objects.filter(object_id=str(self.draft.pk)).first()
        task_state = TaskState.objects.filter(workflow_state=state).first()
        plain = {
            "page_id": page.pk,
            "parent_page_id": page_with(self.tenant, "notizie").pk,
            "page_to_move_id": page.pk,
            "destination_id": page_with(self.tenant, "notizie").pk,
            "page_pk": self.tenant.site.root_page_id,
            "image_id": self.image.pk,
            "document_id": self.document.pk,
            "doc_id": self.document.pk,
            "uploaded_file_id": self.upload.pk,
            "session_id": self.session.pk,
            "task_state_id": task_state.pk if task_state else 0,
            "task_id": WorkflowTask.objects.get(workflow=self.workflow).task_id,
            "workflow_pk": self.workflow.pk,
            "workflow_state_id": state.pk if state else 0,
            "revision_id": page.latest_revision_id,
            "revision_id_a": page.latest_revision_id,
            "revision_id_b": "latest",
            "translation_id": self.translation.pk,
            "translation_source_id": self.translation.source_id,
            "person_id": self.person.pk,
            "conformity_run_id": self.check.pk,
            "collection_id": self.tenant.collection_id,
            "object_id": page.pk,
            "redirect_id": self.redirect.pk,
            "string_segment_id": 1,
            "overridable_segment_id": 1,
            "agenda_id": self.agenda.pk,
            "appointment_id": self.appointment.pk,
            "occupation_id": self.blocked.pk,
            "ticket_id": self.ticket.pk,
            "attachment_id": self.attachment.pk,
            "entry_id": entry.pk,
            "file_id": entry.files.first().pk,
            "year": 2026,
        }
        by_namespace = {
            "agenda": self.agenda,
            "appointmenttype": self.appointment_type,
            "resource": self.resource,
            "closure": self.closure,
            "alert": self.alert,
            "role": self.role,
            "contactpoint": self.point,
            "rating": self.rating,
            "improvement": self.improvement,
            "team": self.team,
            "standardanswer": self.standard_answer,
            "promotedresult": self.promoted,
            "question": self.question,
            "tenant": self.tenant,
            "term": Term.objects.of("argomenti").first(),
            "synonym": self.synonym,
            "wagtailimages": self.image,
            "wagtaildocs": self.document,
            "wagtailsites": self.tenant.site,
            "wagtailusers_users": self.person,
            "wagtailusers_groups": self.person.groups.first(),
            "wagtaillocales": page.locale,
            "wagtailadmin_collections": self.tenant.collection,
            "wagtailadmin_workflows": self.workflow,
        }
        return plain, by_namespace, page


WORDS = {
    "content_type_app_name": ["news"],
    "content_type_model_name": ["newspage"],
    "app_name": ["news"],
    "app_label": ["wagtailcore", "news", "cms"],
    "model_name": ["page", "alert", "siteimage", "sitedocument", "newspage"],
    "action": ["delete", "move", "publish", "unpublish", "add_tags", "add_to_collection"],
    "action_name": ["approve", "reject", "publish"],
    "filter_spec": ["width-100"],
    "mode": [""],
    "uidb64": ["MQ"],
    "token": ["abc-def"],
}


def addresses(view, ours: Side, theirs: Side) -> list[str]:
    """A view's addresses that name at least one thing of the other side, or nothing at all."""
    choices = []
    for name in view.arguments:
        if name in WORDS:
            choices.append([(name, value, False) for value in WORDS[name]])
            continue
        values = [(name, key, True) for draft in (False, True) for key in theirs.keys(name, view.name, draft)]
        if len([a for a in view.arguments if a not in WORDS]) > 1:
            values += [(name, key, False) for key in ours.keys(name, view.name, False)]
        choices.append(list(dict.fromkeys(values)))
    found = []
    for combination in product(*choices):
        named = any(is_theirs for _name, _value, is_theirs in combination)
        if named or not any(name not in WORDS for name in view.arguments):
            kwargs = {name: value for name, value, _is_theirs in combination}
            try:
                found.append(reverse(view.name, kwargs=kwargs))
            except Exception:  # noqa: S112  words that do not go together: another combination does
                continue
    return list(dict.fromkeys(found))


def rows_of(tenant) -> dict[str, str]:
    """Everything of a municipality, and what nobody but union IT may change, as text by row."""
    tree = Page.objects.filter(path__startswith=tenant.site.root_page.path)
    keys = [str(key) for key in tree.values_list("pk", flat=True)]
    states = WorkflowState.objects.filter(object_id__in=keys, base_content_type__model="page")
    querysets = [
        *(model.objects.filter(tenant=tenant) for model in _own_models()),
        Redirect.objects.filter(site=tenant.site),
        EntryFile.objects.filter(entry__tenant=tenant),
        Occupation.objects.filter(resource__tenant=tenant),
        Ticket.objects.filter(holder=tenant),
        TicketEvent.objects.filter(ticket__holder=tenant),
        TicketMessage.objects.filter(ticket__holder=tenant),
        Attachment.objects.filter(ticket__holder=tenant),
        CalendarFeed.objects.filter(user__groups__staff_group__tenant=tenant),
        tree,
        Revision.page_revisions.filter(object_id__in=keys),  # an alert of ours may have the number of a page of theirs
        Tenant.objects.all(),
        TenantHost.objects.all(),
        Term.objects.of("argomenti"),
        Synonym.objects.all(),
        Collection.objects.all(),
        Workflow.objects.all(),
        Task.objects.all(),
        states,
        TaskState.objects.filter(workflow_state__in=states),
        User.objects.filter(groups__staff_group__tenant=tenant),
        StaffGroup.objects.all(),
        Group.objects.all(),
    ]
    rows = {}
    for queryset in querysets:
        for row in serializers.serialize("python", queryset):
            row["fields"].pop("numchild", None)
            row["fields"].pop("last_login", None)
            rows[f"{row['model']}:{row['pk']}"] = str(row["fields"])
    return rows


def _own_models():
    setup = (Agenda, AppointmentType, Resource, Closure, Appointment)
    return (
        Alert,
        Role,
        ContactPoint,
        Question,
        Rating,
        Improvement,
        Team,
        StandardAnswer,
        PromotedResult,
        Run,
        Entry,
        SiteImage,
        SiteDocument,
        BasePage,
        *setup,
    )


def forged(theirs: Side) -> dict:
    """A form that names the other side wherever a view might look."""
    page, tenant = theirs.live, theirs.tenant
    return {
        "title": "Preso",
        "text": "Preso",
        "name": "Preso",
        "slug": "preso",
        "level": "info",
        "starts_at": "2026-11-24 10:00",
        "tenant": tenant.pk,
        "body": tenant.pk,
        "site": tenant.site_id,
        "collection": tenant.collection_id,
        "new_parent_page": page_with(tenant, "notizie").pk,
        "new_title": "Preso",
        "new_slug": "preso",
        "chooser": page_with(tenant, "notizie").pk,
        "page": page.pk,
        "parent_page": page_with(tenant, "notizie").pk,
        "locales": [2],
        "workflow": theirs.workflow.pk,
        "user": theirs.person.pk,
        "groups": list(theirs.person.groups.values_list("pk", flat=True)),
        "is_active": "",
        "action-publish": "1",
        "action-submit": "1",
        "comment": "Preso",
        "subject": "Preso",
        "reason": "Preso, e tenuto a lungo",
        "said": "Preso",
        "words": "Preso",
        "means": "Preso",
        "language": "it",
        "done": "Preso",
        "done_on": "2026-11-24",
        "answered": [theirs.rating.pk],
        "sure": "on",
        "value": "Preso",
        "azione": "crea",
        "riga": [theirs.ticket.pk, theirs.rating.pk],
        "offices": list(theirs.team.offices.values_list("pk", flat=True)),
        "operators": [theirs.person.pk],
        "next": "/admin/",
        "visible_to_groups": "[]",
        "old_path": "/preso/",
        "redirect_link": "https://evil.example/",
        "external-link-chooser-url": "https://evil.example/",
        "questions-count": 0,
        "entries-TOTAL_FORMS": 0,
        "entries-INITIAL_FORMS": 0,
    }
