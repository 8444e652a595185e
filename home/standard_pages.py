"""Turn the text of a standard page into blocks, with the names and numbers of one municipality in place."""

import uuid

from cms.markup import to_rich_text

NAMESPACE = uuid.UUID("8f1c1b52-4a0e-4b61-9a5b-6d1f4f1c7d10")


class _Lenient(dict):
    def __missing__(self, key):
        return ""


def placeholders(tenant) -> dict:
    """The words that stand for {name}, {phone} and the like in the texts of every municipality."""
    return _Lenient(
        name=tenant.name,
        short_name=tenant.short_name,
        of_name=tenant.of_name,
        phone=tenant.phone or "del centralino",
        email=tenant.email or "l'indirizzo in fondo alla pagina",
        pec=tenant.pec or "la PEC in fondo alla pagina",
        street=tenant.street,
        cap=tenant.cap,
        city=tenant.city,
    )


def resolve(text: str, places: dict) -> str:
    for name, value in places.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def body_for(page: dict, places: dict, offices: dict) -> list[dict]:
    """Raw stream data of a page; offices that the municipality lacks are left out, and so is a block without any."""
    blocks = []
    for number, block in enumerate(page["block"]):
        value = _value(block, places, offices)
        if value is not None:
            kind = block["type"]
            blocks.append({"type": kind, "value": value, "id": str(uuid.uuid5(NAMESPACE, f"{page['key']}-{number}"))})
    return blocks


def questions_for(rows: list[dict], places: dict) -> list[dict]:
    """Questions and answers of the standard FAQ, with the names and numbers of one municipality in place."""
    return [
        {
            "question": row["question"],
            "answer": to_rich_text(resolve(row["answer"], places)),
            "category": row.get("category"),
        }
        for row in rows
    ]


def _value(block: dict, places: dict, offices: dict):
    kind = block["type"]
    plain = {name: resolve(block[name], places) for name in ("title", "question", "url") if name in block}
    rich = to_rich_text(resolve(block.get("text") or block.get("answer") or "", places))
    if kind == "licence":
        return {}
    if kind == "text":
        return rich
    if kind == "section":
        return {"title": plain["title"], "text": rich}
    if kind == "callout":
        return {"kind": block.get("kind", "info"), "title": plain["title"], "text": rich}
    if kind == "question":
        return {"question": plain["question"], "answer": rich}
    if kind == "link":
        return {"title": plain["title"], "url": plain["url"]}
    if kind == "metrics":
        rows = [{"value": "", "date": None, **row} for row in block["rows"]]
        items = [{"type": "item", "value": row, "id": str(uuid.uuid5(NAMESPACE, row["metric"]))} for row in rows]
        return {"caption": resolve(block["caption"], places), "items": items}
    if kind == "offices":
        found = [offices[key].pk for key in block["offices"] if key in offices]
        return {"title": plain.get("title", "A chi rivolgerti"), "offices": found} if found else None
    raise ValueError(f"Blocco sconosciuto nelle pagine comuni: {kind}")
