"""Error pages with the face of the municipality, and plain ones where there is none."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from cms.cards import cards
from cms.directory import directory
from cms.frame import frame_for
from cms.models import BasePage
from cms.versions import ORIGINAL, OTHER_LANGUAGES, in_language

SERVER_ERROR = (
    '<!doctype html><html lang="%(language)s"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>%(title)s</title><h1>%(heading)s</h1>'
    '<p>%(text)s</p><p><a href="%(home)s">%(back)s</a></p></html>'
)


def not_found(request, exception=None):
    if getattr(request, "tenant", None) is None:
        return render(request, "cms/not_found_bare.html", status=404)
    context = {"frame": frame_for(request), "italian": _in_italian(request)}
    return render(request, "cms/not_found.html", context, status=404)


def _in_italian(request):
    """The Italian page at the same address, for who asked for English that is not there: addresses differ only in
    their beginning."""
    language, _slash, path = request.path_info.lstrip("/").partition("/")
    if language not in OTHER_LANGUAGES or "\x00" in path:
        return None
    pages = BasePage.objects.of(request.tenant).live().filter(in_language(ORIGINAL))
    root = directory().root(request.tenant.pk, ORIGINAL)
    return next(iter(cards(pages.filter(url_path=f"{root.url_path}{path.strip('/')}/".replace("//", "/")))), None)


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
