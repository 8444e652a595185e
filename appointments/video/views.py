"""Pages of video calls: trying one's camera and microphone before, and the room of the demonstration."""

import json

from django.http import Http404, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from appointments.booking.asking import answer, on_this_site
from appointments.models import RoomSignal, VideoRoom
from appointments.rules.video import window
from appointments.video import providers
from cms.private_pages import uncached

DEVICES = "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()"
KINDS = ("ciao", "offerta", "risposta", "candidato", "testo", "esce")
MOST_SAID = 40  # signals of one request
MOST_IN_ROOM = 4000
LONGEST = 20_000  # characters of one signal: a description of a call has some thousands


def with_devices(response):
    """Let a page ask for camera and microphone."""
    response.headers["Permissions-Policy"] = DEVICES
    return response


@uncached
def check(request):
    """Try camera, microphone and loudspeaker, before the day. Nothing leaves the device."""
    return with_devices(answer(request, "video/check.html", {}))


def _entered(request, token: str) -> tuple[VideoRoom, dict]:
    """The room of a token and what the token says; 404 for who has none, or comes out of time."""
    now = timezone.now()
    said = providers.read(token, request.get_host(), now)
    if said is None or request.tenant is None:
        raise Http404
    room = VideoRoom.objects.select_related("appointment__agenda").filter(
        on_this_site(request, "appointment__"), name=said["room"], appointment__mode="video"
    )
    found = room.first()
    if found is None or window(found.appointment.starts_at, found.appointment.ends_at).closes_at <= now:
        raise Http404
    return found, said


@uncached
def room(request, token):
    """The demonstration room: one's own picture, the other's, and words in writing for who does not hear."""
    found, said = _entered(request, token)
    user = said["context"]["user"]
    return with_devices(
        answer(
            request,
            "video/room.html",
            {
                "role": user["id"],
                "me": user["name"],
                "phone": found.appointment.agenda.phone or request.tenant.phone,
                "signals_url": f"{request.path}segnali/",
                "closes_at": window(found.appointment.starts_at, found.appointment.ends_at).closes_at,
            },
        )
    )


# Who knows the token may speak: no cookie decides anything here, so there is nothing to forge from another site.
@csrf_exempt
@require_POST
def signals(request, token):
    """What the other browser has said since, and what ours says: offers, answers and candidates of a call (WebRTC)."""
    found, said = _entered(request, token)
    me = said["context"]["user"]["id"]
    try:
        given = json.loads(request.body)
        after, spoken = int(given["dopo"]), given["dice"]
        good = len(spoken) <= MOST_SAID and all(one["tipo"] in KINDS for one in spoken)
        good = good and all(len(json.dumps(one)) <= LONGEST for one in spoken)
    except (ValueError, KeyError, TypeError):
        good = False
    if not good or not 0 <= after < 2**63:
        return JsonResponse({"errore": "Richiesta non valida."}, status=400)
    rows = RoomSignal.objects.filter(room=found)
    if spoken and rows.count() + len(spoken) > MOST_IN_ROOM:
        return JsonResponse({"errore": "Troppi segnali in questa stanza."}, status=429)
    now = timezone.now()
    RoomSignal.objects.bulk_create(RoomSignal(room=found, sender=me, body=one, made_at=now) for one in spoken)
    heard = list(rows.filter(pk__gt=after).exclude(sender=me).order_by("pk").values_list("pk", "body")[:200])
    response = JsonResponse({"ultimo": heard[-1][0] if heard else after, "sente": [body for _pk, body in heard]})
    response.headers["Cache-Control"] = "no-store"
    return response
