from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    name = "transparency"
    verbose_name = "Amministrazione trasparente"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.db.models.signals import post_save

        from cms.models import Tenant
        from staff import waiting
        from transparency import administration, planting
        from transparency.admin.rights import open_screens
        from transparency.admin.waiting import to_update

        administration.register()
        open_screens()
        waiting.register(to_update)
        post_save.connect(planting.on_tenant_saved, sender=Tenant)
