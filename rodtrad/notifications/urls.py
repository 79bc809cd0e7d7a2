"""Addresses of one's own notices."""

from django.urls import path

from rodtrad.notifications import views

urlpatterns = [
    path("meddelanden/", views.notice_list, name="notice_list"),
    path("meddelanden/lasta/", views.notice_read_all, name="notice_read_all"),
    path("meddelanden/veckobrev/", views.weekly_letter, name="weekly_letter"),
    path("meddelanden/<int:pk>/", views.notice_open, name="notice_open"),
]
