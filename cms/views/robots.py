from django.http import HttpResponse

from cms.versions import OTHER_LANGUAGES

TOOLS = ("cerca", "valutazione", "albo-pretorio")


def robots(request):
    """Search engines may read everything public, except search results, rating steps and the register, whose acts are
    public only for a while; the map says where it is."""
    paths = [f"{start}/{tool}/" for start in ("", *(f"/{code}" for code in sorted(OTHER_LANGUAGES))) for tool in TOOLS]
    text = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in paths)
    text += f"Sitemap: {request.tenant.root_url}/sitemap.xml\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
