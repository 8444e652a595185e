from django.urls import path

from feedback import views

urlpatterns = [path("", views.rate, name="rate"), path("biglietto/", views.ticket, name="rating_ticket")]
