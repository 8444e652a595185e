"""Builders for the handful of set-ups that tests need: a body's pages, its staff, a request to its site."""

from tests.factories.pages import (
    a_contact_point,
    a_news_item,
    a_person,
    a_place,
    a_role,
    a_service,
    an_alert,
    an_image,
    an_office,
    document,
    page_with,
    term,
)

__all__ = [
    "a_contact_point",
    "a_news_item",
    "a_person",
    "a_place",
    "a_role",
    "a_service",
    "an_alert",
    "an_image",
    "an_office",
    "document",
    "page_with",
    "term",
]
