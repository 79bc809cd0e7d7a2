"""Addresses of the evidence, of complaints, and of how long records are kept."""

from django.urls import path

from rodtrad.inspection import views

urlpatterns = [
    path("underlag/", views.evidence_list, name="evidence_list"),
    path("underlag/paket/<str:code>/", views.evidence_package, name="evidence_package"),
    path("underlag/enhet/<str:code>/", views.evidence_detail, name="evidence_detail"),
    path("klagomal/", views.complaint_list, name="complaint_list"),
    path("klagomal/<str:code>/<slug:period>/", views.complaint_edit, name="complaint_edit"),
    path("konto/mina-uppgifter/", views.own_data, name="own_data"),
    path("konto/mina-uppgifter/fil/", views.own_data_file, name="own_data_file"),
    path("administration/gallring/", views.retention_list, name="retention_list"),
    path("administration/gallring/<slug:kind>/", views.retention_edit, name="retention_edit"),
    path(
        "administration/gallring/<slug:kind>/ta-bort/",
        views.retention_remove,
        name="retention_remove",
    ),
]
