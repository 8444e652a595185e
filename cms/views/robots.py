from django.http import HttpResponse


def robots(request):
    """Search engines may read everything public, except search results and rating steps."""
    text = "User-agent: *\nDisallow: /cerca/\nDisallow: /valutazione/\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
