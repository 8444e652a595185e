"""Many-to-many keys of a page, all in one query: a sheet has nine such relations, and asking one by one costs most."""

from functools import cache

from django.db import connection

from cms import versions
from cms.freshness import numbers


@cache
def _statement(model, names: tuple[str, ...], backwards: tuple) -> str:
    quote = connection.ops.quote_name
    parts = []
    for name in names:
        field = model._meta.get_field(name)
        through = field.remote_field.through._meta
        source, target = field.m2m_column_name(), field.m2m_reverse_name()
        columns = f"'{name}', {quote(target)}, {quote(through.pk.column)}"
        parts.append(f"SELECT {columns} FROM {quote(through.db_table)} WHERE {quote(source)} = %s")  # noqa: S608  names of our own models only
    for field in backwards:
        through = field.remote_field.through._meta
        source, target = field.m2m_reverse_name(), field.m2m_column_name()
        columns = f"'{field.name}', {quote(target)}, {quote(through.pk.column)}"
        parts.append(f"SELECT {columns} FROM {quote(through.db_table)} WHERE {quote(source)} = %s")  # noqa: S608  names of our own models only
    return " UNION ALL ".join(parts)


def keys_of(page, *names: str, backwards: tuple = ()) -> dict[str, list[int]]:
    """Keys per relation, in the order of their rows; a page in preview answers from memory.

    `backwards` are relations of other pages that name this one (its Italian version): under the name of the field come
    the keys of the pages that hold it.
    """
    found: dict[str, list[int]] = {name: [] for name in (*names, *(field.name for field in backwards))}
    held = getattr(page, "_cluster_related_objects", None) or {}
    stored = tuple(name for name in names if name not in held)
    for name in names:
        if name in held:
            found[name] = [item.pk for item in getattr(page, name).all()]
    if (stored or backwards) and page.pk:
        keys = [page.pk] * len(stored) + [versions.original(page) for _field in backwards]
        with connection.cursor() as cursor:
            cursor.execute(_statement(type(page), stored, backwards), keys)
            for name, key, _row in sorted(cursor.fetchall(), key=lambda row: row[2]):
                found[name].append(key)
    return found


_terms: tuple[int, dict] = (-1, {})


def terms(keys: list[int]) -> list:
    """Vocabulary terms by key, alphabetical. Read once per change of a vocabulary, and only those that pages use."""
    global _terms
    from cms.models import Term

    generation = numbers().get(None, 0)
    if _terms[0] != generation:
        _terms = (generation, {})
    known = _terms[1]
    missing = [key for key in keys if key not in known]
    if missing:
        known.update(Term.objects.in_bulk(missing))
    return sorted((known[key] for key in keys if key in known), key=lambda term: term.name)


def keys_of_many(model, keys: list[int], *names: str) -> dict[int, dict[str, list[int]]]:
    """The same for many pages of a type: one query for each relation, however many pages."""
    found: dict[int, dict[str, list[int]]] = {key: {name: [] for name in names} for key in keys}
    for name in names:
        field = model._meta.get_field(name)
        through = field.remote_field.through
        source, target = field.m2m_column_name(), field.m2m_reverse_name()
        rows = through.objects.filter(**{f"{source}__in": keys}).order_by("pk").values_list(source, target)
        for key, related in rows:
            found[key][name].append(related)
    return found
