from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = "Ascolto"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from cms import frame, freshness
        from cms.policies import ReadOnlyTenantPolicy, TenantPermissionPolicy
        from feedback.improvements import told_on
        from feedback.models import Improvement, Rating
        from feedback.waiting import low_ratings
        from staff import waiting

        register_permission_policy(Rating, ReadOnlyTenantPolicy(Rating))
        register_permission_policy(Improvement, TenantPermissionPolicy(Improvement))
        freshness.watch_shared(Improvement)
        frame.ABOVE_RATING.append(told_on)
        waiting.register(low_ratings)
