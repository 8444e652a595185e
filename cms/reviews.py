"""Pages to read again by a certain day: which they are, and the reminder to whoever looks after them."""

from collections import defaultdict
from datetime import date

from django.conf import settings
from django.urls import reverse
from wagtail.permissions import page_permission_policy

from cms import formats, outbox
from cms.models import BasePage, Tenant, User


def due_for_review(tenant, today: date):
    """Live pages of a body whose day of review has come, the longest due first."""
    return BasePage.objects.of(tenant).due_for_review(today).order_by("review_by", "title")


def remind(today: date) -> int:
    """One message for each person and day of review; returns how many are new. Run twice, the second adds nothing."""
    return sum(_remind_body(tenant, today) for tenant in Tenant.objects.select_related("site"))


def _remind_body(tenant, today: date) -> int:
    shares = defaultdict(list)
    pages = due_for_review(tenant, today).select_related("owner", "latest_revision__user")
    for page in pages:
        for person in keepers(page):
            shares[person.email, page.review_by].append(page)
    written = 0
    for (email, day), mine in shares.items():
        subject = f"{tenant.short_name}: {_how_many(mine)} da rivedere"
        key = f"da-rivedere:{tenant.slug}:{day.isoformat()}"
        written += outbox.write(key, tenant, email, subject, _body(tenant, day, mine))
    return written


def keepers(page) -> list[User]:
    """Who looks after a page: its owner, else who wrote it last, else the publishers of its body."""
    latest = page.latest_revision.user if page.latest_revision else None
    for person in (page.owner, latest):
        if person and _reachable(person) and page.permissions_for_user(person).can_edit():
            return [person]
    return publishers_of(page)


def publishers_of(page) -> list[User]:
    """Who publishes a page and can be written to."""
    publishers = page_permission_policy.users_with_any_permission_for_instance({"publish"}, page)
    return [person for person in publishers if _reachable(person) and not person.is_superuser]


def _reachable(person: User) -> bool:
    return bool(person.is_active and person.email)


def _how_many(pages: list) -> str:
    return "una pagina" if len(pages) == 1 else f"{len(pages)} pagine"


def _body(tenant, day: date, pages: list) -> str:
    """The mail: what to do, then each page with the address of its form."""
    lines = [f"- {page.title}\n  {_edit_address(page)}" for page in pages]
    return "\n".join(
        [
            "Ciao,",
            "",
            f"sul sito {tenant.of_name} c'è {_how_many(pages)} da rivedere"
            if len(pages) == 1
            else f"sul sito {tenant.of_name} ci sono {_how_many(pages)} da rivedere",
            f"entro {formats.the_day(day)}:",
            "",
            *lines,
            "",
            "Apri la pagina e rileggi tutto: importi, orari, scadenze, moduli, contatti.",
            "Poi, in «Promozione», scrivi la data di oggi in «Ultima revisione dei contenuti» e pubblica.",
            "Se serve, scegli il prossimo giorno in cui rivederla.",
            "",
            "Questo messaggio parte da solo: non rispondere a questo indirizzo.",
        ]
    )


def _edit_address(page) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])
