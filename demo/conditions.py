"""Conditions of service as a tagged PDF (PDF/UA-1), one for each sheet of each municipality."""

from html import unescape

from django.utils.html import strip_tags

from cms import pdf
from cms.markup import to_rich_text


def paragraphs(text: str) -> list[str]:
    """Plain paragraphs of a text in our mini markup."""
    html = to_rich_text(text).replace("</p>", "\n").replace("</li>", "\n")
    return [unescape(line.strip()) for line in strip_tags(html).splitlines() if line.strip()]


def parts_of(sheet: dict, tenant_name: str, office_title: str) -> list[dict]:
    """What a person accepts when asking for this service: taken from the sheet, nothing invented."""
    term = f"Il termine massimo è di {sheet['max_days']} giorni dalla domanda." if sheet.get("max_days") else ""
    proceeding = sheet.get("proceeding", {})
    parts = [
        ("Di che cosa si tratta", [sheet["summary"]]),
        ("Chi risponde", [f"Il servizio è di {office_title}, {tenant_name}."]),
        ("Che cosa ti chiediamo", [sheet["needed_intro"], *[f"– {item['text']}" for item in sheet.get("needed", [])]]),
        ("Tempi", [*paragraphs(sheet["times_intro"]), term]),
        ("Costi", paragraphs(sheet.get("costs_intro", ""))),
        (
            "Dati personali",
            [
                f"{tenant_name} usa i dati che dai solo per «{sheet['title']}» e li tiene per il tempo che serve alla pratica e alla legge."
            ],
        ),
        ("Se qualcosa non va", paragraphs(proceeding.get("protection", ""))),
        ("Norme", paragraphs(proceeding.get("legal_basis", ""))),
    ]
    return [{"heading": h, "paragraphs": [p for p in ps if p]} for h, ps in parts if any(ps)]


def render(sheet: dict, tenant_name: str, office_title: str) -> bytes:
    """PDF bytes; raises typst's error when the document would not be accessible."""
    data = {
        "title": f"Condizioni di servizio: {sheet['title']}",
        "body": tenant_name,
        "parts": parts_of(sheet, tenant_name, office_title),
    }
    return pdf.render(pdf.PARTS, data)
