"""Old addresses that lead to new ones, also when whoever links to them has added something to count visits."""

from copy import copy

from wagtail.contrib.redirects.middleware import RedirectMiddleware as WagtailRedirectMiddleware

from cms.redirects.tracking import without_tracking


class RedirectMiddleware(WagtailRedirectMiddleware):
    """Wagtail's, which compares the whole query: it is asked about the address without what tells nothing of it."""

    def process_response(self, request, response):
        if request.is_admin_host:  # old addresses are those of the public sites
            return response
        query = request.META.get("QUERY_STRING", "")
        if response.status_code == 404 and (plain := without_tracking(query)) != query:
            request = copy(request)
            request.META = {**request.META, "QUERY_STRING": plain}
        return super().process_response(request, response)
