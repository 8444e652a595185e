"""Judgements of citizens that ask for a look, on the first page of the admin."""

from datetime import timedelta

from django.urls import reverse

from cms.staff import bodies_where
from feedback.forms import LOW
from feedback.models import Rating
from staff.waiting import SHOWN, Item, Pile

DAYS = 30


def low_ratings(user, now) -> Pile | None:
    """Pages that citizens found hard in the last month, the newest first; not those that a change has answered."""
    bodies = bodies_where(user, "feedback.view_rating")
    if bodies is not None and not bodies:
        return None
    ratings = Rating.objects.filter(
        stars__lte=LOW, improvement=None, created_at__gte=now - timedelta(days=DAYS)
    ).order_by("-created_at")
    ratings = ratings if bodies is None else ratings.filter(tenant__in=bodies)
    total = ratings.count()
    url = reverse("wagtailsnippets_feedback_rating:list")
    items = [
        Item(rating.page.title, reverse("wagtailsnippets_feedback_rating:inspect", args=[rating.pk]), _stars(rating))
        for rating in ratings.select_related("page")[:SHOWN]
    ]
    return Pile("Pagine poco chiare, per i cittadini", total, items, more_url=url) if total else None


def _stars(rating) -> str:
    return "1 stella" if rating.stars == 1 else f"{rating.stars} stelle"
