"""Meetings: their agenda, who is called, what was noted and decided, and the frozen minutes."""

from rodtrad.meetings.models.agenda import AgendaItem, Material, NoteReceipt, NoteVersion, Proposal
from rodtrad.meetings.models.decision import Decision, DecisionFollowUp
from rodtrad.meetings.models.health import HealthPlan
from rodtrad.meetings.models.meeting import Attendee, Meeting, MeetingQuerySet
from rodtrad.meetings.models.minutes import MinutesSnapshot
from rodtrad.meetings.models.network import NetworkGoal

__all__ = [
    "AgendaItem",
    "Attendee",
    "Decision",
    "DecisionFollowUp",
    "HealthPlan",
    "Material",
    "Meeting",
    "MeetingQuerySet",
    "MinutesSnapshot",
    "NetworkGoal",
    "NoteReceipt",
    "NoteVersion",
    "Proposal",
]
