"""The demo's people meet, decide and write on working days, and their plans agree."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps

from rodtrad.core.red_days import red_day
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.demo.build import build
from rodtrad.dialogues.models import BoardDialogue, MemberVisit, Visit
from rodtrad.forums.models import Forum
from rodtrad.goals.models import Remedy
from rodtrad.keyfigures.models import Occasion
from rodtrad.meetings.models import Meeting
from rodtrad.organisation.models import SchoolBreak, Unit
from rodtrad.reports.models import Report

TODAY = date(2026, 11, 24)

# What somebody does, or has to have done, on a day; not where a period begins or ends, nor when a
# pupil answers a survey at home.
DAYS = (
    "dialogues.BoardDialogue on held_on noticed_on answered_on",
    "dialogues.BoardRound agreed_on",
    "dialogues.Brief sent_on",
    "dialogues.Commitment due followed_up_on",
    "dialogues.FollowUp due done_on",
    "dialogues.Matter raised_on answered_on",
    "dialogues.MemberVisit on",
    "dialogues.Occasion on",
    "dialogues.Topic proposed_on",
    "dialogues.Visit on prepared_on feedback_on",
    "evidence.PracticeReview on",
    "evidence.Sharing on",
    "evidence.Trial evaluated_on",
    "goals.Activity starts ends",
    "goals.CheckIn on",
    "goals.Checkpoint due met_on",
    "goals.Deficiency found_on due closed_on",
    "goals.GoalReview done_on",
    "goals.Remedy decided_on due effect_on",
    "indicators.ValidityReview on",
    "keyfigures.Occasion on analyses_due",
    "matrix.Campaign opens deadline",
    "matrix.SelfAssessment done_on",
    "meetings.Decision decided_on follow_up_on",
    "meetings.Meeting on adopted_on",
    "meetings.Proposal on",
    "reports.Report adopted_on board_on",
    "surveys.Survey opens closes published_on closed_on",
    "yearwheel.Wheel adopted_on",
)


def _days() -> Iterator[tuple[str, date]]:
    """Every day on which somebody in the demo does something, with what it is."""
    for line in DAYS:
        label, *names = line.split()
        rows: Any = apps.get_model(label)._base_manager
        for name in names:
            for day in rows.exclude(**{name: None}).values_list(name, flat=True):
                yield f"{label}.{name}", day


@pytest.mark.django_db
def test_everything_in_the_demo_happens_on_a_working_day_and_agrees() -> None:
    build(today=TODAY)

    days = list(_days())
    assert len(days) > 1000
    off = {(what, str(day)) for what, day in days if day.weekday() > 4 or red_day(day)}
    assert off == set()

    # Nobody visits a school that has a break.
    for visit in (*MemberVisit.objects.all(), *Visit.objects.exclude(on=None)):
        there = SchoolBreak.objects.filter(starts__lte=visit.on, ends__gte=visit.on)
        assert not there.exists(), visit

    # The board has one dialogue a meeting, and meets when it is said to.
    board = Forum.objects.get(kind=Forum.Kind.BOARD)
    held = [row.day for row in BoardDialogue.objects.select_related("meeting")]
    assert len(held) == len(set(held))
    titles = board.meetings.filter(items__purpose="dialogue").values_list("on", flat=True)
    assert len(titles) == len(set(titles))
    told = [*held, *Occasion.objects.values_list("on", flat=True)]
    told += Report.objects.exclude(board_on=None).values_list("board_on", flat=True)
    assert {day.weekday() for day in told} == {1}

    # What is laid in as a meeting is the day that stands in the wheel.
    running = SchoolYear.of(TODAY)
    for kind in (Meeting.Kind.STRATEGY_DAY, Meeting.Kind.ANALYSIS_DAY):
        meeting = Meeting.objects.get(kind=kind)
        items = apps.get_model("yearwheel.WheelItem").objects.filter(
            kind=kind, wheel__kind__code="ska", wheel__year=running.start
        )
        assert meeting.on in items.values_list("first", flat=True)

    # No remedy is the same at more than two units.
    for title in set(Remedy.objects.values_list("title", flat=True)):
        assert Remedy.objects.filter(title=title).count() <= 2, title
    schools = Unit.objects.filter(kind=Unit.Kind.SCHOOL, closed=None)
    assert schools.count() == 5, "what a follow-up says of the schools is counted of five"
