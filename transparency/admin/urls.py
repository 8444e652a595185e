from django.urls import path

from transparency.admin import views

urlpatterns = [
    path("trasparenza/", views.Desk.as_view(), name="transparency_desk"),
    path("trasparenza/da-fare.csv", views.DeskExport.as_view(), name="transparency_desk_csv"),
]
