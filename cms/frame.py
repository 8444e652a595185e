"""What surrounds every page: header, menu, alerts, footer, the "Contatta il comune" block.

These parts depend on the body, the language, the current section and the generation of publications, not on the page:
each is rendered once and kept as text. The page's own bits are put in place of marks.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models.functions import Substr
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import versions
from cms.cards import chosen, related
from cms.directory import directory
from cms.kept import kept
from cms.lists import page_number
from cms.prepared import prepared

# Functions of pages (BasePage.site_key) that header and footer link to.
SECTIONS = (
    ("amministrazione", "management"),
    ("novita", "news"),
    ("servizi", "all-services"),
    ("vivere", "live"),
)
LINKS = {
    "faq": "faq",
    "booking": "prenotazione",
    "report": "segnalazione",
    "assistance": "assistenza",
    "transparency": "trasparenza",
    "register": "albo",
    "privacy": "privacy",
    "legal": "note-legali",
    "media_policy": "media-policy",
    "sitemap": "mappa-del-sito",
    "login": "accedi",
    "topics": "argomenti",
    "pnrr": "pnrr",
    "improvement_plan": "piano-di-miglioramento",
    "events": "eventi",
    "thematic_sites": "siti-tematici",
}
LINKS_BY_KEY = {key: name for name, key in LINKS.items()}
PAGE_MARK = "@@pagina@@"
LANGUAGE_MARK = "@@lingua-{}@@"
STEP = 4  # characters of a treebeard path per level
# What stands above the rating of a page, told by an app on a floor above: key of the page -> HTML.
ABOVE_RATING: list[Callable[[int], str]] = []


@dataclass
class Frame:
    """The frame of one request, ready for `base.html`."""

    tenant: object
    language: str
    canonical: str
    header_html: SafeString
    alerts_html: SafeString
    contacts_html: SafeString
    feedback_html: SafeString
    footer_html: SafeString
    links: dict = field(default_factory=dict)
    foreign: dict = field(default_factory=dict)
    navigation: dict = field(default_factory=dict)
    languages: dict = field(default_factory=dict)

    @property
    def alternates(self) -> list[dict]:
        """This page in each language it is published in, for search engines; the Italian one for any other language."""
        root = self.tenant["root_url"]
        found = [{"code": code, "url": f"{root}{path}"} for code, path in self.languages.items()]
        if versions.ORIGINAL in self.languages:
            found.append({"code": "x-default", "url": f"{root}{self.languages[versions.ORIGINAL]}"})
        return found

    @property
    def italian(self) -> str:
        """What `lang` must say of words that are written in Italian only, like a motto; nothing on an Italian page."""
        return "" if self.language == versions.ORIGINAL else versions.ORIGINAL

    @property
    def italian_links(self) -> list[dict]:
        """The way to this page in Italian, for a list that is empty in another language."""
        path = self.italian_path
        label = _("Vedi in italiano")
        return [{"label": label, "path": path, "hreflang": versions.ORIGINAL}] if path else []

    @property
    def italian_path(self) -> str:
        """Where the reader of another language finds this page in Italian."""
        return "" if self.language == versions.ORIGINAL else self.languages.get(versions.ORIGINAL, "")

    def section(self, key: str) -> str:
        """Address of a section, or nothing where the site has none."""
        return next((s["path"] for s in self.navigation["sections"] if s["key"] == key), "")

    def second_level(self, key: str, entry: str) -> str:
        """Address of a second-level page of a section, or nothing."""
        children = next((s["children"] for s in self.navigation["sections"] if s["key"] == key), [])
        return next((child["path"] for child in children if child["key"] == entry), "")

    def place_of(self, key: str, entry: str) -> str | None:
        """Place in the tree of a second-level page of a section, or None."""
        children = next((s["children"] for s in self.navigation["sections"] if s["key"] == key), [])
        return next((child["tree_path"] for child in children if child["key"] == entry), None)

    def parent_of(self, page) -> dict:
        """Title and address of the page above, without reading it where menus already know it."""
        parent = page.path[:-STEP]
        known = self.navigation["upper"]
        if parent in known:
            return known[parent]
        above = page.get_parent()
        return {"label": above.title, "path": above.specific.path_url}


_alert_providers: list[Callable] = []


def register_alerts(provider: Callable) -> None:
    """Let an upper floor say which alerts a body shows: `provider(tenant, now) -> (alerts, next_change)`."""
    _alert_providers.append(provider)


_spoken: dict[str, Callable[[str], str]] = {}


def register_spoken(name: str, address: Callable[[str], str]) -> None:
    """An upper floor answers in every language for a link of LINKS: `address(language)` is where a site leads that has
    the page in Italian alone."""
    _spoken[name] = address


def navigation_for(tenant, language: str) -> dict:
    """Addresses of the body's functional pages, the second level of each section without its empty parts, and the
    upper pages by place in the tree: what breadcrumbs need. A functional page that is only in Italian is linked all
    the same (`foreign` says so); sections and menus hold what exists in this language."""
    return kept(tenant.pk, "navigation", language, make=lambda: _read_navigation(tenant, language))


def _read_navigation(tenant, language: str) -> dict:
    from cms.models import BasePage

    root = directory().root(tenant.pk, language)
    if root is None:
        return {"links": {}, "foreign": {}, "sections": [], "upper": {}, "register": ""}
    pages = list(
        BasePage.objects.of(tenant)
        .live()
        .filter(url_path__startswith=root.url_path, depth__lte=4, alias_of=None)
        .only("title", "url_path", "path", "depth", "site_key", "content_type_id", "summary", "show_in_menus")
        .order_by("path")
    )
    full = set(
        BasePage.objects.of(tenant)
        .listed()
        .filter(url_path__startswith=root.url_path, depth=5, alias_of=None)
        .annotate(branch=Substr("path", 1, STEP * 4))
        .values_list("branch", flat=True)
        .distinct()
    )
    by_key = {page.site_key: page for page in pages if page.site_key}
    children: dict[str, list] = {}
    for page in pages:
        hides = page.cached_content_type.model_class().hides_when_empty
        if page.depth == 4 and page.show_in_menus and (page.path in full or not hides):
            children.setdefault(page.path[: STEP * 3], []).append(page)
    where = directory()
    links = {name: where.path_of(by_key[key].url_path) for name, key in LINKS.items() if key in by_key}
    links |= {"home": where.path_of(root.url_path), "search": where.path_of(root.url_path) + "cerca/"}
    links["accessibility"] = tenant.accessibility_url
    for name, outside in (
        ("privacy", tenant.privacy_url),
        ("transparency", tenant.transparency_url),
        ("register", tenant.register_url),
    ):
        if outside:
            links[name] = outside
    sections = []
    for key, mark in SECTIONS:
        if key not in by_key:
            continue
        section = by_key[key]
        below = [
            {
                "label": p.title,
                "path": where.path_of(p.url_path),
                "summary": p.summary,
                "key": p.site_key,
                "tree_path": p.path,
            }
            for p in children.get(section.path, [])
        ]
        sections.append(
            {
                "key": key,
                "label": section.title,
                "path": where.path_of(section.url_path),
                "data_element": mark,
                "tree_path": section.path,
                "children": below,
            }
        )
    upper = {page.path: {"label": page.title, "path": where.path_of(page.url_path)} for page in pages}
    foreign = _fall_back(tenant, language, links)
    register = by_key["albo"].path if "albo" in by_key else ""
    return {"links": links, "foreign": foreign, "sections": sections, "upper": upper, "register": register}


def _fall_back(tenant, language: str, links: dict) -> dict[str, str]:
    """Complete the links of a site in another language: with addresses that answer in it, else with the Italian pages;
    return which ones are Italian, with their language."""
    office = tenant.public_relations_office
    if office and office.live:
        shown = {} if language == versions.ORIGINAL else related([office.pk])
        links["urp"] = shown[office.pk].path_url if office.pk in shown else directory().path_of(office.url_path)
    if language == versions.ORIGINAL:
        return {}
    italian = navigation_for(tenant, versions.ORIGINAL)["links"]
    missing = {name: path for name, path in italian.items() if path and not links.get(name)}
    links |= missing
    for name in _spoken.keys() & missing:
        links[name] = _spoken[name](language)
        del missing[name]
    foreign = dict.fromkeys(missing, versions.ORIGINAL)
    if office and links.get("urp") == italian.get("urp"):
        foreign["urp"] = versions.ORIGINAL
    return foreign


def frame_for(request, page=None) -> Frame:
    """The frame around a page, or around a view that has no page (search, errors)."""
    tenant = getattr(request, "tenant", None) or page.tenant
    language = getattr(request, "language", None) or versions.language_of_reader()
    navigation = navigation_for(tenant, language)
    current = _current_section(navigation, page)
    omit = LINKS_BY_KEY.get(page.site_key, "") if page is not None else ""
    context = {
        "tenant": tenant_context(tenant),
        "links": navigation["links"],
        "foreign": navigation["foreign"],
        "language": language,
        "italian": "" if language == versions.ORIGINAL else versions.ORIGINAL,
    }

    languages = _languages(tenant, page, language)
    header = kept(
        tenant.pk,
        "header",
        language,
        current,
        tuple(languages),
        make=lambda: render_to_string(
            "frame/header.html", {**context, **_header_context(tenant, navigation, current, languages)}
        ),
    )
    footer = kept(
        tenant.pk,
        "footer",
        language,
        make=lambda: render_to_string("frame/footer.html", {**context, "footer": _footer_context(navigation)}),
    )
    contacts = kept(
        tenant.pk,
        "contacts",
        language,
        omit,
        make=lambda: render_to_string("frame/contacts.html", {**context, "omit": {omit}}),
    )
    feedback = kept(
        tenant.pk,
        "feedback",
        language,
        make=lambda: render_to_string(
            "components/feedback.html", {"page_id": PAGE_MARK, "action": _rating_path(language)}
        ),
    )
    page_id = str(page.pk) if page is not None and page.pk else ""
    above = "".join(tell(page.pk) for tell in ABOVE_RATING) if page_id else ""
    return Frame(
        tenant=context["tenant"],
        language=language,
        canonical=canonical_url(request, tenant),
        header_html=mark_safe(_with_addresses(header, languages)),
        alerts_html=mark_safe(_alerts_html(request, tenant, language)),
        contacts_html=mark_safe(contacts),
        feedback_html=mark_safe(above + feedback.replace(PAGE_MARK, page_id)),
        footer_html=mark_safe(footer),
        links=navigation["links"],
        foreign=navigation["foreign"],
        navigation=navigation,
        languages=languages,
    )


def _rating_path(language: str) -> str:
    """Where ratings are sent: in the language of the page, so that the answer is too."""
    return "/valutazione/" if language == versions.ORIGINAL else f"/{language}/valutazione/"


def tenant_context(tenant) -> dict:
    """What frame templates read about a body."""
    return kept(tenant.pk, "tenant", make=lambda: _read_tenant(tenant))


def _read_tenant(tenant) -> dict:
    names = (
        "name",
        "short_name",
        "motto",
        "kind",
        "slug",
        "theme",
        "region_name",
        "region_url",
        "street",
        "cap",
        "city",
        "province",
        "tax_code",
        "phone",
        "toll_free",
        "whatsapp",
        "email",
        "pec",
        "is_demo",
        "is_union",
        "root_url",
    )
    data = {name: getattr(tenant, name) for name in names}
    data["socials"] = [{"label": s.label, "url": s.url} for s in tenant.social_links.all()]
    emblem = tenant.emblem
    data["emblem_url"] = emblem.get_rendition("max-164x164|format-png").url if emblem else ""
    return data


def _header_context(tenant, navigation: dict, current: str, languages: dict) -> dict:
    quick = [{"label": card.title, "path": card.path_url} for card in chosen(tenant.quick_searches.all(), "page")]
    topics = featured_topics(tenant)
    return {
        "sections": [{**section, "current": section["key"] == current} for section in navigation["sections"]],
        "secondary": [{"label": page.title, "path": page.path_url} for page in topics],
        "topics_path": navigation["links"].get("topics", ""),
        "quick_searches": quick,
        "languages": [
            {
                "code": code,
                "label": label,
                "path": LANGUAGE_MARK.format(code),
                "current": code == versions.language_of_reader(),
            }
            for code, label in settings.LANGUAGES
            if code in languages
        ],
    }


def featured_topics(tenant) -> list:
    """Cards of up to three topics that the editor put in evidence on the list of topics."""
    language = versions.language_of_reader()
    return kept(tenant.pk, "featured topics", language, make=lambda: _read_featured_topics(tenant))


def _read_featured_topics(tenant) -> list:
    from cms.models import Highlight

    featured = Highlight.objects.filter(
        page__tenant=tenant, page__live=True, page__site_key="argomenti", page__locale__language_code=versions.ORIGINAL
    )
    return chosen(featured.order_by("sort_order"), "target")[:3]


def _footer_context(navigation: dict) -> dict:
    names = {"amministrazione": "administration", "servizi": "categories", "novita": "news", "vivere": "live"}
    footer = {name: [] for name in names.values()}
    for section in navigation["sections"]:
        footer[names[section["key"]]] = section["children"]
    return footer


def _current_section(navigation: dict, page) -> str:
    if page is None or not page.path:
        return ""
    return next((s["key"] for s in navigation["sections"] if page.path.startswith(s["tree_path"])), "")


@prepared
def _spoken_versions(*, key):
    live = Page.objects.filter(translation_key=key, live=True, alias_of=None)
    return live.order_by().values_list("locale__language_code", "url_path")


def _languages(tenant, page, language: str) -> dict[str, str]:
    """Address of this page in each language it is published in; empty where there is nothing to choose."""
    if not tenant.english_enabled or page is None or not page.pk:
        return {}
    where = directory()
    homes = [root for root in where.roots if root.tenant_id == tenant.pk]
    if page.pk in {root.page_id for root in homes}:  # the directory knows
        spoken = [(root.language, root.url_path) for root in homes if where.speaks(tenant.pk, root.language)]
    else:
        spoken = _spoken_versions(key=page.translation_key)
    found = {code: where.path_of(url_path) for code, url_path in spoken}
    return found if len(found) > 1 else {}


def _with_addresses(header: str, languages: dict[str, str]) -> str:
    for code, path in languages.items():
        header = header.replace(LANGUAGE_MARK.format(code), path)
    return header


def _alerts_html(request, tenant, language: str) -> str:
    from django.utils import timezone

    from cms.page_cache import keep_until

    now = timezone.now()
    html = ""
    for provider in _alert_providers:
        alerts, next_change = provider(tenant, now)
        keep_until(request, next_change)
        if alerts:
            html += render_to_string("frame/alerts.html", {"alerts": alerts})
    return html


def canonical_url(request, tenant) -> str:
    """The one address of this page: the body's first host, without parameters other than the page of a list."""
    number = page_number(request.GET.get("pagina", ""))
    suffix = f"?pagina={number}" if number > 1 else ""
    return f"{tenant.root_url}{request.path}{suffix}"
