"""How django-allauth behaves here: nobody signs up, secrets are kept encrypted, the last second factor stays."""

import base64
import hashlib
import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.urls import reverse

from staff.second_factor import STRONG


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Il nome utente o la password non sono giusti.",
        "too_many_login_attempts": "Troppi tentativi sbagliati. Aspetta un quarto d'ora e riprova.",
        "account_inactive": "Questo accesso è stato chiuso. Chiedi a chi gestisce il personale del tuo ente.",
    }

    def is_open_for_signup(self, request):
        return False  # accounts are given by who manages the staff of a body

    def get_login_redirect_url(self, request):
        return reverse("wagtailadmin_home")

    def get_logout_redirect_url(self, request):
        return reverse("account_login")


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Il codice non è giusto, o è già stato usato. Aspetta che l'app ne mostri uno nuovo.",
        "cannot_delete_authenticator": "È il tuo unico secondo fattore: prima aggiungine un altro.",
    }

    def get_totp_issuer(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def _get_user_identifier(self, user) -> str:
        return user.get_username()

    def can_delete_authenticator(self, authenticator) -> bool:
        others = type(authenticator).objects.filter(user=authenticator.user_id, type__in=STRONG)
        return others.exclude(pk=authenticator.pk).exists()

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def is_readable(self, encrypted_text: str) -> bool:
        """Whether a secret was written with the present key."""
        try:
            _box().decrypt(encrypted_text.encode())
        except InvalidToken:
            return False
        return True

    def decrypt(self, encrypted_text: str) -> str:
        if not self.is_readable(encrypted_text):  # SECRET_KEY has changed: no code is right any more
            return base64.b32encode(secrets.token_bytes(20)).decode()
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    """The key follows SECRET_KEY: whoever has only the database cannot make codes."""
    digest = hashlib.sha256(b"second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
