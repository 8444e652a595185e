"""What every public page of every municipality has."""

import logging
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone, translation
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page, PageManager, PagePermissionTester
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms import completeness, page_links, translations
from cms.blocks import shelf
from cms.cards import Card, by_keys, chosen_by
from cms.fields import one_of
from cms.forms import PageForm

logger = logging.getLogger(__name__)
NEVER_INDEXED = "noindex, noarchive"  # X-Robots-Tag
# Functions of sections that may be followed in a feed reader, whatever their type.
FOLLOWED = ("eventi", "documenti-e-dati", "bandi", "documenti-dataset")
BY_THE_CLOCK = "wagtail.publish.scheduled"  # how Wagtail calls a publication on a programmed day


@dataclass(frozen=True, slots=True)
class PartToFind:
    """A part of a page that the search finds by itself: of a kind of `search.kinds`, at an address that follows that of
    the page, with its own name, plain text and topics (keys of terms)."""

    kind: str
    address: str
    title: str
    text: str
    topics: frozenset[int] = frozenset()


class BasePageQuerySet(PageQuerySet):
    def of(self, tenant):
        """Pages of one body; every list shown to the public starts here."""
        return self.filter(tenant=tenant)

    def listed(self):
        """Live pages that lists may show."""
        return self.live().filter(is_hidden_from_lists=False)

    def due_for_review(self, today):
        """Live pages whose day of review has come and that nobody has read again since."""
        unread = models.Q(reviewed_on=None) | models.Q(reviewed_on__lt=models.F("review_by"))
        return self.live().filter(unread, review_by__lte=today)

    def about(self, topic):
        return self.filter(pk__in=BasePage.topics.through.objects.filter(term=topic).values("basepage"))


class QuickPermissionTester(PagePermissionTester):
    """Asks the database nothing of a page without pages below: Wagtail does, twice for each row of a list."""

    def can_delete(self, ignore_bulk=False):
        drafts_only = self.user.is_active and not self.user.is_superuser and "publish" not in self.permissions
        if self.page.is_leaf() and drafts_only and "change" in self.permissions:
            return not self.page.live
        return super().can_delete(ignore_bulk)


class BasePage(Page):
    """A page of a body's site: concrete, so that lists across types are one query (decision 0001).

    `listing_label` and `listing_date` are what a card shows beside title and summary; each type fills them when it is
    saved, and `rebuild_listings` can fill them again.
    """

    base_form_class = PageForm
    # Field -> part as the citizen reads it: what must be there to publish.
    required_to_publish: dict[str, str] = {}
    # Field -> attribute that the human review of the national model asks of this type (COMUNI.md g.6).
    reviewed_attributes: dict[str, str] = {}
    # Text that is the same in every language: names of people, codes, addresses.
    same_in_every_language: tuple[str, ...] = ()
    # Which kind of thing this is for lists and filters; subclasses set the words.
    type_label = gettext_lazy("Pagina")
    hides_when_empty = False  # a section or category that leaves the menus while nothing is published in it
    show_contacts = True
    template = "home/info_page.html"
    guide_chapter = "per-cominciare"  # where the editors' guide speaks of this type
    # Most citizens read on a telephone: the editor sees that first.
    default_preview_size = "mobile"
    preview_sizes = [
        {"name": "mobile", "icon": "mobile-alt", "device_width": 375, "label": "Anteprima su telefono"},
        {"name": "tablet", "icon": "tablet-alt", "device_width": 768, "label": "Anteprima su tablet"},
        {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": "Anteprima su computer"},
    ]

    tenant = models.ForeignKey("cms.Tenant", on_delete=models.PROTECT, related_name="pages", editable=False)
    site_key = models.SlugField(
        max_length=80,
        blank=True,
        editable=False,
        help_text="Funzione della pagina nel sito (servizi, faq, privacy...): menu e piè di pagina la trovano così.",
    )
    summary = models.CharField(
        "descrizione breve",
        max_length=255,
        blank=True,
        help_text="Una o due frasi semplici, fino a 160 caratteri. Si legge negli elenchi e sotto il titolo.",
    )
    image = models.ForeignKey(
        "cms.SiteImage", verbose_name="immagine", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    topics = ParentalManyToManyField(
        verbose_name="argomenti",
        blank=True,
        help_text="Da uno a quattro argomenti del vocabolario nazionale.",
        **one_of("argomenti"),
    )
    is_hidden_from_lists = models.BooleanField(
        "nascosta da elenchi e ricerca",
        default=False,
        help_text="Chi ha l'indirizzo la legge lo stesso. Esempio: la pagina di un bando chiuso.",
    )
    reviewed_on = models.DateField(
        "ultima revisione dei contenuti",
        null=True,
        blank=True,
        help_text="Il giorno in cui hai riletto tutto. Chi legge lo vede come «Ultimo aggiornamento».",
    )
    review_by = models.DateField(
        "da rivedere entro",
        null=True,
        blank=True,
        help_text="Quel giorno ti arriva un promemoria. Esempio: il 15 gennaio, quando cambiano le tariffe.",
    )
    listing_label = models.CharField(max_length=120, blank=True, editable=False)
    listing_date = models.DateField(null=True, blank=True, editable=False)

    objects = PageManager.from_queryset(BasePageQuerySet)()

    search_fields = Page.search_fields + [
        index.SearchField("summary"),
        index.FilterField("tenant"),
        index.FilterField("is_hidden_from_lists"),
        index.FilterField("listing_label"),
        index.FilterField("listing_date"),
        index.FilterField("reviewed_on"),
        index.FilterField("review_by"),
    ]

    summary_panels = [FieldPanel("summary"), FieldPanel("image")]
    topic_panels = [FieldPanel("topics", classname="collapsed")]
    content_panels = Page.content_panels + summary_panels
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")], "Motori di ricerca"
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("review_by")])], "Revisione dei contenuti"
        ),
        MultiFieldPanel([FieldPanel("is_hidden_from_lists")], "Negli elenchi"),
    ]

    is_creatable = False

    class Meta:
        verbose_name = "pagina"
        indexes = [
            models.Index(fields=["tenant", "site_key"], name="page_by_function"),
            models.Index(fields=["tenant", "listing_date"], name="page_by_date"),
            models.Index(fields=["tenant", "review_by"], name="page_by_review"),
        ]

    def save(self, *args, **kwargs):
        # The place in the tree says whose page this is; forms and copies never do.
        if self.depth and self.depth > 2:
            self.tenant_id = BasePage.objects.values_list("tenant_id", flat=True).get(
                path=self.path[: self.steplen * 2]
            )
        if self.site_key and self._has_twin():
            self.site_key = ""  # a copy is a plain page: menus and footer go on finding the first
        self.prepare_to_save()
        with translation.override(self.locale.language_code if self.locale_id else settings.LANGUAGE_CODE):
            self.listing_label = str(self.get_listing_label())[:120]
        self.listing_date = self.get_listing_date()
        super().save(*args, **kwargs)

    def prepare_to_save(self) -> None:
        """What a type writes into its columns at each save, once it is known whose the page is."""

    def _has_twin(self) -> bool:
        """Whether another page already has this function in this site and language."""
        locale = self.locale_id or self.get_default_locale().pk
        same = BasePage.objects.filter(tenant=self.tenant_id, locale=locale, site_key=self.site_key)
        return same.exclude(pk=self.pk).exists()

    @classmethod
    def for_serving(cls):
        """The page with what its template needs at once; types add their own relations."""
        return cls.objects.all()

    @classproperty
    def override_translatable_fields(cls):  # noqa: N805  a property of the class, where wagtail-localize looks for it
        return translations.kept_in_step(cls, *cls.same_in_every_language)

    def as_read(self):
        """The page with everything that readers see in it; types that take parts from elsewhere fill a copy."""
        return self

    def other_names(self) -> list[str]:
        """Other names by which people look for this page."""
        return []

    def parts_to_find(self) -> list[PartToFind]:
        """Parts of this page that are not among its fields and that the search finds one by one."""
        return []

    def more_files(self) -> dict[int, date | None]:
        """Keys of documents that readers find on this page today and that are not among its fields, for the search; each
        with the last day on which they find it, where there is one."""
        return {}

    @property
    def files_are_searched(self) -> bool:
        """Whether the search reads what the files of this page say."""
        return self.is_for_machines

    def structured_data(self, context: dict) -> dict | None:
        """The page as schema.org describes it (JSON-LD), or None; `context` is that of the template."""
        return None

    def feed_pages(self):
        """Pages that the feed of this page tells of (Atom), the most recent first; None where it has no feed."""
        if self.site_key not in FOLLOWED:
            return None
        # Pages with a function of their own are the lists, not what stands in them.
        return self.recent(BasePage.objects.descendant_of(self).filter(site_key=""))

    @staticmethod
    def recent(pages):
        """Pages of a feed, the last published first."""
        return pages.order_by("-last_published_at", "-pk")

    @property
    def feed_path(self) -> str:
        """Address of the feed of this page, or nothing."""
        return f"{self.path_url}feed.xml" if self.pk and self.feed_pages() is not None else ""

    def missing_parts(self, cleaned: dict | None = None) -> dict[str, str]:
        """Why this page cannot be published, by field; `cleaned` holds what a form is about to save."""
        return completeness.missing_in(self, cleaned)

    def publish(self, revision, *args, **kwargs):
        """Refuse an incomplete page from whatever door it comes: bulk actions, workflows, the clock."""
        missing = revision.as_object().missing_parts()
        if missing and kwargs.get("log_action") == BY_THE_CLOCK:
            # Nobody is there to read a refusal, and the pages due after this one must not wait: it stays a draft.
            type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            logger.warning("«%s» (pagina %s) non esce: %s", self.title, self.pk, " ".join(missing.values()))
            return None
        if missing:
            raise ValidationError(list(missing.values()))
        translations.refuse_half_translated(self)
        return super().publish(revision, *args, **kwargs)

    def get_listing_label(self) -> str:
        return self.type_label

    def get_listing_date(self):
        return None

    def permissions_for_user(self, user):
        return QuickPermissionTester(user, self)

    @property
    def section_path(self) -> str:
        """Where the page stands in its site and language, without slashes around: the scope of a search below it."""
        return self.url_path.split("/", 2)[2].strip("/")

    @property
    def path_url(self) -> str:
        """Address of the page on its own site, without the host."""
        from cms.directory import directory

        return directory().path_of(self.url_path)

    def get_url_parts(self, request=None):
        """Wagtail asks here for every address: answer from memory instead of reversing a route for each link."""
        from cms.directory import directory

        where = directory()
        root = where.root_of(self.url_path)
        if root is None:
            return None
        tenant = where.tenants[root.tenant_id]
        return tenant.site_id, tenant.root_url, where.path_of(self.url_path)

    @property
    def updated_on(self):
        """The date shown as "Ultimo aggiornamento"."""
        return self.reviewed_on or timezone.localdate(
            self.last_published_at or self.latest_revision_created_at or timezone.now()
        )

    @property
    def lead(self) -> str:
        return self.search_description or self.summary

    def highlighted(self, limit: int = 3, *, with_pictures: bool = False) -> list[Card]:
        """Cards of the live pages that the editor put "in evidenza" here, in the editor's order: one query."""
        return self.chosen("highlights", "target", limit=limit, with_pictures=with_pictures)

    def chosen(
        self, relation: str, target: str, *, limit: int | None = None, with_pictures: bool = False
    ) -> list[Card]:
        """Cards of the listed pages that the editor chose in the rows of a relation of this page: one query."""
        if relation in (getattr(self, "_cluster_related_objects", None) or {}):  # a preview: not stored yet
            keys = [getattr(row, f"{target}_id") for row in getattr(self, relation).all()]
            return by_keys(keys, with_pictures=with_pictures)[:limit]
        rows = self._meta.get_field(relation)
        return chosen_by(
            self.pk or 0, rows.related_model, rows.field.name, target, limit=limit, with_pictures=with_pictures
        )

    @property
    def breadcrumb(self) -> list[dict]:
        """The real place of the page in the tree, from the home to here: one query."""
        if self.depth is None or self.depth <= 2:
            return []
        from cms.frame import navigation_for

        steps = [self.path[: self.steplen * level] for level in range(2, self.depth)]
        known = navigation_for(self.tenant, self.locale.language_code)["upper"]
        items = [known[step] for step in steps if step in known]
        if len(items) < len(steps):  # a page deeper than menus go, or one that is not live
            above = BasePage.objects.filter(path__in=steps).order_by("depth").only("title", "url_path", "path", "depth")
            items = [{"label": page.title, "path": page.path_url} for page in above]
        if items:
            items[0] = {"label": "Home", "path": items[0]["path"]}
        return [*items, {"label": self.title, "path": self.path_url}]

    def serve_preview(self, request, mode_name):
        """A page that was never saved does not know yet whose it is: its site does."""
        if self.tenant_id is None:
            self.tenant = request.tenant
        return super().serve_preview(request, mode_name)

    @property
    def is_for_machines(self) -> bool:
        """Whether search engines may keep it."""
        return True

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        if not self.is_for_machines:
            response.headers["X-Robots-Tag"] = NEVER_INDEXED
        return response

    def get_context(self, request, *args, **kwargs):
        from cms.frame import frame_for

        context = super().get_context(request, *args, **kwargs)
        frame = frame_for(request, self)
        page_links.learn(self)
        shelf.make_ready(self)
        return context | {
            "frame": frame,
            "canonical": frame.canonical,
            "description": self.lead,
            "breadcrumb": self.breadcrumb,
            "art": frame.tenant["theme"],
        }


class Highlight(Orderable):
    """A page that an editor puts "in evidenza" on a home, section or topic page."""

    page = ParentalKey(BasePage, on_delete=models.CASCADE, related_name="highlights")
    target = models.ForeignKey(Page, verbose_name="pagina", on_delete=models.CASCADE, related_name="+")

    panels = [
        PageChooserPanel("target", help_text="La pagina da mettere in vista. Se la ritiri, sparisce anche da qui.")
    ]

    class Meta(Orderable.Meta):
        verbose_name = "contenuto in evidenza"
        verbose_name_plural = "contenuti in evidenza"


HIGHLIGHTS_PANEL = InlinePanel("highlights", label="In evidenza", max_num=6)
