"""Registrations with the Wagtail admin."""

from wagtail.snippets.models import register_snippet

from home.viewsets import BodyViewSet

register_snippet(BodyViewSet)
