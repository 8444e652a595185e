"""Pages as search engines read them: schema.org data in JSON-LD (docs/machines.md)."""

import json

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from cms import share_card

CONTEXT = "https://schema.org"
# What would end a script element, or begin a comment in it, is written as an escape of JSON.
ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def script_text(data: dict) -> SafeString:
    """JSON that is safe inside a script element, whatever its texts say."""
    return mark_safe(json.dumps(data, ensure_ascii=False, default=str).translate(ESCAPES))


def plain(html: str) -> str:
    """Words of a rich text on one line."""
    return " ".join(strip_tags((html or "").replace("</", " </")).split())


def filled(data: dict) -> dict:
    """The same without what is empty: search engines take an empty text for a mistake."""
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}


def breadcrumb_list(items: list[dict], root_url: str) -> dict | None:
    """The place of a page in its site, from `BasePage.breadcrumb`."""
    if len(items) < 2:
        return None
    steps = [
        {"@type": "ListItem", "position": number, "name": item["label"], "item": f"{root_url}{item['path']}"}
        for number, item in enumerate(items, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def of_page(page, context: dict) -> SafeString:
    """Everything that is said of a page, in one script; nothing where there is nothing to say."""
    root_url = context["frame"].tenant["root_url"]
    found = (page.structured_data(context), breadcrumb_list(context.get("breadcrumb") or [], root_url))
    graph = [filled(data) for data in found if data]
    for data in graph:
        data.pop("@context", None)
    return script_text({"@context": CONTEXT, "@graph": graph}) if graph else mark_safe("")


def share_picture(context: dict) -> str:
    """Address of the card of the page (cms.share_card); empty for a page not stored yet."""
    page = context["page"]
    path = share_card.path_of(page.pk, share_card.face_of_page(page)) if page.pk else ""
    return f"{context['frame'].tenant['root_url']}{path}" if path else ""


def organisation(tenant) -> dict:
    """The body that answers for a site; `tenant` is the row or what the frame knows of it."""
    get = tenant.get if isinstance(tenant, dict) else lambda name: getattr(tenant, name)
    return filled(
        {
            "@type": "GovernmentOrganization",
            "@id": f"{get('root_url')}/#ente",
            "name": get("name"),
            "url": f"{get('root_url')}/",
        }
    )


def postal_address(street: str, cap: str, locality: str, province: str = "") -> dict | None:
    if not (street or locality):
        return None
    return filled(
        {
            "@type": "PostalAddress",
            "streetAddress": street,
            "postalCode": cap,
            "addressLocality": locality,
            "addressRegion": province,
            "addressCountry": "IT",
        }
    )


DAYS = {"lun": "Monday", "mar": "Tuesday", "mer": "Wednesday", "gio": "Thursday", "ven": "Friday", "sab": "Saturday"}
DAYS["dom"] = "Sunday"


def absolute(root_url: str, url: str) -> str:
    """An address of the site with its host; one that has a host already stays as it is."""
    return f"{root_url}{url}" if url.startswith("/") else url


def opening(days, times: str) -> dict | None:
    """A row of opening hours: days by our code, times as `hours_rows` writes them («8:30 - 12:30»)."""
    opens, _dash, closes = (times or "").partition(" - ")
    known = [DAYS[code] for code in days if code in DAYS]
    if not (known and closes):
        return None
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": known,
        "opens": opens.zfill(5),
        "closes": closes.zfill(5),
    }
