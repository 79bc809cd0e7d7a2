"""What goes by the calendar: reminders, closing surveys, the weekly letter, removing old records.

`rodtrad work` does each at its time, Swedish time. Each is a command too, for those who use a timer
of their own, and is told to do the same: one act, one place.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Final

from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from rodtrad.home.models import Routine

_log = logging.getLogger(__name__)
# What went wrong, or was cut off, is tried again after so long.
AGAIN = timedelta(hours=1)
_UNEXPECTED = "Ett oväntat fel stoppade det. Felet står i loggen."
MONDAY: Final = 0


@dataclass(frozen=True)
class Chore:
    """Something that is done at its time.

    Attributes:
        command: the command that does it, with its words.
        at: from when on the day, Swedish time.
        weekday: the day of the week, 0 for Monday; every day when there is none.
        grace: how late it may be done after the machine was off, in days; later than that, the
            next time is soon enough.
    """

    key: str
    label: str
    command: tuple[str, ...]
    at: time
    weekday: int | None = None
    grace: int = 1

    def last_time(self, now: datetime) -> date:
        """The day of the latest time that it was to be done.

        Args:
            now: in Swedish time.
        """
        day = now.date() if now.time() >= self.at else now.date() - timedelta(days=1)
        if self.weekday is not None:
            day -= timedelta(days=(day.weekday() - self.weekday) % 7)
        return day


CHORES: Final = (
    Chore("surveys", "Stänga enkäter", ("survey", "close-due"), time(0, 10)),
    Chore("retention", "Gallring", ("retention",), time(3)),
    Chore("reminders", "Påminnelser", ("remind",), time(6)),
    # A letter on Thursday leaves the next Monday's in its place; one on Friday would not.
    Chore("letter", "Veckobrev", ("digest",), time(6, 30), weekday=MONDAY, grace=3),
)


def chosen() -> list[Chore]:
    """What this installation does by itself."""
    return [chore for chore in CHORES if chore.key in settings.ROUTINES]


def do_due(*, now: datetime) -> list[str]:
    """Do everything whose time has come, once each; the keys of what was done.

    However long the machine was off, each is done once. An installation that starts for the first
    time begins with the next time of each.
    """
    local = timezone.localtime(now)
    known = {row.key: row for row in Routine.objects.all()}
    done = []
    for chore in chosen():
        row = known.get(chore.key)
        if row is None:
            Routine.objects.get_or_create(
                key=chore.key, defaults={"done_for": chore.last_time(local)}
            )
        elif claim(chore, row, now=now):
            _carry_out(chore, now)
            done.append(chore.key)
    return done


def claim(chore: Chore, row: Routine, *, now: datetime) -> bool:
    """Take it on, if it is time and nobody else has: of several processes one gets it.

    Args:
        row: as it was read; when it has changed since, somebody else was first.
    """
    local = timezone.localtime(now)
    slot = chore.last_time(local)
    if (local.date() - slot).days > chore.grace:
        return False
    again = (
        row.done_for == slot
        and not row.went_well
        and row.begun_at is not None
        and row.begun_at <= now - AGAIN
    )
    if not (row.done_for < slot or again):
        return False
    taken = Routine.objects.filter(key=row.key, done_for=row.done_for, begun_at=row.begun_at)
    return bool(taken.update(done_for=slot, begun_at=now, finished_at=None, told="", wrong="") == 1)


def _carry_out(chore: Chore, now: datetime) -> None:
    out, wrong = StringIO(), ""
    try:
        call_command(*chore.command, stdout=out)
    except CommandError as error:
        # The first line says what; those after it may name people.
        wrong = str(error).partition("\n")[0].rstrip(":") or _UNEXPECTED
    except Exception:
        # Whatever it was must not stop the rest of the work.
        _log.exception("Routine %s failed", chore.key)
        wrong = _UNEXPECTED
    Routine.objects.filter(key=chore.key, begun_at=now).update(
        finished_at=timezone.now(), told=" ".join(out.getvalue().split()), wrong=wrong
    )
