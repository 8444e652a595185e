"""Error pages with the face of the municipality, and plain ones where there is none."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from cms.frame import frame_for

SERVER_ERROR = (
    '<!doctype html><html lang="%(language)s"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>%(title)s</title><h1>%(heading)s</h1>'
    '<p>%(text)s</p><p><a href="%(home)s">%(back)s</a></p></html>'
)


def not_found(request, exception=None):
    if getattr(request, "tenant", None) is None:
        return render(request, "cms/not_found_bare.html", status=404)
    return render(request, "cms/not_found.html", {"frame": frame_for(request)}, status=404)


def server_error(request):
    # No template and no query: whatever broke may be needed by them.
    language = getattr(request, "language", None) or settings.LANGUAGE_CODE
    with translation.override(language):
        words = {
            "language": language,
            "title": _("Errore"),
            "heading": _("Qualcosa non ha funzionato"),
            "text": _("Non dipende da te. Riprova fra qualche minuto. Se il problema resta, telefona al tuo Comune."),
            "home": "/" if language == settings.LANGUAGE_CODE else f"/{language}/",
            "back": _("Torna alla pagina principale"),
        }
    return HttpResponse(SERVER_ERROR % words, status=500)


def forbidden(request, exception=None):
    return render(request, "cms/forbidden_bare.html", status=403)
