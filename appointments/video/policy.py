"""Headers of the pages whose button leads into a room."""

from urllib.parse import urlsplit

from appointments.video.providers import provider
from cms.middleware.headers import ADMIN_CSP, PUBLIC_CSP


def leads_to_room(response, site: str, *, in_admin: bool = False):
    """Let the forms of a page end at the room: browsers judge where a form arrives, not only where it is sent.

    `site` is the address of the body's own site, where the demonstration room stands.
    """
    rooms = provider()
    if rooms is not None:
        parts = urlsplit(site)
        origin = rooms.origin or f"{parts.scheme}://{parts.netloc}"
        policy = ADMIN_CSP if in_admin else PUBLIC_CSP
        response.headers["Content-Security-Policy"] = policy.replace(
            "form-action 'self'", f"form-action 'self' {origin}"
        )
    return response
