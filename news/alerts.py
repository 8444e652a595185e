"""Which alerts a body shows now, and when that changes."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from cms import versions
from cms.cards import related
from cms.directory import directory
from cms.kept import kept
from news.models import Alert


def alerts_for(tenant, now: datetime) -> tuple[list[dict], datetime | None]:
    """Alerts in force, gravest first, and the next moment at which one starts or ends."""
    coming = kept(tenant.pk, "alerts", versions.language_of_reader(), make=lambda: _read(tenant, now))
    running = [a for a in coming if a["starts_at"] <= now and (a["ends_at"] is None or a["ends_at"] > now)]
    moments = [m for a in coming for m in (a["starts_at"], a["ends_at"]) if m is not None and m > now]
    return running, min(moments, default=None)


_GRAVITY = {Alert.Level.EMERGENCY: 0, Alert.Level.WARNING: 1, Alert.Level.INFO: 2}


def _read(tenant, now) -> list[dict]:
    alerts = list(Alert.objects.for_tenant(tenant).exclude(ends_at__lte=now).select_related("link_page"))
    pages = {} if versions.is_original() else related([alert.link_page_id for alert in alerts])
    rows = [
        {
            "text": alert.text if versions.is_original() else alert.text_en or alert.text,
            "lang": "" if versions.is_original() or alert.text_en else versions.ORIGINAL,
            "level": alert.level,
            "starts_at": alert.starts_at,
            "ends_at": alert.ends_at,
            "url": _address(alert, pages, tenant),
            "link_label": gettext_lazy("Leggi di più"),
        }
        for alert in alerts
    ]
    return sorted(rows, key=lambda row: (_GRAVITY[row["level"]], row["starts_at"]))


def _address(alert, versions_of: dict, tenant) -> str:
    """Where an alert leads: the page, in the reader's language where it exists in it, or the address written by hand."""
    page = alert.link_page
    if page is None or not page.live:
        return alert.link_url
    version = versions_of.get(page.pk)
    return version.seen_from(tenant).path_url if version else directory().seen_from(tenant, page.url_path)
