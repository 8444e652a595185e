"""Numbers, amounts and days written as the reader of the page writes them."""

import re
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.utils import formats, timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

ELIDING = re.compile(r"0?(8|11)\b")  # otto, undici
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


def the_day(value: date | None, how: str = "il j F Y") -> str:
    """A day with the article that `how` begins with: «il 9 dicembre 2026», «l'8 dicembre 2026», «dall'11» of «dal j».

    In other languages the day alone: what comes before it is in the words of their sentence.
    """
    article, _space, pattern = how.partition(" ")
    said = day(value, pattern)
    if not said or get_language() != settings.LANGUAGE_CODE:
        return said
    if ELIDING.match(said):
        return f"{article.removesuffix('il')}l'{said}"
    return f"{article} {said}"
