"""Editors' forms as tests fill them in: opened on the admin host, changed, sent back whole as a browser would."""

import json

from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield

FORM, SNIPPET_FORM = "page-edit-form", "w-editor-form"


def _without_lists(value):
    """Several choices are one field sent several times, not numbered fields."""
    return {k: v for k, v in value.items() if not isinstance(v, list)} if isinstance(value, dict) else value


class PageEditor:
    """The form of one page: of a new one under a parent, or of one that exists."""

    def __init__(self, desk, url: str, form_id: str = FORM):
        self.desk, self.url, self.form_id = desk, url, form_id
        answer = desk.get(url)
        assert answer.status_code == 200, (url, answer.status_code, answer.headers.get("Location"))
        html = answer.content.decode()
        self.data = querydict_from_html(html, form_id=form_id)
        soup = BeautifulSoup(html, "html.parser")
        for box in soup.select("input[type=checkbox][checked]:not([value])"):
            self.data[box["name"]] = "on"
        self._keep_streams(soup)

    @classmethod
    def new(cls, desk, model, parent):
        return cls(desk, f"/admin/pages/add/{model._meta.app_label}/{model._meta.model_name}/{parent.pk}/")

    @classmethod
    def of(cls, desk, page):
        return cls(desk, f"/admin/pages/{page.pk}/edit/")

    @classmethod
    def of_snippet(cls, desk, snippet):
        return cls(desk, reverse(snippet.snippet_viewset.get_url_name("edit"), args=[snippet.pk]), SNIPPET_FORM)

    def _keep_streams(self, soup) -> None:
        """Blocks are drawn by JavaScript from data in the page: put them back among the fields."""
        for holder in soup.select(f"#{self.form_id} [data-w-block-arguments-value]"):
            blocks = json.loads(holder["data-w-block-arguments-value"])[0] or []
            self.stream(holder["id"], [(block["type"], block["value"]) for block in blocks])
            for number, block in enumerate(blocks):
                self.data[f"{holder['id']}-{number}-id"] = block.get("id") or ""

    def stream(self, name: str, blocks: list[tuple]) -> "PageEditor":
        """Replace the blocks of a field: `editor.stream("costs", [("cost", {"title": …})])`."""
        for key in [key for key in self.data if key == f"{name}-count" or key.startswith(f"{name}-")]:
            del self.data[key]
        plain = [(kind, _without_lists(value)) for kind, value in blocks]
        for key, value in nested_form_data({name: streamfield(plain)}).items():
            self.data[key] = "" if value is None else value
        for number, (_kind, value) in enumerate(blocks):
            for field, items in value.items() if isinstance(value, dict) else ():
                if isinstance(items, list):
                    self.data.setlist(f"{name}-{number}-value-{field}", items)
        return self

    def write(self, **fields) -> "PageEditor":
        """Type into fields; a list ticks boxes, text of a rich field starts with a tag."""
        for name, value in fields.items():
            if isinstance(value, (list, tuple)):
                self.data.setlist(name, [str(item) for item in value])
            elif isinstance(value, str) and value.startswith("<"):
                self.data[name] = rich_text(value)
            else:
                self.data[name] = str(value)
        return self

    def clear(self, *names: str) -> "PageEditor":
        """Empty fields, also rich ones, boxes and choosers."""
        for name in names:
            if self.data.get(name, "").startswith("{"):
                self.data[name] = rich_text("")
            else:
                self.data.pop(name, None)
        return self

    def save(self) -> "Answer":
        return self._send({})

    def publish(self) -> "Answer":
        return self._send({"action-publish": "action-publish"})

    def submit(self) -> "Answer":
        """Send to review."""
        return self._send({"action-submit": "action-submit"})

    def _send(self, action: dict) -> "Answer":
        return Answer(self.desk.post(self.url, dict(self.data.lists()) | action), self.form_id)


class Answer:
    """What came back: accepted, or the same form with errors."""

    def __init__(self, response, form_id: str = FORM):
        self.form_id = form_id
        self.accepted = response.status_code == 302
        assert self.accepted or response.status_code == 200, response.status_code
        self.location = response.headers.get("Location", "")
        self.soup = BeautifulSoup(response.content.decode(), "html.parser")

    def beside(self, name: str) -> str:
        """The error that stands beside a field; empty when there is none."""
        found = self.soup.select(f'#{self.form_id} [data-contentpath="{name}"] .error-message')
        texts = [" ".join(part.stripped_strings) for part in found]
        return " ".join([*texts, *self._block_arguments(name)[1].get("messages", [])])

    def in_blocks(self, name: str) -> dict:
        """Errors inside a field of blocks: `{(0, "how_to_pay"): "…"}`."""
        errors = self._block_arguments(name)[1]
        return {
            (int(number), field): " ".join(inside["messages"])
            for number, block in errors.get("blockErrors", {}).items()
            for field, inside in block.get("blockErrors", {}).items()
        }

    def typed_in_blocks(self, name: str) -> list[dict]:
        return self._block_arguments(name)[0]

    def _block_arguments(self, name: str) -> tuple[list, dict]:
        """Contents and errors of a field of blocks, as its script receives them."""
        holder = self.soup.select_one(f"#{self.form_id} #{name}[data-w-block-arguments-value]")
        contents, errors = json.loads(holder["data-w-block-arguments-value"]) if holder else ([], None)
        return contents, errors or {}

    def typed(self, name: str) -> str:
        """What the field holds after the refusal."""
        field = self.soup.select_one(f'#{self.form_id} [name="{name}"]')
        return field.get("value") or field.get_text().strip()
