"""Error pages with the face of the municipality, and plain ones where there is none."""

from django.http import HttpResponse
from django.shortcuts import render

from cms.frame import frame_for

SERVER_ERROR = (
    '<!doctype html><html lang="it"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Errore</title><h1>Qualcosa non ha funzionato</h1>"
    "<p>Non dipende da te. Riprova fra qualche minuto. Se il problema resta, telefona al tuo Comune.</p>"
    '<p><a href="/">Torna alla pagina principale</a></p></html>'
)


def not_found(request, exception=None):
    if getattr(request, "tenant", None) is None:
        return render(request, "cms/not_found_bare.html", status=404)
    return render(request, "cms/not_found.html", {"frame": frame_for(request)}, status=404)


def server_error(request):
    # No template and no query: whatever broke may be needed by them.
    return HttpResponse(SERVER_ERROR, status=500)


def forbidden(request, exception=None):
    return render(request, "cms/forbidden_bare.html", status=403)
