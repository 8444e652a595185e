"""The front door of the checks: ask for one, carry it out, tidy up. Rules take `now` as an argument."""

import hashlib
import logging
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Page

from cms.models import Tenant
from conformity.contents import keepers_of, units_of
from conformity.criteria import CRITERIA, FAILED, PASSED, TOLERATED, UNPROVEN, Result, Site
from conformity.gathering import gather, pages_of
from conformity.models import Finding, Outcome, Run

KEPT = 24  # checks of a body that stay in the history
EVERY = timedelta(days=7)
STEP = 10  # pages between two signs of life
SEVERITIES = {"grave": 0, "da-sistemare": 1, "consiglio": 2}
logger = logging.getLogger(__name__)


class AlreadyRunning(Exception):
    """A check of this body is under way: two at once would only slow each other."""


class _Stopped(Exception):
    """Somebody took this check for dead, and another may have begun."""


def start(tenant, now, asked_by=None) -> Run:
    """Ask the worker for a check of a body. Raises `AlreadyRunning`; the constraint of the database is the judge."""
    from conformity.tasks import check_site

    interrupt_silent(now)
    try:
        with transaction.atomic():
            run = Run.objects.create(tenant=tenant, asked_by=asked_by, asked_at=now, beat_at=now)
            check_site.enqueue(run.pk)
    except IntegrityError as error:
        raise AlreadyRunning from error
    return run


def interrupt_silent(now) -> int:
    """Mark as interrupted the checks whose worker was killed; returns how many."""
    return Run.objects.silent(now).update(state=Run.State.INTERRUPTED, finished_at=now)


def start_due(now) -> list[Run]:
    """Ask for a check of each body that has had none for a week."""
    interrupt_silent(now)
    recent = Run.objects.filter(asked_at__gt=now - EVERY).values("tenant")
    found = []
    for tenant in Tenant.objects.exclude(pk__in=recent).select_related("site"):
        try:
            found.append(start(tenant, now))
        except AlreadyRunning:
            continue
    return found


def carry_out(run_id: int) -> None:
    """Do the check that was asked for; called by the worker. One that is no longer wanted is left alone."""
    now = timezone.now()
    queued = Run.objects.filter(pk=run_id, state=Run.State.QUEUED)
    if not queued.update(state=Run.State.RUNNING, started_at=now, beat_at=now):
        return
    run = Run.objects.select_related("tenant__site").get(pk=run_id)
    try:
        _check(run)
    except _Stopped:
        logger.warning("Il controllo %s è stato fermato", run_id)
    except Exception:
        Run.objects.filter(pk=run_id).update(state=Run.State.FAILED, finished_at=timezone.now())
        raise


def _check(run: Run) -> None:
    total = len(pages_of(run.tenant))
    _beat(run, 0, total)

    def advance(done: int) -> None:
        if done % STEP == 0 or done == total:
            _beat(run, done, total)

    site = gather(run.tenant, timezone.localdate(), advance)
    results = {code: criterion.check(site) for code, criterion in CRITERIA.items()}
    save(run, site, results, timezone.now())


def _beat(run: Run, done: int, total: int) -> None:
    """Say how far the check is, in a transaction of its own; stop where it is no longer wanted."""
    alive = Run.objects.filter(pk=run.pk, state=Run.State.RUNNING)
    if not alive.update(done=done, total=total, beat_at=timezone.now()):
        raise _Stopped


def save(run: Run, site: Site, results: dict[str, Result], now) -> None:
    """Write what was found, all or nothing, beside what the check before had found."""
    rows = _findings(run, site, results)
    before = previous(run)
    known = set(before.findings.values_list("key", flat=True)) if before else None
    for row in rows:
        row.is_new = known is not None and row.key not in known
    figures = _figures(site, results, rows, known)
    with transaction.atomic():
        alive = Run.objects.filter(pk=run.pk, state=Run.State.RUNNING)
        ended = {"state": Run.State.DONE, "finished_at": now, "beat_at": now}
        if not alive.update(**ended, done=len(site.pages), figures=figures):  # also takes the row: nobody ends it twice
            raise _Stopped
        Outcome.objects.bulk_create(_outcomes(run, results))
        Finding.objects.bulk_create(rows, batch_size=500)
    thin(run.tenant)


def previous(run: Run) -> Run | None:
    """The last finished check of the same body before this one."""
    return Run.objects.of(run.tenant_id).done().filter(pk__lt=run.pk).order_by("-pk").first()


def solved_since(run: Run, before: Run | None) -> list[Finding]:
    """What the check before had found and this one no longer does."""
    if before is None:
        return []
    still = run.findings.values("key")
    return list(before.findings.exclude(key__in=still).order_by("criterion", "path"))


def thin(tenant, keep: int = KEPT) -> int:
    """Forget the oldest checks of a body; returns how many."""
    ended = Run.objects.of(tenant).exclude(state__in=Run.UNDER_WAY).order_by("-pk")
    old = list(ended.values_list("pk", flat=True)[keep:])
    Run.objects.filter(pk__in=old).delete()
    return len(old)


def _outcomes(run: Run, results: dict[str, Result]) -> list[Outcome]:
    return [
        Outcome(
            run=run,
            criterion=code,
            score=result.score,
            message=result.message[:400],
            findings_count=len(result.findings),
        )
        for code, result in results.items()
    ]


def _findings(run: Run, site: Site, results: dict[str, Result]) -> list[Finding]:
    found = [(code, finding) for code, result in results.items() for finding in result.findings]
    keys = {finding.page_id for _code, finding in found if finding.page_id}
    titles = dict(Page.objects.filter(pk__in=keys).values_list("pk", "title"))
    keepers, units = keepers_of(keys), units_of(keys)
    return [
        Finding(
            run=run,
            criterion=code,
            severity=one.severity,
            page_id=one.page_id if one.page_id in titles else None,
            path=one.path[:500],
            title=titles.get(one.page_id, site.name),
            message=one.message[:500],
            fix=one.fix[:300],
            keeper_id=keepers.get(one.page_id),
            unit=units.get(one.page_id, "")[:255],
            key=_key(code, one),
        )
        for code, one in found
    ]


def _key(code: str, one) -> str:
    """The same thing in two checks: criterion, page and words."""
    where = str(one.page_id or one.path)
    return hashlib.blake2b(f"{code}\n{where}\n{one.message}".encode(), digest_size=20).hexdigest()


def _figures(site: Site, results: dict[str, Result], rows: list[Finding], known: set | None) -> dict:
    """Numbers of the check for lists and history; the criteria of the model apart from ours."""
    model = [result.score for code, result in results.items() if not CRITERIA[code].is_ours]
    return {
        "pages": len(site.pages),
        "passed": model.count(PASSED),
        "tolerated": model.count(TOLERATED),
        "failed": model.count(FAILED),
        "unproven": model.count(UNPROVEN),
        "findings": len(rows),
        "serious": sum(1 for row in rows if row.severity == "grave"),
        "new": sum(1 for row in rows if row.is_new),
        "solved": len(known - {row.key for row in rows}) if known else 0,
    }
