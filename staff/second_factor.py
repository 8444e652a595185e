"""The second factor of the staff: who has given it in this session, and the pages that ask for it.

django-allauth signs people in; here stands what the law of the house adds: without a second factor a session opens
nothing of the admin but the pages that set one up (docs/decisions/0017-staff-sign-in.md).
"""

from allauth.core import context
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_save

SESSION_KEY = "second_factor"  # key of the authenticator that was used, or set up, in this session
# Ways in: open to whoever knocks.
ENTRANCE = {
    "account_login",
    "account_logout",
    "account_inactive",
    "mfa_authenticate",
    "wagtailadmin_login",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
}
# What a session without second factor may reach: setting one up.
ENROLMENT = {
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_index",
    "account_reauthenticate",
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
}
# Each one's own second factor, once inside.
OWN_VIEWS = ENROLMENT | {
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}
STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_given(request) -> bool:
    """Whether this session has given a second factor that its user still has: a reset ends the session's rights."""
    key = request.session.get(SESSION_KEY)
    return key is not None and Authenticator.objects.filter(pk=key, user_id=request.user.pk).exists()


def is_set_up(user) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type__in=STRONG).exists()


def reset(user) -> int:
    """Take away every second factor of a person who lost it; returns how many. They set up a new one at next sign-in."""
    removed, _ = Authenticator.objects.filter(user_id=user.pk).delete()
    return removed


def name_that_knocks(request, credentials=None) -> str:
    """The name whose wrong passwords are counted: capitals make no other account of it."""
    typed = (credentials or {}).get("username") or (request.POST.get("login", "") if request is not None else "")
    return typed.strip().lower()[:150]


def connect() -> None:
    signals.authenticator_used.connect(_remember)
    post_save.connect(_set_up, sender=Authenticator)


def _remember(sender, request, authenticator, **kwargs):
    request.session[SESSION_KEY] = authenticator.pk


def _set_up(sender, instance, created, **kwargs):
    """Whoever sets up their factor has it in their hands: no need to ask for it again."""
    request = context.request
    user = getattr(request, "user", None)
    if created and user is not None and user.pk == instance.user_id:
        request.session[SESSION_KEY] = instance.pk
