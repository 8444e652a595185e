"""How often one address may ask, and what it does beyond that: it works for each further turn, it is not turned away.

A whole village may sit behind one address. Beyond the limit the browser solves a small sum by itself (a second or
three on an old telephone), which is nothing for a person and dear for a machine that asks a thousand times. No address
is written anywhere: it is counted under a keyed hash, in the shared cache, until the window ends.
"""

import hashlib
import ipaddress
import secrets
from dataclasses import dataclass

from django.core import signing
from django.core.cache import cache
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from ninja.throttling import AnonRateThrottle

from cms.frame import frame_for

BITS = 15  # zeros before the answer: 33,000 tries on average
LIFE_SECONDS = 600
QUESTION, ANSWER = "prova", "risposta-prova"  # names of the two hidden fields
_ADDRESS = AnonRateThrottle("1/m")  # knows which address is the reader's behind a proxy
_SALT = "cms.limits.proof"


@dataclass(frozen=True)
class Limit:
    """So many turns of something in a window of seconds, for each address."""

    what: str
    most: int
    seconds: int

    def _key(self, request) -> str:
        return f"limite-{self.what}-{salted_hmac('cms.limits', address_of(request)).hexdigest()[:24]}"

    def is_reached(self, request) -> bool:
        return cache.get(self._key(request), 0) >= self.most

    def count(self, request) -> None:
        key = self._key(request)
        if not cache.add(key, 1, self.seconds):
            try:
                cache.incr(key)
            except ValueError:  # the window ended between the two
                cache.set(key, 1, self.seconds)


def address_of(request) -> str:
    """What tells one connection from others; to be hashed at once, never written."""
    return block_of(_ADDRESS.get_ident(request) or "")


def block_of(address: str) -> str:
    """What belongs to one connection: an address of four numbers, or the /64 of which a house has every IPv6 address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 6 and (found.ipv4_mapped is None):
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)


def work_first(request, limit: Limit):
    """Count a turn; beyond the limit, the page that asks for the proof of work, until it comes with the form."""
    if limit.is_reached(request) and not is_solved(request.POST.get(QUESTION, ""), request.POST.get(ANSWER, "")):
        typed = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
        fields = [pair for pair in typed if pair[0] not in ("csrfmiddlewaretoken", QUESTION, ANSWER)]
        context = {"frame": frame_for(request), "page": None, "fields": fields, "question": question(), "bits": BITS}
        return render(request, "cms/work_first.html", context | {"names": (QUESTION, ANSWER)}, status=429)
    limit.count(request)
    return None


def question() -> str:
    """A sum that nobody has seen, good for ten minutes."""
    return signing.dumps(secrets.token_hex(8), salt=_SALT)


def is_solved(asked: str, answer: str) -> bool:
    """Whether the answer belongs to a question of ours that is still good and was never answered before."""
    try:
        number = signing.loads(asked, salt=_SALT, max_age=LIFE_SECONDS)
    except signing.BadSignature:
        return False
    return fits(asked, answer) and cache.add(f"prova-{number}", 1, LIFE_SECONDS)


def fits(asked: str, answer: str) -> bool:
    """Whether SHA-256 of both begins with enough zeros."""
    found = hashlib.sha256(f"{asked}.{answer[:20]}".encode()).digest()
    return int.from_bytes(found[:4]) >> (32 - BITS) == 0
