"""Answers about self-assessments: how far units have come, and what they see."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q, QuerySet

from rodtrad.accounts.models import User
from rodtrad.matrix.anonymity import disagreement, told_disagreement
from rodtrad.matrix.models import (
    Campaign,
    Criterion,
    Evidence,
    Rating,
    SelfAssessment,
    Tally,
    Team,
)
from rodtrad.matrix.queries.matrix import Row, Whole
from rodtrad.organisation.access import Permission, reach_filter

Step = SelfAssessment.Step


@dataclass(frozen=True)
class Bar:
    """How many of the raters chose a step."""

    label: str
    count: int
    percent: int


@dataclass(frozen=True)
class Spread:
    """What the raters said of a criterion, together; never who said what."""

    bars: Sequence[Bar]
    raters: int
    disagreement: float
    words: str
    comments: Sequence[str]


@dataclass
class Line:
    """A criterion in an assessment: what was said of it at each step, and last year."""

    row: Row
    spread: Spread | None = None
    teams: Sequence[tuple[Team, Rating | None]] = ()
    agreed: Rating | None = None
    before: Rating | None = None
    evidence: Sequence[Evidence] = field(default_factory=list)

    @property
    def criterion(self) -> Criterion:
        """The criterion itself."""
        return self.row.criterion

    @property
    def teams_differ(self) -> bool:
        """Whether teams have chosen different levels."""
        return len({rating.step_id for _, rating in self.teams if rating and rating.step_id}) > 1


@dataclass(frozen=True)
class Section:
    """An area of the matrix with its lines."""

    title: str
    lines: Sequence[Line]


def spreads(assessment: SelfAssessment, whole: Whole) -> dict[int, Spread]:
    """What individual raters said, by criterion; nothing where they were too few. Two queries."""
    counts: Mapping[int, dict[int, int]] = defaultdict(dict)
    for tally in Tally.objects.filter(assessment=assessment):
        counts[tally.criterion_id][tally.step_id] = tally.count
    comments: Mapping[int, list[str]] = defaultdict(list)
    for comment in assessment.comments.all():
        comments[comment.criterion_id].append(comment.text)
    found = {}
    for number, chosen in counts.items():
        listed = [chosen.get(step.pk, 0) for step in whole.steps]
        raters = sum(listed)
        value = disagreement(listed, ordered=whole.version.is_ordered)
        found[number] = Spread(
            bars=[
                Bar(step.label, count, round(100 * count / raters))
                for step, count in zip(whole.steps, listed, strict=True)
            ],
            raters=raters,
            disagreement=value,
            words=told_disagreement(value),
            comments=comments[number],
        )
    return found


def agreed_before(assessment: SelfAssessment) -> dict[str, Rating]:
    """What the unit agreed on the time before, by the criterion's key. One query.

    The latest earlier school year that is done, criterion by criterion: also one that was left
    out last year has something to be read beside.
    """
    rows = (
        Rating.objects.agreed()
        .filter(
            assessment__unit=assessment.unit_id,
            assessment__step=Step.DONE,
            assessment__campaign__school_year__lt=assessment.campaign.school_year_id,
            criterion__area__version__matrix=assessment.version.matrix_id,
        )
        .select_related("criterion", "step", "assessment__campaign__school_year")
        .order_by("assessment__campaign__school_year")
    )
    return {row.criterion.key: row for row in rows}


def evidence_of(ratings: QuerySet[Rating]) -> QuerySet[Rating]:
    """Ratings with what they rest on loaded."""
    links = Evidence.objects.select_related(
        "goal", "indicator", "report__kind", "report__school_year"
    )
    return ratings.prefetch_related(Prefetch("evidence", links))


def sections(assessment: SelfAssessment, whole: Whole) -> list[Section]:
    """All that has been said in an assessment. At most six queries."""
    by_team: dict[tuple[int, int | None], Rating] = {}
    told: dict[int, Spread] = {}
    teams: list[Team] = list(assessment.teams.all())
    # While individuals rate there is nothing to tell yet.
    if assessment.step != Step.INDIVIDUAL:
        told = spreads(assessment, whole)
        for rating in evidence_of(assessment.ratings.select_related("step", "area")):
            by_team[rating.criterion_id, rating.team_id] = rating
    before = agreed_before(assessment)
    found = []
    for block in whole.blocks:
        lines = []
        for row in block.rows:
            number = row.criterion.pk
            agreed = by_team.get((number, None))
            lines.append(
                Line(
                    row=row,
                    spread=told.get(number),
                    teams=[(team, by_team.get((number, team.pk))) for team in teams],
                    agreed=agreed,
                    before=before.get(row.criterion.key),
                    evidence=list(agreed.evidence.all()) if agreed else [],
                )
            )
        found.append(Section(block.area.title, lines))
    return found


def listed_assessments(user: User) -> QuerySet[SelfAssessment]:
    """The assessments of the units where the person's own work is, latest first. One query."""
    found: QuerySet[SelfAssessment] = (
        SelfAssessment.objects.worked_on_by(user, Permission.READ)
        .select_related("unit", "campaign__school_year", "version__matrix")
        .annotate(handed_in=Count("marks"))
        .order_by("-campaign__school_year", "unit__name")
    )
    return found


def listed_campaigns(user: User) -> QuerySet[Campaign]:
    """The campaigns that the person leads, with how far the units have come. One query."""
    led = reach_filter(user, Permission.LEAD, unit="assessments__unit")
    found: QuerySet[Campaign] = (
        Campaign.objects.led_by(user)
        .select_related("unit", "school_year")
        .annotate(
            units=Count("assessments", filter=led, distinct=True),
            done=Count("assessments", filter=led & Q(assessments__step=Step.DONE), distinct=True),
        )
        .order_by("-school_year", "unit__path")
    )
    return found


def progress(
    campaign: Campaign, user: User, *, step: str = "", words: str = ""
) -> QuerySet[SelfAssessment]:
    """How far each led unit has come: by name, never by what it has said. One query."""
    led = campaign.assessments.open_to(user, Permission.LEAD)
    rows = led.select_related("unit").annotate(handed_in=Count("marks"))
    if step == "kvar":
        rows = rows.exclude(step=Step.DONE)
    elif step in Step.values:
        rows = rows.filter(step=step)
    if words:
        rows = rows.filter(unit__name__icontains=words)
    found: QuerySet[SelfAssessment] = rows.order_by("unit__name")
    return found


@dataclass(frozen=True)
class Together:
    """How many units chose each step of a criterion, and how many made it a development area."""

    area: str
    title: str
    counts: Sequence[int]
    areas: int


# With fewer units it would be told which of them said what.
FEWEST_TOGETHER = 3


def all_units_together(
    campaign: Campaign, user: User
) -> list[tuple[str, Sequence[str], list[Together]]]:
    """What the led units that are done agreed on, without naming any of them. Five queries.

    One entry for each matrix with so many units done that none can be told apart: its name, its
    steps and its criteria in the matrix's order.
    """
    versions = {row.pk: row for row in (campaign.preschool_matrix, campaign.school_matrix) if row}
    counts: dict[tuple[int, int], int] = {}
    marked: dict[int, int] = defaultdict(int)
    rows = (
        Rating.objects.agreed()
        .filter(reach_filter(user, Permission.LEAD, unit="assessment__unit"))
        .filter(assessment__campaign=campaign, assessment__step=Step.DONE, step__isnull=False)
        .order_by()
        .values("criterion_id", "step_id")
        .annotate(n=Count("pk"), areas=Count("area"))
    )
    done: dict[int, int] = dict(
        campaign.assessments.open_to(user, Permission.LEAD)
        .filter(step=Step.DONE)
        .order_by()
        .values_list("version_id")
        .annotate(n=Count("pk"))
    )
    versions = {pk: row for pk, row in versions.items() if done.get(pk, 0) >= FEWEST_TOGETHER}
    if not versions:
        return []
    for row in rows:
        counts[row["criterion_id"], row["step_id"]] = row["n"]
        marked[row["criterion_id"]] += row["areas"]
    steps: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for version in versions.values():
        steps[version.pk] = list(version.steps.values_list("pk", "label"))
    found: dict[int, list[Together]] = defaultdict(list)
    criteria = Criterion.objects.filter(area__version__in=versions).select_related("area")
    for criterion in criteria.order_by("area__position", "position"):
        number = criterion.area.version_id
        listed = [counts.get((criterion.pk, step), 0) for step, _ in steps[number]]
        found[number].append(
            Together(criterion.area.title, criterion.title, listed, marked[criterion.pk])
        )
    return [
        (str(version), [label for _, label in steps[number]], found[number])
        for number, version in versions.items()
    ]


@dataclass(frozen=True)
class YearCell:
    """What a unit agreed on for a criterion one year; nothing when it did not rate it."""

    label: str
    grounds: str
    movement: str


@dataclass(frozen=True)
class YearRow:
    """A criterion over the years."""

    area: str
    title: str
    cells: Sequence[YearCell | None]


def over_the_years(unit_id: int, matrix_id: int) -> tuple[list[str], list[YearRow]]:
    """A unit against itself: the school years and each criterion's row. One query.

    The criteria read as in the latest year.
    """
    rows = list(
        Rating.objects.agreed()
        .filter(
            assessment__unit=unit_id,
            assessment__step=Step.DONE,
            criterion__area__version__matrix=matrix_id,
            step__isnull=False,
        )
        .select_related("step", "criterion__area__version", "assessment__campaign__school_year")
        .order_by(
            "-assessment__campaign__school_year", "criterion__area__position", "criterion__position"
        )
    )
    years = sorted({row.assessment.campaign.school_year.label for row in rows})
    named: dict[str, tuple[str, str]] = {}
    by_year: dict[tuple[str, str], Rating] = {}
    for row in rows:
        key = row.criterion.key
        named.setdefault(key, (row.criterion.area.title, row.criterion.title))
        by_year[key, row.assessment.campaign.school_year.label] = row
    return years, [
        YearRow(area, title, _cells(key, years, by_year)) for key, (area, title) in named.items()
    ]


def _cells(
    key: str, years: Sequence[str], by_year: Mapping[tuple[str, str], Rating]
) -> list[YearCell | None]:
    cells: list[YearCell | None] = []
    earlier: Rating | None = None
    for year in years:
        rating = by_year.get((key, year))
        if rating is None or rating.step is None:
            cells.append(None)
            continue
        cells.append(YearCell(rating.step.label, rating.grounds, movement(earlier, rating)))
        earlier = rating
    return cells


def movement(before: Rating | None, now: Rating | None) -> str:
    """Whether a unit has moved since the time before: "up", "down", "same" or "" when unknown.

    Levels are only compared when both were given on an ordered scale of as many steps in use;
    with the criterion's area loaded it costs no query.
    """
    if before is None or now is None or before.step is None or now.step is None:
        return ""
    versions = before.criterion.area.version, now.criterion.area.version
    if versions[0].scale != versions[1].scale or not versions[1].is_ordered:
        return ""
    if now.step.position == before.step.position:
        return "same"
    return "up" if now.step.position > before.step.position else "down"
