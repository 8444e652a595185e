"""Who reads the checks and who asks for them: editors for their own body, analysts and union IT for all."""

from cms import guard, named
from cms.staff import bodies_with_area, is_union_it, rights_of
from conformity.models import Run

AREA = "conformity"
EXPORTS = {"conformity_csv", "conformity_pdf", "conformity_all_csv", "conformity_all_pdf"}
READING = {"conformity", "conformity_site", "conformity_run", "conformity_state"} | EXPORTS
ASKING = {"conformity_start"}


def readable_bodies(user) -> frozenset[int] | None:
    """Keys of the bodies whose checks a user reads; None means every body."""
    if is_union_it(user) or any(right.role.everywhere and AREA in right.role.areas for right in rights_of(user)):
        return None
    return bodies_with_area(user, "pages")


def asks_for(user, tenant_id: int) -> bool:
    """Whether a user may start a check of a body, and correct its pages."""
    bodies = bodies_with_area(user, "pages")
    return bodies is None or tenant_id in bodies


def runs_of(user):
    """The checks that a user may read."""
    bodies = readable_bodies(user)
    return Run.objects.all() if bodies is None else Run.objects.filter(tenant__in=bodies)


def open_screens() -> None:
    """Called once, when the app is ready."""
    guard.open_area("pages", READING | ASKING)
    guard.open_area(AREA, READING)
    named.judge("conformity_run_id", lambda user, keys: runs_of(user).filter(pk__in=keys).count() == len(keys))
