"""Addresses of indicators and measurements."""

from django.urls import path

from rodtrad.indicators import views

urlpatterns = [
    path("indikatorer/", views.indicator_list, name="indicator_list"),
    path("indikatorer/ny/", views.indicator_create, name="indicator_create"),
    path("indikatorer/<int:pk>/", views.indicator_detail, name="indicator_detail"),
    path("indikatorer/<int:pk>/andra/", views.indicator_edit, name="indicator_edit"),
    path("indikatorer/<int:pk>/historik/", views.indicator_history, name="indicator_history"),
    path("indikatorer/<int:pk>/brott/", views.break_create, name="break_create"),
    path("indikatorer/<int:pk>/jamforelse/", views.indicator_compare, name="indicator_compare"),
    path(
        "indikatorer/<int:pk>/forklaring/<slug:year>/",
        views.explanation_edit,
        name="explanation_edit",
    ),
    path("sa-raknar-vi/", views.method_detail, name="method_detail"),
    path("indikatorer/<int:pk>/enhet/<str:code>/", views.series_detail, name="series_detail"),
    path(
        "indikatorer/<int:pk>/enhet/<str:code>/varde/",
        views.measurement_create,
        name="measurement_create",
    ),
    path(
        "indikatorer/<int:pk>/enhet/<str:code>/validitet/<slug:year>/",
        views.validity_edit,
        name="validity_edit",
    ),
    path("matvarde/<int:pk>/", views.measurement_edit, name="measurement_edit"),
    path(
        "matvarde/<int:pk>/satt-at-sidan/",
        views.measurement_set_aside,
        name="measurement_set_aside",
    ),
    path(
        "matvarde/<int:pk>/anvand-igen/",
        views.measurement_take_back,
        name="measurement_take_back",
    ),
]
