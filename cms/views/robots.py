from django.http import HttpResponse

from cms.versions import OTHER_LANGUAGES

TOOLS = ("cerca", "valutazione")


def robots(request):
    """Search engines may read everything public, except search results and rating steps."""
    paths = [f"{start}/{tool}/" for start in ("", *(f"/{code}" for code in sorted(OTHER_LANGUAGES))) for tool in TOOLS]
    text = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in paths)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
