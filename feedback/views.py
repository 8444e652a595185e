"""The rating of a page, in one step with JavaScript and in two without."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from cms.frame import frame_for
from cms.models import BasePage
from cms.origin import is_own_form
from feedback import api


@csrf_exempt  # the page that sends it is cached and carries no token: the origin is checked instead
def rate(request):
    """GET leads home; a POST of stars asks why; a POST with the ticket ends with thanks."""
    if request.method != "POST":
        return HttpResponseRedirect(frame_for(request).links["home"])
    if not is_own_form(request):
        return HttpResponse(
            _("La richiesta non viene da questo sito."), status=403, content_type="text/plain; charset=utf-8"
        )
    post = request.POST
    of_service = post.get("kind") == "service"  # the end of a service in use, where the title asks how easy it was
    page = BasePage.objects.of(request.tenant).live().filter(pk=_number(post.get("page", ""))).first()
    try:
        if post.get("ticket"):
            api.complete(request.tenant, post["ticket"], answer=_text(post, "answer"), comment=_text(post, "details"))
            return _thanks(request, page)
        rating = api.rate(
            request.tenant,
            _number(post.get("page", "")),
            _number(post.get("score", "")),
            answer=_text(post, "answer"),
            comment=_text(post, "details"),
            now=timezone.now(),
            of_service=of_service,
        )
    except api.InvalidRating as error:
        return _answer(request, "feedback/rating_error.html", {"message": str(error), "page": page}, status=400)
    if rating.answer or rating.comment or _is_script(request):
        return _thanks(request, page)
    context = {
        "page": page,
        "stars": rating.stars,
        "answers": api.answers_for(rating.stars),
        "ticket": api.token_of(rating),
        "is_negative": rating.stars <= 3,
        "of_service": of_service,
    }
    return _answer(request, "feedback/rating_step.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0


def _text(post, name: str) -> str:
    return post.get(name, "").replace("\x00", "")


def _is_script(request) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _thanks(request, page):
    if _is_script(request):
        return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
    return _answer(request, "feedback/rating_thanks.html", {"page": page})


def _answer(request, template: str, context: dict, status: int = 200):
    context["frame"] = frame_for(request)
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
