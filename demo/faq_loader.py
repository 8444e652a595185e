"""Load the frequent questions of one body: the standard ones with its numbers in place, and its own."""

from cms.markup import to_rich_text
from cms.models import Tenant
from cms.signals import content_changed
from demo import source
from home.site_plan import texts
from home.standard_pages import placeholders, questions_for
from services.models import FaqPage, Question

FIRST = 500  # a body's own questions come after the standard ones


class FaqLoader:
    """Adds the questions of `faq.toml` that are not there yet; a question that somebody has edited stays."""

    def __init__(self, loader):
        self.load_body = loader

    def load(self) -> None:
        self._fill_in_standard()
        for number, row in enumerate(source.rows(self.load_body.data.slug, "faq", "question")):
            self._add(row, FIRST + number)
        for page in FaqPage.objects.filter(tenant=self.load_body.tenant):
            content_changed.send(FaqPage, instance=page)

    def _fill_in_standard(self) -> None:
        """Telephone and addresses were not known yet when the site was made."""
        tenant = Tenant.objects.get(pk=self.load_body.tenant.pk)
        mine = Question.objects.filter(tenant=tenant, latest_revision=None)
        for row in questions_for(texts().questions, placeholders(tenant)):
            mine.filter(question=row["question"]).update(answer=row["answer"])

    def _add(self, row: dict, order: int) -> None:
        tenant = self.load_body.tenant
        if Question.objects.filter(tenant=tenant, question=row["question"]).exists():
            return
        question = Question(
            tenant=tenant,
            question=row["question"],
            answer=to_rich_text(row["answer"]),
            category=self.load_body.term_or_none("categorie_servizio", row.get("category")),
            service=self.load_body.services.sheets.get(row.get("service", "")),
            sort_order=order,
        )
        question.topics = self.load_body.terms("argomenti", row.get("topics", []))
        question.save()
