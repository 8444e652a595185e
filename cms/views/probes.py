"""Answers for load balancers: is the process alive, can it work?"""

from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse


def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


def readyz(request):
    """The process can read the database and its cache; 503 where it cannot."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        caches["pages"].get("readyz")
    except Exception:
        return HttpResponse("non pronto", status=503, content_type="text/plain", headers={"Cache-Control": "no-store"})
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})
