"""What a municipality decides of a change: accept it, keep its own text, put the two together by hand."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cms import audit
from services.catalogue import content as parts
from services.catalogue import delivery, effective, own, saving
from services.catalogue import editions as rules
from services.catalogue.merging import OPEN, Outcome, compare
from services.catalogue.policies import Mode, Policy, policy_of

ACCEPT, KEEP, MERGE = "accept", "keep", "merge"


@dataclass(frozen=True)
class Difference:
    """A part on which the union and a page say different things."""

    path: str
    outcome: Outcome
    base: object  # the union's text that the page knows
    new: object  # the union's text in force
    mine: object  # what the page shows today

    @property
    def is_own(self) -> bool:
        return self.outcome in (Outcome.CONFLICT, Outcome.EQUAL)


@dataclass(frozen=True)
class Decision:
    """The choice on one part; `value` is the text put together by hand."""

    choice: str
    reason: str = ""
    review_on: date | None = None
    value: object = None


class Moved(ValidationError):
    """The union, or a colleague, has changed something since the form was opened."""


def differences(page, today: date) -> list[Difference]:
    """Where a page and the union's sheet in force differ, and somebody may want to decide."""
    mode, new = Mode(page.adoption_mode), effective.content_in_force(page.shared_id, today)
    before = rules.content_for(effective.editions_of(page.shared_id), today, mode, page.adopted_number or 0)
    mine = parts.own_of(page)
    found = compare(before, new, mine, mode)
    wanted = (*OPEN, Outcome.EQUAL, Outcome.HELD)
    return [
        Difference(
            path=path,
            outcome=result,
            base=mine[path].base if path in mine else before.get(path),
            new=new.get(path),
            mine=mine[path].value if path in mine else before.get(path),
        )
        for path, result in found.items()
        if result in wanted and not _is_order(path, new, before)
    ]


def _is_order(path: str, *contents) -> bool:
    """The order of a stream settles itself: only its blocks are a matter of choice."""
    return any(f"{path}:{key}" in content for content in contents for key in _keys(content.get(path)))


def _keys(value) -> list:
    return value if isinstance(value, list) else []


def state_of(page, today: date) -> str:
    """What a form of decisions was opened on: the newest edition in force and the last version of the page."""
    return f"{rules.newest(effective.editions_of(page.shared_id), today)}.{page.latest_revision_id or 0}"


def decide(page, decisions: dict[str, Decision], *, seen: str, user, may_publish: bool) -> bool:
    """Carry out decisions on every open part of a page; returns whether they are public, else they are in a draft.

    Raises `Moved` when the page or the union's sheet is no longer as it was `seen`, ValidationError on what is missing.
    """
    from services.models import Delivery

    today = timezone.localdate()
    with transaction.atomic():
        page = saving.lock(page)
        if seen != state_of(page, today):
            raise Moved("Nel frattempo qualcosa è cambiato: rileggi le differenze e decidi di nuovo.")
        open_parts = {one.path: one for one in differences(page, today)}
        _refuse_incomplete(open_parts, decisions)
        number = rules.newest(effective.editions_of(page.shared_id), today)
        by = user.get_full_name() or user.get_username() if user else ""

        def apply(version):
            for path, one in open_parts.items():
                _apply(version, one, decisions[path], number, today, by)
            version.adopted_number = max(version.adopted_number or 0, number)

        if not may_publish:
            saving.change_draft(page, apply, user)
            return False
        asked = list(Delivery.objects.filter(page=page, closed_at=None).values_list("pk", flat=True))
        saving.change(page, apply, user)
        type(page).objects.filter(pk=page.pk).update(adopted_number=number)
        page = type(page).objects.get(pk=page.pk)
        delivery.reconcile(page, today, user=user)
        # The publication has closed what was asked without knowing how it was decided.
        answered = Delivery.objects.filter(pk__in=asked).exclude(closed_at=None)
        answered.update(state=_name_of(decisions), closed_by=user)
        delivery.refresh([page], with_columns=True, today=today)
        audit.record("catalogue.decide", actor=user, tenant_id=page.tenant_id, about=page)
    return True


def _refuse_incomplete(open_parts: dict, decisions: dict) -> None:
    errors = {}
    for path in open_parts:
        decision = decisions.get(path)
        if decision is None:
            errors[path] = "Scegli che cosa fare di questa parte."
        elif policy_of(path) == Policy.LOCKED and decision.choice != ACCEPT:
            errors[path] = "Questa parte la decide l'Unione: si può solo accettare."
        elif policy_of(path) == Policy.MERGE and decision.choice != ACCEPT:
            errors[path] = "Queste righe sono dell'Unione: le vostre si aggiungono nella scheda."
        elif decision.choice == KEEP and not decision.reason.strip():
            errors[path] = "Scrivi perché tenete il vostro testo."
        elif decision.choice == MERGE and rules.plain(decision.value) is None:
            errors[path] = "Scrivi il testo che mette insieme i due."
    if errors:
        raise ValidationError(errors)


def _apply(page, one: Difference, decision: Decision, number: int, today: date, by: str) -> None:
    if decision.choice == ACCEPT:
        if one.path in page.own_parts:
            own.give_back(page, one.path)
        return
    remembered = own.entry(one.new, number, today, by=by, reason=decision.reason, review_on=decision.review_on)
    value = decision.value if decision.choice == MERGE else one.mine
    own.keep(page, one.path, value, remembered)


def _name_of(decisions: dict) -> str:
    from services.models import Delivery

    choices = {decision.choice for decision in decisions.values()}
    if MERGE in choices:
        return str(Delivery.State.MERGED)
    return str(Delivery.State.KEPT if KEEP in choices else Delivery.State.ACCEPTED)
