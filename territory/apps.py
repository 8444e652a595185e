from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "territory"
    verbose_name = "Territorio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms import freshness
        from territory.models import ContactEntry, ContactPoint

        freshness.watch_shared(ContactPoint, ContactEntry)
