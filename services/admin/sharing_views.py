"""A good sheet of a municipality becomes everybody's: found among those that are online, never among drafts."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.lists import page_number
from cms.versions import ORIGINAL
from services import api
from services.admin.rights import CatalogueMixin
from services.models import ServicePage, SharedService

PER_PAGE = 30


def local_sheets():
    """Sheets that the public reads and that follow nobody."""
    return ServicePage.objects.live().filter(shared=None, locale__language_code=ORIGINAL, alias_of=None)


class ShareView(CatalogueMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "services/admin/share.html"
    page_title = "Da una scheda di un Comune"
    header_icon = "copy"

    def get_context_data(self, **kwargs):
        text = self.request.GET.get("testo", "").replace("\x00", "").strip()[:100]
        pages = local_sheets().select_related("tenant").order_by("title", "tenant__name")
        pages = pages.filter(title__icontains=text) if text else pages
        found = Paginator(pages, PER_PAGE).get_page(page_number(self.request.GET.get("pagina", "")))
        return super().get_context_data(text=text, found=found, **kwargs)

    def post(self, request, *args, **kwargs):
        key = request.POST.get("scheda", "")
        page = get_object_or_404(
            local_sheets(), pk=int(key) if key.isascii() and key.isdecimal() and len(key) < 19 else 0
        )
        begun = SharedService.objects.filter(origin=page, withdrawn_at=None).first()
        if begun is not None:
            messages.warning(request, f"Da «{page.title}» è già nata questa scheda condivisa.")
            return redirect("wagtailsnippets_services_sharedservice:edit", begun.pk)
        service = api.share(page, user=request.user)
        messages.success(
            request,
            f"Bozza pronta. Togli quello che vale solo per {page.tenant.name}, o mettici un segnaposto. "
            "Quando la pubblichi, quella scheda sarà la prima a seguirla.",
        )
        return redirect("wagtailsnippets_services_sharedservice:edit", service.pk)
