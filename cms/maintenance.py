"""The sites closed for work: a flag in a file, so that it holds for every process and needs no database."""

import time
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

EVERY = 1.0  # seconds: how often a process looks at the file
USUAL = 600  # seconds after which to try again, where nobody said
_seen: tuple[float, str | None] = (float("-inf"), None)


def flag() -> Path:
    return settings.VAR_DIR / "manutenzione"


def close(until: datetime) -> None:
    """Close the public sites; visitors are told to come back at a moment."""
    flag().parent.mkdir(parents=True, exist_ok=True)
    flag().write_text(until.isoformat(), encoding="utf-8")
    forget()


def reopen() -> bool:
    """Open them again; return whether they were closed by the flag."""
    was_closed = flag().exists()
    flag().unlink(missing_ok=True)
    forget()
    return was_closed


def forget() -> None:
    """Look at the file at the next request (for tests, and for the process that changed it)."""
    global _seen
    _seen = (float("-inf"), None)


def is_closed() -> bool:
    return settings.MAINTENANCE or _text() is not None


def retry_after(now: datetime) -> int:
    """Seconds after which a visitor may try again: until the end that was said, never less than a minute."""
    end = _end()
    return USUAL if end is None else max(60, int((end - now) / timedelta(seconds=1)))


def hour_of_return(now: datetime) -> str:
    """«20:47»: the hour that was said, when it is still to come and it is today's; else nothing."""
    end = _end()
    if end is None or end <= now:
        return ""
    local = timezone.localtime(end)
    return f"{local:%-H:%M}" if local.date() == timezone.localdate(now) else ""


def _end() -> datetime | None:
    """The end that was said, if it is a moment at all."""
    try:
        end = datetime.fromisoformat(_text() or "")
    except ValueError:
        return None
    return end if timezone.is_aware(end) else None


def _text() -> str | None:
    """What the flag says, or None without one; the disk is asked at most once a second."""
    global _seen
    now = time.monotonic()
    if now - _seen[0] >= EVERY:
        try:
            _seen = (now, flag().read_text(encoding="utf-8").strip())
        except OSError:
            _seen = (now, None)
    return _seen[1]
