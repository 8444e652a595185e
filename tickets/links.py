"""Private addresses of requests and reports, and public ones of reports."""

from cms.addresses import address
from cms.private_pages import is_link_key, link_key
from tickets.models import Follower, Ticket

OF_TICKET, OF_FOLLOWER = "tickets.person", "tickets.follower"


def private_path(ticket: Ticket) -> str:
    """Where its person reads a request, answers, and says whether it is solved."""
    key = link_key(OF_TICKET, ticket.public_id)
    return address("ticket", ticket.public_id, key, language=ticket.language)


def private_url(ticket: Ticket) -> str:
    return ticket.tenant.root_url + private_path(ticket)


def is_key_of(ticket: Ticket, key: str) -> bool:
    return is_link_key(key, OF_TICKET, ticket.public_id)


def public_path(ticket: Ticket, language: str = "") -> str:
    """Where everybody reads a report that has been approved."""
    return address("report", ticket.year, ticket.number, language=language)


def follower_url(follower: Follower) -> str:
    """Where somebody says that they want to follow a report, or no longer."""
    key = link_key(OF_FOLLOWER, follower.pk, follower.email)
    path = address("follower", follower.pk, key, language=follower.language)
    return follower.ticket.tenant.root_url + path


def is_key_of_follower(follower: Follower, key: str) -> bool:
    return is_link_key(key, OF_FOLLOWER, follower.pk, follower.email)
