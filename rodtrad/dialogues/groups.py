"""Which groups a unit's dialogues are to involve, and how far it has come: no Django here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

STAFF, CHILDREN, PUPILS, GUARDIANS = "staff", "children", "pupils", "guardians"
ALL_GROUPS: Final = (STAFF, CHILDREN, PUPILS, GUARDIANS)
PRESCHOOL_FORM: Final = "FS"

State = Literal["held", "planned", "missing", "exempt", "na"]


def groups_of(school_forms: Iterable[str], *, is_preschool: bool) -> tuple[str, ...]:
    """The groups that take part where these school forms are, in the order they are shown.

    Children are in preschool and pupils in every other school form (4 kap. 4 § skollagen).

    Args:
        school_forms: codes as "FS" and "GR".
        is_preschool: what the unit is, for one whose school forms are not known.
    """
    forms = set(school_forms)
    has_children = PRESCHOOL_FORM in forms or (not forms and is_preschool)
    has_pupils = bool(forms - {PRESCHOOL_FORM}) or (not forms and not is_preschool)
    return tuple(
        group
        for group in ALL_GROUPS
        if (group != CHILDREN or has_children) and (group != PUPILS or has_pupils)
    )


@dataclass(frozen=True)
class Taking:
    """A group at one occasion; counts are None while it is planned."""

    group: str
    on: date
    held: bool
    took_part: int | None = None
    size: int | None = None


@dataclass(frozen=True)
class GroupState:
    """How far a unit has come with a group.

    Attributes:
        times: how many occasions have been held with the group.
        took_part: at the occasion that reached most, as counted there; None when none is held.
        size: how large the group was then.
        on: the last day held, else the next planned.
        why: why the group is not involved.
    """

    group: str
    state: State
    times: int = 0
    took_part: int | None = None
    size: int | None = None
    on: date | None = None
    why: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether nothing remains to be done for the group: held, or not to be involved."""
        return self.state in ("held", "exempt", "na")


def coverage(
    applicable: Iterable[str], takings: Iterable[Taking], exemptions: dict[str, str]
) -> tuple[GroupState, ...]:
    """How far a unit has come with each of the four groups.

    What is held goes before a reason why the group is not involved: it was.

    Args:
        applicable: the groups that there are at the unit.
        takings: every group at every occasion of the school year.
        exemptions: why a group is not involved, by group.
    """
    wanted, rows = set(applicable), list(takings)
    found = []
    for group in ALL_GROUPS:
        here = [row for row in rows if row.group == group]
        held = [row for row in here if row.held]
        if held:
            most = max(held, key=lambda row: (row.took_part or 0) / (row.size or 1))
            found.append(
                GroupState(
                    group=group,
                    state="held",
                    times=len(held),
                    took_part=most.took_part,
                    size=most.size,
                    on=max(row.on for row in held),
                )
            )
        elif group not in wanted:
            found.append(GroupState(group, "na"))
        elif group in exemptions:
            found.append(GroupState(group, "exempt", why=exemptions[group]))
        elif here:
            found.append(GroupState(group, "planned", on=min(row.on for row in here)))
        else:
            found.append(GroupState(group, "missing"))
    return tuple(found)
