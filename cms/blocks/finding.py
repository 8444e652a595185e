"""Blocks that gather contents of the site: lists by kind and topic, a search box, topics."""

from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext_lazy
from wagtail import blocks

from cms.blocks.drawn import DrawnBlock, is_sample
from cms.blocks.plain import CharBlock


@dataclass(frozen=True)
class Kind:
    """Contents that a list may gather. `model` is named, because it lives upstairs and may not be there yet."""

    label: str
    model: str
    section: str  # function of the section that holds them
    more: str
    entry: str = ""  # function of their own page, where they have one
    newest_first: bool = False
    to_come: bool = False  # only from today on, the nearest first


KINDS = {
    "novita": Kind("Novità", "news.NewsPage", "novita", gettext_lazy("Tutte le novità"), newest_first=True),
    "servizi": Kind("Servizi", "services.ServicePage", "servizi", gettext_lazy("Tutti i servizi")),
    "eventi": Kind("Eventi", "territory.EventPage", "vivere", gettext_lazy("Tutti gli eventi"), "eventi", to_come=True),
    "luoghi": Kind("Luoghi", "territory.PlacePage", "vivere", gettext_lazy("Tutti i luoghi"), "luoghi"),
    "documenti": Kind(
        "Documenti",
        "publications.DocumentPage",
        "amministrazione",
        gettext_lazy("Tutti i documenti"),
        "documenti-e-dati",
        newest_first=True,
    ),
    "bandi": Kind(  # by deadline: those that one can still answer
        "Bandi aperti",
        "publications.CallPage",
        "amministrazione",
        gettext_lazy("Documenti e dati"),
        "documenti-e-dati",
        to_come=True,
    ),
    "uffici": Kind("Uffici", "offices.OfficePage", "amministrazione", gettext_lazy("Tutti gli uffici"), "uffici"),
}
NEWS_PARTS = [("notizie", "Solo notizie"), ("comunicati", "Solo comunicati"), ("avvisi", "Solo avvisi")]
LOOKS = [("list", "Lista semplice"), ("plain", "Schede semplici"), ("picture", "Schede con immagine")]
SIZES = [("3", "3"), ("6", "6"), ("9", "9"), ("12", "12")]


def model_of(kind: Kind):
    """The page type of a kind, or None where this installation has none."""
    try:
        return apps.get_model(kind.model)
    except LookupError:
        return None


def _kinds() -> list[tuple[str, str]]:
    return [(key, kind.label) for key, kind in KINDS.items() if model_of(kind) is not None]


def _terms(vocabulary: str) -> list[tuple[str, str]]:
    from cms.models import Term

    return list(Term.objects.of(vocabulary).filter(is_retired=False).order_by("label").values_list("key", "label"))


def _topics() -> list[tuple[str, str]]:
    return _terms("argomenti")


def _parts() -> list[tuple[str, str]]:
    categories = [(f"categoria-{key}", f"Servizi: {label}") for key, label in _terms("categorie_servizio")]
    return [*NEWS_PARTS, *categories]


class KeyBlock(blocks.ChoiceBlock):
    """A choice read from the database only by the form: a page that is served takes the key as it is stored."""

    def to_python(self, value):
        return value


class KeysBlock(blocks.MultipleChoiceBlock):
    """The same, for more than one."""

    def to_python(self, value):
        return value


class ListingBlock(DrawnBlock):
    """A list that fills itself: what is published in the site, by kind, part and topic."""

    title = CharBlock(label="Titolo", max_length=120, help_text="Esempio: «Le ultime notizie sui lavori».")
    kind = KeyBlock(label="Che cosa", choices=_kinds, help_text="Di che tipo sono i contenuti dell'elenco.")
    part = KeyBlock(
        label="Solo una parte",
        choices=_parts,
        required=False,
        help_text="Vuoto: tutti. Vale per le novità e per i servizi. Esempio: «Solo avvisi».",
    )
    topic = KeyBlock(
        label="Su un argomento",
        choices=_topics,
        required=False,
        help_text="Vuoto: di ogni argomento. Esempio: «Rifiuti».",
    )
    look = blocks.ChoiceBlock(
        label="Aspetto", choices=LOOKS, default="plain", help_text="La lista per tante voci, le schede per poche."
    )
    size = blocks.ChoiceBlock(label="Quanti", choices=SIZES, default="3", help_text="I primi. Il resto è a un clic.")

    in_index = True

    class Meta:
        icon = "list-ul"
        label = "Elenco automatico"
        description = "Le ultime novità, i servizi di una categoria, i prossimi eventi: si aggiorna da solo."
        template = "blocks/listing_block.html"
        preview_value = {"title": "Le ultime notizie", "kind": "novita", "look": "plain", "size": "3"}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        if is_sample(parent_context):
            titles = ("Mercato spostato in piazza", "Riapre la biblioteca", "Chiusa via Roma")
            sample = [{"title": t, "path_url": "#", "summary": "Un testo di esempio.", "lang": ""} for t in titles]
            return context | {"items": sample, "more_url": "", "look": value.get("look") or "plain"}
        ready, frame = context.get("ready"), context.get("frame")
        kind = KINDS.get(value.get("kind"))
        return context | {
            "items": ready.lists.get(criteria(value), []) if ready else [],
            "more_url": address_of(kind, value.get("part"), frame) if kind and frame else "",
            "more_label": kind.more if kind else "",
            "look": value.get("look") or "plain",
        }


def criteria(value) -> tuple:
    """What two lists must have in common to be the same."""
    size = value.get("size") or "3"
    return (
        value.get("kind") or "",
        value.get("part") or "",
        value.get("topic") or "",
        int(size) if str(size).isdecimal() else 3,
        value.get("look") == "picture",
    )


def address_of(kind: Kind, part: str | None, frame) -> str:
    """Where the whole list is: the part, else the page of the kind, else its section."""
    found = frame.second_level(kind.section, part) if part else ""
    return found or (frame.second_level(kind.section, kind.entry) if kind.entry else "") or frame.section(kind.section)


class SearchBlock(DrawnBlock):
    """A search box in a part of the site (*ricerca nelle sezioni*)."""

    title = CharBlock(label="Titolo", max_length=120, help_text="Esempio: «Cerca fra i servizi».")
    section = blocks.ChoiceBlock(
        label="Dove cercare",
        choices=[
            ("", "In tutto il sito"),
            ("servizi", "Servizi"),
            ("novita", "Novità"),
            ("amministrazione", "Amministrazione"),
            ("vivere", "Vivere il Comune"),
        ],
        required=False,
        help_text="Una sezione, o tutto il sito.",
    )
    shortcuts = blocks.BooleanBlock(
        label="Scorciatoie sotto la ricerca",
        required=False,
        default=True,
        help_text="Le pagine della sezione, a un clic. Esempio: le categorie dei servizi.",
    )

    in_index = True

    class Meta:
        icon = "search"
        label = "Ricerca nelle sezioni"
        description = "Un campo di ricerca in una sezione del sito, con le sue pagine come scorciatoie."
        template = "blocks/search_block.html"
        preview_value = {"title": "Cerca fra i servizi", "section": "servizi", "shortcuts": True}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        frame = context.get("frame")
        context["number_text"] = str(context.get("number") or 0)
        if frame is None:
            return context | {"action": "#", "scope": "", "links": [{"label": "Anagrafe", "path": "#"}]}
        section = value.get("section") or ""
        sections = frame.navigation["sections"]
        chosen = next((one for one in sections if one["key"] == section), None)
        links = (chosen["children"] if chosen else sections) if value.get("shortcuts") else []
        scope = chosen["path"].strip("/").rsplit("/", 1)[-1] if chosen else ""
        return context | {"action": frame.links.get("search", ""), "scope": scope, "links": links}


class TopicsBlock(DrawnBlock):
    """Topics of the site, as chips that lead to their pages."""

    title = CharBlock(label="Titolo", max_length=120, default="Argomenti", help_text="Esempio: «Argomenti».")
    topics = KeysBlock(
        label="Argomenti", choices=_topics, help_text="Quelli di cui parla la pagina. Esempio: «Rifiuti», «Acqua»."
    )

    in_index = True

    class Meta:
        icon = "tag"
        label = "Argomenti"
        description = "Gli argomenti scelti, ognuno con il collegamento alla sua pagina."
        template = "blocks/topics_block.html"
        preview_value = {"title": "Argomenti", "topics": []}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        if is_sample(parent_context):
            return context | {"links": [{"label": label, "path": "#"} for label in ("Rifiuti", "Acqua", "Trasporto")]}
        page = context.get("page")
        return context | {"links": _links(page, value.get("topics") or []) if page is not None else []}


def _links(page, keys: list[str]) -> list[dict]:
    from cms import topics

    paths = topics.topic_paths(page.tenant, page.locale.language_code)
    return topics.links_of(page, [term for term, found in paths.items() if found["key"] in keys])
