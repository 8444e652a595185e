from django.apps import AppConfig


class AlboConfig(AppConfig):
    name = "albo"
    verbose_name = "Albo pretorio"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from albo.admin import rights
        from albo.waiting import to_publish
        from cms import guard, named
        from staff import trail, waiting

        guard.open_area(rights.AREA, rights.VIEWS)
        named.judge("entry_id", rights.entries_theirs)
        named.judge("file_id", rights.files_theirs)
        # The register of a year is that of the body one works for, whatever the year.
        named.judge("year", lambda user, keys: True)
        waiting.register(to_publish)
        trail.WORDS.update(ACTS)


ACTS = {
    "albo.draft": "Bozza per l'albo scritta",
    "albo.discard": "Bozza per l'albo buttata via",
    "albo.schedule": "Pubblicazione all'albo programmata",
    "albo.unschedule": "Pubblicazione all'albo tornata in bozza",
    "albo.publish": "Atto pubblicato all'albo",
    "albo.annul": "Pubblicazione all'albo annullata",
}
