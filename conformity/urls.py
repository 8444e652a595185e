"""Addresses of the checks in the admin."""

from django.urls import path

from conformity import views

urlpatterns = [
    path("conformita/", views.Overview.as_view(), name="conformity"),
    path("conformita/sito/", views.SiteView.as_view(), name="conformity_site"),
    path("conformita/avvia/", views.start, name="conformity_start"),
    path("conformita/tutti.csv", views.AllSpreadsheetView.as_view(), name="conformity_all_csv"),
    path("conformita/tutti.pdf", views.AllDocumentView.as_view(), name="conformity_all_pdf"),
    path("conformita/<int:conformity_run_id>/", views.RunView.as_view(), name="conformity_run"),
    path("conformita/<int:conformity_run_id>/stato.json", views.StateView.as_view(), name="conformity_state"),
    path("conformita/<int:conformity_run_id>/controllo.csv", views.SpreadsheetView.as_view(), name="conformity_csv"),
    path("conformita/<int:conformity_run_id>/controllo.pdf", views.DocumentView.as_view(), name="conformity_pdf"),
]
