"""The forms of "Novità dall'Unione" as tests fill them in: opened, changed, sent back whole."""

import json

from bs4 import BeautifulSoup
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield

from tests.reading import words


def address(page, more: str = "") -> str:
    return f"/admin/novita-unione/{page.pk}/{more}"


class DecideForm:
    """The form of decisions of one page."""

    def __init__(self, desk, page):
        self.desk, self.url = desk, address(page)
        self.soup = open_at(desk, self.url)
        form = self.soup.select_one("main form[method=post], form[method=post][novalidate]")
        form["id"] = "decide"
        self.data = querydict_from_html(str(form), form_id="decide")
        for holder in form.select("[data-w-block-arguments-value]"):  # drawn by a script: put back among the fields
            (block,) = json.loads(holder["data-w-block-arguments-value"])[0]
            stream = streamfield([(block["type"], block["value"])])
            for key, value in nested_form_data({holder["id"]: stream}).items():
                self.data[key] = "" if value is None else value

    @property
    def parts(self) -> list[str]:
        return [words(heading) for heading in self.soup.select(".news-part h2")]

    def choose(self, path: str, choice: str, **fields) -> "DecideForm":
        prefix = f"parte-{path.replace(':', '--')}"
        self.data[f"{prefix}-choice"] = choice
        for name, value in fields.items():
            key = f"{prefix}-{name.replace('__', '-')}"
            self.data[key] = rich_text(value) if value.startswith("<") else value
        return self

    def send(self):
        return self.desk.post(self.url, self.data)


def open_at(desk, url: str) -> BeautifulSoup:
    answer = desk.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return BeautifulSoup(answer.content.decode(), "html.parser")


def soup_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content.decode(), "html.parser")


def said(desk, answer) -> str:
    """The messages on the screen that follows."""
    soup = soup_of(desk.get(answer["Location"]) if answer.status_code == 302 else answer)
    return " ".join(words(one) for one in soup.select(".messages li, [role=alert], .error-message"))
