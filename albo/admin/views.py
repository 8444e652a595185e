"""Screens of the register: the list, one publication, and what is done to it. Each act is asked before it is done."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from albo import api, papers, words
from albo.admin.forms import AnnulForm, EntryForm, FileForm, PublishForm
from albo.admin.rights import RegisterMixin, Screen
from albo.models import Entry
from albo.periods import PeriodError, day_of, period
from albo.rules import rule_for
from albo.views import send
from cms.formats import the_day
from cms.lists import page_number
from cms.models import Term

STATES = {
    "bozza": ("Bozze", lambda rows, now: rows.filter(state=Entry.State.DRAFT)),
    "programmata": ("Programmate", lambda rows, now: rows.filter(state=Entry.State.SCHEDULED)),
    "in-corso": ("In pubblicazione", lambda rows, now: rows.on_show(now)),
    "conclusa": ("Concluse", lambda rows, now: rows.closed(now)),
    "annullata": ("Annullate", lambda rows, now: rows.filter(state=Entry.State.ANNULLED)),
}


class Wanted:
    """What the address of the list asks for; words that mean nothing are left out."""

    def __init__(self, query, tenant):
        self.tenant = tenant
        self.state = query.get("stato", "") if query.get("stato") in STATES else ""
        year = query.get("anno", "")
        self.year = int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None
        self.kind = query.get("tipo", "").replace("\x00", "")[:190]
        self.text = " ".join(query.get("testo", "").replace("\x00", " ").split())[:120]

    def rows(self, now):
        rows = Entry.objects.filter(tenant=self.tenant)
        if self.state:
            rows = STATES[self.state][1](rows, now)
        if self.year:
            rows = rows.filter(year=self.year)
        if self.kind:
            rows = rows.filter(kind__key=self.kind)
        for word in words.wanted(self.text):
            rows = rows.filter(words__contains=word)
        return rows


class RegisterList(Screen, TemplateView):
    """The register of the body one works for: drafts first, then by number."""

    template_name = "albo/admin/list.html"
    page_title = "Albo pretorio"
    PER_PAGE = 50

    def get_context_data(self, **kwargs):
        now = timezone.now()
        wanted = Wanted(self.request.GET, self.tenant)
        rows = wanted.rows(now).select_related("kind", "office")
        # What has no number waits for somebody: first, whatever the engine thinks of nulls.
        rows = rows.order_by(F("year").desc(nulls_first=True), "-number", "-pk")
        page = Paginator(rows, self.PER_PAGE).get_page(page_number(self.request.GET.get("p", "")))
        for row in page:
            row.words_of_state = row.state_at(now)
        query = self.request.GET.copy()
        query.pop("p", None)
        years = Entry.objects.filter(tenant=self.tenant).numbered().values_list("year", flat=True)
        kinds = Entry.objects.filter(tenant=self.tenant).values("kind")
        return super().get_context_data(
            page=page,
            wanted=wanted,
            states={key: label for key, (label, _rows) in STATES.items()},
            years=list(years.order_by("-year").distinct()),
            kinds=Term.objects.filter(pk__in=kinds).order_by("sort_order"),
            query=query.urlencode(),
            this_year=wanted.year or day_of(now).year,
            is_elsewhere=bool(self.tenant.register_url),
            **kwargs,
        )


class Export(RegisterMixin, View):
    """What the list shows, for a spreadsheet."""

    def get(self, request):
        now = timezone.now()
        rows = Wanted(request.GET, self.tenant).rows(now).order_by("year", "number", "pk")
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="albo-{self.tenant.slug}.csv"'
        entries = rows.select_related("kind", "office", "corrects").prefetch_related("files")
        papers.register_csv(entries, now, answer)
        return answer


class YearPdf(RegisterMixin, View):
    def get(self, request, year):
        content = papers.register_pdf(self.tenant, year, timezone.now())
        return _pdf(content, f"registro-albo-{self.tenant.slug}-{year}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


# --- One publication --------------------------------------------------------------------------------------------------


class EntryScreen(Screen):
    """A screen about one publication."""

    def get_page_subtitle(self):
        return self.entry.label if self.entry.number else self.entry.get_state_display()

    def get_context_data(self, **kwargs):
        return super().get_context_data(entry=self.entry, now_state=self.entry.state_at(timezone.now()), **kwargs)

    def here(self):
        return redirect("albo_admin_show", self.entry.pk)


class Show(EntryScreen, TemplateView):
    """Everything about a publication, and what can be done to it now."""

    template_name = "albo/admin/show.html"
    page_title = "Pubblicazione"

    def get_context_data(self, **kwargs):
        now, entry = timezone.now(), self.entry
        lacks = api.missing(entry, day_of(now)) if entry.is_draft else {}
        return super().get_context_data(
            files=list(entry.files.all()),
            file_form=kwargs.pop("file_form", None) or FileForm(label_suffix=""),
            lacks=list(lacks.values()),
            foreseen=_foreseen(entry, day_of(now)) if entry.is_draft else None,
            corrections=list(entry.corrections.all()),
            may_certify=entry.is_annulled or entry.is_over(now),
            public_url=f"{entry.tenant.root_url}{entry.path}" if entry.is_on_show(now) else "",
            **kwargs,
        )


def _foreseen(entry, today):
    """The period that publishing today would give; None while it cannot be said."""
    if entry.kind is None:
        return None
    try:
        return period(today, api.length_of(entry, today))
    except PeriodError:
        return None


class Write(Screen, FormView):
    form_class = EntryForm
    template_name = "albo/admin/form.html"

    def form_valid(self, form):
        entry = form.save(commit=False)
        try:
            api.save_draft(entry, actor=self.request.user, now=timezone.now(), seen=form.cleaned_data["seen"])
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        messages.success(self.request, "Bozza salvata. Adesso controlla i file.")
        return redirect("albo_admin_show", entry.pk)


class Add(Write):
    page_title = "Nuova pubblicazione"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and self.tenant.register_url:
            messages.error(request, "L'albo di questo ente è su un'altra piattaforma: qui non si pubblica.")
            return redirect("albo_admin")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"tenant": self.tenant, "instance": Entry(tenant=self.tenant)}


class DraftOnly(EntryScreen):
    """For what can be done only to a draft; of anything else the screen of the publication says why not."""

    def dispatch(self, request, *args, **kwargs):
        if not self.entry.is_draft:
            messages.error(request, "Questa pubblicazione non è una bozza: non si può cambiare.")
            return self.here()
        return super().dispatch(request, *args, **kwargs)


class Edit(DraftOnly, Write):
    page_title = "Modifica la bozza"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"tenant": self.entry.tenant, "instance": self.entry}


class Discard(DraftOnly, TemplateView):
    template_name = "albo/admin/discard.html"
    page_title = "Butta via la bozza"

    def post(self, request, entry_id):
        api.discard(self.entry, actor=request.user)
        messages.success(request, "Bozza buttata via, con i suoi file.")
        return redirect("albo_admin")


class AddFile(DraftOnly, Show):
    """One file at a time: what was typed of the act is already safe."""

    http_method_names = ["post"]

    def post(self, request, entry_id):
        form = FileForm(request.POST, request.FILES, label_suffix="")
        if form.is_valid():
            try:
                api.add_file(self.entry, form.cleaned_data["file"], title=form.cleaned_data["title"])
            except ValidationError as error:
                form.add_error("file", error.messages)
            else:
                messages.success(request, "File aggiunto.")
                return self.here()
        return self.render_to_response(self.get_context_data(file_form=form))


class FileMixin:
    @cached_property
    def file(self):
        found = self.entry.files.filter(pk=self.kwargs["file_id"]).first()
        if found is None:
            raise Http404
        return found


class RemoveFile(FileMixin, DraftOnly, View):
    http_method_names = ["post"]

    def post(self, request, entry_id, file_id):
        api.remove_file(self.file)
        messages.success(request, "File tolto.")
        return self.here()


class File(FileMixin, RegisterMixin, View):
    """The office reads every file, also of publications that are over."""

    def get(self, request, entry_id, file_id):
        return send(self.file)


class Publish(DraftOnly, FormView):
    form_class = PublishForm
    template_name = "albo/admin/publish.html"
    page_title = "Pubblica all'albo"

    def get_context_data(self, **kwargs):
        today = day_of(timezone.now())
        return super().get_context_data(
            files=list(self.entry.files.all()),
            lacks=list(api.missing(self.entry, today).values()),
            foreseen=_foreseen(self.entry, today),
            rule=rule_for(self.entry.kind) if self.entry.kind else None,
            **kwargs,
        )

    def form_valid(self, form):
        now, day = timezone.now(), form.cleaned_data["planned_for"]
        try:
            if day:
                api.schedule(self.entry, day, actor=self.request.user, now=now)
                messages.success(
                    self.request,
                    f"Fatto: l'atto esce da solo {the_day(day, 'il d/m/Y')}, con il numero di quel giorno.",
                )
            else:
                entry = api.publish(self.entry, actor=self.request.user, now=now)
                messages.success(
                    self.request,
                    f"Pubblicata con il numero {entry.number}/{entry.year}, fino {the_day(entry.ends_on, 'al d/m/Y')}.",
                )
        except ValidationError as error:
            self._say(form, error)
            return self.form_invalid(form)
        return self.here()

    @staticmethod
    def _say(form, error: ValidationError) -> None:
        by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, texts in by_field.items():
            form.add_error(name if name in form.fields else None, texts)


class Unschedule(RegisterMixin, View):
    http_method_names = ["post"]

    def post(self, request, entry_id):
        try:
            api.unschedule(self.entry, actor=request.user, now=timezone.now())
        except ValidationError:
            messages.error(request, "Questa pubblicazione non è programmata.")
        else:
            messages.success(request, "È di nuovo una bozza: non esce da sola.")
        return redirect("albo_admin_show", entry_id)


class Annul(EntryScreen, FormView):
    form_class = AnnulForm
    template_name = "albo/admin/annul.html"
    page_title = "Annulla la pubblicazione"

    def dispatch(self, request, *args, **kwargs):
        if self.entry.state != Entry.State.PUBLISHED:
            messages.error(request, "Si annulla solo una pubblicazione che ha un numero e non è già annullata.")
            return self.here()
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            api.annul(self.entry, form.cleaned_data["reason"], actor=self.request.user, now=timezone.now())
        except ValidationError as error:
            by_field = hasattr(error, "error_dict")
            form.add_error("reason" if by_field else None, error.messages)
            return self.form_invalid(form)
        messages.success(self.request, "Annullata. Il numero resta nel registro, con il motivo.")
        return self.here()


class Correct(RegisterMixin, View):
    http_method_names = ["post"]

    def post(self, request, entry_id):
        try:
            draft = api.correct(self.entry, actor=request.user, now=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("albo_admin_show", entry_id)
        messages.success(request, "Ecco la bozza con gli stessi dati: correggila, aggiungi i file e pubblicala.")
        return redirect(reverse("albo_admin_edit", args=[draft.pk]))


class Certificate(RegisterMixin, View):
    def get(self, request, entry_id):
        try:
            content = papers.certificate(self.entry, timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("albo_admin_show", entry_id)
        entry = self.entry
        return _pdf(content, f"certificato-albo-{entry.tenant.slug}-{entry.year}-{entry.number}.pdf")
