"""The parts of a sheet as people read them: names, texts as plain lines, what changed marked word by word."""

import json
import re
from dataclasses import dataclass, field
from datetime import date
from html import unescape

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from wagtail.admin.compare import diff_text
from wagtail.blocks import ChoiceBlock, DateBlock, RichTextBlock
from wagtail.documents.blocks import DocumentChooserBlock

from cms.formats import day
from cms.models import SiteDocument, Term
from services.catalogue.content import kind_of, label_of
from services.catalogue.policies import field_of
from services.models import ServicePage

ENDS_A_LINE = re.compile(r"</(?:p|li|h\d|ul|ol|blockquote)>|<br\s*/?>|<hr\s*/?>", re.IGNORECASE)
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.IGNORECASE | re.DOTALL)
NOTHING = format_html('<em class="news-nothing">{}</em>', "Niente")


@dataclass
class Names:
    """What keys inside values are called: read once for all the parts of a screen."""

    terms: dict[int, str] = field(default_factory=dict)
    documents: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A text of a part, or of one field of a block: before, after, and the municipality's own."""

    label: str
    before: SafeString
    after: SafeString
    mine: SafeString
    only_looks: bool  # the same words: links or bold have changed


def field_label(name: str) -> str:
    return label_of(ServicePage, name)


def part_label(path: str, *values) -> str:
    """A part by name; of a block also its title: «Casi particolari: Minori»."""
    label = field_label(field_of(path))
    title = next(filter(None, (_title_of(value) for value in values)), "") if ":" in path else ""
    return f"{label}: {title}" if title else label


def _title_of(value) -> str:
    inside = value.get("value") if isinstance(value, dict) else None
    text = (inside.get("title") or inside.get("text")) if isinstance(inside, dict) else ""
    return Truncator(strip_tags(text)).chars(70) if isinstance(text, str) else ""


def block_of(path: str, value):
    """The definition of a raw block; None for a kind of block that no longer exists."""
    stream = ServicePage._meta.get_field(field_of(path)).stream_block
    return stream.child_blocks.get(value.get("type")) if isinstance(value, dict) else None


def names_for(parts) -> Names:
    """What the keys in these (path, value) are called, in two queries at most."""
    terms, documents = set(), set()
    for path, value in parts:
        if ":" not in path and kind_of(ServicePage, path) in ("many", "one"):
            terms.update(value if isinstance(value, list) else filter(None, [value]))
        elif ":" in path and (block := block_of(path, value)) is not None:
            documents |= {
                value["value"].get(name)
                for name, child in getattr(block, "child_blocks", {}).items()
                if isinstance(child, DocumentChooserBlock)
            } - {None}
    return Names(
        dict(Term.objects.filter(pk__in=terms).values_list("pk", "label")) if terms else {},
        dict(SiteDocument.objects.filter(pk__in=documents).values_list("pk", "title")) if documents else {},
    )


def lines(path: str, before, after, mine, names: Names) -> list[Line]:
    """What a part said, says, and says here: one line for a field, one for each field of a block."""
    texts = [_texts(path, value, names) for value in (before, after, mine)]
    labels = list(dict.fromkeys(label for found in texts for label in found))
    return [_line(label, *(found.get(label, "") for found in texts)) for label in labels or [""]]


def _line(label: str, before: str, after: str, mine: str) -> Line:
    changes = diff_text(before, after).changes
    return Line(
        label=label,
        before=_marked(changes, "deletion", "del") if before else NOTHING,
        after=_marked(changes, "addition", "ins") if after else NOTHING,
        mine=format_html("{}", mine) if mine else NOTHING,
        only_looks=bool(before) and before == after,
    )


def _marked(changes, kind: str, tag: str) -> SafeString:
    pieces = ((tag if change == kind else "", text) for change, text in changes if change in ("equal", kind))
    return format_html_join(
        "", "{}", ((format_html(f"<{mark}>{{}}</{mark}>", text) if mark else text,) for mark, text in pieces)
    )


def _texts(path: str, value, names: Names) -> dict[str, str]:
    """Plain texts of a value, by label; a field that is not a block has one, without label."""
    if value in (None, "", []):
        return {}
    if ":" not in path:
        return {"": _plain(path, value, names)}
    block = block_of(path, value)
    if block is None or not hasattr(block, "child_blocks"):
        return {"": json.dumps(value, ensure_ascii=False)}
    inside = value.get("value") or {}
    found = {str(child.label): _inside(child, inside.get(name), names) for name, child in block.child_blocks.items()}
    return {label: text for label, text in found.items() if text}


def _plain(path: str, value, names: Names) -> str:
    kind = kind_of(ServicePage, path)
    if kind == "many":
        return "\n".join(sorted(names.terms.get(key, "voce che non c'è più") for key in value))
    if kind == "one":
        return names.terms.get(value, "voce che non c'è più")
    if isinstance(value, bool):
        return "sì" if value else "no"
    return text_of(value) if isinstance(value, str) else str(value)


def _inside(block, value, names: Names) -> str:
    """The text of one field of a block."""
    if value in (None, "", []):
        return ""
    if isinstance(block, RichTextBlock):
        return text_of(str(value))
    if isinstance(block, DocumentChooserBlock):
        return names.documents.get(value, "file che non c'è più")
    if isinstance(block, ChoiceBlock):
        return str(dict(block.field.choices).get(value, value))
    if isinstance(block, DateBlock):
        try:
            return day(date.fromisoformat(str(value)))
        except ValueError:
            return str(value)
    return str(value)


def text_of(html: str) -> str:
    """A rich text as plain lines: points of lists with a dot, addresses of links in brackets."""
    if "<" not in html:
        return html
    html = LINK.sub(r"\2 [\1]", html)
    html = re.sub(r"<li\b[^>]*>", "• ", html)
    html = ENDS_A_LINE.sub("\n", html)
    plain = unescape(strip_tags(html)).replace("\xa0", " ")
    return re.sub(r"\n\s*\n+", "\n", plain).strip()


def typed_text(posted: str) -> str:
    """What somebody typed in a field of a form, also in the editor of rich texts, which sends its own format."""
    try:
        blocks = json.loads(posted)["blocks"]
    except (ValueError, TypeError, KeyError):
        return posted
    return "\n".join(str(block.get("text", "")) for block in blocks if isinstance(block, dict))
