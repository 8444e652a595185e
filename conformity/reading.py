"""A page of the site as the criteria look at it: marks, links, pictures, classes, prose. Plain Python, no database.

Texts are those of the document (`textContent`), only trimmed: the national checker compares them letter by letter.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style", "template"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Mark:
    """An element that carries a `data-element`."""

    name: str
    tag: str
    attrs: dict
    text: str
    within: frozenset[str]  # marks around it
    in_footer: bool

    @property
    def href(self) -> str:
        return self.attrs.get("href", "").strip()


@dataclass(frozen=True)
class Link:
    href: str
    text: str
    in_main: bool


@dataclass(frozen=True)
class Picture:
    src: str
    alt: str | None  # None where the attribute is missing


@dataclass(frozen=True)
class Cookie:
    name: str
    domain: str  # empty: of the host that set it


@dataclass
class PageFacts:
    """What one page says. `path` is its address on its site, `page_id` its key where it is a page of the tree."""

    path: str
    page_id: int | None = None
    status: int = 200
    cookies: tuple[Cookie, ...] = ()
    language: str = ""
    title: str = ""
    h1: list[str] = field(default_factory=list)
    marks: dict[str, list[Mark]] = field(default_factory=dict)
    breadcrumb: list[str] = field(default_factory=list)
    index: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    stylesheets: list[str] = field(default_factory=list)
    own_styles: list[str] = field(default_factory=list)  # `style` attributes and elements
    footer_text: str = ""
    prose: str = ""  # what editors wrote: rich texts of the main part, a line for each paragraph

    def all(self, name: str) -> list[Mark]:
        return self.marks.get(name, [])

    def first(self, name: str) -> Mark | None:
        return next(iter(self.all(name)), None)

    def in_footer(self, name: str) -> list[Mark]:
        return [mark for mark in self.all(name) if mark.in_footer]


class _Node:
    __slots__ = ("attrs", "children", "parent", "tag")

    def __init__(self, tag: str, attrs: dict, parent: "_Node | None"):
        self.tag, self.attrs, self.parent = tag, attrs, parent
        self.children: list[_Node | str] = []

    def text(self) -> str:
        parts: list[str] = []
        self._collect(parts)
        return "".join(parts).strip()

    def _collect(self, parts: list[str]) -> None:
        for child in self.children:
            if isinstance(child, str):
                parts.append(child)
            elif child.tag not in SILENT:
                child._collect(parts)

    def walk(self):
        for child in self.children:
            if not isinstance(child, str):
                yield child
                yield from child.walk()

    def below(self, *tags: str) -> list["_Node"]:
        return [child for child in self.children if not isinstance(child, str) and child.tag in tags]


class _Tree(HTMLParser):
    """A forgiving tree: what is not closed ends with its parent."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.root = self.here = _Node("", {}, None)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(node)
        if tag not in VOID:
            self.here = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.children.append(_Node(tag, {name: value or "" for name, value in attrs}, self.here))

    def handle_endtag(self, tag: str) -> None:
        node = self.here
        while node.parent is not None and node.tag != tag:
            node = node.parent
        if node.parent is not None:
            self.here = node.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def read(html: str, path: str, *, page_id: int | None = None, status: int = 200, cookies=()) -> PageFacts:
    """The facts of one page."""
    facts = PageFacts(path, page_id, status, tuple(cookies))
    lines: list[str] = []
    _visit(_Tree(html).root, facts, lines, _Place())
    facts.prose = "\n".join(line for line in lines if line)
    return facts


@dataclass(frozen=True)
class _Place:
    """Where in the page a node stands."""

    in_main: bool = False
    in_footer: bool = False
    in_prose: bool = False
    in_svg: bool = False
    marks: frozenset[str] = frozenset()


def _visit(node: _Node, facts: PageFacts, lines: list[str], place: _Place) -> None:
    for child in node.children:
        if isinstance(child, str):
            continue
        inside = _step(child, place)
        _note(child, facts, inside, place)
        if inside.in_prose and child.tag in ("p", "li", "dd", "td") and not child.below("p", "ul", "ol"):
            lines.append(" ".join(child.text().split()))
        _visit(child, facts, lines, inside)


def _step(node: _Node, place: _Place) -> _Place:
    mark = node.attrs.get("data-element")
    is_prose = place.in_main and "richtext" in node.attrs.get("class", "").split()
    if not (mark or is_prose or node.tag in ("main", "footer", "svg")):
        return place
    return _Place(
        place.in_main or node.tag == "main",
        place.in_footer or node.tag == "footer",
        place.in_prose or is_prose,
        place.in_svg or node.tag == "svg",
        place.marks | {mark} if mark else place.marks,
    )


def _note(node: _Node, facts: PageFacts, inside: _Place, around: _Place) -> None:
    attrs = node.attrs
    if "id" in attrs:
        facts.ids.add(attrs["id"])
    facts.classes.update(attrs.get("class", "").split())
    if "style" in attrs:
        facts.own_styles.append(attrs["style"])
    if "data-element" in attrs:
        _note_mark(node, facts, inside, around)
    note = _NOTES.get(node.tag)
    if note:
        note(node, facts, inside)


def _note_mark(node: _Node, facts: PageFacts, inside: _Place, around: _Place) -> None:
    name = node.attrs["data-element"]
    # A script holds its text as it is; of anything else scripts are no text.
    text = "".join(part for part in node.children if isinstance(part, str)) if node.tag in SILENT else node.text()
    facts.marks.setdefault(name, []).append(Mark(name, node.tag, node.attrs, text, around.marks, inside.in_footer))
    if name == "breadcrumb":
        facts.breadcrumb = list(filter(None, (item.text() for item in node.walk() if item.tag == "li")))
    if name == "page-index":
        facts.index = [link.text() for item in node.below("li") for link in item.below("a")]


def _note_link(node, facts, place) -> None:
    if "href" in node.attrs:
        facts.links.append(Link(node.attrs["href"].strip(), node.text(), place.in_main))


def _note_picture(node, facts, place) -> None:
    facts.pictures.append(Picture(node.attrs.get("src", ""), node.attrs.get("alt")))


def _note_sheet(node, facts, place) -> None:
    if "stylesheet" in node.attrs.get("rel", "").split():
        facts.stylesheets.append(node.attrs.get("href", ""))


def _note_style(node, facts, place) -> None:
    facts.own_styles.append("".join(part for part in node.children if isinstance(part, str)))


def _note_title(node, facts, place) -> None:
    if not place.in_svg and not facts.title:
        facts.title = node.text()


def _note_html(node, facts, place) -> None:
    facts.language = node.attrs.get("lang", "")


def _note_heading(node, facts, place) -> None:
    facts.h1.append(node.text())


def _note_footer(node, facts, place) -> None:
    facts.footer_text += " " + " ".join(node.text().split())


_NOTES = {
    "a": _note_link,
    "area": _note_link,
    "img": _note_picture,
    "link": _note_sheet,
    "style": _note_style,
    "title": _note_title,
    "html": _note_html,
    "h1": _note_heading,
    "footer": _note_footer,
}
