"""Addresses of the start page, search, the log and the demo's cast."""

from django.urls import path

from rodtrad.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sok/", views.search, name="search"),
    path("handelser/", views.event_list, name="event_list"),
    path("demo/", views.demo_cast, name="demo_cast"),
    path("demo/<int:pk>/", views.demo_sign_in, name="demo_sign_in"),
]
