"""Templates keep the strict content policy, components say what they are, colours live in one file."""

import re

import pytest

from tests.architecture.house import ROOT, name_of, templates

PUBLIC = [path for path in templates() if not {"wagtailadmin", "admin", "wagtailsnippets"} & set(path.parts)]
COMPONENTS = [path for path in PUBLIC if path.parent.name == "components"]
COMMENT = re.compile(r"{#.*?#}|{% comment[^%]*%}.*?{% endcomment %}|<!--.*?-->", re.DOTALL)
STYLE = re.compile(r"<[^>]*\sstyle\s*=", re.DOTALL)
HANDLER = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.DOTALL | re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>", re.DOTALL | re.IGNORECASE)
# A colour written by hand: hexadecimal, rgb(), hsl(). Not an address (#contenuto) nor an icon (#it-search).
COLOUR = re.compile(
    r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b(?![\w-])|\b(?:rgba?|hsla?|oklch|lab)\(", re.IGNORECASE
)
STYLES = sorted(path for path in (ROOT / "frontend" / "scss").rglob("*.scss") if path.name != "tokens.scss")


def markup(path):
    return COMMENT.sub("", path.read_text())


@pytest.mark.parametrize("path", PUBLIC, ids=name_of)
def test_a_template_has_no_inline_style_script_or_handler(path):
    text = markup(path)
    assert not STYLE.search(text), "attributo style"
    assert not HANDLER.search(text), "attributo on…"
    assert "<style" not in text, "elemento style"
    data = ("application/ld+json", "application/json")  # read, never run
    inline = [tag for tag in SCRIPT.findall(text) if "src=" not in tag and not any(kind in tag for kind in data)]
    assert not inline, "script dentro la pagina"


@pytest.mark.parametrize("path", PUBLIC, ids=name_of)
def test_a_template_names_no_other_host_for_resources(path):
    outside = re.findall(r"<(?:script|img|iframe|source|link)\b[^>]*\b(?:src|href)=\"https?://[^\"]*", markup(path))
    assert not outside, outside


@pytest.mark.parametrize("path", COMPONENTS, ids=name_of)
def test_a_component_opens_with_its_contract(path):
    """What it is, its required (+) and optional (−) names, one usage line."""
    text = re.sub(r"^\s*({%\s*(?:load|spaceless)[^%]*%}\s*)*", "", path.read_text())
    opening = re.match(r"{#(.*?)#}|{% comment[^%]*%}(.*?){% endcomment %}", text, re.DOTALL)
    assert opening, "manca il commento di apertura"
    contract = opening[1] or opening[2]
    assert f"component: {path.stem}" in contract
    assert "usage:" in contract


@pytest.mark.parametrize("path", COMPONENTS, ids=name_of)
def test_a_component_has_its_samples(path):
    """The gallery at /stile/ shows every component."""
    from cms.components.samples import SAMPLES

    assert SAMPLES.get(path.stem), f"nessun esempio per «{path.stem}» in cms/components/samples.py"


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_colours_are_written_in_tokens_only(path):
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(), flags=re.DOTALL)
    text = re.sub(r"url\([^)]*\)", "", text)
    assert not COLOUR.findall(text), COLOUR.findall(text)


@pytest.mark.parametrize("path", PUBLIC, ids=name_of)
def test_a_template_writes_no_colour(path):
    text = re.sub(r"""(?:href|id|for|aria-\w+|data-[\w-]+|action)=("[^"]*"|'[^']*')""", "", markup(path))
    if "<svg" in text or path.suffix == ".svg":
        return  # emblems are pictures: their colours are their own
    found = COLOUR.findall(re.sub(r"&#\w+;|{%.*?%}|{{.*?}}", "", text))
    assert not found, found


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_a_day_in_words_is_written_in_one_way(path):
    """The filter `day` knows that Italian months have no capital and that a month begins on the 1°."""
    assert not re.findall(r'\|date:"[^"]*j [FM]\b[^"]*"', markup(path))
