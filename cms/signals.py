"""Signals of ours, for side work upstairs."""

from django.dispatch import Signal

# What the public reads of a page has changed without its publication: `instance` is the page.
content_changed = Signal()
