"""Names that the world shares: namespaces and authority tables of the European and Italian profiles."""

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from rdflib import Namespace

ADMS = Namespace("http://www.w3.org/ns/adms#")
CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
DCATAPIT = Namespace("http://dati.gov.it/onto/dcatapit#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
SCHEMA = Namespace("https://schema.org/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")

AUTHORITY = "http://publications.europa.eu/resource/authority/"
ITALIAN = f"{AUTHORITY}language/ITA"
EURO = f"{AUTHORITY}currency/EUR"
THEMES = f"{AUTHORITY}data-theme"
CITY = "https://w3id.org/italia/controlled-vocabulary/territorial-classifications/cities/"
LICENCE_TYPE = "http://purl.org/adms/licencetype/"

# Our key of frequenze_aggiornamento -> code of the authority table "frequency".
FREQUENCIES = {
    "altro": "OTHER",
    "annuale": "ANNUAL",
    "bidecennale": "BIDECENNIAL",
    "biennale": "BIENNIAL",
    "bimensile": "MONTHLY_2",
    "bimestrale": "BIMONTHLY",
    "bisettimanale": "WEEKLY_2",
    "continuo": "CONT",
    "decennale": "DECENNIAL",
    "due-volte-al-giorno": "DAILY_2",
    "in-continuo-aggiornamento": "UPDATE_CONT",
    "irregolare": "IRREG",
    "mai": "NEVER",
    "mensile": "MONTHLY",
    "ogni-cinque-anni": "QUINQUENNIAL",
    "ogni-due-ore": "BIHOURLY",
    "ogni-ora": "HOURLY",
    "ogni-quattro-anni": "QUADRENNIAL",
    "ogni-tre-ore": "TRIHOURLY",
    "quindicinale": "BIWEEKLY",
    "quotidiano": "DAILY",
    "sconosciuto": "UNKNOWN",
    "semestrale": "ANNUAL_2",
    "settimanale": "WEEKLY",
    "tre-volte-a-settimana": "WEEKLY_3",
    "tre-volte-al-mese": "MONTHLY_3",
    "tre-volte-all-anno": "ANNUAL_3",
    "tridecennale": "TRIDECENNIAL",
    "triennale": "TRIENNIAL",
    "trimestrale": "QUARTERLY",
}
# Our key of licenze -> kind of licence (ADMS), and the text that stands for it where there is one.
LICENCES = {
    "licenza-aperta": ("UnknownIPR", "", "Licenza aperta", ""),
    "pubblico-dominio": (
        "PublicDomain",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "Creative Commons CC0 1.0 Universale (CC0 1.0)",
        "1.0",
    ),
    "attribuzione": (
        "Attribution",
        "https://creativecommons.org/licenses/by/4.0/",
        "Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)",
        "4.0",
    ),
    "effetto-virale": (
        "ViralEffect-ShareAlike",
        "https://creativecommons.org/licenses/by-sa/4.0/",
        "Creative Commons Attribuzione - Condividi allo stesso modo 4.0 Internazionale (CC BY-SA 4.0)",
        "4.0",
    ),
    "condivisione-allo-stesso-modo-copyleft-non-compatibile": (
        "ViralEffect-ShareAlike",
        "",
        "Condivisione allo stesso modo, non compatibile",
        "",
    ),
    "non-aperta": ("OtherRestrictiveClauses", "", "Licenza non aperta", ""),
    "solo-uso-non-commerciale": (
        "NonCommercialUseOnly",
        "https://creativecommons.org/licenses/by-nc/4.0/",
        "Creative Commons Attribuzione - Non commerciale 4.0 Internazionale (CC BY-NC 4.0)",
        "4.0",
    ),
    "non-opere-derivate": (
        "NoDerivativeWork",
        "https://creativecommons.org/licenses/by-nd/4.0/",
        "Creative Commons Attribuzione - Non opere derivate 4.0 Internazionale (CC BY-ND 4.0)",
        "4.0",
    ),
    "licenza-sconosciuta": ("UnknownIPR", "", "Licenza sconosciuta", ""),
}
# Extension of a file -> code of the authority table "file-type", and media type.
FILE_TYPES = {
    "csv": ("CSV", "text/csv"),
    "docx": ("DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "geojson": ("GEOJSON", "application/geo+json"),
    "json": ("JSON", "application/json"),
    "jsonld": ("JSON_LD", "application/ld+json"),
    "ods": ("ODS", "application/vnd.oasis.opendocument.spreadsheet"),
    "odt": ("ODT", "application/vnd.oasis.opendocument.text"),
    "pdf": ("PDF", "application/pdf"),
    "rdf": ("RDF_XML", "application/rdf+xml"),
    "rtf": ("RTF", "application/rtf"),
    "ttl": ("RDF_TURTLE", "text/turtle"),
    "txt": ("TXT", "text/plain"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "xml": ("XML", "application/xml"),
    "zip": ("ZIP", "application/zip"),
}
PAGE = ("HTML", "text/html")  # what an address without a known extension is


def file_type(address: str) -> tuple[str, str]:
    """Code and media type of what an address or a name of file leads to."""
    extension = PurePosixPath(urlsplit(address).path).suffix.lstrip(".").lower()
    return FILE_TYPES.get(extension, PAGE)


def frequency(key: str) -> str:
    return f"{AUTHORITY}frequency/{FREQUENCIES.get(key, 'UNKNOWN')}"


def theme(code: str) -> str:
    return f"{THEMES}/{code}"
