from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "offices"
    verbose_name = "Amministrazione"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from cms import freshness
        from cms.blocks import register_office_cards
        from cms.policies import TenantPermissionPolicy
        from offices.contact_cards import contact_cards
        from offices.models import Role

        register_office_cards(contact_cards)

        freshness.watch(Role)
        register_permission_policy(Role, TenantPermissionPolicy(Role))
