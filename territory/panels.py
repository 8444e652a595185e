"""The map beside coordinates in the admin: a click writes them, and what is written moves the mark."""

from wagtail.admin.panels import HelpPanel

from territory import maps, vector_map


class MapPanel(HelpPanel):
    """Stands above the fields `latitude` and `longitude`; without boundaries it is not there."""

    def __init__(self, **kwargs):
        super().__init__(**{"template": "territory/admin/map_panel.html", **kwargs})

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            bounds = maps.bounds_near(self.instance.tenant_id)
            if bounds:
                areas = maps.areas()
                code = maps.code_of(self.instance.tenant_id)
                drawn = vector_map.draw(areas, code)
                fit = vector_map.projection(bounds)
                context |= {"map": drawn, "fit": {name: f"{getattr(fit, name):.8f}" for name in FIT}}
            return context


FIT = ("west", "north", "per_degree_x", "per_degree_y")
