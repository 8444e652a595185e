from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "services"
    verbose_name = "Servizi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from offices.models import register_service_source
        from services.models import services_of_office

        register_service_source(services_of_office)
