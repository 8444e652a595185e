"""The union's catalogue of the demonstration: fifty shared sheets, who adopts them, and what the union changed since."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from wagtail.models import Locale

from cms.markup import to_rich_text
from demo import source
from demo.english import translate
from demo.people_and_places import stable_id
from demo.services_loader import RICH, set_terms, shared_texts
from services import api
from services.catalogue import content as parts
from services.catalogue import own
from services.catalogue.policies import Mode
from services.models import ServicePage, SharedEdition, SharedService

FIRST_DAYS_AGO = 560  # before the oldest text that a municipality wrote of its own
CATALOGUE = "catalogo"


class CatalogueLoader:
    """Loads the shared sheets, lets the pages of the bodies adopt them, then publishes the changes."""

    def __init__(self, terms, today: date):
        self.terms, self.today = terms, today
        self.locale = Locale.objects.get(language_code="it")
        self.services = {row.slug: row for row in SharedService.objects.filter(locale=self.locale)}
        self.contents = {slug: parts.content_of(row) for slug, row in self.services.items()}

    def load_all(self) -> None:
        for slug, sheet in source.catalogue().items():
            if slug not in self.services:
                self.services[slug] = self._load(sheet)
                self.contents[slug] = parts.content_of(self.services[slug])
        english = Locale.objects.get(language_code="en")
        for slug, sheet in source.english_catalogue().items():
            translate(self.services[slug], shared_texts(sheet, CATALOGUE, slug), english)

    def _load(self, sheet: dict) -> SharedService:
        service = SharedService(
            slug=sheet["slug"],
            category=self.terms.term("categorie_servizio", sheet["category"]),
            locale=self.locale,
            live=False,
            max_days=sheet.get("max_days"),
            silence_means_consent=sheet.get("proceeding", {}).get("silence_means_consent", False),
            **shared_texts(sheet, CATALOGUE, sheet["slug"]),
        )
        set_terms(service, sheet, self.terms)
        service.save()
        service.save_revision(clean=False).publish()
        self._date(service.editions.get(), FIRST_DAYS_AGO, FIRST_DAYS_AGO)
        return SharedService.objects.get(pk=service.pk)

    def _date(self, edition: SharedEdition, published: int, effective: int) -> None:
        """Put an edition into the past (days ago; negative: to come)."""
        edition.published_at = self._moment(published)
        edition.effective_on = self.today - timedelta(days=effective)
        edition.save(update_fields=["published_at", "effective_on"])

    def _moment(self, days_ago: int) -> datetime:
        return timezone.make_aware(datetime.combine(self.today - timedelta(days=days_ago), time(9, 30)))

    def adopt(self, page: ServicePage, sheet: dict, today: date) -> None:
        """Make a page that is not stored yet follow its shared sheet, with the texts that are its own."""
        page.shared, page.adopted_number = self.services[sheet["slug"]], 1
        page.adoption_mode = sheet.get("mode", str(Mode.FOLLOW))
        page.adoption_reason = sheet.get("mode_reason", "")
        # What stands in English is rewritten after its translation: the demonstration shows a text that waits for it.
        if "own" in sheet and sheet["slug"] not in source.english_catalogue():
            self.rewrite(page, sheet, today)

    def rewrite(self, page: ServicePage, sheet: dict, today: date) -> None:
        """Put the texts of a municipality's own over the union's."""
        mine, content = sheet["own"], self.contents[sheet["slug"]]
        written = today - timedelta(days=mine["days_ago"])
        review = today + timedelta(days=mine["review_in_days"]) if "review_in_days" in mine else None

        def entry(base) -> dict:
            return own.entry(base, 1, written, by="", reason=mine["reason"], review_on=review)

        for name, text in mine.items():
            if name == "special_cases":
                rows = self._cases(content, text, page.tenant.slug, sheet["slug"])
                own.keep_stream(page, name, rows, content, entry(None))
            elif name in (*RICH, "summary", "alternative_title"):
                own.keep(page, name, to_rich_text(text) if name in RICH else text, entry(content.get(name)))

    def _cases(self, content: dict, cases: list[dict], *where) -> list[dict]:
        """The union's special cases with those of a body: over the one of the same title, else after the last."""
        rows = [parts.block(content, "special_cases", key) for key in parts.order_of(content, "special_cases")]
        for number, case in enumerate(cases):
            value = {"title": case["title"], "text": to_rich_text(case["text"])}
            at = next((i for i, row in enumerate(rows) if row["value"]["title"] == case["title"]), None)
            if at is None:
                rows.append({"type": "special_case", "value": value, "id": stable_id(*where, "own", number)})
            else:
                rows[at] = {**rows[at], "value": value}
        return rows

    def publish_changes(self) -> None:
        """What the union changed, oldest first, each delivered as on its day."""
        for change in source.changes():
            service = SharedService.objects.get(pk=self.services[change["service"]].pk)
            if service.editions.filter(note=change["note"]).exists():
                continue
            days_ago, starts = change["days_ago"], change["days_ago"] - change["in_force_in_days"]
            for name, value in change["set"].items():
                setattr(service, name, to_rich_text(value) if name in (*RICH, "legal_basis") else value)
            service.change_severity, service.change_note = change["severity"], change["note"]
            service.change_effective_on = self.today - timedelta(days=starts) if starts < 0 else None
            service.save_revision(clean=False).publish()
            edition = service.editions.order_by("number").last()
            due = self.today - timedelta(days=days_ago - change["due_in_days"])
            edition.deadline = max(due, self.today - timedelta(days=starts))
            edition.save(update_fields=["deadline"])
            self._date(edition, days_ago, starts)
            api.deliver(edition.pk, self.today)
            edition.deliveries.update(created_at=self._moment(max(starts, 0)))
            edition.deliveries.exclude(closed_at=None).update(closed_at=self._moment(max(starts, 0)))
