"""The front door of the catalogue: what other apps, commands and screens call. Transactions and locks are behind it."""

from services.catalogue.adoption import adopt, adopt_page, adopters, change_mode, leave, share
from services.catalogue.decisions import Decision, Moved, decide, differences, state_of
from services.catalogue.delivery import deliver, deliver_pending, reconcile
from services.catalogue.effective import as_read
from services.catalogue.withdrawal import withdraw_edition, withdraw_service

__all__ = [
    "Decision",
    "Moved",
    "adopt",
    "adopt_page",
    "adopters",
    "as_read",
    "change_mode",
    "decide",
    "deliver",
    "deliver_pending",
    "differences",
    "leave",
    "reconcile",
    "share",
    "state_of",
    "withdraw_edition",
    "withdraw_service",
]
