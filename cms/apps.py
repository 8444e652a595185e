from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Unica"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.db.models.signals import post_save, pre_delete
        from wagtail.signals import page_published

        from cms import background, freshness, translations, vocabularies

        freshness.connect()
        translations.connect()
        pre_delete.connect(vocabularies.keep_if_in_use, sender="cms.Term")
        page_published.connect(background.on_published)
        post_save.connect(background.on_image_saved, sender="cms.SiteImage")
