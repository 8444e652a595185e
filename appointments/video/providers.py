"""Who gives the rooms of video calls: a Jitsi of one's own in production, a room of ours for demonstrations.

The contract is `Provider`. A join is an address with a token signed for one room, one person and one window of time:
nobody makes a room on the provider by guessing its name (docs/decisions/0033).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Protocol
from urllib.parse import quote, unquote, urlencode, urlsplit

import jwt
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from appointments.rules.video import Window
from cms.addresses import address

ALGORITHM = "HS256"
DRIFT = timedelta(seconds=30)  # the clocks of two machines are never the same
SHORTEST_SECRET = 32  # bytes: as many as the hash has (RFC 7518, 3.2)


@dataclass(frozen=True)
class Guest:
    """One of the two people: what the other reads, and who lets whom in."""

    role: str  # "cittadino" or "operatore"
    name: str
    language: str = "it"

    @property
    def is_host(self) -> bool:
        return self.role == "operatore"


class Provider(Protocol):
    """What the product asks of who gives rooms."""

    name: str
    origin: str  # where the browser is sent, "" for our own pages

    def join_url(self, room: str, guest: Guest, window: Window, now: datetime, *, site: str) -> str:
        """The address that lets a person into a room, until the window closes. `site` is the body's own address."""
        ...


def claims(room: str, guest: Guest, window: Window, now: datetime, *, issuer: str, audience: str, subject: str) -> dict:
    """What a token says. The names are Jitsi's; the operator is the owner, waits for nobody and lets the other in."""
    return {
        "iss": issuer,
        "aud": audience,
        "sub": subject,
        "room": room,
        "iat": int(now.timestamp()),
        "nbf": int((now - DRIFT).timestamp()),
        "exp": int(window.closes_at.timestamp()),
        "context": {
            "user": {
                "id": guest.role,
                "name": guest.name,
                "affiliation": "owner" if guest.is_host else "member",
                "lobby_bypass": guest.is_host,
            },
            "room": {"lobby_autostart": True},
            "features": {"recording": False, "livestreaming": False, "transcription": False},
        },
    }


@dataclass(frozen=True)
class Jitsi:
    """A Jitsi of one's own, with signed tokens and a lobby that opens by itself (docs/running.md, video calls)."""

    domain: str
    app_id: str
    secret: str
    name: str = "jitsi"

    @property
    def origin(self) -> str:
        return f"https://{self.domain}"

    def join_url(self, room: str, guest: Guest, window: Window, now: datetime, *, site: str) -> str:
        said = claims(room, guest, window, now, issuer=self.app_id, audience="jitsi", subject=self.domain)
        token = jwt.encode(said, self.secret, algorithm=ALGORITHM)
        # After the mark: options of the page, never sent to the server. The citizen knocks without another button.
        options = {
            "config.prejoinConfig.enabled": "true",
            "config.lobby.autoKnock": "true",
            "config.defaultLanguage": f'"{guest.language}"',
            "config.disableInviteFunctions": "true",
        }
        return f"{self.origin}/{room}?{urlencode({'jwt': token})}#{urlencode(options, quote_via=quote)}"


@dataclass(frozen=True)
class Demonstration:
    """A room on our own pages: the two people see and hear one another without any other server between them."""

    name: str = "dimostrazione"
    origin: str = ""

    def join_url(self, room: str, guest: Guest, window: Window, now: datetime, *, site: str) -> str:
        said = claims(room, guest, window, now, issuer="unica", audience="unica", subject=urlsplit(site).hostname or "")
        token = jwt.encode(said, _own_secret(), algorithm=ALGORITHM)
        return site + address("video_room", token, language=guest.language)


def _own_secret() -> str:
    return f"appointments.video|{settings.SECRET_KEY}"


def read(token: str, host: str, now: datetime) -> dict | None:
    """What a token of a demonstration room says, if it is ours, for this host and still good."""
    try:
        said = jwt.decode(
            token,
            _own_secret(),
            algorithms=[ALGORITHM],
            audience="unica",
            issuer="unica",
            options={
                "require": ["exp", "nbf", "room", "sub"],
                "verify_exp": False,
                "verify_nbf": False,
                "verify_iat": False,
            },
        )
    except jwt.InvalidTokenError:
        return None
    # The moment is an argument here as everywhere, so the library's own clock is left out.
    return said if said["sub"] == host.rsplit(":", 1)[0] and said["nbf"] <= now.timestamp() < said["exp"] else None


def provider() -> Provider | None:
    """Who gives the rooms of this installation; None where video calls are not on offer."""
    return _provider(settings.VIDEO_URL)


@cache
def _provider(url: str) -> Provider | None:
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme == "dimostrazione":
        return Demonstration()
    secret = unquote(parts.password or "")
    if parts.scheme != "jitsi" or not (parts.hostname and parts.username):
        raise ImproperlyConfigured("VIDEO_URL: jitsi://<app id>:<secret>@<host>, or dimostrazione:")
    if len(secret.encode()) < SHORTEST_SECRET:
        raise ImproperlyConfigured(f"VIDEO_URL: the secret must have at least {SHORTEST_SECRET} characters.")
    port = f":{parts.port}" if parts.port else ""
    return Jitsi(f"{parts.hostname}{port}", unquote(parts.username), secret)
