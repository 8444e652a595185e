"""Accounts to try the product with, one for each role; each has a second factor whose code the sign-in page shows."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings

from cms.models import StaffGroup, Tenant, User

PASSWORD = "unica-dimostrazione"  # noqa: S105  documented on purpose; refused where DEBUG is off
SECRET = "UNICADIMOSTRAZIONEUNICADIMOSTRAZ"  # noqa: S105  as above: 32 characters of base32
# Prefix of the user name -> role.
MUNICIPAL = {
    "redazione": "editor",
    "pubblica": "publisher",
    "albo": "registrar",
    "sportello": "operator",
    "personale": "administrator",
}
OF_UNION = {"informatica": "it", "catalogo": "catalogue", "analisi": "analyst", "redazione-unione": "publisher"}
PURPOSES = {
    "editor": "scrive le pagine",
    "publisher": "scrive, approva e pubblica",
    "registrar": "tiene l'albo pretorio",
    "operator": "sportello",
    "administrator": "gestisce il personale",
    "it": "informatica dell'Unione: tutta l'installazione",
    "catalogue": "cura il catalogo e i vocabolari",
    "analyst": "legge le misure",
}


def listed() -> list[tuple[str, str]]:
    """User name and what it is for."""
    rows = [(name, PURPOSES[role]) for name, role in OF_UNION.items()]
    for tenant in Tenant.objects.municipalities().filter(is_demo=True):
        rows += [(f"{prefix}-{tenant.slug}", f"{tenant.short_name}: {PURPOSES[r]}") for prefix, r in MUNICIPAL.items()]
    return rows


def create() -> None:
    """Make the accounts that are missing; existing ones keep their password and their second factor."""
    union = Tenant.objects.filter(kind=Tenant.Kind.UNION, is_demo=True).first()
    if union is not None:
        for name, role in OF_UNION.items():
            _account(name, union, role, name.split("-")[0].capitalize())
    for tenant in Tenant.objects.municipalities().filter(is_demo=True):
        for prefix, role in MUNICIPAL.items():
            _account(f"{prefix}-{tenant.slug}", tenant, role, prefix.capitalize())


def _account(username: str, tenant, role: str, first_name: str) -> None:
    names = {"first_name": first_name, "last_name": tenant.short_name, "email": f"{username}@unica.example"}
    user, made = User.objects.get_or_create(username=username, defaults=names)
    if made:
        user.set_password(PASSWORD)
        user.save()
    group = StaffGroup.objects.get(tenant=tenant, role_key=role).group
    if not user.groups.filter(pk=group.pk).exists():
        user.groups.add(group)
    _factor(user)


def _factor(user) -> None:
    """The documented second factor, where there is none, or where a new SECRET_KEY has made the old one unreadable."""
    adapter = get_adapter()
    factor = user.authenticator_set.filter(type=Authenticator.Type.TOTP).first()
    if factor is None and user.authenticator_set.exists():
        return
    factor = factor or Authenticator(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
    if not adapter.is_readable(factor.data["secret"]):
        factor.data = {"secret": adapter.encrypt(SECRET)}
        factor.save()


def code_of(user) -> str:
    """The code that a demonstration account must write now; nothing for anybody else's, or where DEBUG is off."""
    if not settings.DEBUG or user is None:
        return ""
    factor = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).first()
    if factor is None or get_adapter().decrypt(factor.data["secret"]) != SECRET:
        return ""
    return format_hotp_value(hotp_value(SECRET, list(yield_hotp_counters_from_time())[1]))


def hints(request) -> dict:
    """For the sign-in pages of a demonstration: which accounts there are, and the code to write."""
    if not settings.DEBUG or not request.path_info.startswith("/admin/accesso/"):
        return {}
    stage = getattr(request, "_login_stage", None)
    return {
        "demo_accounts": [row for row in listed() if User.objects.filter(username=row[0]).exists()][:8],
        "demo_password": PASSWORD,
        "demo_code": code_of(stage.login.user if stage else None),
    }
