from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "tickets"
    verbose_name = "Richieste e segnalazioni"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from cms import guard, named
        from cms.policies import TenantPermissionPolicy
        from staff import trail, waiting
        from tickets.inbox import rights
        from tickets.models import StandardAnswer, Team
        from tickets.piles import in_the_inbox

        for model in (Team, StandardAnswer):
            register_permission_policy(model, TenantPermissionPolicy(model))
        guard.open_area(rights.AREA, rights.VIEWS)
        named.judge("ticket_id", rights.tickets_theirs)
        named.judge("attachment_id", rights.files_theirs)
        trail.WORDS.update(ACTS)
        waiting.register(in_the_inbox)


ACTS = {
    "richiesta.letta": "Richiesta o segnalazione letta",
    "richiesta.file": "File di una richiesta aperto",
    "richiesta.prendi": "Richiesta presa in carico",
    "richiesta.assegna": "Richiesta assegnata a un collega",
    "richiesta.rispondi": "Risposta a una richiesta",
    "richiesta.annota": "Nota su una richiesta",
    "richiesta.trasferisci": "Richiesta passata a un altro ufficio",
    "richiesta.chiudi": "Richiesta chiusa",
    "richiesta.riapertura": "Deciso se riaprire una richiesta",
    "richiesta.pubblica": "Segnalazione messa nell'elenco pubblico",
    "richiesta.nascondi": "Segnalazione tenuta fuori dall'elenco pubblico",
    "richiesta.insieme": "Richiesta cambiata insieme ad altre",
    "richieste.esportate": "Richieste esportate",
    "valutazioni.lette": "Valutazioni segnate come lette",
}
