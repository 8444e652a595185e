"""The union takes back a change, or a whole shared sheet."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction

from cms import audit, freshness
from services.catalogue import adoption, delivery, publishing
from services.catalogue import editions as rules
from services.catalogue.effective import derived_names
from services.catalogue.policies import field_of

BECOME_LOCAL, GO_OFFLINE = "local", "offline"


def withdraw_edition(edition, *, user=None) -> None:
    """Take back the last edition of a shared sheet, also while it is being delivered. Every page shows again what it
    showed; what was asked of the municipalities is asked no more. Refused once one of them has decided on it."""
    from services.models import Delivery, SharedEdition, SharedService

    decided = (Delivery.State.ACCEPTED, Delivery.State.KEPT, Delivery.State.MERGED)
    with transaction.atomic():
        edition = SharedEdition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
        if edition.withdrawn_at:
            raise ValidationError("Questa novità è già stata ritirata.")
        if edition.number == 1:
            raise ValidationError("La prima edizione non si ritira: ritira la scheda intera.")
        later = SharedEdition.objects.filter(service=edition.service_id, number__gt=edition.number, withdrawn_at=None)
        if later.exists():
            raise ValidationError("Dopo questa ne è uscita un'altra: ritira prima l'ultima.")
        who = Delivery.objects.filter(edition=edition, state__in=decided).select_related("page__tenant").first()
        if who is not None:
            raise ValidationError(
                f"{who.page.tenant.name} ha già deciso su questa novità: per tornare indietro pubblica una nuova "
                "versione con il testo di prima, così nessuno perde la sua scelta."
            )
        edition.withdrawn_at = timezone.now()
        edition.save(update_fields=["withdrawn_at"])
        reached = [d.page for d in edition.deliveries.select_related("page__tenant", "page__locale")]
        edition.deliveries.update(state=Delivery.State.WITHDRAWN, closed_at=timezone.now(), closed_by=user, due_on=None)
        service = SharedService.objects.get(pk=edition.service_id)
        publishing.fill_sheet(service, rules.lay(publishing.published_editions(service)))
        revision = service.save_revision(user=user, clean=False)
        service.publish(revision, user=user, skip_permission_checks=True)
        freshness.bump()
        _ask_again(reached, edition)
        audit.record("catalogue.withdraw_edition", actor=user, about=service, label=str(edition))


def _ask_again(pages: list, edition) -> None:
    """What an older edition had asked, and this one had taken over, is open again."""
    today = timezone.localdate()
    names = {field_of(path) for path in edition.patch}
    for page in pages:
        delivery.reconcile(page, today)
    with_columns = bool(pages and names & set(derived_names(type(pages[0]))))
    delivery.refresh(pages, with_columns=with_columns, today=today)


def withdraw_service(service, what: str, *, user=None) -> int:
    """Take a shared sheet out of the catalogue; its pages become local with what they say today, or go offline too.
    Returns how many pages were touched."""
    from services.models import SharedService

    if what not in (BECOME_LOCAL, GO_OFFLINE):
        raise ValidationError("Scegli che cosa succede alle pagine dei Comuni.")
    with transaction.atomic():
        SharedService.objects.select_for_update(of=("self",)).get(pk=service.pk)
        pages = list(adoption.adopters(service))
        for page in pages:
            adoption.leave(page, user=user)
            if what == GO_OFFLINE:
                _take_offline(page, user)
        for version in SharedService.objects.filter(translation_key=service.translation_key):
            version.unpublish(user=user)
        SharedService.objects.filter(translation_key=service.translation_key).update(withdrawn_at=timezone.now())
        freshness.bump()
        audit.record("catalogue.withdraw", actor=user, about=service)
    return len(pages)


def _take_offline(page, user) -> None:
    for version in type(page).objects.filter(translation_key=page.translation_key, live=True):
        # Whoever runs the catalogue has no right on the pages of municipalities: this is asked of the union, once.
        UnpublishPageAction(version, user=user).execute(skip_permission_checks=True)
