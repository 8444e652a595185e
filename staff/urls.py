"""Signing in, one's own second factor, and the staff of a body. Before Wagtail's own addresses: no way round them."""

from allauth.account import views as account
from django.urls import include, path

from staff import views

urlpatterns = [
    path("login/", views.to_sign_in, name="wagtailadmin_login"),
    path("accesso/", account.login, name="account_login"),
    path("accesso/esci/", account.logout, name="account_logout"),
    path("accesso/chiuso/", account.account_inactive, name="account_inactive"),
    path("accesso/conferma/", account.reauthenticate, name="account_reauthenticate"),
    path("accesso/secondo-fattore/", include("allauth.mfa.urls")),
    path("personale/", views.StaffList.as_view(), name="staff_list"),
    path("personale/nuovo/", views.NewPerson.as_view(), name="staff_add"),
    path("personale/<int:person_id>/", views.EditPerson.as_view(), name="staff_edit"),
    path("personale/<int:person_id>/password/", views.SendPassword.as_view(), name="staff_password"),
    path("personale/<int:person_id>/secondo-fattore/", views.ResetFactor.as_view(), name="staff_second_factor"),
    path("registro/", views.Register.as_view(), name="staff_register"),
    path("ente/", views.choose_body, name="staff_working_body"),
]
