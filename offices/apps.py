from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "offices"
    verbose_name = "Amministrazione"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms import freshness
        from offices.models import Role

        freshness.watch(Role)
