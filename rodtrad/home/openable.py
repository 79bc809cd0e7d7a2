"""Which of the targets that the log names the person may open: a link never leads to nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import CharField, QuerySet, Value

from rodtrad.accounts.models import User
from rodtrad.audit.models import Event
from rodtrad.core.numbers import parse_pk
from rodtrad.dialogues.models import Visit
from rodtrad.forums.models import Forum
from rodtrad.goals.models import AnalysisDay
from rodtrad.meetings.models import Meeting
from rodtrad.reports.queries import readable_reports
from rodtrad.yearwheel.models import Wheel

# What is read by fewer than those who read the unit's work, or may have been taken away since.
_NARROW: dict[str, Callable[[User, date], QuerySet[Any]]] = {
    "dialogues.visit": lambda user, today: Visit.objects.readable_by(user),
    "forums.forum": lambda user, today: Forum.objects.readable_by(user, today),
    "goals.analysisday": lambda user, today: AnalysisDay.objects.joined_by(user),
    "meetings.meeting": lambda user, today: Meeting.objects.readable_by(user, today),
    "reports.report": lambda user, today: readable_reports(user),
    "yearwheel.wheel": lambda user, today: Wheel.objects.readable_by(user),
}


def target_of(event: Event) -> tuple[str, str]:
    """The kind and number of what the event is read at: an item at its wheel."""
    if event.target_type == "yearwheel.wheelitem" and "wheel" in event.details:
        return "yearwheel.wheel", str(event.details["wheel"])
    return event.target_type, str(event.target_id)


def closed_targets(user: User, events: Iterable[Event], today: date) -> set[tuple[str, str]]:
    """The targets that the person may not open. One query, or none.

    Args:
        events: as many as a page shows.
    """
    named: dict[str, set[int]] = defaultdict(set)
    for event in events:
        kind, number = target_of(event)
        pk = parse_pk(number)
        if kind in _NARROW and pk is not None:
            named[kind].add(pk)
    if not named:
        return set()
    asked = [
        _NARROW[kind](user, today)
        .filter(pk__in=numbers)
        .select_related(None)
        .order_by()
        .annotate(target_kind=Value(kind, output_field=CharField()))
        .values_list("target_kind", "pk")
        for kind, numbers in sorted(named.items())
    ]
    first, *others = asked
    rows = first.union(*others) if others else first
    opened = {(kind, pk) for kind, pk in rows}
    return {
        (kind, str(pk))
        for kind, numbers in named.items()
        for pk in numbers
        if (kind, pk) not in opened
    }
