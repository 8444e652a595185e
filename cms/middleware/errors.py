"""The municipality's own "page not found", in development too."""

from django.http import Http404

from cms.views.errors import not_found


class NotFoundMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Answer a view's Http404 with the tenant's page: with DEBUG on Django would show its own."""
        if isinstance(exception, Http404) and getattr(request, "tenant", None) is not None:
            return not_found(request, exception)
        return None
