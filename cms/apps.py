from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Unica"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms import freshness

        freshness.connect()
