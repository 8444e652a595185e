"""Contact cards of offices: what a citizen needs to reach them today, read once per publication for a whole body."""

from django.db.models import F, Q

from cms import relations, versions
from cms.directory import directory
from cms.kept import kept
from territory.models import ContactEntry, contact_rows, entries_of, hours_rows


def contact_cards(tenant, keys: list[int]) -> list[dict]:
    """Contact cards of live offices, in their order: of a body, or of others that one of its pages names."""
    known = office_cards(tenant)
    if elsewhere := [key for key in keys if key not in known]:
        from offices.models import OfficePage  # whose page asks for cards

        found = OfficePage.objects.live().filter(pk__in=elsewhere).only("tenant_id")
        known = known | {office.pk: card for office in found if (card := _card(office))}
    return [known[key] for key in keys if key in known]


def cards_by_id(tenant, keys: list[int]) -> list[dict]:
    """Contact cards of live offices of a body, by key: no office page is read to show a sheet. Each in the reader's
    language where the office has a page in it, else in Italian, with its `lang`."""
    cards = office_cards(tenant)
    return [cards[key] for key in keys if key in cards]


def office_cards(tenant) -> dict[int, dict]:
    """The contact card of every live office of a body in the reader's language, by key of any version of its page."""
    return kept(tenant.pk, "offices", versions.language_of_reader(), make=lambda: _read_cards(tenant))


def _card(office) -> dict | None:
    tenant = directory().tenants[office.tenant_id]
    return next(iter(cards_by_id(tenant, [office.pk])), None)


def card_of(office) -> dict:
    """The contact card of an office; that of a draft is written from what the draft says."""
    source = office.effective
    return _card(office) or _write_card(office, source, _entries_of_draft(source))


def _entries_of_draft(source) -> dict[int, list]:
    return {source.pk: entries_of(relations.keys_of(source, "contact_points")["contact_points"])}


def _read_cards(tenant) -> dict[int, dict]:
    """Every live office of a body: a few dozen rows, read once per publication."""
    from offices.models import OfficePage  # whose page asks for cards

    # Their own offices, and the union's that they show.
    mine = Q(tenant=tenant, live=True)
    pages = OfficePage.objects.filter(mine | Q(shown_as__tenant=tenant, shown_as__live=True), alias_of=None).distinct()
    known = {page.pk: page for page in pages.select_related("seat")}
    entries = _entries_by_office(known)
    cards = {
        page.pk: _write_card(page, known[page.shared_source_id or page.pk], entries)
        for page in known.values()
        if page.tenant_id == tenant.pk and page.live
    }
    return cards | {key: cards[shown] for key, shown in versions.translated(cards).items() if shown in cards}


def _entries_by_office(keys) -> dict[int, list]:
    """Entries of the contact points of each office: one query."""
    found = ContactEntry.objects.filter(contact_point__offices__in=keys).annotate(office=F("contact_point__offices"))
    by_office: dict[int, list] = {}
    for entry in found.select_related("kind").order_by("contact_point__title", "contact_point", "sort_order"):
        by_office.setdefault(entry.office, []).append(entry)
    return by_office


def _write_card(office, source, entries_by_office) -> dict:
    entries = contact_rows(entries_by_office.get(source.pk, ()))
    seat = source.seat
    where = directory()
    return {
        "site_key": office.site_key,
        "title": office.title,
        "lang": where.foreign(office.locale_id),
        "url": office.path_url,
        "summary": source.summary,
        "place": seat.title if seat else "",
        "place_lang": where.foreign(seat.locale_id) if seat else "",
        "place_url": where.seen_from(where.tenants[office.tenant_id], seat.url_path) if seat else "",
        "address": seat.address_line if seat else "",
        "street": seat.street_address if seat else "",
        "cap": seat.cap if seat else "",
        "locality": seat.locality if seat else "",
        "entries": entries,
        "phone": next((e["value"] for e in entries if e["key"] == "telefono"), ""),
        "email": next((e["value"] for e in entries if e["key"] == "email"), ""),
        "pec": next((e["value"] for e in entries if e["key"] == "pec"), ""),
        "hours": hours_rows(source.opening_hours),
        "hours_note": source.hours_note,
        "hours_lang": where.foreign(source.locale_id),
    }
