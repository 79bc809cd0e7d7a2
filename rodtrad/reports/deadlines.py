"""By when reports are handed in, and reminding those who write them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.numbers import format_date
from rodtrad.core.schoolyear import Period, SchoolYear
from rodtrad.notifications.actions import tell
from rodtrad.notifications.models import Notice
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Deadline, Occasion, Report, ReportKind, Section
from rodtrad.reports.recipients import who_write
from rodtrad.reports.slots import slot_choices

# How long a report that is late is reminded of once more.
_LATE_AFTER = 1


@dataclass(frozen=True)
class DeadlineRow:
    """The last day for the reports of a kind for some time, and how many are handed in."""

    kind: ReportKind
    period: Period
    occasion: Occasion | None
    due: date
    is_own: bool
    opened: int
    done: int

    @property
    def label(self) -> str:
        """As "Kvalitetsrapport 2025/26"."""
        name = f"{self.kind} {self.period}"
        return f"{name}, {self.occasion}" if self.occasion else name

    @property
    def reminder(self) -> date:
        """The day that those who have not handed in are reminded."""
        return self.due - timedelta(days=self.kind.remind_before_days)

    @property
    def query(self) -> str:
        """The row in an address."""
        words = {
            "slag": self.kind.code,
            "lasar": self.period.school_year.slug,
            "tid": self.period.code,
        }
        if self.occasion:
            words["tillfalle"] = str(self.occasion.pk)
        return urlencode(words)


def deadline_rows(kinds: Sequence[ReportKind], year: SchoolYear) -> list[DeadlineRow]:
    """Every kind in use with its times in a school year: two queries.

    Args:
        kinds: with their occasions loaded.
    """
    used = [kind for kind in kinds if kind.retired_on is None]
    periods = {period.code for kind in used for period in kind.periods_of(year)}
    set_days = {
        (row.kind_id, row.period, row.occasion_id): row.due
        for row in Deadline.objects.filter(period__in=periods)
    }
    handed_in = Q(state__in=[Report.State.SUBMITTED, Report.State.ADOPTED])
    counts: dict[Any, tuple[int, int]] = {
        (kind, period, occasion): (opened, done)
        for kind, period, occasion, opened, done in Report.objects.filter(
            period__in=periods, version=1
        )
        .order_by()
        .values("kind_id", "period", "occasion_id")
        .annotate(opened=Count("pk"), done=Count("pk", filter=handed_in))
        .values_list("kind_id", "period", "occasion_id", "opened", "done")
    }
    rows = []
    for kind in used:
        for period, occasion in slot_choices(kind, kind.periods_of(year)):
            key = (kind.pk, period.code, occasion.pk if occasion else None)
            opened, done = counts.get(key, (0, 0))
            due = set_days.get(key) or period.ends + timedelta(days=kind.due_after_days)
            rows.append(DeadlineRow(kind, period, occasion, due, key in set_days, opened, done))
    return sorted(rows, key=lambda row: (row.due, row.kind.position))


def remind(today: date) -> int:
    """Remind those who have a report or a section to write; each is told once of each stage.

    Returns:
        How many notices were sent.
    """
    told = 0
    reports: Iterable[Report] = (
        Report.objects.filter(
            state__in=[Report.State.DRAFT, Report.State.RETURNED], due__isnull=False
        )
        .select_related("kind", "unit", "group", "occasion", "school_year")
        .order_by("due", "pk")
    )
    for report in reports:
        stage = _stage(report, today)
        if stage:
            told += _remind_of(report, stage, today)
    return told


def _stage(report: Report, today: date) -> str:
    """Which reminder it is time for; "" for none."""
    if report.due is None:
        return ""
    if today > report.due:
        return "late" if today >= report.due + timedelta(days=_LATE_AFTER) else ""
    return "soon" if today >= report.due - timedelta(days=report.kind.remind_before_days) else ""


def _remind_of(report: Report, stage: str, today: date) -> int:
    assert report.due is not None
    day = format_date(report.due)
    when = f"skulle ha lämnats in {day}" if stage == "late" else f"ska lämnas in senast {day}"
    told = _tell_once(
        who_write(report, today=today),
        key=f"report-due:{report.pk}:{stage}:{report.due.isoformat()}",
        sentence=f"{report.title} för {report.place} {when}.",
        address=reverse("report_detail", args=[report.pk]),
        unit=report.unit,
    )
    handed: Iterable[Section] = Section.objects.filter(
        report=report, ready=False, responsible__isnull=False
    ).select_related("responsible")
    for section in handed:
        assert section.responsible is not None
        told += _tell_once(
            [section.responsible],
            key=f"section-due:{section.pk}:{stage}:{report.due.isoformat()}",
            sentence=f"Avsnittet ”{section.title}” i {report.title} för {report.place} väntar på "
            f"dig. Rapporten {when}.",
            address=reverse("section_edit", args=[section.pk]),
            unit=report.unit,
        )
    return told


def _tell_once(people: list[User], *, key: str, sentence: str, address: str, unit: Unit) -> int:
    """Tell those who have not been told before, whether they have read it or not."""
    before = set(
        Notice.objects.filter(kind="report-due", key=key).values_list("recipient_id", flat=True)
    )
    return tell(
        [person for person in people if person.pk not in before],
        kind="report-due",
        sentence=sentence,
        address=address,
        key=key,
        unit=unit,
    )
