"""Events as the log tells them: in words, with a link where the reader may open it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.models import Event
from rodtrad.dialogues.models import Visit
from rodtrad.home.events import ADMIN_PAGES, PAGES, VERBS
from rodtrad.matrix.models import SelfAssessment
from rodtrad.organisation.access import Permission, has_anywhere


@dataclass(frozen=True)
class Happening:
    """An event as it is read."""

    at: datetime
    who: str
    did: str
    what: str
    url: str


# Kinds whose page not everybody who sees the event may open.
_ASKED: dict[str, Any] = {
    "matrix.selfassessment": SelfAssessment,
    "dialogues.visit": Visit,
}


def told_to(user: User, events: Iterable[Event]) -> list[Happening]:
    """Events in words, with a link where the person may open it. At most two queries.

    Needs `by` loaded.
    """
    rows = list(events)
    administers = has_anywhere(user, Permission.ADMINISTER)
    closed: set[tuple[str, str]] = set()
    for kind, model in _ASKED.items():
        named = {row.target_id for row in rows if row.target_type == kind}
        if named:
            found = model.objects.readable_by(user).filter(pk__in=named)
            opened = {str(pk) for pk in found.order_by().values_list("pk", flat=True)}
            closed |= {(kind, number) for number in named - opened}
    return [
        _told(
            row,
            administers=administers,
            is_closed=(row.target_type, row.target_id) in closed,
        )
        for row in rows
    ]


def _told(event: Event, *, administers: bool, is_closed: bool) -> Happening:
    """An event in words, with a link where its target has a page."""
    pages = PAGES | ADMIN_PAGES if administers else PAGES
    name, number = pages.get(event.target_type), event.target_id
    if name is None and "goal" in event.details:
        # A target, a review or an area has no page of its own: it is read at its goal.
        name, number = "goal_detail", event.details["goal"]
    elif name is None and "wheel" in event.details:
        # An item may be taken out again; its wheel is there.
        name, number = "wheel_detail", event.details["wheel"]
    return Happening(
        at=event.at,
        who=event.by.name if event.by else "Rödtråd",
        did=VERBS.get(event.verb, "ändrade"),
        what=event.target_label,
        url=reverse(name, args=[number]) if name and not is_closed else "",
    )
