"""The form of a service sheet. Of one that adopts the union's it asks only for what the municipality may write."""

from dataclasses import dataclass

from django import forms
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from cms.forms import PageForm
from services.admin.readable import readable
from services.catalogue import content as parts
from services.catalogue import editions as rules
from services.catalogue import effective, own
from services.catalogue.decisions import differences
from services.catalogue.placeholders import fill, problem_anywhere
from services.catalogue.policies import (
    DEFAULT,
    LOCKED,
    MERGE,
    MODE_LABELS,
    POLICIES,
    SHARED,
    Mode,
    Policy,
    field_of,
    missing_locally,
)

LOCAL_NOTES = ("local_how_to", "local_constraints")
SWITCH = "own_{}"
FORGED = "«{}» lo decide l'Unione: qui non si cambia. Non ho salvato; il resto di quello che hai scritto è ancora nel modulo."
UNIONS_ROW = "Una riga è dell'Unione: si legge qui sopra e non si cambia. Qui scrivi solo le vostre."


@dataclass(frozen=True)
class Part:
    """What the form shows beside a field of an adopted sheet."""

    policy: Policy
    shared: SafeString  # the union's text, as readers see it
    switch: forms.BoundField | None
    is_own: bool
    has_news: bool  # the union has written something else since
    reason: str


class ServicePageForm(PageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.shared_id is None:
            for name in LOCAL_NOTES:
                self.fields.pop(name, None)
            for name in self.instance.required_to_publish:
                if name in self.fields and POLICIES.get(name) == Policy.DEFAULT and name not in ("summary", "topics"):
                    self.fields[name].required = True
            return
        for name in LOCKED:
            self.fields.pop(name, None)
        for name in DEFAULT:
            if name in self.fields:
                self._offer_switch(name)

    @property
    def switches(self) -> list[str]:
        """Names of the boxes by which a municipality writes its own text; each is drawn beside its field."""
        return [switch for name in DEFAULT if (switch := SWITCH.format(name)) in self.fields]

    # --- What the union says --------------------------------------------------------------------------------

    @cached_property
    def _content(self) -> rules.Content:
        """The union's parts that this page has accepted."""
        page, today = self.instance, timezone.localdate()
        known = effective.editions_of(page.shared_id)
        return rules.content_for(known, today, Mode(page.adoption_mode), page.adopted_number or 0)

    @cached_property
    def _words(self):
        return effective.words_for(self.instance)

    def _is_own(self, name: str) -> bool:
        return any(path == name or path.startswith(f"{name}:") for path in self.instance.own_parts)

    def _offer_switch(self, name: str) -> None:
        """A box to write one's own text, with the union's text to start from."""
        is_own = self._is_own(name)
        self.fields[SWITCH.format(name)] = forms.BooleanField(
            required=False, label="Usa un testo nostro", initial=is_own
        )
        self.fields[name].required = False
        kind = parts.kind_of(type(self.instance), name)
        if kind == "stream":
            rows = parts.whole_stream(self.instance, self._content, name)
            self.initial[name] = self.instance._meta.get_field(name).to_python(rows)
        elif not is_own:
            self.initial[name] = self._content.get(name)

    def part(self, name: str) -> Part:
        """What stands beside a field."""
        switch = SWITCH.format(name)
        bound = self[switch] if switch in self.fields else None
        entries = [e for path, e in self.instance.own_parts.items() if path == name or path.startswith(f"{name}:")]
        return Part(
            policy=POLICIES[name],
            shared=readable(type(self.instance), name, fill(self._shared_rows(name), self._words)),
            switch=bound,
            is_own=bool(bound and bound.value()),
            has_news=name in self._news,
            reason=next((entry["reason"] for entry in entries if entry.get("reason")), ""),
        )

    def _shared_rows(self, name: str):
        if parts.kind_of(type(self.instance), name) != "stream":
            return self._content.get(name)
        return [parts.block(self._content, name, key) for key in parts.order_of(self._content, name)]

    @cached_property
    def _news(self) -> set[str]:
        """Fields on which the union has written something else than this page knows."""
        return {field_of(one.path) for one in differences(self.instance, timezone.localdate())}

    def adoption(self) -> dict:
        """The head of the form."""
        page = self.instance
        editions = page.shared.editions.filter(withdrawn_at=None)
        return {
            "title": page.shared.title,
            "mode": MODE_LABELS[Mode(page.adoption_mode)],
            "reason": page.adoption_reason,
            "number": rules.newest(effective.editions_of(page.shared_id), timezone.localdate())
            if page.adoption_mode == Mode.FOLLOW
            else page.adopted_number,
            "last": editions.aggregate(last=Max("number"))["last"],
            "missing": missing_locally(self._given),
            "has_news": bool(self._news),
            "news_url": reverse("union_news_decide", args=[page.pk]),
            "mode_url": reverse("union_news_mode", args=[page.pk]),
        }

    def _given(self, name: str):
        return getattr(self.instance, f"{name}_id", None) or getattr(self.instance, name) or self._content.get(name)

    # --- What was sent --------------------------------------------------------------------------------------

    def clean(self):
        cleaned = super().clean()
        if self.instance.shared_id is None:
            return cleaned
        self._refuse_forged()
        for name in MERGE:
            if name in cleaned and {row["id"] for row in _rows(cleaned[name])} & set(self._content.get(name) or []):
                self.add_error(name, UNIONS_ROW)
        for name in SHARED:
            if name in cleaned and (problem := problem_anywhere(_plain(cleaned[name]))):
                self.add_error(name, problem)
        for name in DEFAULT:
            if name in cleaned and name not in self.errors:
                self._settle(name, cleaned)
        return cleaned

    def _refuse_forged(self) -> None:
        for name in LOCKED:
            prefix = self.add_prefix(name)
            if any(key == prefix or key.startswith(f"{prefix}-") for key in self.data):
                label = parts.label_of(type(self.instance), name)
                self.add_error(None, FORGED.format(label))

    def _settle(self, name: str, cleaned: dict) -> None:
        """Make a field the municipality's own, or the union's again, as the switch says."""
        page, kind = self.instance, parts.kind_of(type(self.instance), name)
        is_own = cleaned.get(SWITCH.format(name))
        remembered = own.entry(self._content.get(name), self._known_number, timezone.localdate(), by=self._writer)
        if kind == "stream":
            if is_own:
                own.keep_stream(page, name, _rows(cleaned[name]), self._content, remembered)
            else:
                own.give_back_stream(page, name)
            cleaned[name] = getattr(page, name)
            return
        value = _plain(cleaned[name])
        if is_own and not rules.same(value, self._content.get(name)):
            page.own_parts = {**page.own_parts, name: page.own_parts.get(name) or remembered}
            return
        if name in page.own_parts:
            page.own_parts = {path: entry for path, entry in page.own_parts.items() if path != name}
        cleaned[name] = _empty(page, name, kind)

    @property
    def _known_number(self) -> int:
        page = self.instance
        if page.adoption_mode == Mode.FOLLOW:
            return rules.newest(effective.editions_of(page.shared_id), timezone.localdate())
        return page.adopted_number or 0

    @property
    def _writer(self) -> str:
        user = self.for_user
        return (user.get_full_name() or user.get_username()) if user else ""


def _rows(value) -> list[dict]:
    return list(value.get_prep_value())


def _plain(value):
    """A cleaned value as it is compared: blocks, keys of terms, text."""
    if hasattr(value, "get_prep_value"):
        return _rows(value)
    if hasattr(value, "values_list"):
        return sorted(value.values_list("pk", flat=True))
    return getattr(value, "pk", value)


def _empty(page, name: str, kind: str):
    """What the column of a field holds while the union's text stands; lists of terms and titles are derived again."""
    if kind == "many":
        return getattr(page, name).all()
    if kind == "one" or name in ("title", "summary"):
        return getattr(page, name)
    return page._meta.get_field(name).get_default()
