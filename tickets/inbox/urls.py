from django.urls import path

from tickets.inbox import lists, one, ratings

urlpatterns = [
    path("ascolto/", lists.Inbox.as_view(), name="inbox"),
    path("ascolto/valutazioni/", ratings.InboxRatings.as_view(), name="inbox_ratings"),
    path("ascolto/esporta.csv", lists.InboxCsv.as_view(), name="inbox_csv"),
    path("ascolto/insieme/", lists.Bulk.as_view(), name="inbox_bulk"),
    path("ascolto/<int:ticket_id>/", one.ShowTicket.as_view(), name="inbox_ticket"),
    path("ascolto/<int:ticket_id>/file/<int:attachment_id>/", one.TicketFile.as_view(), name="inbox_file"),
]
