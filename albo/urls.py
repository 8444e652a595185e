"""Addresses of the register. Its first page is a page of the tree; entries and files are rows and have views."""

from django.urls import path

from albo import views

urlpatterns = [
    path("", views.register, name="albo_register"),
    path("<int:year>/<int:number>/", views.entry, name="albo_entry"),
    path("<int:year>/<int:number>/<int:file_id>/<str:name>", views.file, name="albo_file"),
]
