"""Addresses of surveys, of answering them, and of the log of participation."""

from django.urls import path

from rodtrad.surveys import views

urlpatterns = [
    # Short, to be read aloud and typed on a phone; open to whoever has the address.
    path("svara/<slug:code>/", views.answer_survey, name="answer_survey"),
    path("svara/<slug:code>/tack/", views.answer_thanks, name="answer_thanks"),
    path("enkater/", views.survey_list, name="survey_list"),
    path("enkater/ny/", views.survey_create, name="survey_create"),
    path("enkater/<int:pk>/", views.survey_detail, name="survey_detail"),
    path("enkater/<int:pk>/andra/", views.survey_edit, name="survey_edit"),
    path("enkater/<int:pk>/visa/", views.survey_preview, name="survey_preview"),
    path("enkater/<int:pk>/kopiera/", views.survey_copy, name="survey_copy"),
    path("enkater/<int:pk>/banken/", views.survey_bank, name="survey_bank"),
    path("enkater/<int:pk>/fraga/", views.question_create, name="question_create"),
    path("enkater/<int:pk>/index/", views.index_create, name="index_create"),
    path("enkater/index/<int:pk>/", views.index_edit, name="index_edit"),
    path("enkater/index/<int:pk>/ta-bort/", views.index_remove, name="index_remove"),
    path("enkater/fraga/<int:pk>/", views.question_edit, name="question_edit"),
    path("enkater/fraga/<int:pk>/flytta/", views.question_move, name="question_move"),
    path("enkater/fraga/<int:pk>/ta-bort/", views.question_remove, name="question_remove"),
    path(
        "enkater/<int:pk>/sprak/<slug:language>/", views.survey_translate, name="survey_translate"
    ),
    path("enkater/<int:pk>/publicera/", views.survey_publish, name="survey_publish"),
    path("enkater/<int:pk>/stang/", views.survey_close, name="survey_close"),
    path("enkater/<int:pk>/resultat/", views.survey_results, name="survey_results"),
    path("enkater/<int:pk>/till-indikatorer/", views.survey_feed, name="survey_feed"),
    path("enkater/enhet/<int:pk>/", views.survey_unit, name="survey_unit"),
    path("enkater/enhet/<int:pk>/affisch/", views.survey_poster, name="survey_poster"),
    path("enkater/enhet/<int:pk>/koder/", views.code_list, name="code_list"),
    path("enkater/svar/<uuid:pk>/dolj/", views.answer_hide, name="answer_hide"),
    path("delaktighet/", views.participation_list, name="participation_list"),
    path("delaktighet/ny/", views.participation_create, name="participation_create"),
    path("delaktighet/<int:pk>/", views.participation_edit, name="participation_edit"),
    path("delaktighet/<int:pk>/ta-bort/", views.participation_remove, name="participation_remove"),
]
