"""An edition reaches the pages: what it became on each, once, whatever crashes (docs/catalogue.md)."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from cms import freshness
from cms.signals import content_changed
from cms.versions import ORIGINAL
from services.catalogue import content as parts
from services.catalogue import editions as rules
from services.catalogue import effective
from services.catalogue.merging import OPEN, Outcome, compare, worst
from services.catalogue.policies import Mode, Policy, Severity, field_of, policy_of

AT_ONCE = 50  # pages in one transaction: a crash repeats at most so many


@task()
def deliver_edition(edition_id: int) -> None:
    deliver(edition_id, timezone.localdate())


def deliver_pending(today: date) -> int:
    """Deliver every edition whose day has come and that has not reached all its pages; returns how many."""
    from services.models import SharedEdition

    waiting = SharedEdition.objects.filter(is_delivered=False, withdrawn_at=None, effective_on__lte=today)
    keys = list(waiting.order_by("effective_on", "number").values_list("pk", flat=True))
    for key in keys:
        deliver(key, today)
    return len(keys)


def deliver(edition_id: int, today: date) -> int:
    """Bring an edition to the pages that have not had it yet; returns how many. Stops when it is withdrawn meanwhile."""
    from services.models import SharedEdition

    done = 0
    while True:
        with transaction.atomic():
            edition = SharedEdition.objects.select_for_update(of=("self",)).get(pk=edition_id)
            if not edition.plain.is_in_force(today) or edition.is_delivered:
                return done
            pages = _without(edition)
            if not pages:
                SharedEdition.objects.filter(pk=edition.pk).update(is_delivered=True)
                freshness.bump()  # what lists show has changed
                return done
            _deliver_to(pages, edition, today)
            done += len(pages)


def _without(edition) -> list:
    """The next pages that have not had an edition."""
    from services.models import Delivery, ServicePage

    told = Delivery.objects.filter(edition=edition).values("page")
    pages = ServicePage.objects.filter(shared=edition.service_id, locale__language_code=ORIGINAL, alias_of=None)
    return list(pages.exclude(pk__in=told).select_related("tenant", "locale").order_by("pk")[:AT_ONCE])


def _deliver_to(pages: list, edition, today: date) -> None:
    from services.models import Delivery, ServicePage, SharedEdition

    known = [row.plain for row in SharedEdition.objects.filter(service=edition.service_id)]
    open_ones = Delivery.objects.filter(page__in=pages, state__in=OPEN)
    due = {row.page_id: row.due_on for row in open_ones}
    open_ones.update(state=Delivery.State.SUPERSEDED, closed_at=timezone.now())
    rows, accepted, shown = [], [], []
    for page in pages:
        outcomes = outcomes_of(page, known, edition.plain, today)
        state = worst(outcomes.values())
        if state not in OPEN and page.adoption_mode != Mode.PINNED:
            accepted.append(page.pk)
        if page.adoption_mode == Mode.FOLLOW and page.pk not in accepted:
            accepted.append(page.pk)  # the rest of the edition is shown, whatever is decided of one part
        if Outcome.APPLIED in outcomes.values():
            shown.append(page)
        rows.append(_row(page, edition, state, outcomes, due.get(page.pk)))
    Delivery.objects.bulk_create(rows)
    ServicePage.objects.filter(pk__in=accepted).update(adopted_number=rules.newest(known, today))
    names = {field_of(path) for path in edition.patch}
    transaction.on_commit(freshness.forget)
    refresh(shown, with_columns=bool(names & set(effective.derived_names(ServicePage))), today=today)


def _row(page, edition, state: Outcome, outcomes: dict, due: date | None):
    from services.models import Delivery

    is_open = state in OPEN
    return Delivery(
        edition=edition,
        page=page,
        state=str(state),
        outcomes={path: str(outcome) for path, outcome in outcomes.items()},
        due_on=min(filter(None, (due, edition.deadline)), default=None) if is_open else None,
        created_at=timezone.now(),
        closed_at=None if is_open else timezone.now(),
    )


def outcomes_of(page, known: list, edition, today: date) -> dict[str, Outcome]:
    """What an edition becomes on a page, with what older ones have left open there."""
    mode = Mode(page.adoption_mode)
    new = rules.lay(rules.in_force(known, today))
    if mode == Mode.FOLLOW:
        before = rules.lay(e for e in rules.in_force(known, today) if e.number != edition.number)
    else:
        before = rules.content_for(known, today, mode, page.adopted_number or 0)
    found = compare(before, new, parts.own_of(page), mode)
    if edition.severity == Severity.LEGAL:
        found |= {path: Outcome.APPLIED for path in edition.patch if policy_of(path) == Policy.LOCKED}
    return _with_repeated_rows(found, page, new)


def _with_repeated_rows(found: dict, page, new: rules.Content) -> dict:
    """A row that the municipality had added and the union now has too: its own is no longer needed."""
    for name in {field_of(path) for path in found if policy_of(path) == Policy.MERGE}:
        shared = [new[f"{name}:{key}"] for key in parts.order_of(new, name)]
        for row in parts.blocks_of(page, name):
            if any(rules.same(parts.bare(row), other) for other in shared):
                found[f"{name}:{row['id']}"] = Outcome.EQUAL
    return found


def refresh(pages: list, *, with_columns: bool, today: date | None = None) -> None:
    """Write again what lists and search read of some sheets, with their versions in other languages."""
    from services.models import ServicePage

    keys = [page.translation_key for page in pages]
    others = ServicePage.objects.filter(translation_key__in=keys, alias_of=None).exclude(pk__in=[p.pk for p in pages])
    for page in [*pages, *others.select_related("tenant", "locale")]:
        if with_columns:
            _write_columns(page, today)
        content_changed.send(sender=type(page), instance=page)


def _write_columns(page, today: date | None) -> None:
    """The columns that lists read, and no other: a save of the whole page costs thirty times as much."""
    from services.models import ServicePage

    model = ServicePage
    names = effective.derived_names(model)
    before = {name: parts.value_of(page, name) for name in names}
    effective.derive(page, today)
    after = {name: parts.value_of(page, name) for name in names}
    changed = {name: value for name, value in after.items() if before[name] != value}
    many = [name for name in changed if parts.kind_of(model, name) == "many"]
    columns = {f"{n}_id" if parts.kind_of(model, n) == "one" else n: v for n, v in changed.items() if n not in many}
    if "title" in columns:
        columns["draft_title"] = columns["title"]
    if columns:
        model.objects.filter(pk=page.pk).update(**columns)
    for name in many:
        getattr(page, name).commit()


def refresh_versions(service_id: int) -> None:
    """After a translation: the versions of the pages that adopt a sheet read it."""
    from services.models import ServicePage

    pages = ServicePage.objects.filter(shared=service_id, alias_of=None).exclude(locale__language_code=ORIGINAL)
    for page in pages.select_related("tenant", "locale"):
        _write_columns(page, None)
        content_changed.send(sender=type(page), instance=page)
    freshness.bump()


def on_published(sender, instance, **kwargs) -> None:
    """A municipality may settle a question in the form of the page, by giving a text back or writing it anew."""
    if instance.shared_id and instance.locale.language_code == ORIGINAL:
        reconcile(instance, timezone.localdate(), user=kwargs.get("user"))


def reconcile(page, today: date, *, user=None) -> None:
    """Bring what is asked of a page in step with how it now stands: after a decision, a save, a change of mode."""
    from services.models import Delivery, SharedEdition

    known = [row.plain for row in SharedEdition.objects.filter(service=page.shared_id)]
    standing = rules.in_force(known, today)
    if not standing:
        return
    last = max(standing, key=lambda edition: edition.number)
    if last.number == 1:
        return
    with transaction.atomic():
        row = SharedEdition.objects.get(service=page.shared_id, number=last.number)
        delivery = Delivery.objects.select_for_update().filter(edition=row, page=page).first()
        if delivery is None:
            return  # the worker has not come yet, and will find the page as it is
        outcomes = outcomes_of(page, known, last, today)
        state = worst(outcomes.values())
        if state in OPEN:
            Delivery.objects.filter(page=page, state__in=OPEN).exclude(pk=delivery.pk).update(
                state=Delivery.State.SUPERSEDED, closed_at=timezone.now()
            )
            delivery.state, delivery.outcomes = str(state), {path: str(one) for path, one in outcomes.items()}
            delivery.due_on, delivery.closed_at = delivery.due_on or row.deadline, None
        elif delivery.state in Delivery.OPEN_STATES or delivery.state in (Delivery.State.EQUAL, Delivery.State.HELD):
            still = state in (Outcome.HELD, Outcome.EQUAL)
            delivery.state = str(state if still else Delivery.State.ACCEPTED)
            delivery.closed_at, delivery.closed_by = timezone.now(), user
        else:
            return
        delivery.save()
