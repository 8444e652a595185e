"""Appointments: how an office receives, who has taken a place, and what happened to each."""

from appointments.models.bookings import (
    ACTIVE,
    MOVABLE,
    OVER,
    Appointment,
    AppointmentEvent,
    Draft,
    Occupation,
    VideoRoom,
    WaitlistEntry,
    WaitlistOffer,
)
from appointments.models.feeds import CalendarFeed
from appointments.models.page import BookingPage
from appointments.models.setup import Agenda, AppointmentType, OpeningRule, Resource, ScheduleException

__all__ = [
    "ACTIVE",
    "MOVABLE",
    "OVER",
    "Agenda",
    "Appointment",
    "AppointmentEvent",
    "AppointmentType",
    "BookingPage",
    "CalendarFeed",
    "Draft",
    "Occupation",
    "OpeningRule",
    "Resource",
    "ScheduleException",
    "VideoRoom",
    "WaitlistEntry",
    "WaitlistOffer",
]
