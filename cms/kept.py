"""Things that many pages of a body share, made once per publication and kept in this process (docs/serving.md)."""

from collections.abc import Callable

from cms import freshness

MOST = 4000
_kept: dict[tuple, object] = {}


def kept(tenant_id: int, *key, make: Callable):
    """A value per body and key, made again when the body's generation has moved.

    For what pages have in common (menus, contact cards, pictures of lists), never for one visitor or one request.
    """
    version = freshness.version(tenant_id)
    full = (tenant_id, version, *key)
    if full not in _kept:
        if len(_kept) > MOST:
            _kept.clear()
        for old in [k for k in _kept if k[0] == tenant_id and k[1] != version]:
            _kept.pop(old, None)
        _kept[full] = make()
    return _kept[full]
