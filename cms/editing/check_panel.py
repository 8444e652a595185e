"""The side panel "Controllo della pagina": what is missing, and advice on each text. Made again at every save."""

from wagtail.admin import messages
from wagtail.admin.ui.side_panels import BaseSidePanel

from cms.editing.guide import help_address
from cms.page_check import check


class PageCheckSidePanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = "Apri o chiudi il controllo della pagina"
        icon_name = "clipboard-list"

        def get_context_data(self, parent_context):
            return super().get_context_data(parent_context) | {"count": self.panel.found.count}

    name = "controllo"
    title = "Controllo della pagina"
    template_name = "cms/editing/check_panel.html"
    order = 150

    def __init__(self, object, request):
        super().__init__(object, request)
        self.found = check(object)

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {
            "check": self.found,
            "help_address": help_address(self.model),
        }


def advise(request, page) -> None:
    """After a save that a person asked for: say how many things the panel has to tell."""
    found = check(page)
    if found.count:
        how_many = "una cosa" if found.count == 1 else f"{found.count} cose"
        missing = " Alcune servono per pubblicare." if found.missing else ""
        messages.warning(
            request,
            f"Controllo della pagina: {how_many} da guardare.{missing} Apri il pannello «Controllo della pagina».",
        )
