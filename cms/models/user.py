from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person of the staff. Citizens are never rows of this table: their data lives with the citizen's space."""

    class Meta:
        verbose_name = "utente"
        verbose_name_plural = "utenti"
