from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Ricerca"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.signals import page_published, page_unpublished

        from cms.signals import content_changed
        from search import indexing

        page_published.connect(indexing.on_published)
        content_changed.connect(indexing.on_content_changed)
        page_unpublished.connect(indexing.on_unpublished)
