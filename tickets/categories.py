"""The categories with which a union begins. Afterwards they are rows: what union IT has changed is left as it is."""

import tomllib
from pathlib import Path

from cms.models import Term
from tickets.models import Category, Kind

DATA = Path(__file__).parent / "data" / "categories.toml"


def load() -> int:
    """Add the categories that are missing; returns how many were."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    terms = Term.objects.of("categorie_servizio").filter(is_retired=False).order_by("sort_order", "pk")
    rows = [
        {"kind": Kind.ASSISTANCE, "key": term.key, "name": term.label, "name_en": term.label_en, **data["of_services"]}
        for term in terms
    ]
    rows += data["category"]
    known = set(Category.objects.values_list("key", flat=True))
    new = [Category(sort_order=place, **row) for place, row in enumerate(rows) if row["key"] not in known]
    return len(Category.objects.bulk_create(new))
