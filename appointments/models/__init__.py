"""Appointments: how an office receives, who has taken a place, and what happened to each."""

from appointments.models.bookings import (
    ACTIVE,
    CALLABLE,
    MOVABLE,
    OVER,
    Appointment,
    AppointmentEvent,
    Draft,
    Occupation,
    RoomSignal,
    VideoRoom,
    WaitlistEntry,
    WaitlistOffer,
)
from appointments.models.feeds import CalendarFeed
from appointments.models.page import BookingPage
from appointments.models.setup import Agenda, AppointmentType, OpeningRule, Resource, ScheduleException

__all__ = [
    "ACTIVE",
    "CALLABLE",
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
    "RoomSignal",
    "ScheduleException",
    "VideoRoom",
    "WaitlistEntry",
    "WaitlistOffer",
]
