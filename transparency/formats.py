"""Open formats (D.Lgs. 33/2013, art. 7; CAD, art. 68): which files anybody can read and reuse."""

# Formats for reuse, and those that can only be read: a table in PDF needs its data beside it.
REUSABLE = frozenset(["CSV", "ODS", "ODT", "XML", "JSON", "HTML", "TXT", "RDF", "GEOJSON"])
READABLE = frozenset(["PDF"])
OPEN = REUSABLE | READABLE
TABLES = ("CSV", "ODS")


def is_open(extension: str) -> bool:
    """Whether a file with this extension is in an open format."""
    return extension.upper() in OPEN


def warning(extension: str) -> str:
    """What to tell who publishes a file; empty when there is nothing to say."""
    kind = extension.upper()
    if kind in REUSABLE:
        return ""
    if kind in READABLE:
        return "Se nel PDF c'è una tabella, aggiungi gli stessi dati in CSV o in ODS."
    return f"«{kind or 'senza estensione'}» non è un formato aperto: salvalo in ODS, ODT o CSV e sostituiscilo."
