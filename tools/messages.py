"""The words of the interface in English: compile them, and know which ones are needed.

`python -m tools.messages` writes the `.mo` that Django reads, when the `.po` is newer. polib does it: wagtail-localize
brings it along, so nobody needs the gettext programs.
"""

import ast
import re
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "cms" / "locale" / "en" / "LC_MESSAGES" / "django.po"
APPS = ("appointments", "cms", "feedback", "home", "news", "offices", "search", "services", "territory")
NAMES = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
# What Django's own reader of templates leaves of a message.
CALL = re.compile(
    r"\b(n?gettext|_)\(\s*(u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))(?:\s*,\s*(u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")))?",
    re.DOTALL,
)
ADMIN = ("wagtailadmin", "admin", "wagtailsnippets")


def compile_catalogue() -> bool:
    """Write the `.mo` if it is missing or older than its source; say whether it was written."""
    compiled = CATALOGUE.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= CATALOGUE.stat().st_mtime:
        return False
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(compiled))
    return True


def needed() -> dict[str, set[str]]:
    """Every message that templates and Python ask for, with the files that do."""
    found: dict[str, set[str]] = {}
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                _add(found, path, _of_python(path))
        for path in sorted((ROOT / app).rglob("templates/**/*.html")):
            if not set(ADMIN) & set(path.parts):
                _add(found, path, _of_template(path))
    return found


def _add(found: dict, path: Path, messages) -> None:
    for message in messages:
        found.setdefault(message, set()).add(str(path.relative_to(ROOT)))


def _of_python(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES and node.args:
            text = node.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def _of_template(path: Path):
    from django.utils.translation.template import templatize

    for match in CALL.finditer(templatize(path.read_text(encoding="utf-8"))):
        yield ast.literal_eval(match[2].removeprefix("u"))


if __name__ == "__main__":
    if compile_catalogue():
        print("Preparo le parole inglesi")
