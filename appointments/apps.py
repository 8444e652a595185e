from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "appointments"
    verbose_name = "Appuntamenti"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from appointments.desk import rights
        from appointments.models import Agenda, AppointmentType, Resource
        from cms import frame, guard, named
        from cms.addresses import address
        from cms.policies import TenantPermissionPolicy
        from staff import trail

        for model in (Agenda, AppointmentType, Resource):
            register_permission_policy(model, TenantPermissionPolicy(model))

        frame.register_spoken("booking", lambda language: address("booking_start", language=language))
        guard.open_area(rights.AREA, rights.VIEWS)
        named.judge("agenda_id", rights.agendas_theirs)
        named.judge("appointment_id", rights.appointments_theirs)
        named.judge("occupation_id", rights.occupations_theirs)
        trail.WORDS.update(ACTS)


ACTS = {
    "appuntamenti.letti": "Appuntamenti di un'agenda letti",
    "appuntamenti.esportati": "Appuntamenti di una settimana esportati",
    "appuntamenti.attesa": "Lista d'attesa di un'agenda letta",
    "appuntamenti.attesa-entrata": "Cittadino messo in lista d'attesa",
    "appuntamenti.attesa-lasciato": "Posto rifiutato al telefono da chi aspetta",
    "appuntamenti.attesa-uscita": "Cittadino tolto dalla lista d'attesa",
    "appuntamenti.blocco": "Ore di uno sportello bloccate",
    "appuntamenti.sblocco": "Ore di uno sportello riaperte",
    "appuntamenti.calendario": "Indirizzo del proprio calendario creato",
    "appuntamenti.calendario-spento": "Indirizzo del proprio calendario spento",
    "appuntamento.letto": "Appuntamento letto",
    "appuntamento.prenota": "Appuntamento preso per un cittadino",
    "appuntamento.conferma": "Appuntamento confermato",
    "appuntamento.arrivo": "Arrivo di un cittadino",
    "appuntamento.chiama": "Cittadino chiamato",
    "appuntamento.servito": "Cittadino servito",
    "appuntamento.assente": "Cittadino che non si è presentato",
    "appuntamento.ripristina": "Appuntamento rimesso com'era",
    "appuntamento.annulla": "Appuntamento annullato",
    "appuntamento.sposta": "Appuntamento spostato",
    "appuntamento.video": "Operatore entrato in una videochiamata",
    "appuntamento.interprete": "Interprete trovato per un cittadino",
    "appuntamento.telefono": "Videochiamata passata al telefono",
}
