"""Are the vocabularies whole? Ids unique and fit for addresses, labels present and unique, parents that exist.

Pages, imports and exports rely on the ids; `manage.py load_vocabularies` trusts this check.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "cms" / "data" / "vocabularies"
ID = re.compile(r"^[\w-]{1,190}$")


def problems_of(name: str, data: dict) -> Iterator[str]:
    items = data.get("items") or []
    if not items:
        yield f"{name}: nessun termine"
    if "count" in data and data["count"] != len(items):
        yield f"{name}: dichiara {data['count']} termini, ne contiene {len(items)}"
    ids = [item.get("id", "") for item in items]
    labels = [item.get("label", "").strip() for item in items]
    for repeated in sorted({i for i in ids if ids.count(i) > 1}):
        yield f"{name}: identificativo ripetuto: {repeated}"
    for item in items:
        if not ID.match(item.get("id", "")):
            yield f"{name}: identificativo non valido: {item.get('id')!r}"
        if not item.get("label", "").strip():
            yield f"{name}: {item.get('id')} non ha nome"
        parent = item.get("parent")
        if parent and parent not in ids:
            yield f"{name}: {item.get('id')} sta sotto «{parent}», che non esiste"
    if not any(item.get("parent") for item in items):
        for repeated in sorted({label for label in labels if label and labels.count(label) > 1}):
            yield f"{name}: nome ripetuto: {repeated}"


def main() -> int:
    files = sorted(FOLDER.glob("*.json"))
    found = [] if files else ["Non c'è nessun vocabolario."]
    for file in files:
        found += problems_of(file.stem, json.loads(file.read_text()))
    for problem in found:
        print(problem)
    print(f"{len(files)} vocabolari, {len(found)} problemi.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
