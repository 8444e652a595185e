"""What happens to ratings because time passes: their comments are forgotten."""

from datetime import datetime, timedelta

from feedback.models import Rating

COMMENT_LIFE = timedelta(days=730)  # decision 0038: two rounds of a yearly plan of improvement


def sweep(now: datetime) -> dict[str, int]:
    """Empty comments that are two years old; stars and chosen answers stay, for measures over the years."""
    old = Rating.objects.filter(created_at__lt=now - COMMENT_LIFE).exclude(comment="")
    return {"commenti dimenticati": old.update(comment="")}
