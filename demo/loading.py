"""Load the demonstration union: the same data and the same day always give the same sites. Safe to run again."""

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms import freshness, vocabularies
from cms.background import quiet, rebuild_indexes
from cms.markup import to_rich_text
from cms.models import BasePage, Highlight, QuickSearch, Tenant, Term
from cms.models.tenant import Theme
from demo import albo_loader, ratings_loader, source
from demo.english import EnglishLoader
from demo.events_loader import EventsLoader
from demo.faq_loader import FaqLoader
from demo.gallery import Gallery
from demo.people_and_places import AdministrationLoader
from demo.publications_loader import PublicationsLoader
from demo.services_loader import ServicesLoader
from demo.shared_catalogue import CatalogueLoader
from demo.transparency_loader import TransparencyLoader
from home.models import HomePage, ThematicSitesPage, TopicPage, UsefulService
from home.models.front import FIRST_SITES
from home.municipalities import Order, create
from home.site_plan import texts
from home.standard_pages import body_for, placeholders
from news.models import Alert, NewsPage
from offices.models import OfficePage
from search.background import read_unknown
from search.indexing import index_page

# slug -> name, short name, theme, ISTAT, cadastral code (facts of UNIONE.md; ISTAT-derived open data)
BODIES = {
    "unione": ("Unione dei Comuni Valle del Savio", "Valle del Savio", Theme.UNIONE, "", ""),
    "cesena": ("Comune di Cesena", "Cesena", Theme.MATTONE, "040007", "C573"),
    "bagno-di-romagna": ("Comune di Bagno di Romagna", "Bagno di Romagna", Theme.TERME, "040001", "A565"),
    "mercato-saraceno": ("Comune di Mercato Saraceno", "Mercato Saraceno", Theme.VIGNA, "040020", "F139"),
    "montiano": ("Comune di Montiano", "Montiano", Theme.GRANO, "040028", "F668"),
    "sarsina": ("Comune di Sarsina", "Sarsina", Theme.PLAUTO, "040044", "I444"),
    "verghereto": ("Comune di Verghereto", "Verghereto", Theme.FUMAIOLO, "040050", "L764"),
}
PATRONS = {"cesena": ("San Giovanni Battista", 24, 6), "sarsina": ("San Vicinio", 28, 8)}
NAMESPACE = UUID("0d5c7f2e-6a41-4a0b-9f0e-6f3f6d7c2b19")  # of the identifiers of what a page is made of
NEWS_SECTIONS = {"notizia": "notizie", "comunicato-stampa": "comunicati", "avviso": "avvisi"}

TOPIC_ICONS = {
    "agricoltura": "it-unica-farm",
    "acqua": "it-unica-leaf",
    "foreste": "it-unica-leaf",
    "spazio-verde": "it-unica-leaf",
    "imprese": "it-unica-shop",
    "mercato": "it-unica-shop",
    "istruzione": "it-unica-school",
    "patrimonio-culturale": "it-unica-culture",
    "assistenza-sociale": "it-unica-care",
    "turismo": "it-unica-tourism",
    "ztl": "it-unica-bus",
}


class Terms:
    """Terms of the vocabularies by their names, each read once."""

    def __init__(self):
        self._terms: dict[tuple[str, str], Term] = {}

    def term(self, vocabulary: str, key: str) -> Term:
        if (vocabulary, key) not in self._terms:
            self._terms[vocabulary, key] = vocabularies.term(vocabulary, key)
        return self._terms[vocabulary, key]

    def terms(self, vocabulary: str, keys: list[str]) -> list[Term]:
        return [self.term(vocabulary, key) for key in keys]

    def term_or_none(self, vocabulary: str, key: str | None) -> Term | None:
        return self.term(vocabulary, key) if key else None


class BodyLoader(Terms):
    """Loads one body; helper loaders add pages through it."""

    def __init__(self, slug: str, gallery: Gallery, today: date, port: int, catalogue: CatalogueLoader):
        super().__init__()
        self.data = source.body(slug)
        self.gallery = gallery
        self.today = today
        name, short, theme, istat, cadastral = BODIES[slug]
        host = "localhost" if slug == source.UNION else f"{slug}.localhost"
        kind = Tenant.Kind.UNION if slug == source.UNION else Tenant.Kind.MUNICIPALITY
        self.tenant, _ = create(Order(slug, name, short, host, kind, theme, port))
        self._pages = {page.site_key: page for page in self._italian().exclude(site_key="")}
        self.added: list[BasePage] = []
        self.istat, self.cadastral = istat, cadastral
        self.administration = AdministrationLoader(self)
        self.services = ServicesLoader(self, self.administration.offices, catalogue)

    def _italian(self):
        return BasePage.objects.of(self.tenant).filter(locale__language_code="it")

    # --- what the helper loaders call ---
    def image(self, motif: str):
        return self.gallery.image(self.tenant, motif)

    def has(self, key: str) -> bool:
        """Whether a page with this function is there from an earlier load."""
        return key in self._pages

    def page(self, key: str) -> BasePage | None:
        """The page with a function, from this load or an earlier one."""
        return self._pages.get(key)

    def add(self, page: BasePage, section: str, key: str) -> BasePage:
        """Add a live page under a section, unless a page with this function is already there."""
        if key in self._pages:
            return self._pages[key].specific
        now = timezone.now()
        page.site_key, page.live, page.first_published_at, page.last_published_at = key, True, now, now
        page.locale_id = self._pages["home"].locale_id
        page.reviewed_on = page.reviewed_on or self.today
        BasePage.objects.get(pk=self._pages[section].pk).add_child(instance=page)
        self._pages[key] = page
        self.added.append(page)
        return page

    def resave(self, page: BasePage) -> None:
        if page in self.added:
            page.save(clean=False)

    # --- the steps, in the order in which each stands on the one before ---
    def load_base(self) -> None:
        self._fill_profile()
        self.administration.load_places(self.data.places)
        self.administration.load_offices(self.data.offices)
        self.administration.load_people(self.data.people)

    def load_contents(self, union_offices: list[OfficePage]) -> None:
        self.administration.show_union_offices(union_offices)
        self.services.load_all(source.sheets(self.data.slug))
        PublicationsLoader(self).load_all()
        EventsLoader(self).load_all()
        TransparencyLoader(self).load_all()
        self._news()
        albo_loader.load(self)
        self._front()
        self._topics()
        self._standard_pages()
        FaqLoader(self).load()
        ratings_loader.load(self)
        EnglishLoader(self).load_all()
        self.services.rewrite_translated(source.sheets(self.data.slug))
        for page in BasePage.objects.of(self.tenant).live().specific():
            index_page(page)
        # Last: a load that was interrupted starts again from what it finds, a finished one is not touched any more.
        Tenant.objects.filter(pk=self.tenant.pk).update(is_demo=True, english_enabled=True)

    def _fill_profile(self) -> None:
        data, tenant = self.data.profile, self.tenant
        address, contacts = data["address"], data["contacts"]
        fields = {
            "motto": data["motto"],
            "tax_code": data["tax_code"],
            "street": address["street"],
            "cap": str(address["cap"]),
            "city": address["city"],
            "phone": contacts["phone"],
            "email": contacts["email"],
            "pec": contacts["pec"],
            "istat_code": self.istat,
            "cadastral_code": self.cadastral,
            "province": "FC",
        }
        if tenant.slug in PATRONS:
            fields["patron_saint"], fields["patron_day"], fields["patron_month"] = PATRONS[tenant.slug]
        for name, value in fields.items():
            setattr(tenant, name, value)
        tenant.emblem = self.gallery.emblem(tenant)
        tenant.save()

    def _news(self) -> None:
        rows = self.data.news
        pages = []
        for number, row in enumerate(rows):
            published = self.today - timedelta(days=row["days_ago"])
            body = to_rich_text(row["body"])
            expires = published + timedelta(days=row["expires_in_days"]) if row.get("expires_in_days") else None
            page = NewsPage(
                title=row["title"],
                slug=slugify(row["title"])[:80],
                summary=row["summary"],
                body=body,
                number=row.get("number", ""),
                published_on=published,
                expires_on=expires,
                image=self.image(row.get("motif", "borgo")),
                reviewed_on=published,
            )
            page.topics = self.terms("argomenti", row["topics"])
            page.managed_by = [self.administration.offices[row["office"]]]
            page.people = [self.administration.people[name] for name in row.get("people", [])]
            page.places = [self.administration.places[key] for key in row.get("places", [])]
            pages.append(self.add(page, NEWS_SECTIONS[row["type"]], f"novita-{number}-{slugify(row['title'])}"[:80]))
        for row in self.data.alerts:
            self._alert(row, pages)

    def _alert(self, row: dict, pages: list) -> None:
        start = timezone.make_aware(datetime.combine(self.today, time(0, 0)))
        link = pages[row["link_news"]] if isinstance(row.get("link_news"), int) else None
        Alert.objects.get_or_create(
            tenant=self.tenant,
            text=row["text"],
            defaults={
                "text_en": row.get("text_en", ""),
                "level": row["level"],
                "starts_at": start,
                "ends_at": start + timedelta(days=row["days"]),
                "link_page": link,
            },
        )

    def _front(self) -> None:
        data = self.data.profile
        home = HomePage.objects.get(pk=self._pages["home"].pk)
        if home.welcome:
            return
        home.welcome = data["welcome"]
        home.image = self.image("hero")
        home.summary = data["welcome"][:255]
        home.useful_services = [
            UsefulService(service=self.services.sheets[slug], sort_order=order)
            for order, slug in enumerate(data["useful_services"])
            if slug in self.services.sheets
        ]
        home.thematic_sites = self._thematic_sites()
        home.save(clean=False)
        if len(home.thematic_sites) > FIRST_SITES:
            text = "Musei, teatri, biblioteche e luoghi da visitare, ognuno con il suo sito o la sua pagina."
            self.add(
                ThematicSitesPage(title="Siti tematici", slug="siti-tematici", summary=text), "home", "siti-tematici"
            )
        intros = {
            "amministrazione": "management_intro",
            "novita": "news_intro",
            "servizi": "services_intro",
            "vivere": "live_intro",
        }
        for key, name in intros.items():
            page = self._pages[key].specific
            page.summary = data[name][:255]
            if key == "vivere":
                page.intro = to_rich_text(data["about"])
                page.image = self.image("hero")
            page.save(clean=False)
        topics = [self._pages[f"argomento-{key}"] for key in data["featured_topics"]]
        self._highlight(self._pages["argomenti"], topics)
        leaders = [
            self.administration.offices[key] for key in ("giunta", "consiglio") if key in self.administration.offices
        ]
        mayor = next(iter(self.administration.people.values()), None)
        self._highlight(self._pages["amministrazione"], [page for page in [mayor, *leaders] if page])
        services = [self.services.sheets[slug] for slug in data["useful_services"] if slug in self.services.sheets]
        self._highlight(self._pages["servizi"], services)
        QuickSearch.objects.bulk_create(
            [QuickSearch(tenant=self.tenant, page_id=page.pk, sort_order=order) for order, page in enumerate(services)]
        )
        urp = self.administration.offices.get("protocollo") or self.administration.offices.get("segreteria")
        if urp:
            self.tenant.public_relations_office_id = urp.pk
            self.tenant.save()

    def _thematic_sites(self) -> list[dict]:
        """What has a site of its own, or a page of ours that is as good: never an address that may not exist."""
        places = self.administration.places
        return [
            {
                "type": "site",
                "id": str(uuid5(NAMESPACE, f"{self.tenant.slug} {row['title']}")),
                "value": {
                    "title": row["title"],
                    "description": row["description"],
                    "page": places[row["place"]].pk if "place" in row else None,
                    "url": row.get("url", ""),
                    "image": {"image": None, "alt_text": None, "decorative": None},
                },
            }
            for row in self.data.profile["site"]
        ]

    @staticmethod
    def _highlight(page, targets) -> None:
        if not Highlight.objects.filter(page_id=page.pk).exists():
            Highlight.objects.bulk_create(
                [
                    Highlight(page_id=page.pk, target_id=target.pk, sort_order=order)
                    for order, target in enumerate(targets)
                ]
            )

    def _topics(self) -> None:
        """Every topic is in the care of an office, the first that deals with it; some have an icon."""
        for topic in TopicPage.objects.of(self.tenant).filter(offices=None, locale__language_code="it"):
            office = next((o for o in self.administration.offices.values() if topic.topic in o.topics.all()), None)
            office = office or self.administration.offices.get("protocollo")
            topic.icon = TOPIC_ICONS.get(topic.topic.key, "")
            topic.offices = [office] if office else []
            if office or topic.icon:
                topic.save(clean=False)

    def _standard_pages(self) -> None:
        """Complete the pages that name offices, now that offices exist; a page that someone has edited stays."""
        places = placeholders(Tenant.objects.get(pk=self.tenant.pk))
        for key, text in texts().pages.items():
            page = self._pages[key].specific
            if not page.has_unpublished_changes and page.latest_revision_id is None:
                if hasattr(page, "body"):
                    page.body = body_for(text, places, self.administration.offices)
                page.summary = text["summary"][:255]
                page.save(clean=False)
        areas = texts().categories
        for category in self._italian().filter(site_key__startswith="categoria-").specific():
            key = areas.get(category.site_key.removeprefix("categoria-"), {}).get("area")
            if category.area_id is None and key in self.administration.offices:
                category.area = self.administration.offices[key]
                category.save(clean=False)


def load(today: date, port: int, say=print) -> None:
    """Load the seven bodies. Bodies that are already there are completed, never overwritten."""
    vocabularies.load()
    gallery = Gallery()
    with quiet(), disable_reference_index_auto_update():
        catalogue = CatalogueLoader(Terms(), today)
        bodies = [BodyLoader(slug, gallery, today, port, catalogue) for slug in BODIES]
        fresh = not all(body.tenant.is_demo for body in bodies)
        if fresh:
            catalogue.load_all()
            say("Catalogo dell'Unione: schede condivise")
            for body in bodies:
                body.load_base()
                say(f"{body.tenant.name}: uffici, persone e luoghi")
            union = bodies[0].administration.offices
            for body in bodies:
                shown = [
                    union[row["office"]] for row in source.shared_offices() if body.tenant.slug in row["municipalities"]
                ]
                body.load_contents(shown)
                say(f"{body.tenant.name}: servizi, novità e argomenti")
            catalogue.publish_changes()
            say("Catalogo dell'Unione: novità consegnate")
        gallery.finish()
    if fresh:
        rebuild_indexes.enqueue()
        read_unknown.enqueue()
    Site.objects.exclude(port=port).update(port=port)
    freshness.bump()
