"""Screens of the redirects of a body."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import UploadedFile

from cms.editing.screens import ScreenMixin
from cms.lists import paginate
from cms.redirects import api
from cms.redirects.reading import MOST_BYTES, Row, UnreadableError, read
from cms.staff import bodies_among, bodies_with_area, working_body

AREA = "redirects"
SESSION_KEY = "redirects_upload"
PER_PAGE = 50
SHOWN = 200  # problems on the screen: all of them are in the report


class RedirectsMixin(ScreenMixin):
    """The body whose redirects are shown, checked at every request."""

    header_icon = "redirect"

    @cached_property
    def tenant(self):
        body = working_body(self.request, bodies_with_area(self.request.user, AREA))
        if body is None:
            raise PermissionDenied
        return body

    def get_context_data(self, **kwargs):
        bodies = bodies_among(bodies_with_area(self.request.user, AREA))
        return super().get_context_data(tenant=self.tenant, bodies=bodies, working_body=self.tenant, **kwargs)


class RedirectList(RedirectsMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtailadmin/redirects/list.html"
    page_title = "Reindirizzamenti"

    def get_context_data(self, **kwargs):
        query = self.request.GET.get("q", "").replace("\x00", "").strip()[:120]
        only_broken = self.request.GET.get("stato") == "rotti"
        wrong = api.broken(self.tenant)
        found = api.of_body(self.tenant).order_by("old_path").select_related("redirect_page")
        if query:
            found = found.filter(old_path__icontains=query) | found.filter(redirect_link__icontains=query)
        if only_broken:
            found = found.filter(pk__in=wrong)
        listing = paginate(self.request, list(found), PER_PAGE)
        addresses = api.existing(self.tenant)
        rows = [
            {"row": one, "new": addresses.get(one.old_path, ""), "is_broken": one.pk in wrong} for one in listing.items
        ]
        return super().get_context_data(
            list=listing, rows=rows, query=query, only_broken=only_broken, broken=len(wrong), **kwargs
        )


class RedirectForm(forms.Form):
    old = forms.CharField(
        label="Indirizzo vecchio",
        max_length=255,
        help_text="Quello che la gente usa ancora. Esempio: /vecchia/pagina.php?id=3",
    )
    new = forms.CharField(
        label="Indirizzo nuovo",
        max_length=255,
        help_text="Una pagina di questo sito. Esempio: /servizi/tributi-finanze-e-contravvenzioni/tari/",
    )


class EditRedirect(RedirectsMixin, WagtailAdminTemplateMixin, FormView):
    """A redirect, new or known: the same rules as an import of one row."""

    form_class = RedirectForm
    template_name = "wagtailadmin/redirects/form.html"

    @property
    def page_title(self):
        return "Cambia il reindirizzamento" if self.kwargs else "Nuovo reindirizzamento"

    @cached_property
    def known(self):
        key = self.kwargs.get("redirect_id")
        found = api.of_body(self.tenant).filter(pk=key).first() if key else None
        if key and found is None:
            raise Http404
        return found

    def get_initial(self):
        known = self.known
        return {"old": known.old_path, "new": api.existing(self.tenant)[known.old_path]} if known else {}

    def form_valid(self, form):
        row = Row(1, form.cleaned_data["old"], form.cleaned_data["new"])
        replacing = self.known.pk if self.known else None
        try:
            api.save(self.tenant, self.request.user, [row], replacing=replacing)
        except api.RefusedError:
            verdict = api.look_at(self.tenant, self.request.user, [row])[0]
            side = (
                "new" if "nuovo" in verdict.error or "https://" in verdict.error or "fuori" in verdict.error else "old"
            )
            form.add_error(side, verdict.error or "Qualcuno l'ha appena aggiunto: controlla l'elenco.")
            return self.form_invalid(form)
        messages.success(self.request, f"Chi apre {row.old} ora arriva a {row.new}.")
        return redirect("unica_redirects")

    def get_context_data(self, **kwargs):
        return super().get_context_data(known=self.known, **kwargs)


class DeleteRedirect(RedirectsMixin, View):
    def post(self, request, redirect_id: int):
        api.delete(self.tenant, request.user, redirect_id)
        messages.success(request, "Reindirizzamento tolto: l'indirizzo vecchio ora dice che la pagina non c'è.")
        return redirect("unica_redirects")


class ImportForm(forms.Form):
    file = forms.FileField(
        label="File CSV",
        help_text="Due colonne, il vecchio indirizzo e il nuovo. Fino a 20.000 righe. "
        "Va bene quello che salva un foglio di calcolo.",
        error_messages={"empty": "Il file è vuoto.", "required": "Scegli il file."},
    )
    flatten = forms.BooleanField(
        label="Accorcia le catene",
        required=False,
        initial=True,
        help_text="Se un indirizzo nuovo è a sua volta vecchio, manda subito all'ultimo.",
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError("Il file pesa più di 5 MB. Dividilo in più file e caricali uno dopo l'altro.")
        self.data_read = upload.read()
        try:
            read(self.data_read)
        except UnreadableError as error:
            raise forms.ValidationError(str(error)) from error
        return upload


class ImportRedirects(RedirectsMixin, WagtailAdminTemplateMixin, FormView):
    """The file is looked at first; nothing is done until the person says so."""

    form_class = ImportForm
    template_name = "wagtailadmin/redirects/import.html"
    page_title = "Importa reindirizzamenti"

    def form_valid(self, form):
        _forget(self.request)
        upload = UploadedFile(uploaded_by_user=self.request.user)
        upload.file.save("reindirizzamenti.csv", ContentFile(form.data_read))
        self.request.session[SESSION_KEY] = {
            "key": upload.pk,
            "tenant": self.tenant.pk,
            "flatten": form.cleaned_data["flatten"],
        }
        return redirect("unica_redirects_review")


def _forget(request) -> None:
    kept = request.session.pop(SESSION_KEY, None)
    if kept:
        for upload in UploadedFile.objects.filter(pk=kept["key"], uploaded_by_user=request.user):
            upload.file.delete(save=False)
            upload.delete()


class ReviewMixin(RedirectsMixin):
    """The file that this person sent for this body, read again each time: nothing comes from the browser."""

    @cached_property
    def kept(self) -> dict | None:
        kept = self.request.session.get(SESSION_KEY)
        return kept if kept and kept["tenant"] == self.tenant.pk else None

    @cached_property
    def table(self):
        upload = UploadedFile.objects.filter(
            pk=self.kept["key"] if self.kept else 0, uploaded_by_user=self.request.user
        ).first()
        if upload is None:
            raise Http404
        with upload.file.open("rb") as file:
            return read(file.read())

    @cached_property
    def verdicts(self):
        return api.look_at(self.tenant, self.request.user, self.table.rows, flatten=self.kept["flatten"])


class ReviewImport(ReviewMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtailadmin/redirects/review.html"
    page_title = "Controlla prima di importare"

    def dispatch(self, request, *args, **kwargs):
        if self.kept is None:
            messages.info(request, "Carica di nuovo il file.")
            return redirect("unica_redirects_import")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        verdicts = self.verdicts
        problems = [one for one in verdicts if one.error] + [one for one in verdicts if one.warnings and not one.error]
        return super().get_context_data(
            table=self.table,
            total=len(verdicts),
            errors=sum(bool(one.error) for one in verdicts),
            warnings=sum(bool(one.warnings) and not one.error for one in verdicts),
            ready=sum(not one.error and not one.is_idle for one in verdicts),
            problems=problems[:SHOWN],
            hidden=max(0, len(problems) - SHOWN),
            flatten=self.kept["flatten"],
            **kwargs,
        )

    def post(self, request):
        if "cancel" in request.POST:
            _forget(request)
            return redirect("unica_redirects")
        try:
            verdicts = api.save(self.tenant, request.user, self.table.rows, flatten=self.kept["flatten"])
        except api.RefusedError:
            messages.error(request, "Non ho importato niente: guarda gli errori qui sotto.")
            return redirect("unica_redirects_review")
        _forget(request)
        number = sum(not one.is_idle for one in verdicts)
        messages.success(request, f"Importati {number} reindirizzamenti.")
        return redirect("unica_redirects")


class ImportReport(ReviewMixin, View):
    """Every row of the file with its outcome."""

    def get(self, request):
        response = HttpResponse(api.report(self.verdicts), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="reindirizzamenti-esito.csv"'
        response.headers["Cache-Control"] = "private, no-store"
        return response


class RedirectsMenuItem(MenuItem):
    def is_shown(self, request):
        bodies = bodies_with_area(request.user, AREA)
        return bodies is None or bool(bodies)


def menu_entry() -> MenuItem:
    return RedirectsMenuItem(
        "Reindirizzamenti", reverse("unica_redirects"), name="reindirizzamenti", icon_name="redirect", order=240
    )
