"""The sheets of services as the table of proceedings that transparency asks (D.Lgs. 33/2013, art. 35)."""

from datetime import date

from django.utils.translation import gettext as _

from cms.directory import directory
from cms.versions import ORIGINAL, in_language
from services.models import ServicePage
from transparency.sources import Cell, Found

COLUMNS = (
    "title",
    "url_path",
    "responsible_office__title",
    "proceeding_manager__title",
    "max_days",
    "substitute_power",
)


def table(tenant, today: date) -> Found:
    """Every published sheet of a body: office, person in charge, days, who steps in. One query."""
    where = directory()
    sheets = ServicePage.objects.of(tenant).listed().filter(in_language(ORIGINAL)).order_by("title")
    rows = [
        [
            Cell(title, where.path_of(url_path)),
            Cell(office or ""),
            Cell(manager or ""),
            Cell(_("%(days)s giorni") % {"days": days} if days else ""),
            Cell(substitute),
        ]
        for title, url_path, office, manager, days, substitute in sheets.values_list(*COLUMNS)
    ]
    head = [_("Procedimento"), _("Ufficio"), _("Responsabile"), _("Tempo massimo"), _("Potere sostitutivo")]
    return Found(title=_("Procedimenti e servizi"), head=head, rows=rows)
