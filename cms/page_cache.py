"""Whole pages kept for anonymous visitors.

Key: host, path, language and the few query parameters that change a page, under the body's generation number; so a
publication is served by every process within seconds and nothing has to be purged. Never kept: a request with any
session or sign-in cookie, a response that sets a cookie or does not call itself public, an answer to a search.
An entry never outlives the next timed change of its page (`keep_until`).
"""

import gzip
import hashlib
import time
from datetime import datetime
from urllib.parse import urlencode

import brotli
from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone

from cms import freshness

# Parameters that lists and filters read. Any other is ignored by every view, so it must not make a new entry.
PARAMETERS = (
    "pagina",
    "tipo",
    "categoria",
    "argomento",
    "servizio",
    "ufficio",
    "elenco",
    "stato",
    "vista",
    "anno",
    "quando",
    "dal",
    "al",
    "mese",
    "per_pagina",
    "modificati_dal",
    "lingua",
)
KEPT_HEADERS = (
    "Content-Type",
    "Content-Language",
    "Content-Disposition",
    "Cache-Control",
    "Link",
    "X-Robots-Tag",
    "Access-Control-Allow-Origin",
    "Cross-Origin-Resource-Policy",
)
SMALL = 860  # under this many bytes compression costs more than it saves


def keep_until(request, moment: datetime | None) -> None:
    """Tell the cache that this page changes by itself at a moment (an alert that ends, a term that passes)."""
    if moment is not None:
        known = getattr(request, "cache_until", None)
        request.cache_until = moment if known is None else min(known, moment)


def is_anonymous(request) -> bool:
    return not (settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META)


def mark_public(response):
    """Let a response be shared: the page cache and any proxy in front may keep it."""
    response.headers["Cache-Control"] = "public, max-age=0, s-maxage=10, stale-while-revalidate=30"
    return response


def _key(request) -> str:
    wanted = [(name, request.GET[name][:80]) for name in PARAMETERS if name in request.GET]
    parts = (
        freshness.version(request.tenant.pk),
        request.scheme,
        request.get_host(),
        request.path,
        urlencode(wanted),
    )
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=20).hexdigest()


class PageCacheMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
        self.store = caches["pages"]

    def __call__(self, request):
        if not self._may_serve(request):
            return self.get_response(request)
        key = _key(request)  # taken before the page is read: see the note on races in the decision
        entry = self.store.get(key)
        if entry is not None and entry["until"] > time.time():
            return self._respond(request, entry)
        response = self.get_response(request)
        if self._may_keep(response):
            entry = self._entry(request, response)
            if entry is not None:
                self.store.set(key, entry, max(1, entry["until"] - time.time()))
                return self._respond(request, entry, response)
        return response

    @staticmethod
    def _may_serve(request) -> bool:
        return (
            settings.PAGE_CACHE
            and request.method in ("GET", "HEAD")
            and getattr(request, "tenant", None) is not None
            and not getattr(request, "is_dummy", False)
            and not getattr(request, "is_uncached", False)  # our own check of the pages
            and "q" not in request.GET
            and is_anonymous(request)
        )

    @staticmethod
    def _may_keep(response) -> bool:
        return (
            response.status_code == 200
            and not response.streaming
            and not response.cookies
            and response.headers.get("Cache-Control", "").startswith("public")
        )

    @staticmethod
    def _entry(request, response) -> dict | None:
        if request.method == "HEAD":
            return None
        until = time.time() + settings.PAGE_CACHE_SECONDS
        change = getattr(request, "cache_until", None)
        if change is not None:
            until = min(until, time.time() + (change - timezone.now()).total_seconds())
            if until <= time.time():
                return None
        body = response.content
        small = len(body) < SMALL
        return {
            "until": until,
            "headers": {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers},
            "etag": f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"',
            "": body,
            "gzip": None if small else gzip.compress(body, 6),
            "br": None if small else brotli.compress(body, quality=5),
        }

    @staticmethod
    def _respond(request, entry: dict, fresh=None):
        if request.META.get("HTTP_IF_NONE_MATCH") == entry["etag"]:
            response = HttpResponseNotModified()
        else:
            accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
            encoding = next((e for e in ("br", "gzip") if e in accepted and entry[e]), "")
            response = HttpResponse(entry[encoding])
            if encoding:
                response.headers["Content-Encoding"] = encoding
        for name, value in entry["headers"].items():
            response.headers[name] = value
        response.headers["ETag"] = entry["etag"]
        response.headers["Vary"] = "Accept-Encoding, Cookie"
        if fresh is None:
            response.headers["X-Page-Cache"] = "hit"
        return response
