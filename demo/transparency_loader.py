"""Amministrazione trasparente of the demonstration: written sections, and an honest word in the others.

Run again, nothing changes: a section that says something, or that someone has edited, stays as it is.
"""

import csv
import io
import logging
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils.text import slugify

from cms.markup import to_rich_text
from cms.models import SiteDocument, Tenant
from demo import source
from demo.papers import paper
from transparency.dates import Update
from transparency.models import SectionFile, TransparencySectionPage
from transparency.planting import apply_switch
from transparency.scheme import PREFIX, Section, sections

logger = logging.getLogger(__name__)
LARGE = {"cesena"}  # above 15,000 inhabitants (UNIONE.md)
# How many days ago a section without texts was looked at: before its term, so that the demonstration is in order.
LOOKED_AT = {Update.PROMPT: 60, Update.QUARTER: 45, Update.HALF_YEAR: 75, Update.YEAR: 120}
HONEST = "Contenuto dimostrativo. In questa voce il {body} pubblica: {what} Per questo sito di prova non ci sono dati."
CIVIC = """Chiunque può chiedere dati e documenti che dovevano essere pubblicati e non ci sono, e anche altri dati e documenti dell'ente. Non devi spiegare perché e non paghi nulla.

- Scrivi che cosa cerchi e di quale anno.
- Manda la richiesta a {email} o alla PEC {pec}, oppure portala allo sportello.
- Hai una risposta scritta entro 30 giorni.

Se nessuno risponde, o se ti dicono di no, scrivi al responsabile della prevenzione della corruzione e della trasparenza: decide in 20 giorni."""


class TransparencyLoader:
    """Fills the sections of a body."""

    def __init__(self, load):
        self.load, self.slug = load, load.data.slug
        self.tenant = load.tenant

    def load_all(self) -> None:
        self._switch()
        rows = {row["key"]: row for row in source.rows(self.slug, "transparency", "section")}
        unknown = set(rows) - set(sections())
        if unknown:
            logger.warning("Trasparenza di %s: chiavi che lo schema non ha: %s", self.slug, ", ".join(sorted(unknown)))
        pages = TransparencySectionPage.objects.of(self.tenant).filter(locale__language_code="it")
        for page in pages.filter(latest_revision=None, data_updated_on=None):
            if page.section:
                self._fill(page, page.section, rows.get(page.site_key.removeprefix(PREFIX), {}))

    def _switch(self) -> None:
        if self.slug in LARGE and not self.tenant.large_transparency:
            Tenant.objects.filter(pk=self.tenant.pk).update(large_transparency=True)
            self.tenant.large_transparency = True
            apply_switch(self.tenant)

    def _fill(self, page: TransparencySectionPage, section: Section, row: dict) -> None:
        days = row.get("updated_days_ago", LOOKED_AT[section.update])
        page.tenant = self.tenant
        page.data_updated_on = self.load.today - timedelta(days=days)
        page.reviewed_on = page.data_updated_on
        page.not_applicable = row.get("not_applicable", page.not_applicable)
        text = row.get("text") or ("" if row else self._honest(section, page))
        if text:
            page.body = [("text", to_rich_text(text))]
        page.links = [("link", {"title": link["title"], "url": link["url"]}) for link in row.get("links", [])]
        page.contents = [found for name in row.get("pages", []) if (found := self._page(name))]
        page.files = [self._file(page, section, one) for one in row.get("files", [])]
        page.save(clean=False)

    def _honest(self, section: Section, page: TransparencySectionPage) -> str:
        """What to say where nobody wrote: never invented data. Nothing where the site or the parts speak."""
        if section.key == "altri-contenuti--accesso-civico":
            return CIVIC.format(email=self.tenant.email, pec=self.tenant.pec)
        if section.source or section.has_parts or page.not_applicable:
            return ""
        return HONEST.format(body=self.tenant.name, what=f"{section.what[0].lower()}{section.what[1:]}")

    def _page(self, name: str):
        """«documento:statuto», «ufficio:anagrafe»: a page that the demonstration made, or nothing."""
        kind, _colon, key = name.partition(":")
        if kind == "ufficio":
            return self.load.administration.offices.get(key)
        return self.load.page(f"{kind}-{key}"[:80])

    def _file(self, page: TransparencySectionPage, section: Section, row: dict) -> SectionFile:
        title, kind = row["title"], row["kind"]
        if kind == "csv":
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows(row["rows"])
            content = text.getvalue().encode()
        else:
            content = paper(title, self.tenant.name, row["text"])
        name = f"{self.slug}-{section.slug}-{slugify(title)}"[:80] + f".{kind}"
        document = SiteDocument(title=title, tenant=self.tenant, collection=self.tenant.collection)
        document.file = ContentFile(content, name=name)
        document.file_size = len(content)
        document.save()
        return SectionFile(title=title, document=document, published_on=page.data_updated_on)
