"""Addresses of key figures for the board."""

from django.urls import path

from rodtrad.keyfigures import views

urlpatterns = [
    path("nyckeltal/", views.occasion_list, name="occasion_list"),
    path("nyckeltal/ny/", views.occasion_create, name="occasion_create"),
    path("nyckeltal/<int:pk>/", views.occasion_detail, name="occasion_detail"),
    path("nyckeltal/<int:pk>/andra/", views.occasion_edit, name="occasion_edit"),
    path("nyckeltal/<int:pk>/pdf/", views.occasion_pdf, name="occasion_pdf"),
    path("nyckeltal/<int:pk>/historik/", views.occasion_history, name="occasion_history"),
    path("nyckeltal/<int:pk>/lamna/", views.occasion_release, name="occasion_release"),
    path("nyckeltal/<int:pk>/ratta/", views.occasion_reopen, name="occasion_reopen"),
    path("nyckeltal/<int:pk>/enhet/<str:code>/", views.analysis_edit, name="analysis_edit"),
]
