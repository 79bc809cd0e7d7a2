"""Addresses of steering documents and their points."""

from django.urls import path

from rodtrad.steering import views

urlpatterns = [
    path("styrdokument/", views.document_list, name="document_list"),
    path("styrdokument/nytt/", views.document_create, name="document_create"),
    path("styrdokument/<int:pk>/", views.document_detail, name="document_detail"),
    path("styrdokument/<int:pk>/andra/", views.document_edit, name="document_edit"),
    path("styrdokument/<int:pk>/historik/", views.document_history, name="document_history"),
    path("styrdokument/<int:pk>/fil/", views.document_file, name="document_file"),
    path("styrdokument/<int:pk>/krav/", views.requirement_create, name="requirement_create"),
    path("krav/<int:pk>/andra/", views.requirement_edit, name="requirement_edit"),
]
