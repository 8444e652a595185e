"""The icon of each service category: icons that mean something, one a category."""

CATEGORY_ICONS = {
    "educazione-e-formazione": "it-unica-school",
    "salute-benessere-e-assistenza": "it-unica-care",
    "vita-lavorativa": "it-unica-work",
    "mobilita-e-trasporti": "it-unica-bus",
    "catasto-e-urbanistica": "it-unica-home",
    "anagrafe-e-stato-civile": "it-unica-document",
    "turismo": "it-unica-tourism",
    "giustizia-e-sicurezza-pubblica": "it-unica-law",
    "tributi-finanze-e-contravvenzioni": "it-unica-tax",
    "cultura-e-tempo-libero": "it-unica-culture",
    "ambiente": "it-unica-leaf",
    "imprese-e-commercio": "it-unica-shop",
    "autorizzazioni": "it-unica-stamp",
    "appalti-pubblici": "it-unica-gavel",
    "agricoltura-e-pesca": "it-unica-farm",
}


def category_icon(path: str) -> str:
    """Icon of a category page, or of a sheet by the category in its address; nothing for a path elsewhere."""
    parts = [part for part in path.split("/") if part]
    return next((CATEGORY_ICONS[part] for part in parts if part in CATEGORY_ICONS), "")
