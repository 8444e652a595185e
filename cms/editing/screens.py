"""What our own screens of the admin have in common."""


class ScreenMixin:
    """The title of the screen as its heading: without this Wagtail writes "Home" in its place."""

    def get_breadcrumbs_items(self):
        return []
