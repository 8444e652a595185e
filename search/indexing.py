"""Keep what the search knows in step with what is published."""

from collections import Counter, defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation

from cms.models import BasePage
from cms.words import meaningful, split, stem
from search.files import files_of
from search.kinds import kind_of
from search.models import Posting, SearchDocument
from search.parts import Parts, parts_of

MOST_STEMS = 400  # of a page: the ones that say most about it
MOST_OF_FILES = 600  # more of them, that only its files say: a long file leaves the page its own words
FILES_SHOWN = 10_000  # characters of files among which an excerpt is looked for
# How much a word of each part says, and how many words such a part usually has (longer ones dilute it).
BOOSTS = {
    "title": (9.0, 5),
    "names": (7.0, 5),
    "summary": (3.0, 16),
    "about": (1.5, 6),
    "text": (1.0, 220),
    "files": (0.5, 800),  # the last: what is not the page's own
}
LENGTH = 0.6  # how much the length of a part counts, from 0 to 1
SATURATION = 8.0
# How often a page is chosen is known from elsewhere.
WRITTEN = [
    field.name
    for field in SearchDocument._meta.concrete_fields
    if field.name not in ("id", "page", "part", "popularity")
]


def weights_of(parts: Parts, language: str) -> dict[str, int]:
    """How much each stem says about a page, up to 1000 (BM25F: Robertson and Zaragoza 2009, with fixed usual lengths)."""
    own: dict[str, float] = defaultdict(float)
    *of_the_page, of_files = (_said(parts, name, language) for name in BOOSTS)
    for said in of_the_page:
        for found, value in said.items():
            own[found] += value
    best = dict(_most(own, MOST_STEMS))
    more = dict(_most({found: value for found, value in of_files.items() if found not in best}, MOST_OF_FILES))
    said = {found: value + of_files.get(found, 0) for found, value in best.items()} | more
    return {found: max(1, round(1000 * value / (value + SATURATION))) for found, value in said.items()}


def _said(parts: Parts, name: str, language: str) -> dict[str, float]:
    """How much a part says each stem."""
    value = getattr(parts, name)
    words = split(" ".join(value) if isinstance(value, tuple) else value)
    if name != "title":
        words = [word for word in meaningful(words, language) if len(word) > 1 or word.isdecimal()]
    boost, usual = BOOSTS[name]
    dilution = 1 - LENGTH + LENGTH * max(len(words) / usual, 0.5)
    return {found: boost * times / dilution for found, times in Counter(stem(word, language) for word in words).items()}


def _most(said: dict[str, float], most: int) -> list[tuple[str, float]]:
    return sorted(said.items(), key=lambda pair: -pair[1])[:most]


def index_page(page) -> list[int]:
    """Write the words of a live page that lists may show and of its parts; forget those of any other. Returns the keys of
    its files whose words are not known yet: reading them is work for later."""
    if not page.live or page.is_hidden_from_lists or page.depth < 3 or page.alias_of_id:
        SearchDocument.objects.filter(page_id=page.pk).delete()
        return []
    language = page.locale.language_code
    with translation.override(language):  # names of topics in the language of the page
        page = page.as_read()
        files = files_of(page)
        parts = parts_of(page, files.text)
        separate = page.parts_to_find()
    weights = weights_of(parts, language)
    own = _document(page, "", kind_of(page).key, parts, language)
    own.names = [_stems(name, language) for name in parts.names]
    own.topics = [term.pk for term in page.topics.all()]
    own.files_text = parts.files[:FILES_SHOWN]
    own.files_words = " ".join(sorted(word for word in {*split(parts.files)} if stem(word, language) in weights))
    own.day = getattr(page, "starts_on", None) or page.listing_date
    own.ends_on = last_day(page)
    own.right_until = files.until
    made = [(own, weights)]
    for one in separate:
        said = Parts(one.title, (), "", page.title, one.text)
        document = _document(page, one.address, one.kind, said, language)
        document.title, document.topics = one.title, sorted(one.topics)
        made.append((document, weights_of(said, language)))
    with transaction.atomic():
        _write(page, made)
        own.files.set(files.shown)
    return files.unknown


def _document(page, part: str, kind: str, parts: Parts, language: str) -> SearchDocument:
    return SearchDocument(
        page_id=page.pk,
        part=part,
        tenant_id=page.tenant_id,
        language=language,
        kind=kind,
        title_stems=_stems(parts.title, language),
        text=f"{parts.summary} {parts.text}".strip(),
    )


def _stems(text: str, language: str) -> str:
    return " ".join(stem(word, language) for word in meaningful(split(text), language))


def _write(page, made: list[tuple[SearchDocument, dict[str, int]]]) -> None:
    """What is known of a page and its parts, in the place of what was known."""
    documents = [document for document, _weights in made]
    if type(page).parts_to_find is not BasePage.parts_to_find:  # of most pages there are none to forget
        known = SearchDocument.objects.filter(page_id=page.pk)
        known.exclude(part__in=[one.part for one in documents]).delete()
    SearchDocument.objects.bulk_create(
        documents, update_conflicts=True, unique_fields=["page", "part"], update_fields=WRITTEN
    )
    Posting.objects.filter(document__in=documents).delete()
    Posting.objects.bulk_create(
        Posting(tenant_id=one.tenant_id, language=one.language, stem=found, weight=weight, document=one)
        for one, weights in made
        for found, weight in weights.items()
    )


def last_day(page):
    """The day after which a page tells of the past; None where it never does."""
    moment = getattr(page, "deadline", None) or getattr(page, "over_at", None)  # of a call, of an event
    # What lasts the whole day is over at midnight, which is the next day already.
    return timezone.localdate(moment - timedelta(seconds=1)) if moment else None
