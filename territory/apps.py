from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "territory"
    verbose_name = "Territorio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from cms import freshness
        from cms.policies import TenantPermissionPolicy
        from territory.models import ContactEntry, ContactPoint

        freshness.watch_shared(ContactPoint, ContactEntry)
        register_permission_policy(ContactPoint, TenantPermissionPolicy(ContactPoint))
