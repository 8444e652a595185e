"""The documentation of the API as people read it: written from the same schema that programs read."""

from cms.frame import frame_for
from opendata import api, free_places, resources
from opendata.schemas import Content
from opendata.views import page

KINDS = {
    "string": "testo",
    "integer": "numero intero",
    "number": "numero",
    "boolean": "vero o falso",
    "array": "elenco",
    "object": "oggetto",
}
FORMATS = {"date": "giorno", "date-time": "data e ora", "uuid": "identificativo"}
HEAD = ["Campo", "Che cosa contiene", "Valore"]


def documentation(request):
    """Only in Italian, like the names of fields and parameters."""
    frame = frame_for(request)
    described = api.schema(request.tenant)
    schemas = described["components"]["schemas"]
    common = set(Content.model_fields)
    kinds = [
        {
            "id": resource.name,
            "title": resource.title,
            "caption": f"Campi di «{resource.title}»",
            "path": f"{api.PREFIX}{resource.name}",
            "rows": [row for row in rows_of(schemas[resource.schema.__name__], schemas) if row[0] not in common],
        }
        for resource in resources.available()
    ]
    first = f"{api.PREFIX}{kinds[0]['id']}"
    kinds.append(
        {
            "id": free_places.NAME,
            "title": free_places.TITLE,
            "caption": f"Campi di «{free_places.TITLE}»",
            "path": f"{api.PREFIX}{free_places.NAME}",
            "note": free_places.NOTE,
            "rows": rows_of(schemas["FreePlaces"], schemas),
        }
    )
    questions = described["paths"][first]["get"]["parameters"]
    home = {"label": "Home", "path": frame.links["home"]}
    context = {
        "frame": frame,
        "canonical": frame.canonical,
        "description": "Come un programma legge i contenuti pubblici del sito: indirizzi, filtri, campi.",
        "kinds": kinds,
        "questions": [[q["name"], q["description"], kind_of(q["schema"])] for q in questions],
        "common": [row for row in rows_of(schemas["News"], schemas) if row[0].split("[")[0].split(".")[0] in common],
        "list_rows": rows_of(schemas["PageOf"] if "PageOf" in schemas else _list_schema(schemas), schemas, deep=False),
        "example": f"{request.tenant.root_url}{first}?per_pagina=5",
        "head": HEAD,
        "index": [{"id": "come", "label": "Come si usa"}, {"id": "campi", "label": "Campi di ogni contenuto"}]
        + [{"id": kind["id"], "label": kind["title"]} for kind in kinds],
        "breadcrumb": [
            home,
            {"label": "Feed e dati aperti", "path": "/dati-aperti/"},
            {"label": "API", "path": "/dati-aperti/api/"},
        ],
    }
    return page(request, "opendata/api.html", context)


def _list_schema(schemas: dict) -> dict:
    return next(schema for name, schema in schemas.items() if name.startswith("Elenco"))


def rows_of(schema: dict, schemas: dict, prefix: str = "", *, deep: bool = True) -> list[list[str]]:
    """Fields of a schema as rows of a table; those of inner objects follow, as «costi[].voce»."""
    rows = []
    for name, about in schema["properties"].items():
        rows.append([f"{prefix}{name}", about.get("description", "Contenuti di questa pagina."), kind_of(about)])
        inner = _inner(about)
        if inner and deep:
            mark = "[]." if about.get("type") == "array" else "."
            rows += rows_of(schemas[inner], schemas, f"{prefix}{name}{mark}")
    return rows


def _inner(about: dict) -> str:
    """Name of the schema that a field holds, alone or in a list."""
    options = [about, about.get("items", {}), *about.get("anyOf", []), *about.get("allOf", [])]
    return next((o["$ref"].rpartition("/")[2] for o in options if "$ref" in o), "")


def kind_of(about: dict) -> str:
    """What a field holds, in Italian."""
    if "anyOf" in about:
        known = [kind_of(option) for option in about["anyOf"] if option.get("type") != "null"]
        return f"{' o '.join(known)}, se c'è"
    if "enum" in about:
        return " o ".join(map(str, about["enum"]))
    if about.get("type") == "array":
        inner = about.get("items", {})
        return "elenco di oggetti" if "$ref" in inner else f"elenco: {kind_of(inner)}"
    return FORMATS.get(about.get("format", ""), KINDS.get(about.get("type", "object"), "oggetto"))
