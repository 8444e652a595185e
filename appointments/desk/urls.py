"""Addresses of the desk in the admin."""

from django.urls import path

from appointments.desk import calendar, day, hours, people, waiting

urlpatterns = [
    path("appuntamenti/", day.DeskDay.as_view(), name="desk_day"),
    path("appuntamenti/il-mio-calendario/", calendar.MyCalendar.as_view(), name="desk_calendar"),
    path("appuntamenti/agenda/<int:agenda_id>/", day.DeskDay.as_view(), name="desk_day"),
    path("appuntamenti/agenda/<int:agenda_id>/settimana/", day.DeskWeek.as_view(), name="desk_week"),
    path("appuntamenti/agenda/<int:agenda_id>/settimana.csv", day.DeskCsv.as_view(), name="desk_csv"),
    path("appuntamenti/agenda/<int:agenda_id>/nuovo/", people.Book.as_view(), name="desk_book"),
    path("appuntamenti/agenda/<int:agenda_id>/blocca/", hours.Block.as_view(), name="desk_block"),
    path("appuntamenti/agenda/<int:agenda_id>/posti/", hours.Capacity.as_view(), name="desk_capacity"),
    path("appuntamenti/agenda/<int:agenda_id>/attesa/", waiting.WaitingList.as_view(), name="desk_waiting"),
    path("appuntamenti/agenda/<int:agenda_id>/attesa/nuova/", waiting.JoinList.as_view(), name="desk_join"),
    path("appuntamenti/blocco/<int:occupation_id>/apri/", hours.Unblock.as_view(), name="desk_unblock"),
    path("appuntamenti/<int:appointment_id>/", people.ShowAppointment.as_view(), name="desk_appointment"),
    path("appuntamenti/<int:appointment_id>/passaggio/", people.Advance.as_view(), name="desk_advance"),
    path("appuntamenti/<int:appointment_id>/annulla/", people.Cancel.as_view(), name="desk_cancel"),
    path("appuntamenti/<int:appointment_id>/sposta/", people.Move.as_view(), name="desk_move"),
    path("appuntamenti/<int:appointment_id>/video/", people.EnterRoom.as_view(), name="desk_room"),
    path("appuntamenti/<int:appointment_id>/interprete/", people.InterpreterFound.as_view(), name="desk_interpreter"),
    path("appuntamenti/<int:appointment_id>/telefono/", people.ByPhone.as_view(), name="desk_by_phone"),
]
