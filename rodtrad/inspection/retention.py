"""Which kinds of records are removed when they are old, and which rows that would be now.

Goals, reports, minutes and what else is the municipality's documentation is not here: how long it
is kept is decided by its document plan (dokumenthanteringsplan), and no click removes it.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from rodtrad.drafts.models import Draft
from rodtrad.inspection.models import RetentionRule
from rodtrad.notifications.models import Notice
from rodtrad.surveys.models import Answer, OneTimeCode, Question


@dataclass(frozen=True)
class Kind:
    """A kind of record that can be removed.

    Attributes:
        why: why it is not needed for longer.
        rows: the rows that are older than a day.
    """

    key: str
    label: str
    why: str
    months: int
    rows: Callable[[date], QuerySet[Any]]


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _read_notices(before: date) -> QuerySet[Any]:
    return Notice.objects.filter(read_at__lt=_moment(before))


def _unread_notices(before: date) -> QuerySet[Any]:
    return Notice.objects.filter(read_at__isnull=True, at__lt=_moment(before))


def _drafts(before: date) -> QuerySet[Any]:
    return Draft.objects.filter(saved_at__lt=_moment(before))


def _free_texts(before: date) -> QuerySet[Any]:
    return Answer.objects.filter(
        question__kind=Question.Kind.TEXT, response__survey_unit__survey__closed_on__lt=before
    )


def _codes(before: date) -> QuerySet[Any]:
    return OneTimeCode.objects.filter(survey_unit__survey__closed_on__lt=before)


KINDS: Final = (
    Kind(
        "read-notices",
        "Lästa meddelanden",
        "De har gjort sitt när de är lästa.",
        12,
        _read_notices,
    ),
    Kind(
        "unread-notices",
        "Olästa meddelanden",
        "Den som inte har läst dem på så länge behöver dem inte.",
        24,
        _unread_notices,
    ),
    Kind(
        "drafts",
        "Påbörjade texter som aldrig sparades",
        "Ingen annan ser dem, och den som skrev har gått vidare.",
        12,
        _drafts,
    ),
    Kind(
        "survey-texts",
        "Fria texter i stängda enkäter",
        "De kan peka ut någon. Det som de ledde till står i analysen.",
        24,
        _free_texts,
    ),
    Kind(
        "survey-codes",
        "Engångskoder till stängda enkäter",
        "De går inte att använda mer.",
        3,
        _codes,
    ),
)


@dataclass(frozen=True)
class Due:
    """A kind with its rule, and how many rows it would remove today."""

    kind: Kind
    months: int
    before: date
    count: int


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_today(today: date) -> list[Due]:
    """Every kind with how much of it is old. One query for each kind, and one for the rules."""
    chosen = dict(RetentionRule.objects.values_list("kind", "months"))
    found = []
    for kind in KINDS:
        months = chosen.get(kind.key, kind.months)
        before = months_before(today, months)
        found.append(Due(kind, months, before, kind.rows(before).count()))
    return found
