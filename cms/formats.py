"""Numbers, amounts and days written as the reader of the page writes them."""

import re
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.utils import formats, timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

DAY_OF_MONTH = re.compile(r"\bj(?= [FM]\b)")  # in a pattern: a day with its month, «j F Y»


def euro(amount: Decimal | float | None) -> str:
    """An amount: «22,21 €» in Italian, «€22.21» in English, «Gratuito» for zero, nothing for nothing."""
    if amount is None:
        return ""
    if amount == 0:
        return _("Gratuito")
    number = formats.number_format(amount, decimal_pos=2, use_l10n=True, force_grouping=True)
    return _("%(amount)s €") % {"amount": number}


def day(value: date | None, pattern: str = "j F Y") -> str:
    """A day in words: «24 novembre 2026», «24 November 2026», a moment with its hour as it is in Italy.

    Italian names of days have no capital, Django gives them one; and the first of a month is «1° luglio».
    """
    if not value:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if get_language() != settings.LANGUAGE_CODE:
        return date_format(value, pattern)
    return date_format(value, DAY_OF_MONTH.sub("j°", pattern) if value.day == 1 else pattern).lower()
