"""Error pages with the face of the municipality, and plain ones where there is none."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.cards import cards
from cms.directory import directory
from cms.frame import frame_for
from cms.models import BasePage
from cms.versions import ORIGINAL, OTHER_LANGUAGES, in_language
from cms.views import bare
from cms.words import split


def not_found(request, exception=None):
    if getattr(request, "tenant", None) is None:
        return render(request, "cms/not_found_bare.html", status=404)
    context = {"frame": frame_for(request), "italian": _in_italian(request), "words": words_of(request.path_info)}
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


def words_of(path: str) -> str:
    """What somebody may have been looking for, from the last words of an address: «/tasse/tari-2024.html» is «tari»."""
    last = path.strip("/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return " ".join(word for word in split(last) if not word.isdecimal() and len(word) > 2)[:60]


def server_error(request):
    # No template and no query: whatever broke may be needed by them.
    language = getattr(request, "language", None) or bare.language_of(request)
    with bare.in_language(language):
        words = {
            "title": _("Errore"),
            "heading": _("Qualcosa non ha funzionato"),
            "paragraphs": [
                _("Non dipende da te. Riprova fra qualche minuto. Se il problema resta, telefona al tuo Comune.")
            ],
            "link": ("/" if language == settings.LANGUAGE_CODE else f"/{language}/", _("Torna alla pagina principale")),
        }
        return bare.page(request, 500, language, words)


def forbidden(request, exception=None):
    if getattr(request, "tenant", None) is None:
        return render(request, "cms/forbidden_bare.html", status=403)
    return render(request, "cms/forbidden.html", {"frame": frame_for(request)}, status=403)
