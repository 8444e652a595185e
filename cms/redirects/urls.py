from django.urls import path

from cms.redirects import views

urlpatterns = [
    path("reindirizzamenti/", views.RedirectList.as_view(), name="unica_redirects"),
    path("reindirizzamenti/nuovo/", views.EditRedirect.as_view(), name="unica_redirects_add"),
    path("reindirizzamenti/<int:redirect_id>/", views.EditRedirect.as_view(), name="unica_redirects_edit"),
    path("reindirizzamenti/<int:redirect_id>/togli/", views.DeleteRedirect.as_view(), name="unica_redirects_delete"),
    path("reindirizzamenti/importa/", views.ImportRedirects.as_view(), name="unica_redirects_import"),
    path("reindirizzamenti/importa/controlla/", views.ReviewImport.as_view(), name="unica_redirects_review"),
    path("reindirizzamenti/importa/esito.csv", views.ImportReport.as_view(), name="unica_redirects_report"),
]
