"""A line of text: every block uses this one, so that a text nobody has written yet is empty and never null."""

from wagtail import blocks


class CharBlock(blocks.CharBlock):
    """A line of text. Pages stored before a text was added to their block have none: translation needs it empty."""

    class Meta:
        default = ""


class VerbatimBlock(CharBlock):
    """Text that is the same in every language: a telephone number, a postal address. Nobody is asked to translate it."""

    def get_translatable_segments(self, value):
        return []

    def restore_translated_segments(self, value, segments):
        return value
