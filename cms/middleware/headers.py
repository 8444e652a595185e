"""Security headers: a strict, static policy for public pages; the one Wagtail's editor needs for the admin host."""

from django.conf import settings

PUBLIC_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
    "manifest-src 'self'"
)
# Wagtail 8 still writes inline scripts in the explorer and in the page editor.
ADMIN_CSP = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'self'; "
    "object-src 'none'; frame-ancestors 'self'; frame-src 'self'"
)
COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class SecurityHeadersMiddleware:
    """Adds the headers to every response, errors and redirects included; a view may have set its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        headers = response.headers
        for name, value in COMMON.items():
            headers.setdefault(name, value)
        is_admin = getattr(request, "is_admin_host", False) or getattr(request, "is_dummy", False)
        headers.setdefault("Content-Security-Policy", ADMIN_CSP if is_admin else PUBLIC_CSP)
        headers.setdefault("X-Frame-Options", "SAMEORIGIN" if is_admin else "DENY")
        tenant = getattr(request, "tenant", None)
        if tenant is not None and tenant.is_demo and not self._is_local(request):
            headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response

    @staticmethod
    def _is_local(request) -> bool:
        host = request.get_host().rsplit(":", 1)[0]  # known: the tenant was found by it
        return settings.DEBUG or host == "localhost" or host.endswith(".localhost")
