from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = "Ascolto"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from feedback.models import Rating
        from feedback.permissions import ReadOnlyPolicy

        register_permission_policy(Rating, ReadOnlyPolicy(Rating))
