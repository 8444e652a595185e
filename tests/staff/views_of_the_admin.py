"""Every address of the admin, from the resolver, and what to put in it."""

from dataclasses import dataclass

from django.urls import get_resolver
from django.urls.resolvers import URLPattern


@dataclass(frozen=True)
class View:
    """A pattern under /admin/: its full name and its arguments."""

    name: str
    arguments: tuple[str, ...]


def admin_views() -> list[View]:
    """All of them, once for each name and set of arguments; the last one, which catches the rest, has no name."""
    found = {View(name, arguments) for name, arguments in _walk(get_resolver(), (), "", ()) if name}
    return sorted(found, key=lambda view: (view.name, view.arguments))


def _walk(resolver, namespaces, prefix, arguments):
    for entry in resolver.url_patterns:
        where = prefix + str(entry.pattern)
        own = (*arguments, *entry.pattern.converters, *getattr(getattr(entry.pattern, "regex", None), "groupindex", ()))
        own = tuple(dict.fromkeys(own))
        if isinstance(entry, URLPattern):
            if where.startswith("admin/"):
                yield ":".join((*namespaces, entry.name or "")).strip(":"), own
        elif where.startswith("admin/") or not where:
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, inner, where, own)
