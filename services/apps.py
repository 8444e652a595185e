from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "services"
    verbose_name = "Servizi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.permissions import register_permission_policy
        from wagtail.signals import page_published

        from cms import freshness
        from cms.policies import TenantPermissionPolicy
        from offices.sources import register_service_source
        from services import proceedings
        from services.admin import inbox_menu
        from services.admin.opened import open_screens
        from services.admin.waiting import questions_to_publish, sheets_to_approve
        from services.catalogue.delivery import on_published
        from services.models import Question, ServicePage, services_of_office
        from staff import waiting
        from transparency.sources import register_source

        freshness.watch(Question)
        register_permission_policy(Question, TenantPermissionPolicy(Question))
        open_screens()
        waiting.register(sheets_to_approve)
        waiting.register(questions_to_publish)
        register_service_source(services_of_office)
        register_source("procedimenti", proceedings.table)
        page_published.connect(on_published, sender=ServicePage)
        waiting.register(inbox_menu.pile)
