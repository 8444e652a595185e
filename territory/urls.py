"""Files beside pages: their addresses have a name with a dot, so no page can be there."""

from django.urls import re_path

from territory import views

urlpatterns = [
    re_path(r"^((?:[\w\-]+/)+)evento\.ics$", views.event_calendar, name="event_calendar"),
    re_path(r"^((?:[\w\-]+/)+)calendario\.ics$", views.body_calendar, name="body_calendar"),
]
