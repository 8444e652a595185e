"""Screens of who manages the staff of a body; the choice of the body one is working for."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.editing.screens import ScreenMixin
from cms.models import AuditEntry
from cms.staff import WORKING_BODY, administered_bodies, bodies_among, bodies_of, working_body
from staff import api, second_factor
from staff.forms import PersonForm
from staff.trail import WORDS


def to_sign_in(request):
    """Wagtail's own sign-in knows no second factor: whoever comes there goes to the one that does."""
    query = f"?{urlencode({'next': request.GET['next']})}" if "next" in request.GET else ""
    return redirect(f"{reverse('account_login')}{query}")


@require_POST
def choose_body(request):
    """Work for another body from now on, among one's own."""
    allowed = bodies_of(request.user)
    chosen = request.POST.get("body", "")
    body = next((one for one in bodies_among(allowed) if str(one.pk) == chosen), None)
    if body is None:
        raise Http404
    request.session[WORKING_BODY] = body.pk
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "wagtailadmin_home")


class StaffMixin(ScreenMixin):
    """The body whose staff is managed, checked at every request."""

    @cached_property
    def tenant(self):
        body = working_body(self.request, administered_bodies(self.request.user))
        if body is None:
            raise PermissionDenied
        return body

    @cached_property
    def person(self):
        person = api.person_of(self.tenant, self.kwargs["person_id"])
        if person is None:
            raise Http404
        return person

    def get_context_data(self, **kwargs):
        bodies = bodies_among(administered_bodies(self.request.user))
        return super().get_context_data(tenant=self.tenant, bodies=bodies, working_body=self.tenant, **kwargs)


class StaffList(StaffMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "staff/list.html"
    page_title = "Personale"
    header_icon = "group"

    def get_context_data(self, **kwargs):
        people = [self._row(person) for person in api.people_of(self.tenant)]
        return super().get_context_data(people=people, **kwargs)

    def _row(self, person) -> dict:
        here = [g.staff_group.role.label for g in person.groups.all() if _is_of(g, self.tenant)]
        factors = {one.type for one in person.authenticator_set.all()}
        return {
            "person": person,
            "roles": ", ".join(sorted(here)),
            "has_factor": bool(factors.intersection(second_factor.STRONG)),
        }


def _is_of(group, tenant) -> bool:
    return hasattr(group, "staff_group") and group.staff_group.tenant_id == tenant.pk


class Register(StaffMixin, WagtailAdminTemplateMixin, TemplateView):
    """What the staff of a body did: sign-ins, refusals, roles given and taken."""

    template_name = "staff/register.html"
    page_title = "Registro"
    header_icon = "history"
    PER_PAGE = 50

    def get_context_data(self, **kwargs):
        asked = self.request.GET
        rows = AuditEntry.objects.select_related("actor", "tenant").order_by("-pk")
        if not (self.tenant.is_union and administered_bodies(self.request.user) is None):
            rows = rows.filter(tenant=self.tenant)  # from the union, union IT reads the whole register
        person, action = asked.get("persona", "").replace("\x00", "").strip()[:150], asked.get("fatto", "")
        if person:
            rows = rows.filter(Q(actor__username__icontains=person) | Q(object_label__icontains=person))
        if action in WORDS:
            rows = rows.filter(action=action)
        page = Paginator(rows, self.PER_PAGE).get_page(asked.get("p"))
        for row in page:
            row.words = WORDS.get(row.action, row.action)
        return super().get_context_data(page=page, words=WORDS, person=person, action=action, **kwargs)


class PersonView(StaffMixin, WagtailAdminTemplateMixin, FormView):
    form_class = PersonForm
    template_name = "staff/person.html"
    header_icon = "user"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"actor": self.request.user, "tenant": self.tenant}


class NewPerson(PersonView):
    page_title = "Nuova persona"

    def form_valid(self, form):
        made = api.add(
            self.request.user,
            self.tenant,
            form.to_person(),
            now=timezone.now(),
            base_url=settings.WAGTAILADMIN_BASE_URL,
        )
        messages.success(
            self.request, f"«{made.username}» riceve un messaggio a {made.email} per scegliere la password."
        )
        return redirect("staff_list")


class EditPerson(PersonView):
    page_title = "Persona"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"person": self.person}

    def get_initial(self):
        keys = self.person.groups.filter(staff_group__tenant=self.tenant).values_list(
            "staff_group__role_key", flat=True
        )
        names = ("first_name", "last_name", "email", "is_active")
        return {name: getattr(self.person, name) for name in names} | {"role_keys": list(keys)}

    def get_context_data(self, **kwargs):
        mine = api.may_change(self.request.user, self.person, self.tenant)
        return super().get_context_data(
            person=self.person,
            may_change=mine,
            may_reset=mine and self.person != self.request.user and second_factor.is_set_up(self.person),
            **kwargs,
        )

    def form_valid(self, form):
        api.change(self.request.user, self.tenant, self.person, form.to_person())
        messages.success(self.request, f"Salvato: {self.person.get_full_name() or self.person.username}.")
        return redirect("staff_list")


class Act(StaffMixin, View):
    """A button of a person's screen."""

    http_method_names = ["post"]


class SendPassword(Act):
    def post(self, request, person_id):
        api.send_password_link(
            request.user, self.tenant, self.person, now=timezone.now(), base_url=settings.WAGTAILADMIN_BASE_URL
        )
        messages.success(request, f"Messaggio inviato a {self.person.email}.")
        return redirect("staff_edit", person_id)


class ResetFactor(Act):
    def post(self, request, person_id):
        api.reset_second_factor(request.user, self.tenant, self.person)
        messages.success(request, "Fatto: al prossimo accesso imposterà un nuovo secondo fattore.")
        return redirect("staff_edit", person_id)
