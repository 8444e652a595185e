"""Accounts to try the product with: one for union IT, an editor and a publisher for each municipality."""

from django.contrib.auth.models import Group

from cms.models import Tenant, User

PASSWORD = "unica-dimostrazione"  # noqa: S105  documented on purpose; refused where DEBUG is off


def listed() -> list[tuple[str, str]]:
    """User name and what it is for."""
    rows = [("informatica", "informatica dell'Unione: vede e cambia tutto")]
    for tenant in Tenant.objects.municipalities().filter(is_demo=True):
        rows += [
            (f"redazione-{tenant.slug}", f"redazione di {tenant.short_name}: scrive"),
            (f"pubblica-{tenant.slug}", f"redazione di {tenant.short_name}: scrive e pubblica"),
        ]
    return rows


def create() -> None:
    """Make the accounts that are missing; existing ones keep their password."""
    admin, made = User.objects.get_or_create(
        username="informatica",
        defaults={"is_staff": True, "is_superuser": True, "first_name": "Informatica", "last_name": "Unione"},
    )
    if made:
        admin.set_password(PASSWORD)
        admin.save()
    for tenant in Tenant.objects.municipalities().filter(is_demo=True):
        for prefix, role in (("redazione", "Redattori"), ("pubblica", "Pubblicatori")):
            user, made = User.objects.get_or_create(
                username=f"{prefix}-{tenant.slug}",
                defaults={"first_name": prefix.capitalize(), "last_name": tenant.short_name},
            )
            if made:
                user.set_password(PASSWORD)
                user.save()
                user.groups.add(Group.objects.get(name=f"{tenant.short_name}: {role}"))
