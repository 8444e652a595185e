"""The register of what the staff does: who, what, on whose behalf. Rows are added, never changed (AuditEntry)."""

from django.utils import timezone


def record(action: str, *, actor=None, tenant_id: int | None = None, about=None, label: str = "", request=None):
    """Write a row: an action's code, who did it, whose things it touches and what it was done to.

    Control characters are dropped, so that no field can forge a line of an export.
    """
    from cms.models import AuditEntry

    ref = f"{about._meta.label}:{about.pk}" if about is not None else ""
    return AuditEntry.objects.create(
        at=timezone.now(),
        actor=actor if actor is not None and actor.pk else None,
        tenant_id=tenant_id,
        action=action,
        object_label=_plain(label or (str(about) if about is not None else ""))[:255],
        object_ref=ref[:120],
        request_id=_plain(request.headers.get("X-Request-ID", ""))[:40] if request is not None else "",
    )


def _plain(text: str) -> str:
    return "".join(char for char in text if char.isprintable())
