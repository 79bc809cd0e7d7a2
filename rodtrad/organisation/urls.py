"""Addresses of the administration: units, people, roles and school years."""

from django.urls import path

from rodtrad.organisation.views import breaks, people, start, story, units, years

UNITS = "administration/enheter/"
PEOPLE = "administration/personer/"
BREAKS = "administration/lov/"
YEARS = "administration/lasar/"

urlpatterns = [
    path("administration/", start.admin_home, name="admin_home"),
    path("administration/roller/", start.role_list, name="role_list"),
    path(UNITS, units.unit_list, name="unit_list"),
    path(f"{UNITS}ny/", units.unit_create, name="unit_create"),
    path(f"{UNITS}<str:code>/", units.unit_detail, name="unit_detail"),
    path(f"{UNITS}<str:code>/andra/", units.unit_edit, name="unit_edit"),
    path(f"{UNITS}<str:code>/stang/", units.unit_close, name="unit_close"),
    path(f"{UNITS}<str:code>/sla-ihop/", units.unit_merge, name="unit_merge"),
    path(f"{UNITS}<str:code>/dela/", units.unit_split, name="unit_split"),
    path(f"{UNITS}<str:code>/flytta/", units.unit_move, name="unit_move"),
    path(f"{UNITS}<str:code>/historik/", units.unit_history, name="unit_history"),
    path("enheter/<str:code>/genom-aren/", story.unit_story, name="unit_story"),
    path(PEOPLE, people.person_list, name="person_list"),
    path(f"{PEOPLE}ny/", people.person_create, name="person_create"),
    path(f"{PEOPLE}<int:pk>/", people.person_detail, name="person_detail"),
    path(f"{PEOPLE}<int:pk>/andra/", people.person_edit, name="person_edit"),
    path(f"{PEOPLE}<int:pk>/bjud-in/", people.person_invite, name="person_invite"),
    path(f"{PEOPLE}<int:pk>/stang-av/", people.person_deactivate, name="person_deactivate"),
    path(f"{PEOPLE}<int:pk>/uppdrag/", people.assignment_create, name="assignment_create"),
    path(
        "administration/uppdrag/<int:pk>/avsluta/",
        people.assignment_end,
        name="assignment_end",
    ),
    path(BREAKS, breaks.schoolbreak_list, name="schoolbreak_list"),
    path(f"{BREAKS}nytt/", breaks.schoolbreak_create, name="schoolbreak_create"),
    path(f"{BREAKS}<int:pk>/andra/", breaks.schoolbreak_edit, name="schoolbreak_edit"),
    path(f"{BREAKS}<int:pk>/ta-bort/", breaks.schoolbreak_remove, name="schoolbreak_remove"),
    path(YEARS, years.year_list, name="year_list"),
    path(f"{YEARS}nytt/", years.year_create, name="year_create"),
    path(f"{YEARS}<slug:year>/stang/", years.year_close, name="year_close"),
]
