from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "Novità"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.db.models.signals import m2m_changed
        from wagtail.permissions import register_permission_policy

        from cms import frame, freshness
        from cms.policies import TenantPermissionPolicy
        from news.alerts import alerts_for
        from news.models import Alert

        frame.register_alerts(alerts_for)
        # An alert of the union changes every site, so it counts for everybody.
        freshness.watch_shared(Alert)
        m2m_changed.connect(freshness.shared_changed, sender=Alert.targets.through)
        register_permission_policy(Alert, TenantPermissionPolicy(Alert))
