"""Datasets for tests, as every export reads them."""

from datetime import date

from opendata.datasets import DatasetRecord
from opendata.files import FileRecord

FILE = FileRecord("Parchi in CSV", "http://montiano.test/documents/1/parchi.csv", "parchi.csv", 2048)


def a_dataset(tenant, title: str = "Parchi pubblici", **fields) -> DatasetRecord:
    address = f"{tenant.root_url}/amministrazione/documenti-e-dati/dataset/{title.lower().replace(' ', '-')}/"
    defaults = {
        "identifier": f"c_f474:{title}",
        "description": "Dove sono i parchi e quanto sono grandi.",
        "url": address,
        "modified": date(2026, 11, 2),
        "issued": date(2026, 1, 2),
        "holder_name": f"{tenant.name} - Ufficio ambiente",
        "holder_identifier": "c_f474:ufficio-ambiente",
        "frequency": "annuale",
        "licence": "attribuzione",
        "themes": ("ENVI",),
        "theme_names": ("Ambiente",),
        "files": (FILE,),
        "distribution": "Una riga per parco.",
        "keywords": ("Ambiente",),
    }
    return DatasetRecord(title=title, **{**defaults, **fields})
