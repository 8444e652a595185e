"""Numbers, icons, tables, steps, quotations, days that are missing: facts drawn so that they are seen at once."""

import csv
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.drawn import DrawnBlock
from cms.blocks.plain import CharBlock
from cms.components.icons import SIGNS
from cms.formats import day
from cms.moments import midnight_after


class NumberBlock(blocks.StructBlock):
    value = CharBlock(label="Numero", max_length=20, help_text="Come si legge. Esempio: «95.990», «12 %».")
    label = CharBlock(label="Che cosa conta", max_length=80, help_text="Esempio: «abitanti».")
    note = CharBlock(
        label="Nota", required=False, max_length=120, help_text="Fonte e anno. Esempio: «ISTAT, 1° gennaio 2025»."
    )

    class Meta:
        icon = "order"
        label = "Numero"


class NumbersBlock(DrawnBlock):
    """A few numbers with their meaning."""

    title = CharBlock(label="Titolo", max_length=120, help_text="Esempio: «Il Comune in numeri».")
    items = blocks.ListBlock(NumberBlock(), label="Numeri", min_num=1, max_num=8, help_text="Tre o quattro bastano.")

    in_index = True

    class Meta:
        icon = "order"
        label = "Numeri"
        description = "Pochi numeri grandi, ognuno con quello che conta."
        template = "blocks/numbers_block.html"
        preview_value = {
            "title": "Il Comune in numeri",
            "items": [
                {"value": "1.540", "label": "abitanti", "note": "Esempio"},
                {"value": "9,3", "label": "chilometri quadrati", "note": ""},
            ],
        }


class IconTextBlock(blocks.StructBlock):
    icon = blocks.ChoiceBlock(label="Icona", choices=SIGNS, help_text="Un segno che aiuta a ritrovare la riga.")
    title = CharBlock(label="Titolo", max_length=80, help_text="Esempio: «Vieni a piedi».")
    text = CharBlock(
        label="Testo", required=False, max_length=255, help_text="Esempio: «Il municipio è a due passi dalla stazione»."
    )

    class Meta:
        icon = "tick"
        label = "Icona con testo"


class IconsBlock(DrawnBlock):
    """Short texts, each beside an icon."""

    title = CharBlock(label="Titolo", max_length=120, help_text="Esempio: «Come arrivare».")
    items = blocks.ListBlock(IconTextBlock(), label="Righe", min_num=1, max_num=12, help_text="Da due a sei.")

    in_index = True

    class Meta:
        icon = "list-ul"
        label = "Icone con testo"
        description = "Testi brevi, ognuno con un'icona accanto."
        template = "blocks/icons_block.html"
        preview_value = {
            "title": "Come arrivare",
            "items": [
                {"icon": "it-map-marker", "title": "In piazza", "text": "Al numero 3, sotto il portico."},
                {"icon": "it-clock", "title": "La mattina", "text": "Dalle 8:30 alle 12:30."},
            ],
        }


MOST_ROWS, MOST_COLUMNS = 200, 10


def cells_of(text: str) -> list[list[str]]:
    """Rows of a table pasted as text: cells between tabs, as spreadsheets give them, or between semicolons."""
    lines = [line for line in text.splitlines() if line.strip()]
    separator = "\t" if any("\t" in line for line in lines) else ";"
    return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=separator)]


def faults_of(rows: list[list[str]]) -> str:
    """Why some rows make no table, in the editor's words; empty when they do."""
    if len(rows) < 2:
        return "Servono almeno due righe: la prima con i nomi delle colonne, poi i dati."
    width = len(rows[0])
    if width < 2:
        return "Servono almeno due colonne. Separa le celle con un punto e virgola, o incolla da un foglio di calcolo."
    if width > MOST_COLUMNS or len(rows) > MOST_ROWS:
        return f"È troppo grande: al massimo {MOST_COLUMNS} colonne e {MOST_ROWS} righe. Pubblicala come file."
    if empty := [number for number, name in enumerate(rows[0], 1) if not name]:
        return f"La colonna {empty[0]} non ha nome: scrivilo nella prima riga."
    odd = [number for number, row in enumerate(rows, 1) if len(row) != width]
    if odd:
        return f"La riga {odd[0]} ha {len(rows[odd[0] - 1])} celle, la prima ne ha {width}."
    return ""


class TableBlock(DrawnBlock):
    """A small table, always with its caption and the names of its columns."""

    caption = CharBlock(label="Titolo della tabella", max_length=160, help_text="Esempio: «Tariffe della mensa».")
    rows = blocks.TextBlock(
        label="Righe",
        help_text="Incolla da un foglio di calcolo, o scrivi una riga per riga con le celle separate da «;». "
        "La prima riga dà i nomi alle colonne. Esempio: «Reddito; Costo».",
    )
    row_head = blocks.BooleanBlock(
        label="La prima colonna dà il nome alla riga",
        required=False,
        default=True,
        help_text="Quasi sempre sì: chi ascolta la pagina sente a che cosa si riferisce ogni cella.",
    )
    numbers = blocks.BooleanBlock(
        label="Le altre colonne sono numeri", required=False, help_text="Si allineano a destra. Esempio: prezzi."
    )

    class Meta:
        icon = "table"
        label = "Tabella"
        description = "Una tabella piccola, che anche chi non vede può leggere. Si incolla da un foglio di calcolo."
        template = "blocks/table_block.html"
        preview_value = {
            "caption": "Tariffe della mensa",
            "rows": "Reddito ISEE; Un pasto; Un mese\nFino a 8.000 euro; 2,00; 40,00\nOltre 8.000 euro; 5,50; 110,00",
            "row_head": True,
            "numbers": True,
        }

    def clean(self, value):
        result = super().clean(value)
        fault = faults_of(cells_of(result["rows"]))
        if fault:
            raise StructBlockValidationError({"rows": ValidationError(fault)})
        return result

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        rows = cells_of(value.get("rows") or "")
        context |= {"head": rows[0] if rows else [], "body": rows[1:]}
        return context


class PhaseBlock(blocks.StructBlock):
    title = CharBlock(label="Che cosa succede", max_length=120, help_text="Esempio: «Si aprono le iscrizioni».")
    date = blocks.DateBlock(label="Giorno", required=False, help_text="Se si sa. Senza giorni le fasi sono numerate.")
    text = CharBlock(label="Testo", required=False, max_length=255, help_text="Una frase, se serve.")

    class Meta:
        icon = "date"
        label = "Fase"


class PhasesBlock(DrawnBlock):
    """Steps one after the other, by day or numbered (*fasi*)."""

    title = CharBlock(label="Titolo", max_length=120, help_text="Esempio: «Le tappe del progetto».")
    items = blocks.ListBlock(PhaseBlock(), label="Fasi", min_num=1, max_num=20, help_text="In ordine di tempo.")

    in_index = True

    class Meta:
        icon = "history"
        label = "Fasi e scadenze"
        description = "Una linea del tempo: ogni fase con il suo giorno, o numerata."
        template = "blocks/phases_block.html"
        preview_value = {
            "title": "Le tappe del progetto",
            "items": [
                {"title": "Apre il cantiere", "date": date(2027, 3, 1), "text": "Si comincia dalla piazza."},
                {"title": "Si inaugura", "date": date(2027, 9, 15), "text": ""},
            ],
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["phases"] = [
            {
                "value": item["date"].day if item.get("date") else number,
                "unit": day(item["date"], "M Y") if item.get("date") else _("fase"),
                "title": item["title"],
                "description": item.get("text"),
            }
            for number, item in enumerate(value["items"], 1)
        ]
        return context


class QuoteBlock(DrawnBlock):
    """Somebody's words."""

    text = CharBlock(label="Parole", max_length=400, help_text="Solo le parole, senza virgolette.")
    author = CharBlock(label="Di chi sono", required=False, max_length=120, help_text="Esempio: «Ada Bianchi».")
    role = CharBlock(label="Chi è", required=False, max_length=120, help_text="Esempio: «sindaca».")

    class Meta:
        icon = "openquote"
        label = "Citazione"
        description = "Le parole di qualcuno, con il suo nome."
        template = "blocks/quote_block.html"
        preview_value = {"text": "La biblioteca è la piazza di chi legge.", "author": "Ada Bianchi", "role": "sindaca"}


class CountdownBlock(DrawnBlock):
    """How many days are missing to a day: text, made by the server, that changes at midnight."""

    title = CharBlock(
        label="Che cosa si aspetta", max_length=100, help_text="Esempio: «Chiudono le iscrizioni al nido»."
    )
    date = blocks.DateBlock(label="Giorno", help_text="L'ultimo giorno utile. Esempio: 31/03/2027.")
    after = CharBlock(
        label="Che cosa si legge dopo",
        required=False,
        max_length=160,
        help_text="Vuoto: dopo quel giorno il blocco sparisce. Esempio: «Le iscrizioni sono chiuse».",
    )

    class Meta:
        icon = "time"
        label = "Conto alla rovescia"
        description = "Quanti giorni mancano a una data: cambia da solo ogni giorno."
        template = "blocks/countdown_block.html"
        preview_value = {
            "title": "Chiudono le iscrizioni al nido",
            "date": lambda: timezone.localdate() + timedelta(days=12),
            "after": "",
        }

    def get_preview_value(self):
        value = self.meta.preview_value
        return self.normalize({**value, "date": value["date"]()})

    def get_context(self, value, parent_context=None):
        from cms.page_cache import keep_until

        context = super().get_context(value, parent_context=parent_context)
        today = timezone.localdate()
        context |= {"missing": missing_days(value.get("date"), today), "is_over": is_over(value.get("date"), today)}
        request = (parent_context or {}).get("request")
        if request is not None and value.get("date") and not context["is_over"]:
            keep_until(request, midnight_after(today))
        return context


def is_over(wanted: date | None, today: date) -> bool:
    return wanted is not None and wanted < today


def missing_days(wanted: date | None, today: date) -> str:
    """«mancano 12 giorni», «è domani», «è oggi»; empty once the day has gone."""
    if wanted is None or wanted < today:
        return ""
    left = (wanted - today).days
    if left < 2:
        return _("è domani") if left else _("è oggi")
    return ngettext("manca %(days)s giorno", "mancano %(days)s giorni", left) % {"days": left}


# What Lighthouse measures of a page, and the value from which it calls it good.
METRICS = [
    ("FCP", "Prima cosa che si vede (FCP)", "fino a 1,8 secondi"),
    ("SI", "Quanto in fretta si riempie (SI)", "fino a 3,4 secondi"),
    ("LCP", "Parte più grande che si vede (LCP)", "fino a 2,5 secondi"),
    ("TTI", "Quando si può usare (TTI)", "fino a 3,8 secondi"),
    ("TBT", "Attesa ai comandi (TBT)", "fino a 200 millisecondi"),
    ("CLS", "Salti della pagina (CLS)", "fino a 0,1"),
]
METRIC_NAMES = {key: name for key, name, _goal in METRICS}
GOALS = {key: goal for key, _name, goal in METRICS}


class MetricBlock(blocks.StructBlock):
    metric = blocks.ChoiceBlock(
        label="Misura", choices=[(key, name) for key, name, _goal in METRICS], help_text="Una riga per ogni misura."
    )
    value = CharBlock(
        label="Valore",
        required=False,
        max_length=40,
        help_text="Come lo dà Lighthouse. Esempio: «1,6 secondi». La colonna si vede quando c'è almeno un valore.",
    )
    action = CharBlock(
        label="Che cosa facciamo", max_length=200, help_text="Esempio: «Immagini più leggere nella home»."
    )
    date = blocks.DateBlock(label="Entro", required=False, help_text="Il giorno in cui la cosa è fatta.")

    class Meta:
        icon = "cog"
        label = "Misura"


class MetricsBlock(DrawnBlock):
    """The measures of the improvement plan that the national model asks for (COMUNI.md a.5)."""

    caption = CharBlock(
        label="Titolo della tabella", max_length=160, help_text="Esempio: «Misure del 12 gennaio 2027»."
    )
    items = blocks.ListBlock(MetricBlock(), label="Misure", min_num=1, max_num=12, help_text="Le sei di Lighthouse.")

    class Meta:
        icon = "table"
        label = "Misure del sito"
        description = (
            "Per il piano di miglioramento: le sei misure di velocità, il loro valore, che cosa si fa ed entro quando."
        )
        template = "blocks/metrics_block.html"
        preview_value = {
            "caption": "Misure di prova",
            "items": [
                {"metric": "LCP", "value": "2,1 secondi", "action": "Nessuna: va già bene", "date": None},
                {"metric": "TBT", "value": "", "action": "Misurare su un telefono lento", "date": date(2027, 3, 31)},
            ],
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        columns = [
            (_("Misura"), [METRIC_NAMES.get(item["metric"], item["metric"]) for item in value["items"]]),
            (_("Valore"), [item.get("value") or _("da misurare") for item in value["items"]]),
            (_("Obiettivo"), [GOALS.get(item["metric"], "") for item in value["items"]]),
            (_("Che cosa facciamo"), [item["action"] for item in value["items"]]),
            (_("Entro"), [day(item.get("date")) or "–" for item in value["items"]]),
        ]
        if not any(item.get("value") for item in value["items"]):
            del columns[1]  # nothing has been measured yet: a column that says so six times helps nobody
        context["head"] = [head for head, _cells in columns]
        context["body"] = [list(row) for row in zip(*(cells for _head, cells in columns), strict=True)]
        return context
