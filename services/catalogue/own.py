"""The municipality's own parts of an adopted sheet, written into the page in memory; the caller saves."""

from datetime import date

from cms.models import Term
from services.catalogue import content as parts
from services.catalogue.editions import Content, same
from services.catalogue.policies import Policy, policy_of


def entry(base, edition: int, today: date, *, by: str = "", reason: str = "", review_on: date | None = None) -> dict:
    """What is remembered of an own part: the union's text it was made from, when, by whom, why."""
    return {
        "base": base,
        "edition": edition,
        "at": today.isoformat(),
        "by": by,
        "reason": reason,
        "review_on": review_on.isoformat() if review_on else None,
    }


def write(page, path: str, value) -> None:
    """Put a value into the page's own column, or into the block of its stream."""
    name, _, identity = path.partition(":")
    if identity:
        rows = [row for row in parts.blocks_of(page, name) if row["id"] != identity]
        if value is not None:
            rows.append({**value, "id": identity})
        set_blocks(page, name, rows)
        return
    kind = parts.kind_of(type(page), name)
    if kind == "many":
        setattr(page, name, Term.objects.filter(pk__in=value or []))
    else:
        column = f"{name}_id" if kind == "one" else name
        empty = None if kind == "one" else page._meta.get_field(name).get_default()
        setattr(page, column, value if value is not None else empty)


def set_blocks(page, name: str, rows: list[dict]) -> None:
    setattr(page, name, page._meta.get_field(name).to_python(rows))


def keep(page, path: str, value, remembered: dict) -> None:
    """Make a part the municipality's own, with this value."""
    if policy_of(path) != Policy.DEFAULT:
        raise ValueError(f"{path} is not a part that a municipality may rewrite")
    page.own_parts = {**page.own_parts, path: remembered}
    write(page, path, value)


def give_back(page, path: str) -> None:
    """Show the union's text again."""
    page.own_parts = {key: known for key, known in page.own_parts.items() if key != path}
    write(page, path, None)


def keep_stream(page, name: str, rows: list[dict], content: Content, remembered: dict) -> None:
    """Make a stream the municipality's own block by block: what equals the union's stays the union's.

    `rows` is the stream as the editor left it, the union's blocks among the others, each with its identity.
    """
    shared = parts.order_of(content, name)
    known = {key: entry for key, entry in page.own_parts.items() if key != name and not key.startswith(f"{name}:")}
    before = page.own_parts
    mine, rewritten = [], set()
    for row in rows:
        base = content.get(f"{name}:{row['id']}")
        if base is None or not same(parts.bare(row), base):
            mine.append(row)
            if base is not None:
                rewritten.add(row["id"])
    present = {row["id"] for row in rows}
    rewritten |= {key for key in shared if key not in present}  # taken out
    for key in rewritten:
        path = f"{name}:{key}"
        known[path] = before.get(path) or {**remembered, "base": content[path]}
    # A block rewritten here that the union has taken out since: still the municipality's.
    known |= {
        p: e for p, e in before.items() if p.startswith(f"{name}:") and p.partition(":")[2] in present - set(shared)
    }
    order = [row["id"] for row in rows]
    if mine or rewritten or order != shared:
        known[name] = {**remembered, "base": shared, "order": order}
    page.own_parts = known
    set_blocks(page, name, mine)


def give_back_stream(page, name: str) -> None:
    page.own_parts = {key: e for key, e in page.own_parts.items() if key != name and not key.startswith(f"{name}:")}
    set_blocks(page, name, [])
