"""From a published version of the union's sheet to an edition, and to the translated parts of its other languages."""

import logging
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail_localize.models import TranslationSource

from cms import formats, freshness, translations
from cms.models.base_page import BY_THE_CLOCK
from services.catalogue import content as parts
from services.catalogue import editions as rules
from services.catalogue.effective import SAME_EVERYWHERE, fingerprint
from services.catalogue.placeholders import problem_anywhere
from services.catalogue.policies import POLICIES, SHARED, Severity, field_of

logger = logging.getLogger(__name__)
DAYS_TO_DECIDE = 30


def publish(service, revision, really_publish, *args, **kwargs):
    """Publish a version of a shared sheet. Raises ValidationError, in Italian, on what cannot go out."""
    draft = revision.as_object()
    try:
        refuse(draft)
    except ValidationError as error:
        if kwargs.get("log_action") != BY_THE_CLOCK:
            raise
        # Nobody is there to read a refusal, and what is due after it must not wait: it stays a draft.
        type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        logger.warning("La scheda condivisa «%s» non esce: %s", service, " ".join(error.messages))
        return None
    with transaction.atomic():
        type(service).objects.select_for_update().get(pk=service.pk)
        result = really_publish(revision, *args, **kwargs)
        published = type(service).objects.get(pk=service.pk)
        if published.live and published.live_revision_id == revision.pk:
            if draft.is_original:
                _record_edition(draft, kwargs.get("user"), timezone.now())
            else:
                _record_translation(draft)
            freshness.bump()
    return result


def refuse(draft) -> None:
    """Say why a sheet cannot be published: missing parts, wrong marks, a change nobody explained, a day that clashes."""
    errors = {name: [message] for name, message in draft.missing_parts().items()}
    content = parts.content_of(draft)
    for name, messages in wrong_marks(content).items():
        errors.setdefault(name, []).extend(messages)
    if draft.is_original and draft.pk:
        errors |= change_problems(draft, content)
    if not draft.is_original and (found := translations.untranslated(draft)):
        errors["title"] = [translations.INCOMPLETE % found]
    if errors:
        raise ValidationError(errors)


def wrong_marks(content: rules.Content) -> dict[str, list[str]]:
    """Placeholders that nobody can fill, by field."""
    found: dict[str, list[str]] = {}
    for path, value in content.items():
        if problem := problem_anywhere(value):
            found.setdefault(field_of(path), []).append(problem)
    return found


def change_problems(draft, content: rules.Content) -> dict[str, list[str]]:
    """What is wrong with the announcement of a change."""
    known = published_editions(draft)
    changed = rules.difference(rules.lay(known), content)
    if not known or not changed:
        return {}
    problems = {}
    if not draft.change_severity:
        problems["change_severity"] = ["Di' quanto conta questa novità: i Comuni la ricevono con questo peso."]
    if not draft.change_note.strip():
        problems["change_note"] = ["Scrivi che cosa cambia e perché: i redattori dei Comuni leggono questo."]
    day = effective_day(draft)
    if draft.change_deadline and draft.change_deadline < day:
        problems["change_deadline"] = ["Il giorno entro cui decidere viene prima di quello in cui la novità parte."]
    for edition in known:
        clash = [path for path in changed if path in edition.patch]
        if edition.effective_on > day and clash:
            label = parts.label_of(type(draft), field_of(clash[0]))
            problems["change_effective_on"] = [
                f"«{label}» cambia già {formats.the_day(edition.effective_on)} "
                f"(edizione {edition.number}): scegli quel giorno o uno dopo, o ritira prima quella novità."
            ]
    return problems


def published_editions(service) -> list[rules.Edition]:
    """Editions of a sheet that stand, in the order in which they were published: together they are the sheet."""
    return [row.plain for row in service.editions.filter(withdrawn_at=None).order_by("number")]


def effective_day(draft) -> date:
    return max(draft.change_effective_on or timezone.localdate(), timezone.localdate())


def _record_edition(draft, user, now) -> None:
    from services.catalogue import delivery
    from services.models import SharedEdition, SharedService

    number = draft.editions.order_by("-number").values_list("number", flat=True).first() or 0
    patch = rules.difference(rules.lay(published_editions(draft)), parts.content_of(draft))
    if not patch:
        return
    day = effective_day(draft) if number else timezone.localdate(now)
    edition = SharedEdition.objects.create(
        service_id=draft.pk,
        number=number + 1,
        patch=patch,
        severity=draft.change_severity or Severity.MINOR,
        note=draft.change_note if number else "",
        effective_on=day,
        deadline=(draft.change_deadline or day + timedelta(days=DAYS_TO_DECIDE)) if number else None,
        published_at=now,
        published_by=user,
        is_delivered=number == 0,  # nobody adopts a sheet before it exists
    )
    blank = {"change_severity": "", "change_note": "", "change_effective_on": None, "change_deadline": None}
    SharedService.objects.filter(pk=draft.pk).update(**blank)
    if number == 0 and draft.origin_id:
        from services.catalogue import adoption

        adoption.adopt_origin(draft, user)
    if number:
        transaction.on_commit(lambda: delivery.deliver_edition.enqueue(edition.pk))


def _record_translation(draft) -> None:
    """Keep each translated part with the Italian it says."""
    from services.catalogue import delivery
    from services.models import SharedService, SharedTranslation

    origin = SharedService.objects.filter(translation_key=draft.translation_key).exclude(pk=draft.pk)
    italian = next((row for row in origin.select_related("locale") if row.is_original), None)
    if italian is None:
        return
    source = TranslationSource.objects.filter(object_id=draft.translation_key, locale=italian.locale).first()
    said = parts.content_of(source.as_instance() if source and translations.translation_of(draft) else italian)
    language = draft.locale.language_code
    rows = []
    for path, value in parts.content_of(draft).items():
        text = said.get(path)
        if isinstance(text, (str, dict)) and text and path not in SAME_EVERYWHERE and field_of(path) in POLICIES:
            row = {"service": italian, "language": language, "path": path, "of": fingerprint(text), "value": value}
            rows.append(SharedTranslation(**row))
    SharedTranslation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["service", "language", "path", "of"],
        update_fields=["value"],
    )
    transaction.on_commit(lambda: delivery.refresh_versions(italian.pk))


def fill_sheet(service, content: rules.Content) -> None:
    """Give a sheet the parts of a content: what it said before a change that was taken back."""
    from cms.models import Term

    for name in SHARED:
        kind, value = parts.kind_of(type(service), name), content.get(name)
        if kind == "stream":
            rows = [parts.block(content, name, key) for key in parts.order_of(content, name)]
            setattr(service, name, service._meta.get_field(name).to_python(rows))
        elif kind == "many":
            setattr(service, name, Term.objects.filter(pk__in=value or []))
        elif kind == "one":
            setattr(service, f"{name}_id", value)
        else:
            # An edition does not hold what was never written.
            setattr(service, name, service._meta.get_field(name).get_default() if value is None else value)
