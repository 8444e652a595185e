"""An office of Montiano that can be booked: one desk, Tuesday and Thursday mornings, identity cards of half an hour."""

from datetime import time

from appointments import api, places
from appointments.models import Agenda, AppointmentType, OpeningRule, Resource
from appointments.rules.minutes import wall
from tests.factories import a_place, an_office

TUESDAY, THURSDAY = 1, 3


def a_type(tenant, name="Carta d'identità", **fields) -> AppointmentType:
    return AppointmentType.objects.create(tenant=tenant, **({"name": name, "duration": 30} | fields))


def a_resource(tenant, name="Sportello 1", **fields) -> Resource:
    return Resource.objects.create(tenant=tenant, name=name, **fields)


def an_agenda(tenant, name="Anagrafe", *, types=None, resources=None, days=(TUESDAY, THURSDAY), **fields) -> Agenda:
    office = fields.pop("office", None) or an_office(tenant, f"Ufficio {name}", seat=a_place(tenant, f"Sede {name}"))
    agenda = Agenda.objects.create(tenant=tenant, office=office, name=name, **fields)
    agenda.types.set(types if types is not None else [a_type(tenant)])
    agenda.resources.set(resources if resources is not None else [a_resource(tenant)])
    OpeningRule.objects.bulk_create(
        OpeningRule(agenda=agenda, weekday=day, opens=time(9), closes=time(12)) for day in days
    )
    return agenda


def a_request(agenda, **fields) -> places.Request:
    kind = fields.pop("type", None) or agenda.types.first()
    return places.Request(agenda, kind, fields.pop("mode", "sportello"), **fields)


def on(day, hour: int, minute: int = 0) -> int:
    return wall(day, time(hour, minute))


def anna(**fields) -> api.Person:
    return api.Person(**({"name": "Anna", "surname": "Bianchi", "email": "anna@cittadini.test"} | fields))


def somebody(number: int) -> api.Person:
    return api.Person(f"Persona {number}", "Rossi", f"persona{number}@cittadini.test")


def booked(agenda, start: int, now, person=None, **fields):
    return api.confirm(a_request(agenda, **fields), start, person or anna(), now)
