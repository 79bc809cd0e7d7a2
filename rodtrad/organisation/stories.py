"""What has happened to a unit through the years, read from what is kept of it."""

import itertools
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F
from django.utils import timezone

from rodtrad.audit.models import Event
from rodtrad.organisation.access import Permission
from rodtrad.organisation.models import Assignment, Unit, UnitSuccession


@dataclass(frozen=True)
class Happening:
    """One thing that happened to a unit, and the other unit it has to do with."""

    on: date
    words: str
    other: Unit | None = None
    note: str = ""


@dataclass
class Story:
    """A unit's life: what happened, in order, and who led it when."""

    happenings: list[Happening] = field(default_factory=list)
    leaders: list[Assignment] = field(default_factory=list)

    @property
    def others(self) -> list[Unit]:
        """The units that it came from or became."""
        return [one.other for one in self.happenings if one.other is not None]


def story_of(unit: Unit, *, today: date) -> Story:
    """What is known of a unit's life. Five queries, however long it is."""
    found = [Happening(unit.opened, "startade")]
    for row in unit.predecessors.select_related("predecessor"):
        found.append(
            Happening(row.on, f"tog över efter {row.predecessor}", row.predecessor, row.note)
        )
    words = {
        UnitSuccession.Kind.MERGED: "slogs ihop med",
        UnitSuccession.Kind.SPLIT: "delades till",
        UnitSuccession.Kind.REPLACED: "ersattes av",
    }
    for row in unit.successors.select_related("successor"):
        kind = words[UnitSuccession.Kind(row.kind)]
        found.append(Happening(row.on, f"{kind} {row.successor}", row.successor, row.note))
    if unit.closed is not None:
        verb = "stängde" if unit.closed <= today else "stänger"
        found.append(Happening(unit.closed, verb))
    found += _moves(unit) + _names(unit)
    leaders = [
        row
        for row in Assignment.objects.filter(unit=unit)
        .select_related("user", "role")
        .order_by("-starts", "role__position", F("ends").desc(nulls_first=True), "pk")
        if Permission.PLAN in row.role.permissions
    ]
    return Story(sorted(found, key=lambda one: one.on), leaders)


def _moves(unit: Unit) -> list[Happening]:
    """Where it moved from and to, as the log says. One query."""
    events = Event.objects.filter(
        verb="unit.moved", target_type=unit._meta.label_lower, target_id=str(unit.pk)
    )
    return [
        Happening(
            timezone.localdate(event.at),
            f"flyttades från {event.details['before']} till {event.details['after']}"
            if event.details.get("before")
            else f"flyttades till {event.details.get('after', '')}",
        )
        for event in events
    ]


def _names(unit: Unit) -> list[Happening]:
    """Earlier names, as the history says. One query."""
    found = []
    rows = list(unit.history.order_by("history_date", "history_id"))
    for before, after in itertools.pairwise(rows):
        if before.name != after.name:
            day = timezone.localdate(after.history_date)
            found.append(Happening(day, f"bytte namn från {before.name} till {after.name}"))
    return found
