from django.apps import AppConfig

STAFF_VIEWS = (
    "staff_list",
    "staff_add",
    "staff_edit",
    "staff_password",
    "staff_second_factor",
    "staff_register",
)


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = "Personale"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms import guard, named
        from staff import api, second_factor, trail

        guard.open_to_anyone(*second_factor.ENTRANCE, *second_factor.OWN_VIEWS)
        guard.open_to_staff("staff_working_body")
        guard.open_area("staff", STAFF_VIEWS)
        named.judge("person_id", api.all_managed)
        second_factor.connect()
        trail.connect()
