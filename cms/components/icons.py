"""Icons of subjects: one that means something for each service category, and those that an editor chooses from."""

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

# For whoever chooses one, of a block or of a topic: a drawing of the sprite, and what it says.
SIGNS = [
    ("it-user", "Persona"),
    ("it-calendar", "Calendario"),
    ("it-clock", "Orologio"),
    ("it-map-marker", "Luogo"),
    ("it-telephone", "Telefono"),
    ("it-mail", "Lettera"),
    ("it-check-circle", "Fatto"),
    ("it-warning-circle", "Attenzione"),
    ("it-info-circle", "Informazione"),
    ("it-help-circle", "Domanda"),
    ("it-pa", "Municipio"),
]
SUBJECT_ICONS = [
    ("it-unica-school", "Scuola"),
    ("it-unica-care", "Salute e assistenza"),
    ("it-unica-work", "Lavoro"),
    ("it-unica-bus", "Trasporti"),
    ("it-unica-home", "Casa e territorio"),
    ("it-unica-document", "Documento"),
    ("it-unica-tourism", "Turismo"),
    ("it-unica-law", "Giustizia"),
    ("it-unica-tax", "Tributi"),
    ("it-unica-culture", "Cultura"),
    ("it-unica-leaf", "Ambiente"),
    ("it-unica-shop", "Commercio"),
    ("it-unica-stamp", "Autorizzazioni"),
    ("it-unica-gavel", "Appalti"),
    ("it-unica-farm", "Agricoltura"),
    *SIGNS,
]


def category_icon(path: str) -> str:
    """Icon of a category page, or of a sheet by the category in its address; nothing for a path elsewhere."""
    parts = [part for part in path.split("/") if part]
    return next((CATEGORY_ICONS[part] for part in parts if part in CATEGORY_ICONS), "")
