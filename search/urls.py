from django.urls import path

from search import views

urlpatterns = [
    path("", views.search, name="search"),
    path("suggerimenti/", views.suggestions, name="search_suggestions"),
    path("scelta/", views.chosen, name="search_chosen"),
]
