"""Images straight from the disk, where no web server stands in front."""

from django.conf import settings
from django.views.static import serve


def image(request, name: str):
    """A rendition never changes under its name, so browsers may keep it for a month."""
    response = serve(request, f"images/{name}", document_root=settings.MEDIA_ROOT)
    response.headers["Cache-Control"] = "public, max-age=2592000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response
