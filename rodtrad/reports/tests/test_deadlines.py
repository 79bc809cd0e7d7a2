"""The days of the reports: set in one place, and reminded of."""

import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from rodtrad.notifications.models import Notice
from rodtrad.reports.actions import (
    open_report,
)
from rodtrad.reports.actions.kinds import set_deadline
from rodtrad.reports.deadlines import remind
from rodtrad.reports.defaults import UNIT_KIND
from rodtrad.reports.models import Report, ReportKind
from rodtrad.reports.tests.helpers import (
    draft_report,
    submitted_report,
    told,
)
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_day_set_in_one_place_holds_for_reports_open_and_to_come(world: World) -> None:
    kind = ReportKind.objects.get(code=UNIT_KIND)
    early = draft_report(world)
    own = open_report(
        unit=world.other_school, year=world.last_year.span, by=world.head, due=date(2026, 9, 1)
    )

    set_deadline(kind, period=world.last_year.span.period, due=date(2026, 8, 15), by=world.head)

    assert Report.objects.get(pk=early.pk).due == date(2026, 8, 15)
    # A report that was given a day of its own keeps it.
    assert Report.objects.get(pk=own.pk).due == date(2026, 9, 1)
    own.delete()
    fresh = open_report(unit=world.other_school, year=world.last_year.span, by=world.head)
    assert fresh.due == date(2026, 8, 15)


def test_an_adopted_report_keeps_its_day(world: World) -> None:
    before = world.adopted.due
    set_deadline(
        ReportKind.objects.get(code=UNIT_KIND),
        period=world.last_year.span.period,
        due=date(2026, 8, 15),
        by=world.head,
    )
    assert Report.objects.get(pk=world.adopted.pk).due == before


def test_a_day_years_away_is_refused(world: World) -> None:
    with pytest.raises(ValidationError, match="mer än ett år"):
        set_deadline(
            ReportKind.objects.get(code=UNIT_KIND),
            period=world.last_year.span.period,
            due=date(2036, 8, 15),
            by=world.head,
        )


def test_reminders_are_sent_once_for_each_stage_also_when_they_are_read(world: World) -> None:
    report = draft_report(world)
    assert report.due == date(2026, 6, 30)

    assert remind(date(2026, 6, 15)) == 0
    assert remind(date(2026, 6, 16)) > 0
    assert told(world.principal, "report-due") == [
        "Kvalitetsrapport 2025/26 för Västerportskolan ska lämnas in senast 30 juni 2026."
    ]
    Notice.objects.update(read_at=timezone.now())
    assert remind(date(2026, 6, 17)) == 0
    assert remind(date(2026, 7, 1)) > 0
    assert told(world.principal, "report-due")[1].endswith("skulle ha lämnats in 30 juni 2026.")
    assert remind(date(2026, 7, 1)) == 0


def test_who_has_handed_in_is_not_reminded(world: World) -> None:
    submitted_report(world)
    remind(date(2026, 7, 10))
    assert told(world.principal, "report-due") == []


def test_a_new_day_is_reminded_of_anew(world: World) -> None:
    draft_report(world)
    remind(date(2026, 6, 20))
    set_deadline(
        ReportKind.objects.get(code=UNIT_KIND),
        period=world.last_year.span.period,
        due=date(2026, 8, 15),
        by=world.head,
    )
    assert remind(date(2026, 8, 10)) > 0


def test_the_command_reminds_and_says_how_many(world: World) -> None:
    draft_report(world)
    said = io.StringIO()
    call_command("remind", date="2026-06-20", stdout=said)
    assert "påminnelser skickade" in said.getvalue()
    assert not said.getvalue().startswith("0 ")
    again = io.StringIO()
    call_command("remind", date="2026-06-20", stdout=again)
    assert again.getvalue().startswith("0 ")
    with pytest.raises(CommandError, match="inte ett datum"):
        call_command("remind", date="i morgon")
