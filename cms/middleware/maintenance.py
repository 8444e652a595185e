"""While the sites are closed the public gets one plain page, before anything asks the database."""

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.utils import timezone
from django.utils.translation import gettext as _

from cms import maintenance
from cms.views import bare

OPEN = ("/healthz", "/readyz", "/static/")


class MaintenanceMiddleware:
    """Answers 503 with Retry-After on public hosts. The admin, the probes and the styles go on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not maintenance.is_closed() or request.path_info.startswith(OPEN) or self._is_admin(request):
            return self.get_response(request)
        return closed(request)

    @staticmethod
    def _is_admin(request) -> bool:
        try:
            host = request.get_host().rsplit(":", 1)[0].rstrip(".").lower()
        except DisallowedHost:
            return False
        return host in settings.ADMIN_HOSTS


def closed(request):
    language, hour = bare.language_of(request), maintenance.hour_of_return(timezone.now())
    with bare.in_language(language):
        words = {
            "title": _("Sito in manutenzione"),
            "heading": _("Torniamo fra poco"),
            "paragraphs": [
                _("Stiamo facendo dei lavori sul sito. Riprova dopo le %(hour)s: non hai sbagliato niente.")
                % {"hour": hour}
                if hour
                else _("Stiamo facendo dei lavori sul sito. Riprova fra qualche minuto: non hai sbagliato niente."),
                _("Se è urgente, telefona al tuo Comune. Per un'emergenza chiama il 112."),
            ],
        }
        response = bare.page(request, 503, language, words)
    response.headers["Retry-After"] = str(maintenance.retry_after(timezone.now()))
    response.headers["Content-Language"] = language
    return response
