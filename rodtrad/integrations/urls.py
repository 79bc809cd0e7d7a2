"""Addresses of what is brought in from outside."""

from django.urls import path

from rodtrad.integrations import views

urlpatterns = [
    path("administration/importer/", views.import_list, name="import_list"),
    path("administration/importer/ny/", views.import_create, name="import_create"),
    path("administration/importer/<int:pk>/", views.import_detail, name="import_detail"),
    path("administration/importer/<int:pk>/angra/", views.import_undo, name="import_undo"),
    path("administration/importer/kalkylark/", views.sheet_create, name="sheet_create"),
    path("administration/importer/kalkylark/<int:pk>/", views.sheet_detail, name="sheet_detail"),
    path(
        "administration/importer/kalkylark/<int:pk>/blad/", views.sheet_choose, name="sheet_choose"
    ),
    path(
        "administration/importer/kalkylark/<int:pk>/kolumner/", views.sheet_edit, name="sheet_edit"
    ),
    path(
        "administration/importer/kalkylark/<int:pk>/enheter/", views.sheet_units, name="sheet_units"
    ),
    path(
        "administration/importer/kalkylark/<int:pk>/ta-bort/",
        views.sheet_remove,
        name="sheet_remove",
    ),
    path("administration/importer/mall/", views.template_create, name="template_create"),
    path("administration/importer/kolumnval/", views.mapping_list, name="mapping_list"),
    path("administration/importer/kolumnval/<int:pk>/", views.mapping_edit, name="mapping_edit"),
    path(
        "administration/importer/kolumnval/<int:pk>/enheter/",
        views.mapping_units,
        name="mapping_units",
    ),
    path(
        "administration/importer/kolumnval/<int:pk>/ta-bort/",
        views.mapping_remove,
        name="mapping_remove",
    ),
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
