"""Addresses of the desk in the admin."""

from django.urls import path

from appointments.desk import views

urlpatterns = [
    path("appuntamenti/", views.DeskDay.as_view(), name="desk_day"),
    path("appuntamenti/agenda/<int:agenda_id>/", views.DeskDay.as_view(), name="desk_day"),
    path("appuntamenti/agenda/<int:agenda_id>/settimana/", views.DeskWeek.as_view(), name="desk_week"),
    path("appuntamenti/agenda/<int:agenda_id>/settimana.csv", views.DeskCsv.as_view(), name="desk_csv"),
    path("appuntamenti/agenda/<int:agenda_id>/nuovo/", views.Book.as_view(), name="desk_book"),
    path("appuntamenti/agenda/<int:agenda_id>/blocca/", views.Block.as_view(), name="desk_block"),
    path("appuntamenti/agenda/<int:agenda_id>/posti/", views.Capacity.as_view(), name="desk_capacity"),
    path("appuntamenti/blocco/<int:occupation_id>/apri/", views.Unblock.as_view(), name="desk_unblock"),
    path("appuntamenti/<int:appointment_id>/", views.ShowAppointment.as_view(), name="desk_appointment"),
    path("appuntamenti/<int:appointment_id>/passaggio/", views.Advance.as_view(), name="desk_advance"),
    path("appuntamenti/<int:appointment_id>/annulla/", views.Cancel.as_view(), name="desk_cancel"),
    path("appuntamenti/<int:appointment_id>/sposta/", views.Move.as_view(), name="desk_move"),
]
