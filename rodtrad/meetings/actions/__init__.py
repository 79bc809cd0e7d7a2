"""Every change of meetings, one module by noun."""

from rodtrad.meetings.actions.agenda import (
    Point,
    add_file,
    add_item,
    add_material,
    change_item,
    decline_proposal,
    fill_agenda,
    move_item,
    propose,
    put_back,
    remove_item,
    remove_material,
    set_outcome,
    withdraw_proposal,
)
from rodtrad.meetings.actions.attendance import answer_call, call_people, set_presence, uncall
from rodtrad.meetings.actions.decisions import (
    Resolution,
    change_decision,
    follow_up_decision,
    make_decision,
    revise_decision,
)
from rodtrad.meetings.actions.meetings import (
    Sitting,
    cancel_meeting,
    change_meeting,
    create_meeting,
    open_day,
    open_days,
    send_call,
)
from rodtrad.meetings.actions.minutes import adopt_minutes
from rodtrad.meetings.actions.notes import Edit, write_notes
from rodtrad.meetings.actions.plans import change_health_plan, save_network_goal

__all__ = [
    "Edit",
    "Point",
    "Resolution",
    "Sitting",
    "add_file",
    "add_item",
    "add_material",
    "adopt_minutes",
    "answer_call",
    "call_people",
    "cancel_meeting",
    "change_decision",
    "change_health_plan",
    "change_item",
    "change_meeting",
    "create_meeting",
    "decline_proposal",
    "fill_agenda",
    "follow_up_decision",
    "make_decision",
    "move_item",
    "open_day",
    "open_days",
    "propose",
    "put_back",
    "remove_item",
    "remove_material",
    "revise_decision",
    "save_network_goal",
    "send_call",
    "set_outcome",
    "set_presence",
    "uncall",
    "withdraw_proposal",
    "write_notes",
]
