"""Addresses where forums are changed; where they are read is the meetings' part."""

from django.urls import path

from rodtrad.forums import views

FORUM = "forum/<int:pk>/"

urlpatterns = [
    path("forum/nytt/", views.forum_create, name="forum_create"),
    path(f"{FORUM}andra/", views.forum_edit, name="forum_edit"),
    path(f"{FORUM}installningar/", views.forum_settings, name="forum_settings"),
    path(f"{FORUM}upphor/", views.forum_end, name="forum_end"),
    path(f"{FORUM}serie/", views.forumseries_create, name="forumseries_create"),
    path("forum/serie/<int:pk>/", views.forumseries_edit, name="forumseries_edit"),
    path("forum/serie/<int:pk>/ta-bort/", views.forumseries_remove, name="forumseries_remove"),
    path(f"{FORUM}roll/", views.memberrole_create, name="memberrole_create"),
    path("forum/roll/<int:pk>/ta-bort/", views.memberrole_remove, name="memberrole_remove"),
    path(f"{FORUM}medlem/", views.handmember_create, name="handmember_create"),
    path("forum/medlem/<int:pk>/avsluta/", views.handmember_end, name="handmember_end"),
    path("forum/narvaro/", views.attendance_list, name="attendance_list"),
    path(
        f"{FORUM}narvaro/<str:code>/<int:person>/<slug:year>/",
        views.attendance_edit,
        name="attendance_edit",
    ),
]
