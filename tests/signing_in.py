"""Signing in to the admin, as tests need it: with the second factor given, or step by step."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from staff.second_factor import SESSION_KEY

SECRET = "PROVAPROVAPROVAPROVAPROVAPROVAPR"
PASSWORD = "prova-prova-prova"


def second_factor_of(user) -> Authenticator:
    """The person's authenticator app, set up where it is missing."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    data = {"secret": get_adapter().encrypt(SECRET)}
    return found or Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=data)


def code_now(secret: str = SECRET) -> str:
    """What an app with this secret shows now."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


class Desk(Client):
    """A browser in which someone has signed in with both factors."""

    def force_login(self, user, backend="django.contrib.auth.backends.ModelBackend"):
        super().force_login(user, backend)
        session = self.session
        session[SESSION_KEY] = second_factor_of(user).pk
        session.save()

    def work_for(self, tenant) -> None:
        """Choose the body to work for, as whoever works for several does."""
        assert self.post("/admin/ente/", {"body": tenant.pk}).status_code == 302
