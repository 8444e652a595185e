"""What a criterion is, what it looks at, what it answers. Plain Python, no database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

from conformity.reading import Mark, PageFacts

PASSED, TOLERATED, FAILED, UNPROVEN = 1.0, 0.5, 0.0, None
SERIOUS, WARNING, ADVICE = "grave", "da-sistemare", "consiglio"
FIRST_LEVEL = ("management", "news", "all-services", "live")
SECOND_LEVEL = (
    "management-category-link",
    "news-category-link",
    "service-category-link",
    "live-button-locations",
    "live-button-events",
    "custom-category-link",
)


@dataclass(frozen=True)
class Finding:
    """One thing that falls short: on which page (none: the whole site), what is wrong, what to do."""

    path: str
    message: str
    fix: str
    severity: str = SERIOUS
    page_id: int | None = None


@dataclass(frozen=True)
class Result:
    """The answer of a criterion.

    `score` is that of the national checker: 1 right, 0.5 tolerance (counts as passed), 0 wrong; None where only the
    site in production can prove it.
    """

    score: float | None
    message: str
    findings: tuple[Finding, ...] = ()


@dataclass
class Site:
    """Everything that the criteria look at, gathered before: they ask nobody anything."""

    name: str
    host: str  # without port
    is_https: bool
    pages: dict[str, PageFacts]  # by path, the Italian ones and those in other languages
    hosts: frozenset[str] = frozenset()  # every host name of this body
    styles: dict[str, str] = field(default_factory=dict)  # address of a stylesheet -> its text
    kit_classes: frozenset[str] = frozenset()  # class names of Bootstrap Italia; empty: not known here
    topics: frozenset[str] = frozenset()  # the 64 terms, lower-cased
    eurovoc: frozenset[str] = frozenset()  # those of EuroVoc that pages use, lower-cased
    more_services: list[PageFacts] = field(default_factory=list)  # what "Carica altri" adds to the list of services
    answers: Callable[[str], bool] = lambda address: False  # whether an address of ours leads to something
    contents: "Contents | None" = None

    @property
    def home(self) -> PageFacts:
        return self.pages.get("/") or PageFacts("/", status=404)

    def local(self, href: str) -> str | None:
        """Path on this site of a link, without fragment and query; None where it leads elsewhere."""
        parts = urlsplit(urldefrag(href)[0])
        if parts.scheme not in ("", "http", "https") or not (parts.path or parts.netloc):
            return None
        if parts.netloc and (parts.hostname or "") not in self.hosts | {self.host}:
            return None
        return parts.path or "/"

    def target(self, mark: Mark | None) -> PageFacts | None:
        """The page that a marked link opens, where it is one of this site."""
        path = self.local(mark.href) if mark else None
        return self.pages.get(path) if path else None

    def exists(self, href: str) -> bool:
        """Whether a link of this site leads to a page; of other sites nothing is asked."""
        path = self.local(href)
        return bool(href) and (path is None or path in self.pages or self.answers(path))

    @property
    def services(self) -> PageFacts | None:
        return self.target(self.home.first("all-services"))

    @property
    def login(self) -> PageFacts | None:
        return self.target(self.home.first("personal-area-login"))

    @property
    def booking(self) -> PageFacts | None:
        return self.target(self.services.first("appointment-booking")) if self.services else None

    @property
    def first_level(self) -> list[PageFacts]:
        marks = [mark for name in (*FIRST_LEVEL, "custom-submenu") for mark in self.home.all(name)]
        return _distinct(self.target(mark) for mark in marks)

    @property
    def second_level(self) -> list[PageFacts]:
        pages = self.first_level
        marks = [mark for page in pages for name in SECOND_LEVEL for mark in page.all(name)]
        return _distinct(self.target(mark) for mark in marks)

    @property
    def sheets(self) -> list[PageFacts]:
        """Service sheets in Italian: pages that say they are one."""
        return [page for page in self.italian if page.first("service-title") is not None]

    @property
    def italian(self) -> list[PageFacts]:
        return [page for page in self.pages.values() if page.language in ("", "it")]

    def at(self, page: PageFacts, message: str, fix: str, severity: str = SERIOUS) -> Finding:
        return Finding(page.path, message, fix, severity, page.page_id)

    def on_home(self, message: str, fix: str, severity: str = SERIOUS) -> Finding:
        return self.at(self.home, message, fix, severity)


@dataclass
class Contents:
    """What the database knows of the contents: read once, beside the pages."""

    published: dict[str, int] = field(default_factory=dict)  # kind of g.6 -> how many are published
    missing: list[Finding] = field(default_factory=list)
    pictures: list[Finding] = field(default_factory=list)
    unread: list[Finding] = field(default_factory=list)
    broken: list[Finding] = field(default_factory=list)
    pages: int = 0


@dataclass(frozen=True)
class Criterion:
    """`code` is that of the model; of our own it is a word."""

    code: str
    title: str
    demands: str
    check: Callable[[Site], Result]
    is_ours: bool = False


REGISTRY: dict[str, Criterion] = {}


def criterion(code: str, title: str, demands: str, *, is_ours: bool = False):
    """Put a check in the table of criteria."""

    def register(check: Callable[[Site], Result]) -> Callable[[Site], Result]:
        REGISTRY[code] = Criterion(code, title, demands, check, is_ours)
        return check

    return register


def how_many(things, one: str, many: str) -> str:
    """Number and noun: "1 pagina", "7 pagine"; `things` is a number or what is counted."""
    number = things if isinstance(things, int) else len(things)
    return f"{number} {one if number == 1 else many}"


def worst(scores: Iterable[float], default: float = PASSED) -> float:
    """The worst page decides."""
    return min(scores, default=default)


def _distinct(pages: Iterable[PageFacts | None]) -> list[PageFacts]:
    found = {page.path: page for page in pages if page is not None}
    return list(found.values())
