"""What an adopted sheet says: the union's parts with the municipality's own laid over them, resolved when it is read.

The one place that answers: the public page, structured data, search, checks and exports all read `as_read(page)`.
"""

import copy
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils import timezone
from wagtail.blocks import StreamValue

from cms import relations
from cms.directory import directory
from cms.kept import kept
from cms.versions import ORIGINAL
from offices.contact_cards import cards_by_id
from services.catalogue import content as parts
from services.catalogue import editions as rules
from services.catalogue.editions import Content, Edition
from services.catalogue.placeholders import fill, words_of
from services.catalogue.policies import POLICIES, SHARED, Mode, Policy, policy_of

EVERYBODY = 0
SAME_EVERYWHERE = {"nace"}  # text that is not translated


@dataclass(frozen=True)
class Origin:
    """Where the parts of a sheet come from, for the line at its foot and for the editor."""

    edition: int
    updated_on: date
    own: frozenset[str]  # paths that the municipality has written itself
    has_additions: bool
    next_change: date | None

    @property
    def is_integrated(self) -> bool:
        return bool(self.own) or self.has_additions


@dataclass
class Whole:
    """The values of a sheet, part by part, and which of them are not in the language of the page."""

    values: dict = field(default_factory=dict)
    langs: dict[str, str] = field(default_factory=dict)


def as_read(page, today: date | None = None, content: Content | None = None):
    """The sheet as the public reads it: a copy of the page with every part filled, which is never saved. A sheet that
    adopts nothing is itself. `content` stands for the union's parts in a preview."""
    if page.shared_id is None or page.is_whole:
        return page
    return _Reading(page, today or timezone.localdate(), content).page_with_everything()


def editions_of(service_id: int) -> tuple[Edition, ...]:
    """Every edition of a shared sheet, read once per publication."""
    return kept(EVERYBODY, "editions", service_id, make=lambda: _read_editions(service_id))


def _read_editions(service_id: int) -> tuple[Edition, ...]:
    from services.models import SharedEdition

    return tuple(row.plain for row in SharedEdition.objects.filter(service=service_id).order_by("number"))


def learn(pages) -> None:
    """Read at once the editions that many sheets will ask for one by one."""
    from services.models import SharedEdition

    wanted = {page.shared_id for page in pages if page.shared_id}
    found: dict[int, list[Edition]] = {key: [] for key in wanted}
    for row in SharedEdition.objects.filter(service__in=wanted).order_by("service", "number") if wanted else ():
        found[row.service_id].append(row.plain)
    for key, editions in found.items():
        kept(EVERYBODY, "editions", key, make=lambda editions=editions: tuple(editions))


def content_in_force(service_id: int, today: date) -> Content:
    """What the union's sheet says on a day, whoever follows it."""
    return rules.lay(rules.in_force(editions_of(service_id), today))


def _translations_of(service_id: int, language: str) -> dict[tuple[str, str], object]:
    def read():
        from services.models import SharedTranslation

        rows = SharedTranslation.objects.filter(service=service_id, language=language)
        return {(path, of): value for path, of, value in rows.values_list("path", "of", "value")}

    return kept(EVERYBODY, "shared translations", service_id, language, make=read)


def fingerprint(value) -> str:
    """Of an Italian value, to know which translation says it."""
    text = json.dumps(rules.plain(value), sort_keys=True, ensure_ascii=False)
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def original_of(page):
    """The Italian sheet of a version in another language: it says what is adopted and what is the municipality's own."""
    if directory().language_of(page.locale_id) == ORIGINAL or not page.translation_key:
        return page
    if page.known_original is not None:
        return page.known_original
    same = type(page).objects.filter(translation_key=page.translation_key, locale__language_code=ORIGINAL)
    return same.first() or page


def words_for(page) -> Callable[[str], str]:
    """What a page puts in the place of the union's marks: the words of its body and of its office."""
    return words_of(page.tenant, next(iter(cards_by_id(page.tenant, [page.responsible_office_id])), None))


class _Reading:
    """One reading of one page, on a certain day."""

    def __init__(self, page, today: date, content: Content | None):
        self.page, self.today = page, today
        self.source = original_of(page)
        self.language = directory().language_of(page.locale_id)
        self.editions = editions_of(self.source.shared_id or page.shared_id)
        self.content = content if content is not None else self._content()

    def _content(self) -> Content:
        mode = Mode(self.source.adoption_mode or Mode.FOLLOW)
        return rules.content_for(self.editions, self.today, mode, self.source.adopted_number or 0)

    @property
    def is_translated(self) -> bool:
        return self.source is not self.page

    def page_with_everything(self):
        whole = self.resolve()
        page = copy.copy(self.page)
        page._state = copy.copy(self.page._state)
        page._state.fields_cache = dict(self.page._state.fields_cache)
        page._cluster_related_objects = dict(getattr(self.page, "_cluster_related_objects", None) or {})
        page.is_whole, page.langs, page.origin = True, whole.langs, self.origin()
        for name, value in whole.values.items():
            _put(page, name, value)
        return page

    def resolve(self) -> Whole:
        whole = Whole()
        for name in SHARED:
            if parts.kind_of(type(self.page), name) == "stream":
                whole.values[name] = fill(self._stream(name, whole.langs), self._words)
            else:
                value, lang = self._part(name)
                whole.values[name] = fill(value, self._words)
                if lang and value:
                    whole.langs[name] = lang
        return whole

    def _part(self, name: str) -> tuple[object, str]:
        """A field and the language of its text, where it is not that of the page."""
        is_own = POLICIES[name] == Policy.DEFAULT and name in self.source.own_parts
        if not is_own:
            return self._shared(name, self.content.get(name))
        if self.is_translated and name not in self.page.own_parts:
            value = parts.value_of(self.source, name)
            return value, self._foreign(value, name)
        return parts.value_of(self.page, name), ""

    def _shared(self, path: str, value) -> tuple[object, str]:
        """The union's value in the language of the page; in Italian, and marked, where nobody has translated it."""
        if self.language == ORIGINAL or not self._foreign(value, path):
            return value, ""
        known = _translations_of(self.source.shared_id, self.language)
        found = known.get((path, fingerprint(value)))
        return (found, "") if found is not None else (value, ORIGINAL)

    def _foreign(self, value, path: str) -> str:
        is_text = isinstance(value, (str, dict)) and bool(value)
        return ORIGINAL if is_text and path not in SAME_EVERYWHERE and self.language != ORIGINAL else ""

    def _stream(self, name: str, langs: dict) -> list[dict]:
        """The blocks of a stream; in another language each in its own translation, where there is one."""
        rows = parts.whole_stream(self.source, self.content, name)
        if self.language == ORIGINAL:
            return rows
        translated = {b["id"]: b for b in parts.blocks_of(self.page, name)} if self.is_translated else {}
        mine = {b["id"] for b in parts.blocks_of(self.source, name)}
        found = []
        for row in rows:
            path = f"{name}:{row['id']}"
            if row["id"] in mine:
                value, lang = translated.get(row["id"], row), "" if row["id"] in translated else ORIGINAL
            else:
                value, lang = self._shared(path, parts.bare(row))
            if lang:
                langs[path] = lang
            found.append({**value, "id": row["id"]})
        return found

    def _words(self, name: str) -> str:
        return self._known_words(name)

    @cached_property
    def _known_words(self) -> Callable[[str], str]:
        return words_for(self.page)

    def origin(self) -> Origin:
        own = frozenset(path for path in self.source.own_parts if policy_of(path) == Policy.DEFAULT)
        shown = [edition for edition in rules.in_force(self.editions, self.today) if self._is_shown(edition)]
        return Origin(
            edition=max((edition.number for edition in shown), default=0),
            updated_on=max((max(e.effective_on, e.published_on) for e in shown), default=self.today),
            own=own,
            has_additions=self._has_additions(),
            next_change=rules.next_change(self.editions, self.today),
        )

    def _is_shown(self, edition: Edition) -> bool:
        return self.source.adoption_mode == Mode.FOLLOW or edition.number <= (self.source.adopted_number or 0)

    def _has_additions(self) -> bool:
        streams = (name for name in SHARED if parts.kind_of(type(self.page), name) == "stream")
        texts = (self.source.local_how_to, self.source.local_constraints)
        return any(texts) or any(parts.blocks_of(self.source, name) for name in streams)


def _put(page, name: str, value) -> None:
    """Set a part of a page that nobody will save."""
    kind = parts.kind_of(type(page), name)
    if kind == "stream":
        block = type(page)._meta.get_field(name).stream_block
        setattr(page, name, StreamValue(block, value, is_lazy=True))
    elif kind == "many":
        page._cluster_related_objects[name] = relations.terms(value or [])
    elif kind == "one":
        setattr(page, f"{name}_id", value)
    else:
        setattr(page, name, page._meta.get_field(name).get_default() if value is None else value)


# --- Columns that lists, facets and search read --------------------------------------------------------------


def derived_names(model) -> list[str]:
    """Fields whose column holds the value that is read, not only the municipality's own."""
    kinds = {name: parts.kind_of(model, name) for name in SHARED}
    return ["title", "summary", *(name for name, kind in kinds.items() if kind in ("many", "one"))]


def derive(page, today: date | None = None) -> None:
    """Write into the page what lists read of it; the caller saves."""
    whole = as_read(page, today)
    if whole is page:
        return
    for name in derived_names(type(page)):
        if parts.kind_of(type(page), name) == "many":
            page._cluster_related_objects = getattr(page, "_cluster_related_objects", None) or {}
            page._cluster_related_objects[name] = list(getattr(whole, name).all())
        else:
            value = parts.value_of(whole, name)
            limit = type(page)._meta.get_field(name).max_length
            column = f"{name}_id" if parts.kind_of(type(page), name) == "one" else name
            setattr(page, column, value[:limit] if isinstance(value, str) and limit else value)
