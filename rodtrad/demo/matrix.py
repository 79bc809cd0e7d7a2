"""Self-assessments on the quality matrix: last year's all the way, this year's under way."""

from datetime import date, timedelta

from rodtrad.accounts.models import User
from rodtrad.demo.clock import happening_on, workday
from rodtrad.demo.content import read
from rodtrad.demo.season import Season
from rodtrad.goals.models import Goal
from rodtrad.matrix.actions.campaign import start_campaign
from rodtrad.matrix.actions.raters import close_individual, hand_in_sheet, rate_alone
from rodtrad.matrix.actions.ratings import (
    add_evidence,
    add_team,
    begin_agreeing,
    finish_assessment,
    make_area,
    rate,
)
from rodtrad.matrix.models import (
    Campaign,
    Criterion,
    Matrix,
    MatrixVersion,
    ScaleStep,
    SelfAssessment,
)
from rodtrad.organisation.actions.people import add_person, give_assignment
from rodtrad.organisation.models import Role, SchoolYear, Unit
from rodtrad.reports.models import Report

# How far this year's has come: done, agreeing, with the teams; the others rate one by one.
_DONE, _AGREEING, _TEAM = ("89680009", "DEMO-F2"), ("DEMO-S1",), ("DEMO-F3",)


def assess(season: Season) -> None:
    """Let the units assess themselves last year and this."""
    _employ(season)
    years = season.basis.years
    last = _start(season, years[1], opens=workday(date(years[1].start, 10, 1)), days=45)
    for assessment in _assessments(last):
        if assessment.unit.code not in season.basis.people:
            continue
        _agree(season, assessment, on=workday(last.deadline - timedelta(days=3)), higher=0)
    now = _start(season, years[2], opens=workday(season.today - timedelta(days=30)), days=44)
    for assessment in _assessments(now):
        code = assessment.unit.code
        on = workday(season.today - timedelta(days=4))
        if code in _DONE:
            _agree(season, assessment, on=on, higher=1)
        elif code in _AGREEING:
            _agree(season, assessment, on=on, higher=1, until=9)
        elif code in _TEAM:
            with happening_on(on):
                close_individual(assessment, by=_principal(season, assessment))
        else:
            _rate_alone(season, assessment, leave_out=3)


def _employ(season: Season) -> None:
    role = Role.objects.get(code="staff")
    for entry in read("matrix")["staff"]:
        unit = season.basis.units[entry["unit"]]
        for name in entry["names"]:
            plain = name.lower().translate(str.maketrans("åäö ", "aao."))
            who = add_person(name=name, email=f"{plain}@demo.example", title="Lärare", by=None)
            starts = season.basis.years[0].span.starts
            give_assignment(who, role=role, unit=unit, starts=starts, school_form=None, by=None)
            season.basis.people[unit.code].append(who)


def _start(season: Season, year: SchoolYear, *, opens: date, days: int) -> Campaign:
    newest = {
        version.matrix.unit_kind: version
        for version in MatrixVersion.objects.usable().select_related("matrix")
    }
    with happening_on(opens):
        return start_campaign(
            unit=Unit.objects.get(code="1286-UTB"),
            school_year=year,
            opens=opens,
            deadline=workday(opens + timedelta(days=days)),
            preschool_matrix=newest[Matrix.For.PRESCHOOL],
            school_matrix=newest[Matrix.For.SCHOOL],
            message=read("matrix")["message"],
            by=season.basis.development_head,
        )


def _assessments(campaign: Campaign) -> list[SelfAssessment]:
    found = campaign.assessments.select_related("unit", "version", "campaign__school_year")
    return list(found.order_by("unit__path"))


def _principal(season: Season, assessment: SelfAssessment) -> User:
    return season.basis.principal(assessment.unit.code)


def _criteria(assessment: SelfAssessment) -> list[Criterion]:
    found = Criterion.objects.filter(area__version=assessment.version_id).select_related("area")
    return list(found.order_by("area__position", "position"))


def _rate_alone(season: Season, assessment: SelfAssessment, *, leave_out: int = 0) -> None:
    """The unit's staff rate one by one, all but the last few; only where they are many."""
    people = season.basis.people.get(assessment.unit.code, [])
    if len(people) < 6:
        return
    steps = list(assessment.version.steps.all())
    comments = read("matrix")["comments"]
    for who in people[: len(people) - leave_out]:
        key = f"{season.dice.getrandbits(256):064x}"
        for number, criterion in enumerate(_criteria(assessment)):
            rate_alone(
                assessment,
                key=key,
                criterion=criterion,
                step=_near(season, steps, number),
                comment=season.dice.choice(comments) if season.dice.random() < 0.15 else "",
            )
        hand_in_sheet(assessment, key=key, user=who)


def _near(season: Season, steps: list[ScaleStep], number: int) -> ScaleStep:
    """A level near the unit's own; on every fifth criterion people see very differently."""
    spread = (-2, 2) if number % 5 == 2 else (-1, 1)
    at = 1 + season.dice.randint(*spread)
    return steps[max(0, min(len(steps) - 1, at))]


def _agree(
    season: Season, assessment: SelfAssessment, *, on: date, higher: int, until: int = 99
) -> None:
    by, texts = _principal(season, assessment), read("matrix")["grounds"]
    steps, criteria = list(assessment.version.steps.all()), _criteria(assessment)
    word = "barn" if assessment.unit.kind == Unit.Kind.PRESCHOOL else "elever"
    with happening_on(on):
        _rate_alone(season, assessment)
        close_individual(assessment, by=by)
        if assessment.unit.code == "54436997":
            add_team(assessment, name="Arbetslag 4–6", by=by)
        begin_agreeing(assessment, by=by)
        goal = Goal.objects.filter(unit=assessment.unit).order_by("pk").first()
        report = Report.objects.filter(unit=assessment.unit).order_by("school_year").first()
        for number, criterion in enumerate(criteria[:until]):
            level = (number * 7 + assessment.unit_id) % 3
            if higher and number % 4 == 1:
                level = min(level + higher, len(steps) - 1)
            rating = rate(
                assessment,
                criterion=criterion,
                team=None,
                step=steps[level],
                grounds=texts[criterion.key].format(barn=word),
                revision=0,
                by=by,
            )
            if number == 0 and goal:
                add_evidence(rating, goal=goal, by=by)
            if number == 4 and report:
                add_evidence(rating, report=report, by=by)
            if level == 0 and number in (7, 9, 13):
                make_area(rating, by=by)
        if until > len(criteria):
            finish_assessment(assessment, on=on, by=by)
