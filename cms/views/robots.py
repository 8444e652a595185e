from django.http import HttpResponse


def robots(request):
    """Search engines may read everything public, except search results and rating steps."""
    text = "User-agent: *\nDisallow: /cerca/\nDisallow: /valutazione/\n"
    if request.tenant is not None:
        text += f"Sitemap: {request.tenant.root_url}/sitemap.xml\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
