"""Queries that Django writes once and the database answers many times (decision 0035).

The ORM builds and writes the SQL of a query anew at each request: for the queries of a public page that is most of
their cost, several times what the database needs to answer. `prepared` keeps what was written, and at each call puts
the values in their places.

    @prepared
    def _of_slug(*, slug, url_path):
        return Page.objects.filter(slug=slug, url_path=url_path).values_list("pk")

    _of_slug(slug="rifiuti", url_path="/cesena/rifiuti/")   # -> [(12,)]
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections

# What stands for a value while the query is written: the number of its place, as each type; found again in what Django
# gives to the database, in one of the forms in which it may come out.
_MARKS: dict[type, Callable] = {
    int: lambda place: 2_000_000_000 + place,  # the largest whole numbers that every column takes
    str: lambda place: f"\ue000{place}\ue000",
    date: lambda place: date(1, 1, 1) + timedelta(days=place),
    datetime: lambda place: datetime(1, 1, 1, tzinfo=UTC) + timedelta(days=place),
    UUID: lambda place: UUID(int=place + 1),
}


def _moment(value: datetime):
    return connections["default"].ops.adapt_datetimefield_value(value)


_FORMS: dict[type, tuple[Callable, ...]] = {
    int: (int,),
    str: (str,),
    date: (lambda value: value, str),
    datetime: (_moment,),
    UUID: (lambda value: value, lambda value: value.hex),
}


def prepared(build: Callable) -> Callable[..., list]:
    """A function that gives the rows of a query: `build` says it with the ORM, from named values, once.

    Values are whole numbers, texts, days, moments, UUIDs, or a list of one of these for an `__in` (nothing is found in
    an empty one). What else `build` reads, like the clock or the language, would stay as it was the first time: give it
    as a value.

    Raises:
        TypeError: a value of another type.
        LookupError: the query uses a value otherwise than as it is, as `startswith` does.
    """
    ready: dict[tuple, _Ready] = {}

    @wraps(build)
    def ask(**values) -> list:
        shape, given, arguments = [], [], {}
        for name, value in values.items():
            many = isinstance(value, (list, tuple, set, frozenset))
            items = list(value) if many else [value]
            if not items:
                return []
            if many:  # a few lengths, not one statement for each
                items += [items[-1]] * ((1 << (len(items) - 1).bit_length()) - len(items))
            kind = type(items[0])
            if kind not in _MARKS:
                raise TypeError(f"{name}: {kind.__name__} non può stare in una interrogazione preparata.")
            shape.append((name, kind, len(items) if many else 0))
            marks = [_MARKS[kind](len(given) + number) for number in range(len(items))]
            arguments[name] = marks if many else marks[0]
            given += items
        key = tuple(shape)
        if key not in ready:
            ready[key] = _Ready(build(**arguments), [(kind, size or 1) for _name, kind, size in shape])
        return ready[key].rows(given)

    return ask


class _Ready:
    """A query set with its SQL, and where each value goes in it."""

    def __init__(self, queryset, kinds: list[tuple[type, int]]):
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        try:
            self.sql, parameters = self.compiler.as_sql()
        except EmptyResultSet:  # Django knows without asking
            self.sql = ""
            return
        marks = {}
        place = 0
        for kind, size in kinds:
            for _item in range(size):
                for form in _FORMS[kind]:
                    mark = form(_MARKS[kind](place))
                    marks[type(mark), mark] = (place, form)
                place += 1
        # What each parameter is: a place and its form, or a constant of the query.
        self.slots = [(marks.get((type(p), p)), p) for p in parameters]
        if {slot[0] for slot, _constant in self.slots if slot} != set(range(place)):
            raise LookupError(f"Un valore non si ritrova nell'interrogazione: {self.sql}")

    def rows(self, given: list) -> list:
        if not self.sql:
            return []
        parameters = tuple(slot[1](given[slot[0]]) if slot else constant for slot, constant in self.slots)
        compiler = _twin(self.compiler)
        compiler.connection = connections[self.queryset.db]  # each thread has its own
        compiler.as_sql = lambda *args, **kwargs: (self.sql, parameters)
        queryset = _twin(self.queryset)
        queryset._query = _twin(self.queryset._query)
        queryset._query.get_compiler = lambda *args, **kwargs: compiler
        return list(queryset._iterable_class(queryset))


def _twin(thing):
    """A shallow copy. `copy.copy` of a query set would ask the database first."""
    twin = object.__new__(type(thing))
    twin.__dict__.update(thing.__dict__)
    return twin
