from django.http import HttpResponseRedirect
from django.templatetags.static import static


def favicon(request):
    """Browsers ask for it at a page that names no icon: a file, a bare page, the desk. Each body has its own."""
    theme = request.tenant.theme if request.tenant is not None else "unione"
    response = HttpResponseRedirect(static(f"dist/favicon-{theme}.svg"))
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
