"""Before any view of the admin: is it open to this person's roles, and is what they name theirs?"""

from django.core.exceptions import PermissionDenied

from cms import guard, named
from cms.views.errors import not_found


class AdminGuardMiddleware:
    """Stands in front of everything under /admin/. What is not theirs is answered like what does not exist."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if getattr(request, "is_dummy", False) or not request.path_info.startswith("/admin/"):
            return None
        name = request.resolver_match.view_name
        if not request.user.is_authenticated or name in guard.ANYONE:
            return None  # the views ask who they are
        if not guard.is_open(request.user, name):
            raise PermissionDenied
        if not named.is_theirs(request.user, name, kwargs, request.GET):
            return not_found(request)  # a page of ours also with DEBUG on, where Django's would tell addresses
        return None
