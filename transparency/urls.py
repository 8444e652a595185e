from django.urls import path

from transparency import views

urlpatterns = [path("stato-di-pubblicazione.csv", views.status_csv, name="transparency_status")]
