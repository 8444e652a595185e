"""Many-to-many keys of a page, all in one query: a sheet has nine such relations, and asking one by one costs most."""

from functools import cache

from django.db import connection

from cms.freshness import numbers


@cache
def _statement(model, names: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    parts = []
    for name in names:
        field = model._meta.get_field(name)
        through = field.remote_field.through._meta
        source, target = field.m2m_column_name(), field.m2m_reverse_name()
        columns = f"'{name}', {quote(target)}, {quote(through.pk.column)}"
        parts.append(f"SELECT {columns} FROM {quote(through.db_table)} WHERE {quote(source)} = %s")  # noqa: S608  names of our own models only
    return " UNION ALL ".join(parts)


def keys_of(page, *names: str) -> dict[str, list[int]]:
    """Keys per relation, in the order of their rows; a page in preview answers from memory."""
    found: dict[str, list[int]] = {name: [] for name in names}
    held = getattr(page, "_cluster_related_objects", None) or {}
    stored = tuple(name for name in names if name not in held)
    for name in names:
        if name in held:
            found[name] = [item.pk for item in getattr(page, name).all()]
    if stored and page.pk:
        with connection.cursor() as cursor:
            cursor.execute(_statement(type(page), stored), [page.pk] * len(stored))
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
