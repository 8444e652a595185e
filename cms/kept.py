"""Things that many pages of a body share, made once per publication and kept in this process (docs/serving.md)."""

from collections.abc import Callable

from cms import freshness

MOST = 4000
_kept: dict[tuple, object] = {}
_MISSING = object()


def kept(tenant_id: int, *key, make: Callable):
    """A value per body and key, made again when the body's generation has moved.

    For what pages have in common (menus, contact cards, pictures of lists), never for one visitor or one request.
    """
    version = freshness.version(tenant_id)
    full = (tenant_id, version, *key)
    value = _kept.get(full, _MISSING)
    if value is _MISSING:
        if len(_kept) > MOST:
            _kept.clear()
        for old in [k for k in list(_kept) if k[0] == tenant_id and k[1] != version]:  # a copy: other threads add
            _kept.pop(old, None)
        value = _kept[full] = make()
    return value  # not read again: another thread may have emptied everything meanwhile
