"""Pages of requests and reports. Those of one person are kept in no cache; the list of reports is."""

from django.urls import path

from tickets.public import assistance, listing, private, report

urlpatterns = [
    path("assistenza/", assistance.assistance, name="assistance"),
    path("segnala/", report.start, name="report_start"),
    path("segnala/mappa.svg", report.map_picture, name="report_map"),
    path("segnala/<uuid:key>/dati/", report.data, name="report_data"),
    path("segnala/<uuid:key>/riepilogo/", report.summary, name="report_summary"),
    path("segnalazioni/", listing.reports, name="reports"),
    path("segnalazioni/feed.xml", listing.feed, name="reports_feed"),
    path("segnalazioni/segui/<int:number>/<str:key>/", listing.follower, name="follower"),
    path("segnalazioni/<int:year>/<int:number>/", listing.report, name="report"),
    path("segnalazioni/<int:year>/<int:number>/foto/<int:photo_id>/", listing.photo, name="report_photo"),
    path("richieste/<uuid:public_id>/<str:key>/", private.ticket, name="ticket"),
    path("richieste/<uuid:public_id>/<str:key>/file/<int:number>/", private.file, name="ticket_file"),
]
