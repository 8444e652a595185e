"""The mini markup of our text files: paragraphs, lists, bold and links become the rich text of the editor."""

import re

from django.utils.html import escape

_LINK = re.compile(r'\[([^\]]+)\]\((https://[^)\s"]+|/[^)\s"]*)\)')
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_NUMBERED = re.compile(r"^\d+\. ")


def to_rich_text(text: str) -> str:
    """HTML of a text: blank lines part paragraphs, «- » and «1. » begin list items."""
    html = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        html += _blocks(lines)
    return "".join(html)


def _blocks(lines: list[str]) -> list[str]:
    html, run, kind = [], [], ""
    for line in [*lines, None]:
        now = _kind(line)
        if run and now != kind:
            html.append(_wrap(kind, run))
            run = []
        if line is not None:
            run.append(line)
        kind = now
    return html


def _kind(line: str | None) -> str:
    if line is None:
        return ""
    return "ul" if line.startswith("- ") else "ol" if _NUMBERED.match(line) else "p"


def _wrap(kind: str, lines: list[str]) -> str:
    if kind == "p":
        return f"<p>{_inline(' '.join(lines))}</p>"
    items = "".join(f"<li>{_inline(_NUMBERED.sub('', line).removeprefix('- '))}</li>" for line in lines)
    return f"<{kind}>{items}</{kind}>"


def _inline(text: str) -> str:
    html = escape(text).replace("&#x27;", "'").replace("&quot;", '"')
    html = _LINK.sub(lambda m: f'<a href="{m.group(2)}">{m.group(1)}</a>', html)
    return _BOLD.sub(r"<b>\1</b>", html)
