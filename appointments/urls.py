"""Pages of booking and of one's own appointment; none of them is kept in a cache."""

from django.urls import path

from appointments import feeds
from appointments.booking import arriving, choosing, filling, private, waiting
from appointments.video import views as video

urlpatterns = [
    path("prenota/", choosing.start, name="booking_start"),
    path("prenota/orari/", choosing.choose_time, name="booking_time"),
    path("prenota/attesa/", waiting.join, name="waiting_join"),
    path("prenota/<uuid:key>/dettagli/", filling.details, name="booking_details"),
    path("prenota/<uuid:key>/richiedente/", filling.person, name="booking_person"),
    path("prenota/<uuid:key>/riepilogo/", filling.summary, name="booking_summary"),
    path("appuntamenti/arrivo/", arriving.tablet, name="arrival_code"),
    path("appuntamenti/arrivo/<uuid:public_id>/<str:key>/", arriving.arrive, name="arrival"),
    path("appuntamenti/<uuid:public_id>/<str:key>/", private.appointment, name="appointment"),
    path("appuntamenti/<uuid:public_id>/<str:key>/appuntamento.ics", private.calendar, name="appointment_calendar"),
    path("calendari/<str:token>.ics", feeds.calendar, name="operator_calendar"),
    path("lista-d-attesa/<uuid:public_id>/<str:key>/", waiting.show_entry, name="waiting_entry"),
    path("lista-d-attesa/posto/<int:number>/<str:key>/", waiting.show_offer, name="waiting_offer"),
    path("videochiamata/prova/", video.check, name="video_check"),
    path("videochiamata/<str:token>/", video.room, name="video_room"),
    path("videochiamata/<str:token>/segnali/", video.signals, name="video_signals"),
]
