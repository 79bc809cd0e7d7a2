"""Answers about visits: the rounds, the plan, and all that is needed in the room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from rodtrad.accounts.models import User
from rodtrad.dialogues.models import (
    AppraisalTalk,
    Commitment,
    Matter,
    Visit,
    VisitParticipant,
    VisitRound,
)
from rodtrad.matrix.models import Rating, SelfAssessment
from rodtrad.matrix.queries.assessment import movement
from rodtrad.organisation.access import Permission, reach_filter
from rodtrad.organisation.queries import matching
from rodtrad.reports.models import Report, Section

State = Visit.State
Part = VisitParticipant.Part


def listed_rounds(user: User) -> QuerySet[VisitRound]:
    """The rounds with units that the person leads, and how far they have come. One query."""
    led = reach_filter(user, Permission.LEAD, unit="visits__unit")

    def count(**where: Any) -> Count:
        return Count("visits", filter=led & Q(**where), distinct=True)

    found: QuerySet[VisitRound] = (
        VisitRound.objects.led_by(user)
        .select_related("unit", "school_year")
        .annotate(
            units=count(),
            with_day=count(visits__on__isnull=False),
            held=count(visits__state=State.HELD),
        )
        .order_by("-school_year", "unit__path")
    )
    return found


def own_visits(user: User) -> QuerySet[Visit]:
    """Visits to the person's own units, and those that they take part in. One query."""
    comes = VisitParticipant.objects.filter(visit=OuterRef("pk"), user=user)
    hosts = Visit.objects.hosted_by(user).filter(pk=OuterRef("pk"))
    found: QuerySet[Visit] = (
        Visit.objects.readable_by(user)
        .filter(Exists(comes) | Exists(hosts))
        .select_related("unit", "round__school_year")
        .order_by("-round__school_year", F("on").asc(nulls_last=True), "unit__name")
    )
    return found


def planned_visits(
    round_: VisitRound, user: User, *, words: str = "", shown: str = ""
) -> QuerySet[Visit]:
    """The led visits of a round, in the order of their days. One query."""
    rows = round_.visits.open_to(user, Permission.LEAD).filter(matching(words, "unit__name"))
    if shown == "utan-dag":
        rows = rows.filter(on__isnull=True, state=State.PLANNED)
    elif shown in State.values:
        rows = rows.filter(state=shown)
    elif shown == "forberedda":
        rows = rows.filter(prepared_on__isnull=False)
    found: QuerySet[Visit] = (
        rows.select_related("unit")
        .annotate(open_commitments=Count("commitments", filter=Q(commitments__state="open")))
        .order_by(F("on").asc(nulls_last=True), "begins", "unit__path")
    )
    return found


def visit_to_read(user: User) -> QuerySet[Any]:
    """Visits that the person may read, with `leads` and `hosts`: which side they are on."""
    led = Visit.objects.open_to(user, Permission.LEAD).filter(pk=OuterRef("pk"))
    hosted = Visit.objects.hosted_by(user).filter(pk=OuterRef("pk"))
    found: QuerySet[Any] = (
        Visit.objects.readable_by(user)
        .select_related("unit", "round__school_year", "round__unit")
        .annotate(leads=Exists(led), hosts=Exists(hosted))
    )
    return found


def listed_commitments(user: User, *, today: date, shown: str = "") -> QuerySet[Commitment]:
    """Commitments of held visits that the person may read, the first due first. One query."""
    visits = Visit.objects.readable_by(user)
    rows = Commitment.objects.filter(visit__in=visits.order_by().values("pk"))
    led = reach_filter(user, Permission.LEAD, unit="visit__unit")
    rows = rows.filter(led | Q(visit__state=State.HELD))
    if shown == "forsenade":
        rows = rows.filter(state=Commitment.State.OPEN, due__lt=today)
    elif shown == "mina":
        rows = rows.filter(state=Commitment.State.OPEN, responsible=user)
    elif shown in Commitment.Side.values:
        rows = rows.filter(state=Commitment.State.OPEN, side=shown)
    elif shown != "alla":
        rows = rows.filter(state=Commitment.State.OPEN)
    return rows.select_related("visit__unit", "visit__round__school_year", "responsible")


@dataclass(frozen=True)
class Level:
    """What the unit agreed on for a criterion, beside the time before."""

    rating: Rating
    before: Rating | None
    movement: str

    @property
    def words(self) -> str:
        """As "högre än förra gången"; empty when it is the same or not known."""
        return {"up": "högre än förra gången", "down": "lägre än förra gången"}.get(
            self.movement, ""
        )


@dataclass(frozen=True)
class Room:
    """All that is needed in the room.

    Attributes:
        levels: the unit's self-assessment of the year, in the matrix's order; empty until done.
        weakest, strongest: where the unit itself sees most and least left to do.
        report: the adopted report, else the latest; None when there is none.
        before: last year's visit.
        kept: last year's commitments and those still open.
        made: this visit's.
    """

    participants: Sequence[VisitParticipant]
    assessment: SelfAssessment | None
    levels: Sequence[Level]
    report: Report | None
    sections: Sequence[Section]
    matters: Sequence[Matter]
    before: Visit | None
    kept: Sequence[Commitment]
    made: Sequence[Commitment]

    @property
    def moved(self) -> list[Level]:
        """Criteria where the unit sees itself higher or lower than the time before."""
        return [level for level in self.levels if level.words]

    @property
    def areas(self) -> list[Level]:
        """Criteria that the unit has made development areas."""
        return [level for level in self.levels if level.rating.area_id]

    @property
    def lowest(self) -> list[Level]:
        """The criteria on the lowest step that the unit used, when it used more than one."""
        steps = {level.rating.step.position for level in self.levels if level.rating.step}
        if len(steps) < 2:
            return []
        low = min(steps)
        return [one for one in self.levels if one.rating.step and one.rating.step.position == low]


def room_of(visit: Visit) -> Room:
    """All that is needed in the room: at most ten queries, however much there is."""
    year = visit.round.school_year_id
    levels = _levels(visit.unit_id, year)
    report = _report(visit.unit_id, year)
    before = (
        Visit.objects.filter(unit=visit.unit_id, round__school_year__lt=year, state=State.HELD)
        .select_related("round__school_year")
        .order_by("-round__school_year")
        .first()
    )
    rows = (
        Commitment.objects.filter(visit__unit=visit.unit_id)
        .filter(
            Q(visit=visit)
            | Q(visit=before)
            | Q(state=Commitment.State.OPEN, visit__round__school_year__lt=year)
        )
        .select_related("responsible", "visit__round__school_year")
        .order_by("due", "pk")
    )
    commitments = list(rows)
    return Room(
        participants=list(visit.participants.select_related("user")),
        assessment=levels[0].rating.assessment if levels else None,
        levels=levels,
        report=report,
        sections=list(report.sections.all()) if report else [],
        matters=list(
            Matter.objects.filter(unit=visit.unit_id, school_year__in=[year, year - 1])[:20]
        ),
        before=before,
        kept=[row for row in commitments if row.visit_id != visit.pk],
        made=[row for row in commitments if row.visit_id == visit.pk],
    )


def _levels(unit: int, year: int) -> list[Level]:
    """The year's agreed self-assessment beside the one before. One query."""
    rows = (
        Rating.objects.agreed()
        .filter(
            assessment__unit=unit,
            assessment__step=SelfAssessment.Step.DONE,
            assessment__campaign__school_year__lte=year,
        )
        .select_related("step", "criterion__area__version", "assessment__campaign__school_year")
        .order_by(
            "assessment__campaign__school_year", "criterion__area__position", "criterion__position"
        )
    )
    now: list[Rating] = []
    earlier: dict[tuple[int, str], Rating] = {}
    for row in rows:
        if row.assessment.campaign.school_year_id == year:
            now.append(row)
        else:
            earlier[row.criterion.area.version.matrix_id, row.criterion.key] = row
    found = []
    for row in now:
        before = earlier.get((row.criterion.area.version.matrix_id, row.criterion.key))
        found.append(Level(row, before, movement(before, row)))
    return found


def _report(unit: int, year: int) -> Report | None:
    """The report that the dialogue starts from: the last that is adopted, else the latest."""
    rows = (
        Report.objects.filter(unit=unit, school_year__in=[year, year - 1])
        .select_related("kind", "school_year")
        .prefetch_related(Prefetch("sections", Section.objects.exclude(text="")))
        .order_by("-school_year", "-version")
    )
    found = list(rows)
    adopted = [row for row in found if row.state == Report.State.ADOPTED]
    # A report that is just begun has nothing to talk about yet.
    written = [row for row in found if row.sections.all()]
    return next(iter(adopted or written or found), None)


def appraisal_days(visit: Visit, user: User) -> list[AppraisalTalk]:
    """The person's own appraisal talks near a visit. One query."""
    return list(
        AppraisalTalk.objects.of(user).filter(visit=visit).select_related("head", "principal")
    )
