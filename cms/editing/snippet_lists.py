"""Lists of snippets: states that depend on the day, and related rows read together."""

import django_filters
from django.forms import RadioSelect
from wagtail.snippets.views.snippets import IndexView


class StateFilter(django_filters.ChoiceFilter):
    """Narrow a list to a state that depends on the day: `states` maps each choice to a function of the queryset.

    A search accepts only conditions on columns that the model's `search_fields` name as filters.
    """

    def __init__(self, *args, states, **kwargs):
        self.states = states
        super().__init__(*args, empty_label="Tutti", widget=RadioSelect, **kwargs)

    def filter(self, qs, value):
        return self.states[value](qs) if value in self.states else qs


def list_with(*relations: str, many: tuple[str, ...] = ()) -> type[IndexView]:
    """A list that reads its related rows once, whatever its length."""

    class SnippetList(IndexView):
        def get_base_queryset(self):
            return super().get_base_queryset().select_related(*relations).prefetch_related(*many)

    return SnippetList
