from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Ricerca"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.db.models.signals import post_delete, post_save, pre_delete
        from wagtail.models import CollectionViewRestriction, PageViewRestriction
        from wagtail.permissions import register_permission_policy
        from wagtail.signals import page_published, page_unpublished, published, unpublished

        from cms import freshness, guard
        from cms.models import SiteDocument
        from cms.policies import TenantPermissionPolicy
        from cms.signals import content_changed
        from offices.models import Role
        from search import background, reports
        from search.models import PromotedResult, Synonym
        from services.models import Question

        register_permission_policy(PromotedResult, TenantPermissionPolicy(PromotedResult))
        freshness.watch(PromotedResult)
        guard.open_area(reports.AREA, {"searches"})
        freshness.watch_shared(Synonym)
        page_published.connect(background.on_published)
        content_changed.connect(background.on_content_changed)
        post_save.connect(background.on_role_changed, sender=Role)
        post_delete.connect(background.on_role_changed, sender=Role)
        page_unpublished.connect(background.on_unpublished)
        published.connect(background.on_question_changed, sender=Question)
        unpublished.connect(background.on_question_changed, sender=Question)
        post_delete.connect(background.on_question_changed, sender=Question)
        post_save.connect(background.on_file_saved, sender=SiteDocument)
        pre_delete.connect(background.on_file_deleted, sender=SiteDocument)
        post_save.connect(background.on_page_closed_or_opened, sender=PageViewRestriction)
        post_delete.connect(background.on_page_closed_or_opened, sender=PageViewRestriction)
        post_save.connect(background.on_collection_closed_or_opened, sender=CollectionViewRestriction)
        post_delete.connect(background.on_collection_closed_or_opened, sender=CollectionViewRestriction)
