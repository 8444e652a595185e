"""Who looks after transparency: who writes pages of a body, and union IT for all."""

from cms import guard
from cms.staff import bodies_with_area

AREA = "pages"
VIEWS = {"transparency_desk", "transparency_desk_csv"}


def bodies_of(user) -> frozenset[int] | None:
    """Keys of the bodies whose sections a user looks after; None means every body."""
    return bodies_with_area(user, AREA)


def open_screens() -> None:
    """Called once, when the app is ready."""
    guard.open_area(AREA, VIEWS)
