"""Addresses of goals, their targets, activities, analyses and development areas."""

from django.urls import path

from rodtrad.goals import views

urlpatterns = [
    path("mal/", views.goal_list, name="goal_list"),
    path("mal/nytt/", views.goal_create, name="goal_create"),
    path("mal/tackning/", views.goal_coverage, name="goal_coverage"),
    path("mal/<int:pk>/", views.goal_detail, name="goal_detail"),
    path("mal/<int:pk>/andra/", views.goal_edit, name="goal_edit"),
    path("mal/<int:pk>/avsluta/", views.goal_close, name="goal_close"),
    path("mal/<int:pk>/historik/", views.goal_history, name="goal_history"),
    path("mal/<int:pk>/trad/", views.goal_thread, name="goal_thread"),
    path("styrdokument/<int:pk>/mal/", views.document_goals, name="document_goals"),
    path("krav/<int:pk>/", views.requirement_goals, name="requirement_goals"),
    path("mal/<int:pk>/indikator/", views.target_create, name="target_create"),
    path("malindikator/<int:pk>/andra/", views.target_edit, name="target_edit"),
    path("malindikator/<int:pk>/avstamning/", views.target_measure, name="target_measure"),
    path("mal/<int:pk>/aktivitet/", views.activity_create, name="activity_create"),
    path("aktivitet/<int:pk>/", views.activity_detail, name="activity_detail"),
    path("aktivitet/<int:pk>/andra/", views.activity_edit, name="activity_edit"),
    path("aktivitet/<int:pk>/avsluta/", views.activity_close, name="activity_close"),
    path("aktivitet/<int:pk>/historik/", views.activity_history, name="activity_history"),
    path("aktivitet/<int:pk>/avstamning/", views.checkin_create, name="checkin_create"),
    path("mal/<int:pk>/analys/<slug:year>/", views.review_edit, name="review_edit"),
    path("mal/<int:pk>/analys/<slug:year>/historik/", views.review_history, name="review_history"),
    path("utvecklingsomraden/", views.area_list, name="area_list"),
    path("utvecklingsomraden/nytt/", views.area_create, name="area_create"),
    path("utvecklingsomraden/<int:pk>/andra/", views.area_edit, name="area_edit"),
    path("utvecklingsomraden/<int:pk>/mal/", views.area_to_goal, name="area_to_goal"),
    path("utvecklingsomraden/<int:pk>/avfor/", views.area_set_aside, name="area_set_aside"),
]
