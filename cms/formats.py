"""Numbers, amounts and days written as the reader of the page writes them."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils import formats
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def euro(amount: Decimal | float | None) -> str:
    """An amount: «22,21 €» in Italian, «€22.21» in English, «Gratuito» for zero, nothing for nothing."""
    if amount is None:
        return ""
    if amount == 0:
        return _("Gratuito")
    number = formats.number_format(amount, decimal_pos=2, use_l10n=True, force_grouping=True)
    return _("%(amount)s €") % {"amount": number}


def day(value: date | None, pattern: str = "j F Y") -> str:
    """A day in words: «24 novembre 2026», «24 November 2026». Italian names have no capital, Django gives them one."""
    if value is None:
        return ""
    text = date_format(value, pattern)
    return text.lower() if get_language() == settings.LANGUAGE_CODE else text
