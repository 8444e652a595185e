from django.apps import AppConfig


class ConformityConfig(AppConfig):
    name = "conformity"
    verbose_name = "Conformità"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from conformity.rights import open_screens
        from conformity.waiting import worst_things
        from staff import waiting

        open_screens()
        waiting.register(worst_things)
