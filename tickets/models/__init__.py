from tickets.models.files import Attachment, Draft
from tickets.models.pages import AssistancePage, ReportPage
from tickets.models.setup import Category, Kind, RoutingRule, StandardAnswer, Team
from tickets.models.tickets import Counter, Follower, Ticket, TicketEvent, TicketMessage

__all__ = [
    "AssistancePage",
    "Attachment",
    "Category",
    "Counter",
    "Draft",
    "Follower",
    "Kind",
    "ReportPage",
    "RoutingRule",
    "StandardAnswer",
    "Team",
    "Ticket",
    "TicketEvent",
    "TicketMessage",
]
