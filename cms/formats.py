"""Numbers and amounts written the Italian way."""

from decimal import Decimal

from django.utils import formats


def euro(amount: Decimal | float | None) -> str:
    """An amount as Italians write it: «22,21 €», «Gratuito» for zero, nothing for nothing."""
    if amount is None:
        return ""
    if amount == 0:
        return "Gratuito"
    return f"{formats.number_format(amount, decimal_pos=2, use_l10n=True, force_grouping=True)} €"
