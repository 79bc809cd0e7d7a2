"""Addresses of forums as they are read, of meetings and of decisions."""

from django.urls import path

from rodtrad.meetings.views import (
    agenda,
    calls,
    days,
    decisions,
    forums,
    meetings,
    minutes,
    notes,
    plans,
    proposals,
)

FORUM = "forum/<int:pk>/"
MEETING = "moten/<int:pk>/"
ITEM = "moten/punkt/<int:pk>/"
DECISION = "beslut/<int:pk>/"

urlpatterns = [
    path("forum/", forums.forum_list, name="forum_list"),
    path(FORUM, forums.forum_detail, name="forum_detail"),
    path(f"{FORUM}mote/", meetings.meeting_create, name="meeting_create"),
    path(f"{FORUM}forbered/", days.meeting_open, name="meeting_open"),
    path("forum/serie/<int:pk>/<slug:day>/andra/", days.forumday_edit, name="forumday_edit"),
    path("forum/serie/<int:pk>/<slug:day>/angra/", days.forumday_restore, name="forumday_restore"),
    path(f"{FORUM}foresla/", proposals.proposal_create, name="proposal_create"),
    path("forum/forslag/<int:pk>/avboj/", proposals.proposal_decline, name="proposal_decline"),
    path("forum/forslag/<int:pk>/aterta/", proposals.proposal_withdraw, name="proposal_withdraw"),
    path(f"{FORUM}mal/", plans.networkgoal_create, name="networkgoal_create"),
    path("forum/mal/<int:pk>/", plans.networkgoal_edit, name="networkgoal_edit"),
    path("halsoplan/<str:code>/", plans.healthplan_edit, name="healthplan_edit"),
    path("moten/", meetings.meeting_list, name="meeting_list"),
    path(MEETING, meetings.meeting_detail, name="meeting_detail"),
    path(f"{MEETING}andra/", meetings.meeting_edit, name="meeting_edit"),
    path(f"{MEETING}stall-in/", meetings.meeting_cancel, name="meeting_cancel"),
    path(f"{MEETING}mote.ics", meetings.meeting_ics, name="meeting_ics"),
    path(f"{MEETING}kalla/", calls.meeting_send, name="meeting_send"),
    path(f"{MEETING}svara/", calls.meeting_answer, name="meeting_answer"),
    path(f"{MEETING}kalla-person/", calls.attendee_create, name="attendee_create"),
    path(f"{MEETING}kalla-halsan/", calls.health_call, name="health_call"),
    path(f"{MEETING}narvaro/", calls.presence_save, name="presence_save"),
    path("moten/kallad/<int:pk>/ta-bort/", calls.attendee_remove, name="attendee_remove"),
    path(f"{MEETING}tillkommer/", agenda.agenda_fill, name="agenda_fill"),
    path(f"{MEETING}punkt/", agenda.item_create, name="item_create"),
    path(f"{ITEM}andra/", agenda.item_edit, name="item_edit"),
    path(f"{ITEM}ta-bort/", agenda.item_remove, name="item_remove"),
    path(f"{ITEM}lagg-tillbaka/", agenda.item_restore, name="item_restore"),
    path(f"{ITEM}flytta/", agenda.item_move, name="item_move"),
    path(f"{ITEM}utfall/", agenda.item_outcome, name="item_outcome"),
    path(f"{ITEM}historik/", notes.note_history, name="note_history"),
    path(f"{ITEM}underlag/", agenda.material_create, name="material_create"),
    path("moten/underlag/<int:pk>/", agenda.material_file, name="material_file"),
    path("moten/underlag/<int:pk>/ta-bort/", agenda.material_remove, name="material_remove"),
    path(f"{MEETING}genomfor/", notes.meeting_run, name="meeting_run"),
    path(f"{ITEM}anteckna/", notes.note_save, name="note_save"),
    path(f"{MEETING}anteckningar/lage/", notes.note_state, name="note_state"),
    path(f"{MEETING}faststall/", minutes.minutes_adopt, name="minutes_adopt"),
    path(f"{MEETING}anteckningar.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path(f"{MEETING}anteckningar.docx", minutes.minutes_docx, name="minutes_docx"),
    path(f"{MEETING}beslut/", decisions.decision_create, name="decision_create"),
    path("beslut/", decisions.decision_list, name="decision_list"),
    path(DECISION, decisions.decision_detail, name="decision_detail"),
    path(f"{DECISION}andra/", decisions.decision_edit, name="decision_edit"),
    path(f"{DECISION}folj-upp/", decisions.decision_follow_up, name="decision_follow_up"),
    path(f"{DECISION}ersatt/", decisions.decision_revise, name="decision_revise"),
]
