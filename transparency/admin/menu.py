from wagtail.admin.menu import MenuItem

from transparency.admin.rights import bodies_of


class DeskMenuItem(MenuItem):
    """Shown to who looks after the transparency of some body."""

    def is_shown(self, request):
        bodies = bodies_of(request.user)
        return bodies is None or bool(bodies)
