"""The municipality's side of the catalogue: what is new, deciding on it, how a sheet follows the union's."""

import re
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Media
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.staff import bodies_among
from services import api
from services.admin import news
from services.admin.decision_forms import ModeForm, PartForm, prefix_of
from services.admin.wording import Line, lines, names_for, part_label, typed_text
from services.catalogue.decisions import ACCEPT, Decision, Moved
from services.catalogue.merging import Outcome
from services.catalogue.policies import MODE_LABELS, Mode
from services.models import Delivery, SharedEdition

# Fields of the form in which people write; those of blocks have their number before their name.
TYPED = re.compile(r"parte-.+-(?:reason|value|value-0-value-\w+)$")


class Screen(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "mail"

    def get_breadcrumbs_items(self):
        """The last one is the heading of the screen."""
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        inbox = {"url": reverse("union_news"), "label": Inbox.page_title}
        return [*self.breadcrumbs_items, *([] if isinstance(self, Inbox) else [inbox]), here]


class Inbox(Screen):
    """Everything that the union has changed, for the bodies of who looks."""

    template_name = "services/admin/inbox.html"
    page_title = "Novità dall'Unione"

    def get_context_data(self, **kwargs):
        allowed = news.bodies_of(self.request.user)
        bodies = bodies_among(allowed)
        chosen = next((body for body in bodies if body.slug == self.request.GET.get("ente")), None)
        wanted = allowed if chosen is None else frozenset({chosen.pk})
        asked = news.Asked(wanted, timezone.localdate(), self.request.GET.dict())
        return super().get_context_data(
            groups=news.groups(asked), bodies=bodies, chosen=chosen, names_bodies=len(bodies) > 1, **kwargs
        )


@dataclass(frozen=True)
class Part:
    """One part of the form of decisions."""

    form: PartForm
    label: str
    lines: list[Line]

    @property
    def is_own(self) -> bool:
        return self.form.difference.is_own


class PageScreen(Screen):
    """A screen about one sheet that adopts a shared one. Whose it is has been asked by the guard."""

    @cached_property
    def page(self):
        pages = news.adopted_pages(news.bodies_of(self.request.user)).select_related("tenant", "locale", "shared")
        page = pages.filter(pk=self.kwargs["page_id"]).first()
        if page is None:
            raise Http404
        return page

    @cached_property
    def rights(self):
        return self.page.permissions_for_user(self.request.user)

    def get_page_subtitle(self):
        return f"{self.page.title}, {self.page.tenant.short_name}"

    def edit_button(self):
        return messages.button(reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "Apri la scheda")


class Decide(PageScreen):
    """The differences of a sheet, part by part, and what to do with each."""

    template_name = "services/admin/decide.html"
    page_title = "Decidi"

    def dispatch(self, request, *args, **kwargs):
        if not self.rights.can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def forms(self) -> list[PartForm]:
        data = self.request.POST if self.request.method == "POST" else None
        return [PartForm(one, self.page.tenant_id, data) for one in api.differences(self.page, self.today)]

    def post(self, request, page_id):
        if self.rights.page_locked():
            messages.error(request, "La scheda è bloccata o in revisione: adesso non puoi cambiarla.")
        elif self._is_right() and self._decide():
            return redirect("union_news")
        return self.render_to_response(self.get_context_data())

    def _is_right(self) -> bool:
        """Whether every form can be read; all are looked at, so that all errors show at once."""
        return not [form for form in self.forms if not form.is_valid()]

    def _decide(self) -> bool:
        """Carry out what was chosen; on a refusal say why, beside what it is about."""
        chosen = {form.path: form.decision() for form in self.forms}
        try:
            is_public = api.decide(
                self.page,
                {path: decision for path, decision in chosen.items() if decision is not None},
                seen=self.request.POST.get("seen", ""),
                user=self.request.user,
                may_publish=self.rights.can_publish(),
            )
        except ValidationError as error:
            self._say_why(error)
            return False
        self._tell(is_public)
        return True

    def _say_why(self, error: ValidationError) -> None:
        by_path = getattr(error, "error_dict", None)
        if by_path is None:
            messages.error(self.request, " ".join(error.messages))
            return
        for form in self.forms:
            if form.path in by_path:
                form.refuse([text for one in by_path[form.path] for text in one.messages])

    def _tell(self, is_public: bool) -> None:
        if is_public and self.page.live:
            said = f"Fatto: «{self.page.title}» dice quello che avete deciso."
        elif is_public:
            said = f"Fatto. «{self.page.title}» non è in linea: quello che avete deciso esce quando la pubblicate."
        else:
            said = f"Ho messo quello che hai deciso in una bozza di «{self.page.title}». Aprila e mandala in revisione."
        messages.success(self.request, said, buttons=[self.edit_button()])

    def get_context_data(self, **kwargs):
        parts = self._parts()
        equal = Delivery.objects.filter(page=self.page, state=Delivery.State.EQUAL)
        return super().get_context_data(
            page=self.page,
            parts=parts,
            editions=self._editions(),
            seen=api.state_of(self.page, self.today),
            mode=MODE_LABELS[Mode(self.page.adoption_mode)],
            is_pinned=self.page.adoption_mode == Mode.PINNED,
            is_locked=self.rights.page_locked(),
            may_publish=self.rights.can_publish(),
            has_repeated_row=not parts and equal.exists(),
            left_over=self._left_over(),
            has_errors=any(part.form.is_bound and part.form.errors for part in parts),
            media=sum((part.form.media for part in parts), Media()),
            **kwargs,
        )

    def _parts(self) -> list[Part]:
        differences = [form.difference for form in self.forms]
        values = [(one.path, value) for one in differences for value in (one.base, one.new, one.mine)]
        names = names_for(values)
        return [
            Part(
                form=form,
                label=part_label(one.path, one.new, one.base, one.mine),
                lines=lines(one.path, one.base, one.new, one.mine, names),
            )
            for form, one in zip(self.forms, differences, strict=True)
        ]

    def _editions(self) -> list[SharedEdition]:
        """The editions that this page has not settled, for their notes."""
        paths = {form.path for form in self.forms}
        own = [self.page.own_parts[path].get("edition") or 0 for path in paths if path in self.page.own_parts]
        others = [self.page.adopted_number or 0] if any(path not in self.page.own_parts for path in paths) else []
        since = min([*own, *others], default=0)
        rows = SharedEdition.objects.filter(
            service=self.page.shared_id, withdrawn_at=None, effective_on__lte=self.today, number__gt=max(since, 1)
        )
        return [row for row in rows.order_by("number") if not paths.isdisjoint(row.patch)]

    def _left_over(self) -> list[str]:
        """What was typed about parts that meanwhile ask for nothing any more: shown, so that nobody loses it."""
        known = tuple(f"{prefix_of(form.path)}-" for form in self.forms)
        return [
            text
            for name, typed in self.request.POST.items()
            if name.startswith("parte-")
            and not name.startswith(known)
            and not name.endswith(("-choice", "-review_on"))
            and (text := typed_text(typed).strip())
        ]


class AcceptMany(Screen):
    """Accept several sheets at once: ask first, naming them, then do it one by one."""

    template_name = "services/admin/accept_many.html"
    page_title = "Accetta insieme"
    http_method_names = ["post"]

    def post(self, request):
        chosen = [page for page in self._pages() if self._may_change(page)]
        if not chosen:
            messages.error(request, "Non hai scelto schede da accettare, o qualcuno ha già deciso.")
            return redirect("union_news")
        if request.POST.get("sicuro") != "1":
            return self.render_to_response(self.get_context_data(pages=[self._ask(page) for page in chosen]))
        for page in chosen:
            self._accept(page)
        return redirect("union_news")

    def _pages(self) -> list:
        """Of the keys sent, the sheets of one's own bodies that wait without a conflict."""
        keys = [key for key in self.request.POST.getlist("page") if key.isdecimal() and len(key) < 10]
        bodies = news.bodies_of(self.request.user)
        waiting = news.deliveries(bodies).filter(state=Outcome.WAITING, page__in=keys[: news.PER_PAGE])
        pages = news.adopted_pages(bodies).filter(pk__in=waiting.values("page"))
        return list(pages.select_related("tenant", "locale").order_by("title", "pk"))

    def _may_change(self, page) -> bool:
        rights = page.permissions_for_user(self.request.user)
        return rights.can_edit() and not rights.page_locked()

    def _ask(self, page) -> dict:
        today = timezone.localdate()
        paths = [one.path for one in api.differences(page, today)]
        return {
            "page": page,
            "parts": news.names_of(paths),
            "seen": api.state_of(page, today),
            "may_publish": page.permissions_for_user(self.request.user).can_publish(),
        }

    def _accept(self, page) -> None:
        accepted = {one.path: Decision(ACCEPT) for one in api.differences(page, timezone.localdate())}
        may_publish = page.permissions_for_user(self.request.user).can_publish()
        seen = self.request.POST.get(f"seen-{page.pk}", "")
        try:
            is_public = api.decide(page, accepted, seen=seen, user=self.request.user, may_publish=may_publish)
        except Moved:
            messages.error(self.request, f"«{page.title}»: nel frattempo è cambiata. Aprila e decidi.")
        except ValidationError as error:
            messages.error(self.request, f"«{page.title}»: {' '.join(error.messages)}")
        else:
            done = "accettata." if is_public else "accettata in una bozza: aprila e mandala in revisione."
            messages.success(self.request, f"«{page.title}»: {done}")


class PublisherScreen(PageScreen):
    """For who may publish the sheet: it changes what the public reads, now or from the next change on."""

    def dispatch(self, request, *args, **kwargs):
        if not self.rights.can_publish() or self.rights.page_locked():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ChangeMode(PublisherScreen, FormView):
    template_name = "services/admin/mode.html"
    page_title = "Come segue l'Unione"
    header_icon = "cog"
    form_class = ModeForm

    def get_initial(self):
        return {"mode": self.page.adoption_mode, "reason": self.page.adoption_reason}

    def get_context_data(self, **kwargs):
        return super().get_context_data(page=self.page, **kwargs)

    def form_valid(self, form):
        mode = Mode(form.cleaned_data["mode"])
        reason = form.cleaned_data["reason"] if mode == Mode.PINNED else ""
        try:
            api.change_mode(self.page, mode, reason=reason, user=self.request.user)
        except ValidationError as error:
            form.add_error(None if not hasattr(error, "error_dict") else "reason", error.messages)
            return self.form_invalid(form)
        messages.success(self.request, f"Fatto. «{self.page.title}»: «{MODE_LABELS[mode]}».")
        return redirect("union_news")


class Leave(PublisherScreen):
    """Make the sheet a local one: asked first."""

    template_name = "services/admin/leave.html"
    page_title = "Stacca dalla scheda condivisa"
    header_icon = "link-external"

    def get_context_data(self, **kwargs):
        return super().get_context_data(page=self.page, **kwargs)

    def post(self, request, page_id):
        title = self.page.title
        try:
            api.leave(self.page, user=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("union_news_leave", page_id)
        messages.success(request, f"«{title}» ora è solo vostra. Dice quello che diceva.", buttons=[self.edit_button()])
        return redirect("union_news")
