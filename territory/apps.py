from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "territory"
    verbose_name = "Territorio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.permissions import register_permission_policy
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from cms import freshness
        from cms.policies import TenantPermissionPolicy
        from territory import occurrences
        from territory.models import Closure, ContactEntry, ContactPoint, EventPage

        freshness.watch_shared(Closure, ContactPoint, ContactEntry)
        for model in (Closure, ContactPoint):
            register_permission_policy(model, TenantPermissionPolicy(model))
        page_published.connect(occurrences.on_published, sender=EventPage)
        page_unpublished.connect(occurrences.on_published, sender=EventPage)
        post_page_move.connect(occurrences.on_moved)
