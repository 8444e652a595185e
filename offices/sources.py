"""What an office offers and publishes: the floors above know, and say so here when they are ready."""

from functools import reduce
from operator import or_

from django.db.models import Q


def offered_by(office: int, among):
    """Which pages among some an office offers; the floors above answer through the registry below. Not asked yet: who
    lists them asks once for all."""
    if not office or not _service_sources:
        return among.none()
    return among.filter(reduce(or_, (Q(pk__in=ask(office)) for ask in _service_sources)))


def published_by(office: int, among):
    """Which pages among some are documents that an office answers for; the floors above say how a document names its
    office."""
    if not office or not _document_sources:
        return among.none()
    return among.filter(reduce(or_, (condition(office) for condition in _document_sources)))


_service_sources: list = []
_document_sources: list = []


def register_service_source(ask) -> None:
    """An upper floor says which pages an office offers: `ask(key of the office) -> queryset of keys of pages`."""
    _service_sources.append(ask)


def register_document_source(condition) -> None:
    """An upper floor says which documents an office answers for: `condition(key of the office) -> Q` on pages."""
    _document_sources.append(condition)
