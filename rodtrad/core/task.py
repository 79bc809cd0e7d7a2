"""A thing that somebody should do, as "Mitt arbete" and other lists show it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

# How many days ahead something counts as soon.
SOON = 30

Urgency = Literal["late", "due", "later"]


def urgency(due: date | None, today: date) -> Urgency:
    """Whether something is late, due soon, or later; what has no day is later."""
    if due is None or due > today + timedelta(days=SOON):
        return "later"
    return "late" if due < today else "due"


@dataclass(frozen=True)
class Task:
    """One thing to do, and the way straight to doing it.

    Each app derives its own from its records in `<app>/tasks.py`; the start page gathers them.

    Attributes:
        due: the last day, None when there is none.
        title: what it is about, as a goal's title.
        context: where it belongs, as the unit's name.
        url: where one reads about it.
        action: what the button says ("Skriv in mätvärdet").
        do_url: where one does it.
        is_mine: whether it is the person's own, not only their unit's.
        late_days: how many days have passed since the last day; 0 when none have.
        kind: as the page marks it.
        note: a few words more, as the latest value.
        is_others: whether somebody else is responsible; who leads sees it, and does other things
            first.
        is_anybodys: whether whoever takes part may do it, though somebody else is responsible: as
            an activity's check-in.
    """

    due: date | None
    title: str
    context: str
    url: str
    action: str
    do_url: str
    is_mine: bool
    late_days: int
    kind: Urgency
    note: str = ""
    is_others: bool = False
    is_anybodys: bool = False

    @property
    def lateness(self) -> str:
        """As "1 dag sen" or "9 dagar sen"; empty when it is not late."""
        if self.kind != "late":
            return ""
        return f"{self.late_days} {'dag' if self.late_days == 1 else 'dagar'} sen"


def task(
    *,
    due: date | None,
    today: date,
    title: str,
    context: str,
    url: str,
    action: str,
    do_url: str,
    is_mine: bool,
    note: str = "",
    is_others: bool = False,
    is_anybodys: bool = False,
) -> Task:
    """A task with its urgency worked out for a day."""
    return Task(
        due=due,
        title=title,
        context=context,
        url=url,
        action=action,
        do_url=do_url,
        is_mine=is_mine,
        late_days=max(0, (today - due).days) if due else 0,
        kind=urgency(due, today),
        note=note,
        is_others=is_others,
        is_anybodys=is_anybodys,
    )
