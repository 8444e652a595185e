"""What wagtail-localize asks a municipality to translate of a sheet: only what is its own."""

from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms import translations

# The page says the same in every language about what it adopts.
OF_ADOPTION = ("shared", "adoption_mode", "adoption_reason", "adopted_number", "own_parts")


class OwnPart(TranslatableField):
    """A column that holds the union's text where the municipality has none: then the union translates it."""

    def is_translated(self, obj):
        return obj.shared_id is None or self.field_name in obj.own_parts

    def is_synchronized(self, obj):
        return super().is_synchronized(obj) if self.is_translated(obj) else True


def fields_of_sheet(model) -> list:
    kept = translations.kept_in_step(model, *model.same_in_every_language)
    adoption = [SynchronizedField(name, overridable=False) for name in OF_ADOPTION]
    return [*kept, *adoption, OwnPart("title"), OwnPart("summary")]
