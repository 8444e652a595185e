"""Pages of booking and of one's own appointment; none of them is kept in a cache."""

from django.urls import path

from appointments.booking import views

urlpatterns = [
    path("prenota/", views.start, name="booking_start"),
    path("prenota/orari/", views.choose_time, name="booking_time"),
    path("prenota/attesa/", views.join_waiting, name="waiting_join"),
    path("prenota/<uuid:key>/dettagli/", views.details, name="booking_details"),
    path("prenota/<uuid:key>/richiedente/", views.person, name="booking_person"),
    path("prenota/<uuid:key>/riepilogo/", views.summary, name="booking_summary"),
    path("appuntamenti/<uuid:public_id>/<str:key>/", views.appointment, name="appointment"),
    path("appuntamenti/<uuid:public_id>/<str:key>/appuntamento.ics", views.calendar, name="appointment_calendar"),
    path("lista-d-attesa/<uuid:public_id>/<str:key>/", views.waiting_entry, name="waiting_entry"),
    path("lista-d-attesa/posto/<int:number>/<str:key>/", views.waiting_offer, name="waiting_offer"),
]
