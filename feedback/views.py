"""The rating of a page: stars on the page, the reason in a step that carries a ticket. With JavaScript both on the page."""

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from cms.frame import frame_for
from cms.limits import Limit, work_first
from cms.origin import foreign, is_own_form
from cms.private_pages import number_of
from feedback import api
from feedback.forms import ReasonForm

BY_ADDRESS = Limit("valutazioni", 60, 3600)  # a village may sit behind one address: beyond that, a small sum


def ticket(request):
    """The ticket of one visit, for the script of a cached page, asked when somebody touches the stars."""
    if not is_own_form(request):
        return foreign()
    answer = JsonResponse({"ticket": api.ticket_for(number_of(request.GET.get("page", "")))})
    answer.headers["Cache-Control"] = "no-store"
    return answer


@csrf_exempt  # the page that sends it is cached and carries no token: the origin is checked instead
def rate(request):
    """GET leads home; a POST of stars asks why; a POST with the ticket ends with thanks."""
    if request.method != "POST":
        return HttpResponseRedirect(frame_for(request).links["home"])
    if not is_own_form(request):
        return foreign()
    post = request.POST
    page = api.page_of(request.tenant, number_of(post.get("page", "")))
    stars = number_of(post.get("score", ""))
    if page is None or not 1 <= stars <= 5:
        message = _("Scegli da una a cinque stelle.") if page else _("La pagina che vuoi valutare non c'è più.")
        return _answer(request, "feedback/rating_error.html", {"message": message, "page": page}, status=400)
    form = ReasonForm(api.answers_for(stars), {name: _text(post, name) for name in ("answer", "details")})
    if not post.get("ticket") or not form.is_valid():
        return _step(request, page, stars, form)
    if work := work_first(request, BY_ADDRESS):
        return work
    try:
        api.rate(
            page,
            stars,
            ticket=post["ticket"],
            answer=form.cleaned_data["answer"],
            comment=form.cleaned_data["details"],
            now=timezone.now(),
            of_service=_of_service(post),
        )
    except api.AlreadyRated as already:
        return _thanks(request, page, str(already))
    except api.InvalidRating as error:
        form.add_error(None, str(error))
        return _step(request, page, stars, form)
    return _thanks(request, page)


def _step(request, page, stars: int, form: ReasonForm):
    """Why so many stars, with a new ticket and whatever was typed."""
    wrong = bool(form.is_bound and form.errors)
    context = {
        "page": page,
        "stars": stars,
        "form": form,
        "ticket": api.ticket_for(page.pk),
        "of_service": _of_service(request.POST),
    }
    return _answer(request, "feedback/rating_step.html", context, status=400 if wrong else 200)


def _of_service(post) -> bool:
    """The end of a service in use, where the title asks how easy it was."""
    return post.get("kind") == "service"


def _text(post, name: str) -> str:
    """As it was typed, with the ends of lines that the browser counts as one letter."""
    return post.get(name, "").replace("\x00", "").replace("\r\n", "\n")


def _thanks(request, page, already: str = ""):
    if request.headers.get("Accept", "").startswith("application/json"):
        return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
    return _answer(request, "feedback/rating_thanks.html", {"page": page, "already": already})


def _answer(request, template: str, context: dict, status: int = 200):
    context["frame"] = frame_for(request)
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
