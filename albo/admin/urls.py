"""Addresses of the register in the admin."""

from django.urls import path

from albo.admin import views

urlpatterns = [
    path("albo/", views.RegisterList.as_view(), name="albo_admin"),
    path("albo/nuova/", views.Add.as_view(), name="albo_admin_add"),
    path("albo/registro.csv", views.Export.as_view(), name="albo_admin_csv"),
    path("albo/registro-<int:year>.pdf", views.YearPdf.as_view(), name="albo_admin_pdf"),
    path("albo/<int:entry_id>/", views.Show.as_view(), name="albo_admin_show"),
    path("albo/<int:entry_id>/modifica/", views.Edit.as_view(), name="albo_admin_edit"),
    path("albo/<int:entry_id>/butta/", views.Discard.as_view(), name="albo_admin_discard"),
    path("albo/<int:entry_id>/file/", views.AddFile.as_view(), name="albo_admin_add_file"),
    path("albo/<int:entry_id>/file/<int:file_id>/", views.File.as_view(), name="albo_admin_file"),
    path("albo/<int:entry_id>/file/<int:file_id>/togli/", views.RemoveFile.as_view(), name="albo_admin_remove_file"),
    path("albo/<int:entry_id>/pubblica/", views.Publish.as_view(), name="albo_admin_publish"),
    path("albo/<int:entry_id>/in-bozza/", views.Unschedule.as_view(), name="albo_admin_unschedule"),
    path("albo/<int:entry_id>/annulla/", views.Annul.as_view(), name="albo_admin_annul"),
    path("albo/<int:entry_id>/correggi/", views.Correct.as_view(), name="albo_admin_correct"),
    path("albo/<int:entry_id>/certificato.pdf", views.Certificate.as_view(), name="albo_admin_certificate"),
]
