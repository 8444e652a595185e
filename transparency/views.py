"""The state of publication as a file: what the evaluation body reads before its yearly statement (OIV)."""

from django.http import Http404
from django.utils import timezone

from cms.editing.exports import csv_answer
from cms.page_cache import mark_public
from transparency.outline import outline_of

HEAD = (
    "Sezione",
    "Sottosezione",
    "Riferimento normativo",
    "Che cosa si pubblica",
    "Ogni quanto",
    "Dati aggiornati il",
    "Da aggiornare entro",
    "Stato",
    "File",
    "Indirizzo",
)


def status_csv(request):
    """One line for each published heading of this body; 404 where transparency is kept elsewhere."""
    if request.tenant.transparency_url:
        raise Http404
    rows = [HEAD, *lines(request.tenant, timezone.localdate())]
    return mark_public(csv_answer("stato-di-pubblicazione.csv", rows))


def lines(tenant, today) -> list[list[str]]:
    root = tenant.root_url
    found = []
    for heading in outline_of(tenant):
        for one in (heading, *heading.parts):
            section = one.section
            waits = one.must_hold_data
            found.append(
                [
                    heading.title,
                    one.title if one is not heading else "",
                    section.law if section else "",
                    section.what if section else one.summary,
                    one.update.label if waits else "",
                    _day(one.updated_on),
                    _day(one.due_on) if waits else "",
                    one.state(today).label if waits else "",
                    str(len(one.files_on(today))),
                    f"{root}{one.path_url}",
                ]
            )
    return found


def _day(value) -> str:
    return f"{value:%d/%m/%Y}" if value else ""
