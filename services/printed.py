"""A service sheet on paper: a tagged PDF (PDF/UA-1) with the sections of the page, in their order and language."""

from urllib.parse import urljoin

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from cms import pdf
from cms.formats import the_day

TEMPLATE = r"""
#set list(spacing: 0.7em)
#set enum(spacing: 0.7em)
#set table(stroke: 0.5pt + luma(160), inset: 7pt)
#show link: underline
#let run(one) = {
  let words = if one.bold { strong(one.text) } else { text(one.text) }
  if one.url == "" { words } else { link(one.url, words) }
}
#let said(runs) = runs.map(run).join()
#let draw(block) = {
  if block.kind == "p" { par(said(block.runs)) }
  else if block.kind == "ul" { list(..block.items.map(said)) }
  else if block.kind == "ol" { enum(..block.items.map(said)) }
  else if block.kind == "h" { heading(level: 3, block.text) }
  else if block.kind == "table" {
    table(
      columns: block.head.len(),
      align: left,
      table.header(..block.head.map(cell => strong(cell))),
      ..block.rows.flatten(),
    )
  }
}
#let tongue(code, body) = if code == "" { body } else { text(lang: code, body) }
#text(size: 10pt)[#data.body]
#tongue(data.title_lang)[= #data.title]
#v(0.4em)
#if data.status != "" [#strong(data.status)]
#if data.summary != "" [#tongue(data.summary_lang)[#text(size: 12pt, data.summary)]]
#for part in data.parts [
== #part.heading
#for block in part.blocks { tongue(block.lang, draw(block)) }
]
#v(1em)
#line(length: 100%, stroke: 0.5pt + luma(160))
#for note in data.notes { par(text(size: 9pt, said(note))) }
"""


# --- rich text as plain parts -----------------------------------------------------------------------------------------


def runs_of(node, root: str, *, bold: bool = False, url: str = "") -> list[dict]:
    """Words of a piece of HTML, with what is strong and where links lead (as whole addresses)."""
    found = []
    for child in node.children:
        if isinstance(child, NavigableString):
            text = " ".join(str(child).split())
            edges = (" " if str(child)[:1].isspace() else "", " " if str(child)[-1:].isspace() else "")
            if text or any(edges):
                found.append({"text": f"{edges[0]}{text}{edges[1] if text else ''}", "bold": bold, "url": url})
        elif isinstance(child, Tag) and child.name == "br":
            found.append({"text": "\n", "bold": bold, "url": ""})
        elif isinstance(child, Tag):
            target = urljoin(f"{root}/", child["href"]) if child.name == "a" and child.get("href") else url
            found += runs_of(child, root, bold=bold or child.name in ("b", "strong"), url=target)
    return found


def blocks_of(html: str, root: str, lang: str = "") -> list[dict]:
    """Paragraphs and lists of a rich text; anything else is read as a paragraph."""
    tree = BeautifulSoup(expand_db_html(str(html or "")), "html.parser")
    blocks = []
    for node in tree.children:
        if isinstance(node, NavigableString):
            if node.strip():
                blocks.append(paragraph(node.strip(), lang=lang))
        elif node.name in ("ul", "ol"):
            items = [runs_of(item, root) for item in node.find_all("li", recursive=False)]
            blocks.append({"kind": node.name, "items": [item for item in items if item], "lang": lang})
        elif runs := runs_of(node, root):
            blocks.append({"kind": "p", "runs": runs, "lang": lang})
    return blocks


def paragraph(text: str, *, bold: bool = False, url: str = "", lang: str = "") -> dict:
    return {"kind": "p", "runs": [{"text": str(text), "bold": bold, "url": url}], "lang": lang}


def title(text: str, lang: str = "") -> dict:
    return {"kind": "h", "text": str(text), "lang": lang}


def bullets(lines: list[str], lang: str = "") -> dict:
    return {"kind": "ul", "items": [[{"text": str(line), "bold": False, "url": ""}] for line in lines], "lang": lang}


def table(head: list[str], rows: list[list[str]]) -> dict:
    return {"kind": "table", "head": head, "rows": [[str(cell or "–") for cell in row] for row in rows], "lang": ""}


# --- the sections -----------------------------------------------------------------------------------------------------


class Printed:
    """The parts of one sheet, from what its template is given (`services.sheet.build`)."""

    def __init__(self, page, context: dict):
        self.page, self.context = page, context
        self.root = page.tenant.root_url

    def parts(self) -> list[dict]:
        """The sections of the page, in its order; one that says nothing on paper is left out."""
        found = []
        for entry in self.context["index"]:
            write = getattr(self, entry["id"].replace("-", "_"), None)
            blocks = write() if write else []
            if blocks:
                found.append({"heading": str(entry["label"]), "blocks": blocks})
        return found

    def rich(self, name: str) -> list[dict]:
        return blocks_of(getattr(self.page, name), self.root, self.page.langs.get(name, ""))

    def local(self, name: str) -> list[dict]:
        text = blocks_of(getattr(self.page, name), self.root)
        return [title(_("A %(place)s") % {"place": self.page.tenant.short_name}), *text] if text else []

    def a_chi_e_rivolto(self):
        who = self.rich("applicants")
        return self.rich("audience") + ([title(_("Chi può fare domanda")), *who] if who else [])

    def descrizione(self):
        return self.rich("description")

    def come_fare(self):
        return self.rich("how_to") + self.local("local_how_to")

    def cosa_serve(self):
        lines = [
            {"kind": "ul", "items": [[{"text": _requirement(one), "bold": False, "url": ""}]], "lang": one["lang"]}
            for one in self.context["requirements"]
        ]
        first = [card.title for card in self.context["required"]]
        return (
            self.rich("needed_intro")
            + lines
            + ([paragraph(_("Prima ti servono anche:")), bullets(first)] if first else [])
        )

    def cosa_si_ottiene(self):
        return self.rich("outcome")

    def tempi_e_scadenze(self):
        rows = [
            [f"{one['value']} {one['unit']}".strip() or one.get("when"), _with_note(one["title"], one["description"])]
            for one in self.context["phases"]
        ]
        waiting = self.context["waiting"]
        return (
            self.rich("times_intro")
            + ([paragraph(waiting, bold=True)] if waiting else [])
            + ([table([_("Quando"), _("Che cosa succede")], rows)] if rows else [])
        )

    def quanto_costa(self):
        rows = [
            [
                _with_note(one["title"], one["note"]),
                one["amount_label"],
                one["for_whom"],
                ", ".join(map(str, one["methods"])),
            ]
            for one in self.context["cost_rows"]
        ]
        head = [_("Voce"), _("Quanto"), _("Per chi"), _("Come si paga")]
        return self.rich("costs_intro") + ([table(head, rows)] if rows else [])

    def casi_particolari(self):
        blocks = []
        for case in self.context["special_cases"]:
            blocks += [
                title(case["question"], case["lang"]),
                *blocks_of(case["answer"].source, self.root, case["lang"]),
            ]
        return blocks

    def vincoli(self):
        return self.rich("constraints") + self.local("local_constraints")

    def procedure(self):
        return self.rich("outcome_procedures")

    def accedi_al_servizio(self):
        blocks = []
        for channel in self.context["channel_cards"]:
            blocks.append(title(channel["title"]))
            blocks += [paragraph(channel["intro"])] if channel["intro"] else []
            blocks += (
                [paragraph(channel["label"], url=urljoin(f"{self.root}/", channel["url"]))] if channel["label"] else []
            )
        for desk in self.context["desks"]:
            blocks += [title(desk["title"], desk.get("lang", "")), *_office(desk, with_contacts=False)]
        return blocks + self.rich("where_to_turn")

    def ulteriori_informazioni(self):
        return self.rich("more_info")

    def documenti(self):
        files = [(one["title"], one["url"]) for one in self.context["documents"]]
        links = [(one["title"], one["url"]) for one in self.context["links"]]
        return [paragraph(name, url=urljoin(f"{self.root}/", url or "")) for name, url in files + links if url]

    def procedimento(self):
        rows = [
            [one["label"], one.get("text") or " ".join(strip_tags(one["html"]).split())]
            for one in self.context["proceeding"]
        ]
        return [table([_("Voce"), _("Dato")], rows)] if rows else []

    def domande_frequenti(self):
        blocks = []
        for one in self.context["questions"]:
            blocks += [title(one["question"]), *blocks_of(one["answer"].source, self.root)]
        return blocks

    def condizioni_di_servizio(self):
        file = self.page.conditions_file
        if file is None:
            return []
        return [
            paragraph(_("Regole, diritti e doveri di chi usa il servizio.")),
            paragraph(file.title, url=urljoin(f"{self.root}/", file.url), lang=self.context["file_lang"]),
        ]

    def contatti(self):
        contact = self.context["contact"]
        first = (
            [paragraph(contact["title"], bold=True, lang=contact.get("lang", "")), *_office(contact)] if contact else []
        )
        extra = [f"{one['kind']}: {one['value']}" for one in self.context["extra_contacts"]]
        return first + ([bullets(extra)] if extra else [])


def _requirement(one: dict) -> str:
    text = f"{one['text']} ({one['only_if']})" if one.get("only_if") else one["text"]
    return _with_note(text, one.get("note"))


def _with_note(text, note) -> str:
    return f"{str(text).rstrip('.')}. {note}" if note else str(text)


def _office(card: dict, *, with_contacts: bool = True) -> list[dict]:
    lines = [card.get("address")]
    if with_contacts:
        lines += [
            f"{_('Telefono:')} {card['phone']}" if card.get("phone") else "",
            f"{_('E-mail:')} {card['email']}" if card.get("email") else "",
            f"{_('PEC:')} {card['pec']}" if card.get("pec") else "",
        ]
    for row in card.get("hours") or []:
        note = f" ({row['note']})" if row.get("note") else ""
        lines.append(f"{row['days']}: {row['times']}{note}")
    lines = [str(line) for line in lines if line]
    return [bullets(lines)] if lines else []


def document(page, context: dict, language: str, address: str, today) -> bytes:
    """The PDF of a sheet as it is read: `context` is that of its template, `address` that of the page."""
    printed = Printed(page, context)
    words = {"updated": the_day(page.updated_on), "today": the_day(today)}
    notes = [
        [
            {"text": _("La pagina da cui viene: "), "bold": False, "url": ""},
            {"text": address, "bold": False, "url": address},
        ],
        [{"text": _("Scheda aggiornata %(updated)s, stampata %(today)s.") % words, "bold": False, "url": ""}],
    ]
    return pdf.render(
        TEMPLATE,
        {
            "title": page.title,
            "title_lang": page.langs.get("title", ""),
            "body": page.tenant.name,
            "lang": language,
            "status": "" if page.is_active else f"{context['status_label']}. {page.inactive_reason}",
            "summary": page.summary,
            "summary_lang": page.langs.get("summary", ""),
            "parts": printed.parts(),
            "notes": notes,
        },
    )
