"""What the search knows of each published page: rows that can always be made again (`manage.py rebuild_search`).

An inverted index of our own, the same on every database: for each page and language the stems of its words, each with
how much it says about that page. See docs/searching.md and decision 0040.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, PageChooserPanel

from cms.forms import HelpedForm, OwnBodyForm, forget_choice
from cms.models import BasePage
from cms.versions import ORIGINAL
from cms.words import stems

LONGEST_PHRASE = 5  # words of a phrase of union IT: nobody types more of them together


class SearchDocument(models.Model):
    """A page that searches may show, in its language, or a part of one with a name of its own; written when it is
    published."""

    page = models.ForeignKey("cms.BasePage", on_delete=models.CASCADE, related_name="search_documents", db_index=False)
    part = models.TextField(default="")  # what follows the address of the page; empty: the page itself
    title = models.TextField(default="")  # of a part
    tenant = models.ForeignKey("cms.Tenant", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=5)
    kind = models.CharField(max_length=20)  # of search.kinds
    title_stems = models.TextField()  # separated by spaces: for what is looked for by its name
    names = models.JSONField(default=list)  # stems of other names by which it is known
    topics = models.JSONField(default=list)  # keys of terms
    text = models.TextField()  # plain words as they are read, for the excerpt
    files = models.ManyToManyField("cms.SiteDocument", related_name="+")  # that the page shows
    files_text = models.TextField(default="")  # the beginning of what they say, for the excerpt
    files_words = models.TextField(default="")  # those of their words that find the page, each once
    day = models.DateField(null=True)  # of a news item or of the start of an event
    ends_on = models.DateField(null=True)  # the last day of an event or a call: afterwards it comes after the others
    popularity = models.FloatField(default=0)  # from 0 to 1: how often it is chosen among results; made by the clock
    right_until = models.DateField(null=True)  # the last day on which this is what the page says: a file has a term
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "pagina nella ricerca"
        verbose_name_plural = "pagine nella ricerca"
        constraints = [models.UniqueConstraint(fields=["page", "part"], name="search_document_once")]
        indexes = [models.Index(fields=["tenant", "language"], name="search_document_scope")]

    def __str__(self):
        return self.title_stems


class FileText(models.Model):
    """What a file says, as the worker has read it; without words where it cannot be read, which is no error."""

    document = models.OneToOneField("cms.SiteDocument", on_delete=models.CASCADE, related_name="search_text")
    file = models.CharField(max_length=255)  # its name in the storage: a file that replaces it has another
    file_hash = models.CharField(max_length=40, db_index=True)  # SHA-1, as Wagtail's: the same content is read once
    text = models.TextField()
    outcome = models.CharField(max_length=30)  # of search.reading
    read_at = models.DateTimeField()

    # Not a use of the file: one whose term has passed is withdrawn although it was read.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "testo di un file"
        verbose_name_plural = "testi dei file"

    def __str__(self):
        return self.file


class Posting(models.Model):
    """A stem in a page; `weight`, up to 1000, is how much the stem says about the page."""

    tenant = models.ForeignKey("cms.Tenant", on_delete=models.CASCADE, related_name="+", db_index=False)
    language = models.CharField(max_length=5)
    stem = models.CharField(max_length=40)
    weight = models.PositiveSmallIntegerField()
    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE, related_name="postings", db_index=False)

    class Meta:
        verbose_name = "parola di una pagina"
        verbose_name_plural = "parole delle pagine"
        constraints = [models.UniqueConstraint(fields=["document", "stem"], name="posting_once")]
        indexes = [
            # The best pages for a stem come first: of a common one only they are read.
            models.Index(fields=["tenant", "language", "stem", "-weight", "document"], name="posting_best_first"),
        ]

    def __str__(self):
        return self.stem


class Vocabulary(models.Model):
    """The words used on a site in a language, with the number of pages that use them: to weigh rare words, to complete
    what is being typed and to understand what is mistyped. Made by the clock; a little late is no harm."""

    tenant = models.ForeignKey("cms.Tenant", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=5)
    pages = models.PositiveIntegerField()
    words = models.JSONField()  # word -> pages that use it
    stems = models.JSONField()  # stem -> pages that use it
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "vocabolario di un sito"
        verbose_name_plural = "vocabolari dei siti"
        constraints = [models.UniqueConstraint(fields=["tenant", "language"], name="vocabulary_once")]

    def __str__(self):
        return f"{self.tenant} ({self.language})"


class Synonym(models.Model):
    """What people type, and what pages call it: kept by union IT, for all the sites."""

    base_form_class = HelpedForm
    LANGUAGES = [("it", "Italiano"), ("en", "Inglese")]
    words = models.TextField("chi cerca scrive")
    means = models.TextField("le pagine dicono")
    language = models.CharField("lingua", max_length=5, choices=LANGUAGES, default="it")

    class Meta:
        verbose_name = "sinonimo"
        verbose_name_plural = "sinonimi"
        ordering = ["words"]

    def __str__(self):
        return f"{self.words} → {self.means}"

    def clean(self):
        super().clean()
        wrong = {}
        for name in ("words", "means"):
            typed = getattr(self, name)
            said = {phrase: len(stems(phrase, self.language)) for phrase in phrases(typed)}
            if typed and not (said and all(said.values())):  # of an empty field the form says so by itself
                wrong[name] = "Scrivi una o più parole, separate da virgole."
            elif name == "words" and (long := next((one for one, many in said.items() if many > LONGEST_PHRASE), "")):
                wrong[name] = f"Di ogni frase contano al massimo {LONGEST_PHRASE} parole: accorcia «{long}»."
        if wrong:
            raise ValidationError(wrong)


class PromotedResultForm(OwnBodyForm):
    """A page of the union may be linked from anywhere; what comes first on its own site, the union says. What comes first
    for English words is an English page."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["page"]
        field.queryset = BasePage.objects.filter(tenant=self.instance.tenant_id, alias_of=None)
        field.error_messages["invalid_choice"] = "Scegli una pagina del sito del tuo ente."

    def is_valid(self):
        if self.is_bound and "page" in self.errors:
            forget_choice(self, "page")  # shown again, it would tell the title of another body's draft
        return super().is_valid()


class PromotedResult(models.Model):
    """A page that a municipality puts first for the words it chooses."""

    tenant = models.ForeignKey("cms.Tenant", verbose_name="ente", on_delete=models.CASCADE, related_name="+")
    words = models.TextField("chi cerca scrive")
    page = models.ForeignKey("cms.BasePage", verbose_name="pagina", on_delete=models.CASCADE, related_name="+")
    until = models.DateField("fino al", null=True, blank=True)

    class Meta:
        verbose_name = "risultato in primo piano"
        verbose_name_plural = "risultati in primo piano"
        ordering = ["words", "pk"]

    base_form_class = PromotedResultForm
    panels = [FieldPanel("words"), PageChooserPanel("page"), FieldPanel("until")]

    def __str__(self):
        return f"{self.words} → {self.page}"

    def clean(self):
        super().clean()
        language = self.page.locale.language_code if self.page_id else ORIGINAL
        if not phrases(self.words) or not all(stems(phrase, language) for phrase in phrases(self.words)):
            raise ValidationError({"words": "Scrivi una o più parole, separate da virgole."})


class SearchTally(models.Model):
    """How often something was looked for on a day. `key` is a keyed hash: what it was is not written here."""

    day = models.DateField()
    tenant = models.ForeignKey("cms.Tenant", on_delete=models.CASCADE, related_name="+", db_index=False)
    language = models.CharField(max_length=5)
    key = models.CharField(max_length=32)
    searches = models.PositiveIntegerField()
    visits = models.PositiveIntegerField()
    results = models.PositiveIntegerField()  # of the last time
    chosen = models.PositiveIntegerField()
    ranks = models.PositiveIntegerField()  # their sum: the mean place is `ranks / chosen`

    class Meta:
        verbose_name = "ricerche di un giorno"
        verbose_name_plural = "ricerche di un giorno"
        constraints = [models.UniqueConstraint(fields=["day", "tenant", "language", "key"], name="tally_once")]
        indexes = [models.Index(fields=["key", "day"], name="tally_of_a_search")]

    def __str__(self):
        return f"{self.day}: {self.searches}"


class SearchVisit(models.Model):
    """That a visit was counted today: a keyed hash of day, search and connection; gone the next day."""

    day = models.DateField(db_index=True)
    number = models.CharField(max_length=32, unique=True)

    class Meta:
        verbose_name = "visita contata"
        verbose_name_plural = "visite contate"

    def __str__(self):
        return self.number


class SearchText(models.Model):
    """What was looked for, once it has come from enough visits on enough days (search.log)."""

    key = models.CharField(max_length=32, unique=True)
    text = models.CharField(max_length=120)
    language = models.CharField(max_length=5)

    class Meta:
        verbose_name = "testo di una ricerca"
        verbose_name_plural = "testi delle ricerche"

    def __str__(self):
        return self.text


class ChosenPage(models.Model):
    """How often a page was chosen among results on a day."""

    day = models.DateField()
    page = models.ForeignKey("cms.BasePage", on_delete=models.CASCADE, related_name="+", db_index=False)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "pagina scelta tra i risultati"
        verbose_name_plural = "pagine scelte tra i risultati"
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="chosen_page_once")]

    def __str__(self):
        return f"{self.page_id}: {self.times}"


def phrases(text: str) -> list[str]:
    """The phrases of a list with commas or on several lines."""
    return [phrase.strip() for phrase in text.replace("\n", ",").split(",") if phrase.strip()]
