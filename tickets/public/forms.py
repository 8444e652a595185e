"""What is asked of who writes to us (COMUNI d.16, d.17), and in which words it is refused."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.booking.forms import clean_phone
from appointments.errors import NoPhone
from cms.public_forms import PublicForm
from feedback.masking import has_links
from tickets import photos as files
from tickets.errors import BadFile

MOST_DETAILS, MOST_REPORT = 600, 200  # letters (COMUNI d.16, d.17)
TOO_LONG = gettext_lazy("Hai scritto %(show_value)d caratteri: al massimo sono %(limit_value)d.")


class PlainField(forms.CharField):
    """A line of words: no address of the web, which has nothing to do in a name and everything in a fraud."""

    def clean(self, value):
        text = super().clean(value)
        if has_links(text):
            raise forms.ValidationError(_("Togli l'indirizzo web: qui non serve."))
        return text


class LinesField(forms.CharField):
    """Several lines, counted as the browser counts them: the end of one is one letter."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


def details_field(most: int, help_text) -> LinesField:
    return LinesField(
        label=gettext_lazy("Dettagli"),
        help_text=help_text,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": TOO_LONG},
    )


def privacy_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=gettext_lazy("Ho letto e compreso l'informativa sulla privacy"),
        error_messages={"required": gettext_lazy("Per andare avanti devi aver letto l'informativa sulla privacy.")},
    )


class PersonMixin(forms.Form):
    """Who writes. A telephone is not needed: who has none is answered by mail."""

    name = PlainField(
        label=gettext_lazy("Nome"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    surname = PlainField(
        label=gettext_lazy("Cognome"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    email = forms.EmailField(
        label=gettext_lazy("Email"),
        help_text=gettext_lazy("Ti scriviamo qui il numero e la risposta."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Telefono"),
        help_text=gettext_lazy("Se vuoi: serve solo se l'ufficio deve chiederti qualcosa in fretta."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean_phone(self) -> str:
        try:
            return clean_phone(self.cleaned_data["phone"])
        except NoPhone as error:
            raise forms.ValidationError(str(error)) from error


class AssistanceForm(PersonMixin, PublicForm):
    """The one page of a request of assistance. A category that has services asks which."""

    category = forms.ChoiceField(label=gettext_lazy("Categoria di servizio"))
    service = forms.ChoiceField(
        label=gettext_lazy("Servizio"),
        help_text=gettext_lazy("Se non lo trovi, scegli «Un altro servizio»."),
        required=False,
    )
    details = details_field(
        MOST_DETAILS,
        gettext_lazy("Che cosa ti serve: al massimo 600 caratteri. Non scrivere dati sulla salute di nessuno."),
    )
    privacy = privacy_field()
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, categories: list, services: dict[str, list], **kwargs):
        """`services` are (key, title) by key of their category."""
        super().__init__(*args, **kwargs)
        self.categories = {row["key"]: row["category"] for row in categories}
        self.services = services
        self.fields["category"].choices = [("", _("Scegli")), *((row["key"], row["name"]) for row in categories)]
        names = {row["key"]: row["name"] for row in categories}
        groups = [(names[key], pages) for key, pages in services.items() if pages]
        self.fields["service"].choices = [("", _("Scegli")), *groups, ("altro", _("Un altro servizio"))]
        self.dress()

    def clean(self):
        cleaned = super().clean()
        category, service = cleaned.get("category"), cleaned.get("service", "")
        offered = dict(self.services.get(category, []))
        if not category or "service" in self.errors:
            return cleaned
        if service in ("", "altro"):
            if offered and not service:
                self.add_error("service", _("Scegli il servizio, o «Un altro servizio»."))
        elif service not in offered:
            self.add_error("service", _("Questo servizio è di un'altra categoria: scegli uno di quelli giusti."))
        return cleaned


class StartForm(PublicForm):
    """Step 1 of a report: the conditions."""

    privacy = privacy_field()


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, each judged by itself: the good ones are kept, of the others one reads why not."""

    widget = ManyFilesInput

    def __init__(self, check, **kwargs):
        super().__init__(**kwargs)
        self.check = check

    def clean(self, data, initial=None):
        good, problems = [], []
        for file in data or []:
            try:
                self.check(super().clean(file, initial))
                good.append(file)
            except BadFile as error:
                problems.append(str(error))
            except forms.ValidationError as error:
                problems += error.messages
        return good, problems


class ReportForm(PersonMixin, PublicForm):
    """Step 2 of a report: where, what, with what, who."""

    address = PlainField(
        label=gettext_lazy("Luogo"),
        help_text=gettext_lazy("Via e numero, frazione, o un punto che si riconosce: «davanti alla scuola di …»."),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "luoghi-noti", "autocomplete": "street-address"}),
    )
    latitude = forms.FloatField(required=False, widget=forms.HiddenInput)
    longitude = forms.FloatField(required=False, widget=forms.HiddenInput)
    category = forms.ChoiceField(label=gettext_lazy("Tipo di disservizio"))
    subject = PlainField(
        label=gettext_lazy("Titolo"),
        help_text=gettext_lazy("Per esempio: «Lampione spento in piazza»."),
        max_length=80,
        error_messages={"max_length": TOO_LONG},
    )
    details = details_field(
        MOST_REPORT,
        gettext_lazy("Che cosa succede e da quando: al massimo 200 caratteri. Non scrivere nomi di persone."),
    )
    photos = ManyFilesField(
        files.check_photo,
        label=gettext_lazy("Immagini"),
        help_text=gettext_lazy(
            "Una o più foto, fino a 20 MB l'una. Togliamo noi il luogo e l'ora che il telefono scrive."
        ),
        required=False,
        widget=ManyFilesInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/heic"}),
    )
    documents = ManyFilesField(
        files.check_document,
        label=gettext_lazy("Documenti"),
        help_text=gettext_lazy("In PDF, fino a 10 MB l'uno."),
        required=False,
        widget=ManyFilesInput(attrs={"accept": "application/pdf"}),
    )
    field_order = (
        "address",
        "latitude",
        "longitude",
        "category",
        "subject",
        "details",
        "photos",
        "documents",
        "name",
        "surname",
        "email",
        "phone",
    )

    def __init__(self, *args, categories: list, kept: int = 0, kept_bytes: int = 0, territory=None, **kwargs):
        """`kept` are the files that the draft has already, `kept_bytes` how much they weigh; `territory(latitude,
        longitude)` says what is wrong with a point."""
        super().__init__(*args, **kwargs)
        self.kept, self.kept_bytes, self.territory = kept, kept_bytes, territory
        self.new_files: list[tuple[str, object]] = []
        self.fields["category"].choices = [("", _("Scegli")), *((row["key"], row["name"]) for row in categories)]
        self.categories = {row["key"]: row["category"] for row in categories}
        self.dress()

    def clean(self):
        cleaned = super().clean()
        self._take_files(cleaned)
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        if (latitude is None) != (longitude is None):
            cleaned["latitude"] = cleaned["longitude"] = None
        elif latitude is not None and (problem := self.territory(latitude, longitude)):
            self.add_error("address", problem)
        return cleaned

    def _take_files(self, cleaned) -> None:
        """The files that fit, up to the limits; what does not fit is told beside its field."""
        room, bytes_left = files.MOST_FILES - self.kept, files.MOST_ALL - self.kept_bytes
        for name, kind in (("photos", "foto"), ("documents", "documento")):
            good, problems = cleaned.get(name) or ([], [])
            taken = []
            for file in good:
                if room > len(taken) and file.size <= bytes_left:
                    taken.append(file)
                    bytes_left -= file.size
            room -= len(taken)
            self.new_files += [(kind, file) for file in taken]
            if len(taken) < len(good):
                problems = [
                    *problems,
                    _("Puoi allegare al massimo 10 file, 100 MB in tutto: gli altri non li abbiamo presi."),
                ]
            for problem in problems:
                self.add_error(name, problem)


class SummaryForm(PublicForm):
    """Step 3 of a report: one button."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)


class ReplyForm(PublicForm):
    """Something to add, on the private page."""

    text = LinesField(
        label=gettext_lazy("Il tuo messaggio"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": TOO_LONG},
    )


class ReopenForm(PublicForm):
    """Why it is not solved."""

    reason = LinesField(
        label=gettext_lazy("Che cosa manca ancora?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": TOO_LONG},
    )


class FollowForm(PublicForm):
    """Where to write to who follows a report."""

    follow_email = forms.EmailField(
        label=gettext_lazy("La tua email"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
