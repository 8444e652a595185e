"""A check as a spreadsheet and as a document: to bring to a meeting, to keep with the papers of the funding."""

from collections.abc import Iterator

from cms import pdf
from cms.formats import day
from conformity.models import Finding, Run
from conformity.screens import findings_of, matrix, outcomes_of, wanted_of

HEADINGS = (
    "Criterio",
    "Esito",
    "Gravità",
    "Pagina",
    "Indirizzo",
    "Che cosa non va",
    "Che cosa fare",
    "Ufficio",
    "Di chi",
    "Nuova",
)
MOST = 200  # things to fix in the document; the spreadsheet has all
TEMPLATE = r"""
#text(size: 10pt)[#data.body]
= #data.title
#text(size: 10pt)[#data.subtitle]

== Criteri
#table(
  columns: (auto, 1fr, auto),
  align: (left, left, left),
  stroke: 0.5pt + luma(170),
  inset: 6pt,
  table.header([*Criterio*], [*Che cosa è stato visto*], [*Esito*]),
  ..data.outcomes.map(row => ([#row.code], [#strong(row.title). #row.message], [#row.label])).flatten()
)

== Che cosa sistemare
#if data.findings.len() == 0 [Niente.]
#for group in data.findings [
=== #group.heading
#list(..group.rows.map(row => [#strong(row.title) (#row.path): #row.message #emph(row.fix)]))
]
#if data.more != "" [#data.more]

#text(size: 9pt)[#data.note]
"""
TABLE = r"""
#set page(flipped: true, margin: (x: 1.6cm, y: 1.6cm))
#text(size: 10pt)[#data.body]
= #data.title
#set text(size: 9pt)
#table(
  columns: data.head.len(),
  align: left,
  stroke: 0.5pt + luma(170),
  inset: 5pt,
  table.header(..data.head.map(name => [*#name*])),
  ..data.rows.flatten().map(cell => [#cell])
)

#data.note
"""
NOTE = (
    "«Tolleranza» vale come superato. «Si vede solo in produzione»: il controllo non può provarlo, e non lo dà per superato."
    " Il controllo è fatto dal sito su se stesso con le regole del modello nazionale; non prende il posto dell'asseverazione."
)


def lines(run: Run, findings) -> Iterator[tuple]:
    """Rows of the spreadsheet: criteria without anything to fix have one too."""
    yield HEADINGS
    labels = {outcome.criterion: outcome for outcome in outcomes_of(run)}
    rows = list(findings)
    told = {row.criterion for row in rows}
    for code, outcome in labels.items():
        if code not in told:
            yield (code, outcome.label, "", "", "", outcome.message, "", "", "", "")
    for row in rows:
        outcome = labels.get(row.criterion)
        yield (
            row.criterion,
            outcome.label if outcome else "",
            row.get_severity_display(),
            row.title,
            row.path,
            row.message,
            row.fix,
            row.unit,
            row.keeper.get_full_name() if row.keeper else "",
            "sì" if row.is_new else "no",
        )


def lines_of_all(runs: list[Run]) -> Iterator[tuple]:
    """Rows of the spreadsheet of some checks, one for each body: those of `lines` with the body before."""
    yield ("Ente", *HEADINGS)
    for run in runs:
        rows = lines(run, findings_of(run, wanted_of({})))
        next(rows)
        for row in rows:
            yield (run.tenant.name, *row)


def table(runs: list[Run], union: str) -> bytes:
    """Criteria by body as PDF/UA: how some checks ended, one for each body."""
    cells = [
        [row["criterion"].title, *(cell.label if cell else "non ancora visto" for cell in row["cells"])]
        for row in matrix(runs)
    ]
    names = ["Criterio", *(f"{run.tenant.short_name}, {_day(run)}" for run in runs)]
    return pdf.render(
        TABLE,
        {
            "title": "Conformità al modello nazionale: tutti i siti",
            "body": union,
            "head": names,
            "rows": cells,
            "note": NOTE,
        },
    )


def document(run: Run) -> bytes:
    """The check as PDF/UA."""
    outcomes = outcomes_of(run)
    rows = list(run.findings.order_by("criterion", "path", "pk"))
    return pdf.render(
        TEMPLATE,
        {
            "title": "Conformità al modello nazionale",
            "body": run.tenant.name,
            "subtitle": f"Controllo del {_day(run)}, {run.figures.get('pages', 0)} pagine guardate.",
            "outcomes": [
                {"code": _code(one) or "In più", "title": _title(one), "message": one.message, "label": one.label}
                for one in outcomes
            ],
            "findings": _groups(outcomes, rows[:MOST]),
            "more": f"Altre {len(rows) - MOST} sono nel foglio di calcolo." if len(rows) > MOST else "",
            "note": NOTE,
        },
    )


def _code(outcome) -> str:
    """Codes are those of the model; ours are only words for the program."""
    return "" if outcome.definition and outcome.definition.is_ours else outcome.criterion


def _title(outcome) -> str:
    return outcome.definition.title if outcome.definition else outcome.criterion


def _groups(outcomes, rows: list[Finding]) -> list[dict]:
    return [
        {"heading": f"{_code(one)} {_title(one)}".strip(), "rows": found}
        for one in outcomes
        if (found := [_row(row) for row in rows if row.criterion == one.criterion])
    ]


def _row(row: Finding) -> dict:
    return {"title": row.title, "path": row.path, "message": row.message, "fix": row.fix}


def _day(run: Run) -> str:
    return day(run.finished_at or run.asked_at, "j F Y, H:i")
