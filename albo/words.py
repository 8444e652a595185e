"""Words to compare in a search within the register: small letters, no accents, no signs."""

import unicodedata


def plain(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.lower())
    kept = (char if char.isalnum() else " " for char in text if not unicodedata.combining(char))
    return " ".join("".join(kept).split())


def of_entry(entry) -> str:
    """Everything of a publication that a citizen may remember."""
    kind = entry.kind.label if entry.kind else ""
    parts = (
        entry.subject,
        kind,
        entry.asked_by,
        entry.act_number,
        entry.protocol,
        entry.number or "",
        entry.year or "",
    )
    return f" {plain(' '.join(str(part) for part in parts))} "


def wanted(query: str) -> list[str]:
    """Beginnings of words that a query asks for, at most eight."""
    return [f" {word}" for word in plain(query).split()[:8]]
