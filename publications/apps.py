from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = "Documenti e dati"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from offices.sources import register_document_source
        from publications.filters import of_office

        register_document_source(of_office)
