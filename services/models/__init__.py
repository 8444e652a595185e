"""Section, categories and sheets of services; the union's catalogue that municipalities adopt."""

from services.models.faq_page import FaqPage
from services.models.pages import ServiceCategoryPage, ServicePage, ServicesIndexPage, services_of_office
from services.models.questions import Question
from services.models.shared import Delivery, SharedEdition, SharedService, SharedTranslation
from services.models.sheet_fields import SheetFields

__all__ = [
    "Delivery",
    "FaqPage",
    "Question",
    "ServiceCategoryPage",
    "ServicePage",
    "ServicesIndexPage",
    "SharedEdition",
    "SharedService",
    "SharedTranslation",
    "SheetFields",
    "services_of_office",
]
