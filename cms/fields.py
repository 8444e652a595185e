"""Field types that the whole house uses.

`StreamField` here keeps block definitions out of migrations: see docs/decisions/0003-slim-streamfield.md.
"""

import json

from django.db.models import Q
from wagtail.blocks import StreamBlock, StreamValue
from wagtail.fields import StreamField as WagtailStreamField


class StreamField(WagtailStreamField):
    """A StreamField whose migrations say only that it is one.

    In a migration the field has no blocks. Wagtail would then read every value as empty, and a data migration that
    loads and saves a page would silently erase it; so without blocks the raw data is carried through untouched.
    """

    def __init__(self, *args, **kwargs):
        if not args and "block_types" not in kwargs:
            args = ([],)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, _, kwargs = super().deconstruct()
        for noise in ("block_lookup", "verbose_name", "help_text", "min_num", "max_num", "block_counts", "collapsed"):
            kwargs.pop(noise, None)
        return name, path, [], kwargs

    def to_python(self, value):
        result = super().to_python(value)
        if not self.stream_block.child_blocks and isinstance(value, (str, list)):
            raw = self._decode(value) if isinstance(value, str) else value
            return StreamValue(self.stream_block, raw or [], is_lazy=True, raw_text=None)
        return result

    @staticmethod
    def _decode(text):
        try:
            return json.loads(text)
        except ValueError:
            return []

    def get_prep_value(self, value):
        if (
            isinstance(value, StreamValue)
            and isinstance(value.stream_block, StreamBlock)
            and not value.stream_block.child_blocks
        ):
            return list(value.raw_data)  # not yet JSON text: the column encodes it
        return super().get_prep_value(value)


def one_of(vocabulary: str) -> dict:
    """Keyword arguments of a key to a vocabulary term: limits the choice, forbids deleting a term in use."""
    return {"to": "cms.Term", "limit_choices_to": Q(vocabulary=vocabulary), "related_name": "+"}
