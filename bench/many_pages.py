"""Believable pages of one municipality by the thousand, written straight into the tables as publishing leaves them.

Words and how common each is come from the texts of the demonstration; behind them a long tail of rare words, as names
and streets are, each made of the beginning of one and the end of another. Each page speaks of a few words of its own,
which stand in its title and come back in its text. Always the same pages, in the same order.
"""

import copy
import random
import tomllib
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from itertools import accumulate
from pathlib import Path

DATA = Path(__file__).parent.parent / "demo" / "data"
WORDS = 60_000  # different ones
AT_ONCE = 1000
KINDS = ("news",) * 7 + ("documents",) * 2 + ("services",)
DAYS = 1500  # over which the pages were published


def sentences(data) -> Iterator[str]:
    """Every text of a TOML file."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, (dict, list)):
        for value in data.values() if isinstance(data, dict) else data:
            yield from sentences(value)


class Language:
    """Words to write with, the commonest first."""

    def __init__(self, seed: int = 7):
        from cms.words import STOP_WORDS, split

        self.chance = random.Random(seed)
        used = Counter()
        for file in sorted(DATA.rglob("*.toml")):
            if "english" not in file.parts:
                used.update(
                    word
                    for text in sentences(tomllib.loads(file.read_text()))
                    for word in split(text)
                    if word.isalpha()
                )
        known = sorted(used.items(), key=lambda pair: (-pair[1], pair[0]))
        rare = self._rare([word for word, _times in known])
        self.words = [word for word, _times in known] + rare
        # The tail goes on as the head would, by Zipf's law.
        weights = [float(times) for _word, times in known]
        weights += [len(known) / rank for rank in range(len(known) + 1, len(self.words) + 1)]
        self._sums = list(accumulate(weights))
        telling = [
            (word, weight)
            for word, weight in zip(self.words, weights, strict=True)
            if word not in STOP_WORDS["it"] and len(word) > 3
        ]
        self.telling = [word for word, _weight in telling]
        self._telling_sums = list(accumulate(weight for _word, weight in telling))

    def _rare(self, known: list[str]) -> list[str]:
        long = [word for word in known if len(word) > 5]
        made: dict[str, None] = {}
        taken = {*known}
        while len(made) + len(known) < WORDS:
            first, last = self.chance.choice(long), self.chance.choice(long)
            word = first[: len(first) // 2 + 1] + last[len(last) // 2 :]
            if word not in taken and len(word) < 20:
                made[word] = None
        return list(made)

    def any(self, count: int) -> list[str]:
        return self.chance.choices(self.words, cum_weights=self._sums, k=count)

    def some(self, count: int) -> list[str]:
        """Words that mean something by themselves."""
        return self.chance.choices(self.telling, cum_weights=self._telling_sums, k=count)

    def text(self, about: list[str], count: int, share: float) -> str:
        """So many words, a share of them about something, in sentences."""
        words = [
            self.chance.choice(about) if self.chance.random() < share else word for word in self.any(max(count, 8))
        ]
        return " ".join(" ".join(words[at : at + 12]).capitalize() + "." for at in range(0, len(words), 12))


class Municipality:
    """Adds pages to a site of a body; `count` is how many there are."""

    def __init__(self, tenant):
        from cms.background import quiet
        from cms.models import Term
        from tests.factories import a_document_page, a_news_item, a_service, an_office

        self.tenant, self.count, self.language = tenant, 0, Language()
        self.topics = list(Term.objects.filter(vocabulary="argomenti")[:60])
        with quiet():
            office = an_office(tenant)
            self.models = {
                "news": (a_news_item(tenant, managed_by=[office]), "body"),
                "documents": (a_document_page(tenant, office=office), "description"),
                "services": (a_service(tenant, responsible_office=office), "how_to"),
            }
        self.parents = {name: page.get_parent() for name, (page, _field) in self.models.items()}

    def grow(self, count: int) -> None:
        """Add pages until there are so many."""
        from django.db import transaction

        while self.count < count:
            with transaction.atomic():
                self._add(min(AT_ONCE, count - self.count))
        for name, parent in self.parents.items():
            type(parent).objects.filter(pk=parent.pk).update(numchild=self._below[name])

    @cached_property
    def _first(self) -> int:
        """The first free key, of pages and of documents alike."""
        from wagtail.models import Page

        from search.models import SearchDocument

        return 1 + max(model.objects.order_by("-pk").first().pk for model in (Page, SearchDocument))

    @cached_property
    def _below(self) -> dict[str, int]:
        return {name: parent.numchild + 1 for name, parent in self.parents.items()}

    def _add(self, count: int) -> None:
        from cms.models import BasePage
        from search.models import Posting, SearchDocument

        made = [self._page() for _number in range(count)]
        for page, _field in self.models.values():
            some = [one for one, _document, _postings in made if type(one) is type(page)]
            for model in (*reversed(type(page)._meta.get_parent_list()), type(page)):
                insert(model, some)
        through = BasePage.topics.through
        about = [
            through(basepage_id=document.pk, term_id=key) for _page, document, _said in made for key in document.topics
        ]
        insert(through, about, but="id")
        insert(SearchDocument, [document for _page, document, _postings in made])
        postings = [
            Posting(
                tenant_id=document.tenant_id,
                language=document.language,
                stem=found,
                weight=weight,
                document_id=document.pk,
            )
            for _page, document, said in made
            for found, weight in said.items()
        ]
        insert(Posting, postings, but="id")

    def _page(self) -> tuple:
        """The next page, its document and how much it says of each stem."""
        from search.indexing import weights_of
        from search.parts import Parts

        language, chance = self.language, self.language.chance
        kind = KINDS[self.count % len(KINDS)]
        about = language.some(6)
        named = about[: chance.randint(2, 4)]
        title = f"{' '.join(named[:-1])} {chance.choice(('di', 'e', 'per', 'nel'))} {named[-1]}".capitalize()
        names = (" ".join(about[-2:]),) if kind == "services" and chance.random() < 0.4 else ()
        summary = language.text(about, 14, 0.4)[:250]
        text = language.text(about, min(900, int(chance.lognormvariate(4.9, 0.6))), 0.12)
        topics = chance.sample(self.topics, chance.randint(1, 3))
        page = self._copy(kind, title, summary, text)
        parts = Parts(
            title, names, summary, " ".join([self.parents[kind].title, *(topic.name for topic in topics)]), text
        )
        return page, self._document(page, parts, topics), weights_of(parts, "it")

    def _copy(self, kind: str, title: str, summary: str, text: str):
        """A page like the one of its type that was published, with a place of its own in the tree."""
        model, field = self.models[kind]
        parent, key = self.parents[kind], self._first + self.count
        self.count += 1
        self._below[kind] += 1
        page = copy.copy(model)
        for parent_model in (*type(page)._meta.get_parent_list(), type(page)):
            setattr(page, parent_model._meta.pk.attname, key)
        page.path, page.numchild = model._get_path(parent.path, model.depth, self._below[kind]), 0
        page.slug = f"{'-'.join(title.lower().split())[:80]}-{key}"
        page.url_path, page.translation_key = f"{parent.url_path}{page.slug}/", uuid.UUID(int=key)
        page.latest_revision_id = page.live_revision_id = None
        page.title = page.draft_title = title
        page.summary = summary
        setattr(page, field, f"<p>{text}</p>")
        if page.listing_date:
            page.listing_date -= timedelta(days=self.language.chance.randrange(DAYS))
        return page

    def _document(self, page, parts, topics: list):
        from cms.words import stems
        from search.kinds import kind_of
        from search.models import SearchDocument

        return SearchDocument(
            pk=page.pk,
            page_id=page.pk,
            tenant_id=page.tenant_id,
            language="it",
            kind=kind_of(page).key,
            title_stems=" ".join(stems(parts.title)),
            names=[" ".join(stems(name)) for name in parts.names],
            topics=[topic.pk for topic in topics],
            text=f"{parts.summary} {parts.text}",
            day=page.listing_date,
        )


def insert(model, made: list, but: str = "") -> None:
    """Rows of the model's own table, `but` one column that the database fills; as fast as each engine can."""
    from django.db import connection

    fields = [field for field in model._meta.local_concrete_fields if field.attname != but]
    quote = connection.ops.quote_name
    columns = f"{quote(model._meta.db_table)} ({', '.join(quote(field.column) for field in fields)})"
    rows = ([field.get_db_prep_save(getattr(one, field.attname), connection) for field in fields] for one in made)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {columns} FROM STDIN") as copied:
                for row in rows:
                    copied.write_row(row)
        else:
            values = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {columns} VALUES ({values})", rows)  # noqa: S608  names of our own models
