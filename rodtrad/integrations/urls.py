"""Addresses of what is brought in from outside."""

from django.urls import path

from rodtrad.integrations import views

urlpatterns = [
    path("administration/importer/", views.import_list, name="import_list"),
    path("administration/importer/ny/", views.import_create, name="import_create"),
]
