"""What every part of the house stands on."""

from cms.models.base_page import BasePage, Highlight, PartToFind
from cms.models.media import SiteDocument, SiteImage, SiteRendition
from cms.models.records import AuditEntry, DomainEvent, Generation, OutboxMessage
from cms.models.staff import StaffGroup
from cms.models.tenant import QuickSearch, SocialLink, Tenant, TenantHost
from cms.models.term import Term
from cms.models.user import User

__all__ = [
    "AuditEntry",
    "BasePage",
    "DomainEvent",
    "Generation",
    "Highlight",
    "OutboxMessage",
    "PartToFind",
    "QuickSearch",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "SocialLink",
    "StaffGroup",
    "Tenant",
    "TenantHost",
    "Term",
    "User",
]
