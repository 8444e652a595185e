"""What matters today on the front page: offices open now or later today, notices about to expire."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from cms import page_cache
from cms.blocks.hours import DAYS
from cms.directory import directory
from cms.formats import day, the_day
from cms.kept import kept
from cms.moments import midnight_after
from news.models import NewsPage
from offices.contact_cards import office_cards

OFFICES, NOTICES = 2, 2
SOON = timedelta(days=14)
# Functions of the offices that most people look for, in this order.
FIRST = ("ufficio-anagrafe", "ufficio-protocollo", "ufficio-segreteria", "ufficio-tributi")


def title(today=None) -> str:
    """«Oggi, martedì 24 novembre»."""
    today = today or timezone.localdate()
    return _("Oggi, %(day)s") % {"day": day(today, "l j F")}


def items(home, request, now: datetime | None = None) -> list[dict]:
    """Rows of the "today" box; the page that shows them is good until midnight."""
    now = now or timezone.localtime()
    page_cache.keep_until(request, midnight_after(now.date()))
    return [*_offices(home, now), *_notices(home, now)]


def _offices(home, now) -> list[dict]:
    weekday = DAYS[now.weekday()][0]
    cards = {card["site_key"]: card for card in office_cards(home.tenant).values()}
    rows = []
    for key in FIRST:
        if key not in cards:
            continue
        stretches = [row["times"] for row in cards[key]["hours"] if weekday in row["codes"] and not row["note"]]
        if stretches:
            text = _("aperto %(times)s") % {"times": _(" e ").join(stretches)}
        else:
            text = _("oggi chiuso al pubblico")
        card = cards[key]
        rows.append({"name": card["title"], "lang": card["lang"], "text": text, "url": card["url"], "icon": "it-clock"})
    return rows[:OFFICES]


def _notices(home, now) -> list[dict]:
    """Notices about to expire: they change with a publication or with the day."""
    return kept(home.tenant.pk, "notices", home.locale_id, now.date(), make=lambda: _read_notices(home, now.date()))


def _read_notices(home, today: date) -> list[dict]:
    news = NewsPage.objects.of(home.tenant).listed().filter(locale=home.locale_id)
    soon = news.filter(expires_on__gte=today, expires_on__lte=today + SOON).order_by("expires_on")
    return [
        {
            "text": _("Fino %(day)s: %(title)s") % {"day": the_day(expires_on, "al j F"), "title": title},
            "url": directory().path_of(url_path),
            "icon": "it-calendar",
        }
        for title, url_path, expires_on in soon.values_list("title", "url_path", "expires_on")[:NOTICES]
    ]
