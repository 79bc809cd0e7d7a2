"""Addresses of what is brought in from outside."""

from django.urls import path

from rodtrad.integrations import views

urlpatterns = [
    path("administration/importer/", views.import_list, name="import_list"),
    path("administration/importer/ny/", views.import_create, name="import_create"),
    path("administration/importer/<int:pk>/", views.import_detail, name="import_detail"),
    path("administration/importer/<int:pk>/angra/", views.import_undo, name="import_undo"),
    path("administration/kallor/", views.source_list, name="source_list"),
    path("administration/kallor/<slug:key>/", views.source_edit, name="source_edit"),
    path("administration/hamtningar/<slug:key>/", views.fetch_start, name="fetch_start"),
    path("administration/nyckeltal/", views.kpi_list, name="kpi_list"),
    path("administration/nyckeltal/enheter/", views.place_edit, name="place_edit"),
    path("administration/nyckeltal/<slug:code>/folj/", views.kpi_choose, name="kpi_choose"),
    path("administration/nyckeltal/<slug:code>/sluta/", views.kpi_stop, name="kpi_stop"),
    path("administration/forslag/", views.proposal_list, name="proposal_list"),
    path("administration/forslag/<int:pk>/", views.proposal_edit, name="proposal_edit"),
    path("administration/tjansteroller/", views.dutyrole_edit, name="dutyrole_edit"),
]
