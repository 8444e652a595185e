"""Questions on the page tree that the index on `path` can answer on both engines.

`path__startswith` becomes LIKE, which SQLite cannot serve from an index: with many pages it reads them all.
"""

from django.db.models import Q


def inside(path: str, prefix: str = "") -> Q:
    """Pages at or below a place of the tree; `prefix` is the way to the page in the query («basepage__»)."""
    first, end = bounds(path)
    return Q(**{f"{prefix}path__gte": first, f"{prefix}path__lt": end})


def bounds(path: str) -> tuple[str, str]:
    """The first place at or below one of the tree, and the first after all of them."""
    return path, path[:-1] + chr(ord(path[-1]) + 1)
