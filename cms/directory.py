"""Which body answers on which host, and where its page trees start: read once per publication, kept per process."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Value
from django.utils.translation import get_language

from cms import freshness


@dataclass(frozen=True)
class Root:
    """The home page of one body in one language."""

    tenant_id: int
    page_id: int
    language: str
    url_path: str
    is_live: bool = True  # a home that is being translated is not yet a site


@dataclass
class Directory:
    """A still picture of hosts, bodies and roots; replaced as a whole when any of them changes."""

    tenants: dict = field(default_factory=dict)
    hosts: dict = field(default_factory=dict)
    roots: list[Root] = field(default_factory=list)
    restricted_paths: list[str] = field(default_factory=list)
    locales: dict = field(default_factory=dict)
    _by_segment: dict = field(default_factory=dict)

    def tenant_for_host(self, host: str):
        """The body that answers on a host name (without port), or None."""
        return self.tenants.get(self.hosts.get(host))

    @property
    def union(self):
        """The union's own body, or None before it is created."""
        return next((tenant for tenant in self.tenants.values() if tenant.is_union), None)

    @property
    def municipalities(self) -> list:
        return [tenant for tenant in self.tenants.values() if not tenant.is_union]

    def root(self, tenant_id: int, language: str) -> Root | None:
        return next((r for r in self.roots if r.tenant_id == tenant_id and r.language == language), None)

    def language_of(self, locale_id: int) -> str:
        locale = self.locales.get(locale_id)
        return locale.language_code if locale else settings.LANGUAGE_CODE

    def foreign(self, locale_id: int) -> str:
        """The language of a page, where it is not the one in which the reader is reading."""
        language = self.language_of(locale_id)
        return "" if language == (get_language() or settings.LANGUAGE_CODE) else language

    def speaks(self, tenant_id: int, language: str) -> bool:
        """Whether a body has its site in a language."""
        root = self.root(tenant_id, language)
        return root is not None and root.is_live and self.tenants[tenant_id].english_enabled

    def root_of(self, url_path: str) -> Root | None:
        """The root under which a page's `url_path` lies."""
        return self._by_segment.get(url_path.split("/", 2)[1]) if url_path.count("/") > 1 else None

    def path_of(self, url_path: str) -> str:
        """Public path of a page, with the language prefix where it is not Italian."""
        root = self.root_of(url_path)
        if root is None:
            return url_path
        prefix = "" if root.language == settings.LANGUAGE_CODE else f"/{root.language}"
        return f"{prefix}/{url_path[len(root.url_path) :]}"

    def url_of(self, url_path: str) -> str:
        """Absolute address of a page."""
        root = self.root_of(url_path)
        return f"{self.tenants[root.tenant_id].root_url}{self.path_of(url_path)}" if root else url_path

    def seen_from(self, tenant, url_path: str) -> str:
        """Address of a page as a link on a body's site: with the host only where the page is another body's."""
        root = self.root_of(url_path)
        return self.path_of(url_path) if root and root.tenant_id == tenant.pk else self.url_of(url_path)

    def is_restricted(self, page_path: str) -> bool:
        """Whether a page lies under a privacy restriction of Wagtail."""
        return any(page_path.startswith(path) for path in self.restricted_paths)


_kept: tuple[int | None, Directory] | None = None


def directory() -> Directory:
    """The current picture; rebuilt when the shared generation has moved."""
    global _kept
    generation = freshness.numbers().get(None, 0)
    if _kept is None or _kept[0] != generation:
        _kept = (generation, _read())
    return _kept[1]


def _read() -> Directory:
    from wagtail.models import Page, PageViewRestriction

    from cms.models import Tenant, TenantHost

    tenants = {
        t.pk: t for t in Tenant.objects.select_related("site__root_page", "emblem").prefetch_related("social_links")
    }
    keys = {t.site.root_page.translation_key: t for t in tenants.values()}
    pages = Page.objects.filter(translation_key__in=keys, depth=2).select_related("locale")
    roots = [
        Root(keys[p.translation_key].pk, p.pk, p.locale.language_code, p.url_path, p.live and p.alias_of_id is None)
        for p in pages
    ]
    # Hosts with their bodies, and paths of restricted pages with none: two short lists in one question. All rows, since
    # PostgreSQL does not compare the two (paths have the collation "C").
    restricted = PageViewRestriction.objects.order_by().annotate(nobody=Value(0)).values_list("page__path", "nobody")
    named = list(TenantHost.objects.order_by().values_list("hostname", "tenant_id").union(restricted, all=True))
    return Directory(
        tenants=tenants,
        hosts={name: tenant_id for name, tenant_id in named if tenant_id},
        roots=roots,
        locales={page.locale_id: page.locale for page in pages},
        restricted_paths=[path for path, tenant_id in named if not tenant_id],
        _by_segment={root.url_path.strip("/"): root for root in roots},
    )
