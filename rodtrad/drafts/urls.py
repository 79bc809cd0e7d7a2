"""Addresses of the drafts."""

from django.urls import path

from rodtrad.drafts import views

urlpatterns = [
    path("utkast/", views.draft_save, name="draft_save"),
    path("utkast/kasta/", views.draft_discard, name="draft_discard"),
]
