"""Where the inbox shows: in the menu, with how much waits, and on the first page of the admin."""

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from cms.directory import directory
from cms.formats import the_day
from services.admin import news
from staff.waiting import SHOWN, Item, Pile

HEADING = "Novità dall'Unione"


class InboxMenuItem(MenuItem):
    def is_shown(self, request):
        return news.reads_news(request.user)

    def render_component(self, request):
        waiting = news.open_deliveries(news.bodies_of(request.user)).count()
        label = f"{self.label} ({waiting})" if waiting else self.label
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, classname=self.classname)


def menu_entry() -> InboxMenuItem:
    return InboxMenuItem(HEADING, reverse("union_news"), name="novita-unione", icon_name="mail", order=120)


def pile(user, now) -> Pile | None:
    """What waits for a decision, for the first page of the admin."""
    if not news.reads_news(user):
        return None
    bodies = news.bodies_of(user)
    rows = news.open_deliveries(bodies)
    total, today = rows.count(), timezone.localdate(now)
    if not total:
        return None
    names = {tenant.pk: tenant.short_name for tenant in directory().municipalities}
    whose = names if bodies is None or len(bodies) > 1 else {}
    first = rows.values_list("page_id", "page__title", "page__tenant_id", "due_on")[:SHOWN]
    items = [
        Item(title, news.decide_url(key), ", ".join(filter(None, [whose.get(body), _until(due, today)])))
        for key, title, body, due in first
    ]
    return Pile(HEADING, total, items, more_url=reverse("union_news"))


def _until(due, today) -> str:
    if due is None:
        return ""
    return f"in ritardo, era {the_day(due, 'il d/m/Y')}" if due < today else f"entro {the_day(due, 'il d/m/Y')}"
