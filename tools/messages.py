"""The words of the interface: compile them, and know which ones are needed in English.

`python -m tools.messages` writes each `.mo` that Django reads, when its `.po` is newer. polib does it: wagtail-localize
brings it along, so nobody needs the gettext programs.
"""

import ast
import re
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "cms" / "locale"
CATALOGUE = CATALOGUES / "en" / "LC_MESSAGES" / "django.po"
APPS = (
    "albo",
    "appointments",
    "cms",
    "conformity",
    "feedback",
    "home",
    "news",
    "offices",
    "opendata",
    "publications",
    "search",
    "services",
    "territory",
    "tickets",
    "transparency",
)
NAMES = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
# What Django's own reader of templates leaves of a message.
CALL = re.compile(
    r"\b(n?gettext|_)\(\s*(u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))(?:\s*,\s*(u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")))?",
    re.DOTALL,
)
ADMIN = ("wagtailadmin", "admin", "wagtailsnippets")


def compile_catalogues() -> bool:
    """Write each `.mo` that is missing or older than its source; say whether any was written."""
    late = [path for path in sorted(CATALOGUES.rglob("*.po")) if _is_late(path)]
    for path in late:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return bool(late)


def _is_late(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime


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
    if compile_catalogues():
        print("Preparo le parole dell'interfaccia")
