"""Load the controlled vocabularies of the national model from data; safe to run again."""

import json
from pathlib import Path

from django.db.models import ProtectedError

from cms.models import Term

FOLDER = Path(__file__).parent / "data" / "vocabularies"
ENGLISH = "en"  # the folder, beside the vocabularies, of the English names that the public reads


def read(path: Path) -> list[dict]:
    """Terms of one file, parents before children, in the file's order."""
    return json.loads(path.read_text(encoding="utf-8"))["items"]


def load(folder: Path = FOLDER, leave_out: tuple[str, ...] = ()) -> int:
    """Create terms that are missing and complete codes and parents; return how many were created.

    Labels, descriptions and retirements that union IT has changed stay as they are.
    """
    paths = [path for path in sorted(folder.glob("*.json")) if path.stem not in leave_out]
    created = sum(_load_one(path.stem, read(path)) for path in paths)
    for path in sorted((folder / ENGLISH).glob("*.json")):
        _name_in_english(path.stem, json.loads(path.read_text(encoding="utf-8")))
    return created


def _name_in_english(vocabulary: str, names: dict[str, str]) -> None:
    """Give their English name to the terms that have none: what union IT wrote stays."""
    unnamed = list(Term.objects.of(vocabulary).filter(label_en="", key__in=names))
    for term in unnamed:
        term.label_en = names[term.key]
    Term.objects.bulk_update(unnamed, ["label_en"], batch_size=500)


def _load_one(vocabulary: str, items: list[dict]) -> int:
    known = set(Term.objects.of(vocabulary).values_list("key", flat=True))
    fresh = [
        Term(
            vocabulary=vocabulary,
            key=item["id"],
            label=item["label"],
            code=item.get("code", ""),
            page_title=item.get("page_title", ""),
            sort_order=number,
            description=(item.get("description") or item.get("page_description") or "")[:255],
        )
        for number, item in enumerate(items)
        if item["id"] not in known
    ]
    Term.objects.bulk_create(fresh, batch_size=500)
    if fresh and any("parent" in item for item in items):
        terms = {term.key: term for term in Term.objects.of(vocabulary)}
        children = []
        for item in items:
            term = terms[item["id"]]
            parent = terms.get(item.get("parent"))
            if parent and term.parent_id != parent.pk:
                term.parent = parent
                children.append(term)
        Term.objects.bulk_update(children, ["parent"], batch_size=500)
    return len(fresh)


def term(vocabulary: str, key: str) -> Term:
    """The term with a stable id; raises Term.DoesNotExist naming it."""
    try:
        return Term.objects.get(vocabulary=vocabulary, key=key)
    except Term.DoesNotExist as error:
        raise Term.DoesNotExist(f"Nel vocabolario «{vocabulary}» non c'è il termine «{key}».") from error


def is_in_use(term: Term) -> bool:
    """Whether anything points at a term: pages, also among many terms of a field, and terms below it."""
    relations = (field for field in Term._meta.get_fields(include_hidden=True) if field.one_to_many)
    return any(r.related_model._base_manager.filter(**{r.field.name: term.pk}).exists() for r in relations)


def keep_if_in_use(sender, instance: Term, **kwargs) -> None:
    """Foreign keys protect a term by themselves; a choice of several terms would lose it without a word."""
    if is_in_use(instance):
        raise ProtectedError(f"Il termine «{instance}» è in uso: si ritira, non si elimina.", {instance})
