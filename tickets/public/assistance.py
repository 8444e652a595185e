"""A request of assistance: one page, then its own (COMUNI d.16)."""

import uuid

from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language

from cms.limits import work_first
from cms.private_pages import sent, uncached
from services.asked import service_asked
from services.models import ServicePage
from tickets import api, links
from tickets.models import Kind
from tickets.public.asking import BY_ADDRESS, answer, categories_of, services_of
from tickets.public.forms import AssistanceForm


@uncached
def assistance(request):
    """Ask for help; from a sheet, its service is chosen already."""
    categories, services = categories_of(Kind.ASSISTANCE), services_of(request.tenant)
    form = AssistanceForm(
        sent(request),
        initial=_initial(request, services) | {"request_key": uuid.uuid4()},
        categories=categories,
        services=services,
    )
    if form.is_bound and form.is_valid():
        return work_first(request, BY_ADDRESS) or _send(request, form)
    return answer(
        request,
        "assistance_form.html",
        {"form": form, "wanted": form.index},
        status=422 if form.is_bound else 200,
    )


def _initial(request, services: dict) -> dict:
    """What the address chooses: a service with its category, or a category."""
    service = service_asked(request)
    if service is not None:
        key = next((key for key, rows in services.items() if str(service.pk) in dict(rows)), "")
        return {"category": key, "service": str(service.pk)}
    return {"category": request.GET.get("categoria", "")}


def _send(request, form: AssistanceForm):
    given = form.cleaned_data
    key = given["service"]
    service = ServicePage.objects.of(request.tenant).filter(pk=int(key)).first() if key.isdecimal() else None
    ticket = api.send(
        request.tenant,
        api.Wish(form.categories[given["category"]], given["details"].strip(), service=service),
        api.Person(given["name"], given["surname"], given["email"], given["phone"], get_language()),
        timezone.now(),
        request_key=given["request_key"],
    )
    return HttpResponseRedirect(links.private_path(ticket) + "?esito=inviata")
