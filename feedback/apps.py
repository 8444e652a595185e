from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = "Ascolto"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from cms.policies import ReadOnlyTenantPolicy
        from feedback.models import Rating
        from feedback.waiting import low_ratings
        from staff import waiting

        register_permission_policy(Rating, ReadOnlyTenantPolicy(Rating))
        waiting.register(low_ratings)
