"""Addresses of practices and references."""

from django.urls import path

from rodtrad.evidence import views

urlpatterns = [
    path("beprovat/", views.practice_list, name="practice_list"),
    path("beprovat/nytt/", views.practice_create, name="practice_create"),
    path("beprovat/granser/", views.limits_edit, name="limits_edit"),
    path("beprovat/for-mal/<int:pk>/", views.goal_practices, name="goal_practices"),
    path("beprovat/for-omrade/<int:pk>/", views.area_practices, name="area_practices"),
    path("beprovat/<int:pk>/", views.practice_detail, name="practice_detail"),
    path("beprovat/<int:pk>/andra/", views.practice_edit, name="practice_edit"),
    path("beprovat/<int:pk>/historik/", views.practice_history, name="practice_history"),
    path("beprovat/<int:pk>/ta-bort/", views.practice_remove, name="practice_remove"),
    path("beprovat/<int:pk>/prova/", views.trial_create, name="trial_create"),
    path("beprovat/<int:pk>/borja/", views.practice_start, name="practice_start"),
    path("beprovat/<int:pk>/borja/<int:goal>/", views.practice_begin, name="practice_begin"),
    path("beprovat/<int:pk>/sprid/", views.practice_share, name="practice_share"),
    path("beprovat/<int:pk>/granska/", views.practice_review, name="practice_review"),
    path("beprovat/spridning/<int:pk>/ta-bort/", views.sharing_remove, name="sharing_remove"),
    path("beprovat/granskning/<int:pk>/ta-bort/", views.review_remove, name="review_remove"),
    path("beprovat/provning/<int:pk>/", views.trial_evaluate, name="trial_evaluate"),
    path("beprovat/provning/<int:pk>/ta-bort/", views.trial_remove, name="trial_remove"),
    path("referenser/", views.reference_list, name="reference_list"),
    path("referenser/ny/", views.reference_create, name="reference_create"),
    path("referenser/fran-fil/", views.reference_import, name="reference_import"),
    path("referenser/<int:pk>/", views.reference_detail, name="reference_detail"),
    path("referenser/<int:pk>/andra/", views.reference_edit, name="reference_edit"),
    path("referenser/<int:pk>/ta-bort/", views.reference_remove, name="reference_remove"),
    path("referenser/<int:pk>/las/", views.reading_create, name="reading_create"),
    path("referenser/laslista/<int:pk>/ta-bort/", views.reading_remove, name="reading_remove"),
    path("referenser/till/<slug:kind>/<int:pk>/", views.reference_attach, name="reference_attach"),
    path("referenser/vilar-pa/<slug:kind>/<int:pk>/", views.grounds_detail, name="grounds_detail"),
    path("referenser/koppling/<int:pk>/ta-bort/", views.reference_detach, name="reference_detach"),
]
