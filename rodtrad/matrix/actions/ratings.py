"""What teams and the whole unit say, what it rests on, and what becomes of it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import Conflict
from rodtrad.goals.actions import add_area
from rodtrad.goals.models import DevelopmentArea, Goal
from rodtrad.indicators.models import Indicator
from rodtrad.matrix.models import (
    Criterion,
    Evidence,
    Rating,
    ScaleStep,
    SelfAssessment,
    Team,
)
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Report

Step = SelfAssessment.Step


@transaction.atomic
def add_team(assessment: SelfAssessment, *, name: str, by: User) -> Team:
    """A team that rates together.

    Raises:
        ValidationError: without a name, when there is such a team, or when the unit is done.
    """
    stored = _open(assessment)
    team = Team(assessment=stored, name=name.strip())
    team.full_clean()
    team.save()
    record("assessment.team_added", by=by, target=stored, unit_id=stored.unit_id)
    return team


@transaction.atomic
def remove_team(team: Team, *, by: User) -> None:
    """Take away a team that has not rated anything.

    Raises:
        ValidationError: when it has, or when the unit is done.
    """
    stored = _open(team.assessment)
    if team.ratings.exists():
        raise ValidationError("Arbetslaget har skattat och går inte att ta bort.")
    team.delete()
    record("assessment.team_removed", by=by, target=stored, unit_id=stored.unit_id)


@transaction.atomic
def rate(
    assessment: SelfAssessment,
    *,
    criterion: Criterion,
    team: Team | None,
    step: ScaleStep | None,
    grounds: str,
    revision: int,
    by: User,
) -> Rating:
    """Keep what a team, or the unit when `team` is None, says of a criterion.

    Args:
        revision: the one that was read; 0 when nothing was said yet.

    Raises:
        Conflict: when somebody else has saved since.
        ValidationError: when it is not the time for it, or the level is of another matrix.
    """
    stored = _open(assessment)
    _require_time(stored, team)
    if criterion.area.version_id != stored.version_id or (
        step is not None and step.version_id != stored.version_id
    ):
        raise ValidationError("Nivån hör till en annan matris.")
    if team is not None and team.assessment_id != stored.pk:
        raise ValidationError("Arbetslaget hör till en annan självskattning.")
    row = Rating.objects.filter(assessment=stored, criterion=criterion, team=team).first()
    if row is None:
        row = Rating(assessment=stored, criterion=criterion, team=team)
    elif row.revision != revision:
        raise Conflict(row)
    if row.pk and (row.step_id, row.grounds) == (step.pk if step else None, grounds.strip()):
        return row
    row.step, row.grounds = step, grounds.strip()
    row.revision += 1
    save_by(row, by)
    record("assessment.rated", by=by, target=stored, unit_id=stored.unit_id)
    return row


@transaction.atomic
def begin_agreeing(assessment: SelfAssessment, *, by: User) -> SelfAssessment:
    """Go from what the teams say to what the unit agrees on.

    With a single team its answers are where the unit starts.

    Raises:
        ValidationError: when it is not the time for it.
    """
    stored = _open(assessment)
    if stored.step != Step.TEAM:
        raise ValidationError("Ni enas när arbetslagen har skattat.")
    stored.step = Step.AGREED
    stored.save()
    teams = list(stored.teams.all()[:2])
    if len(teams) == 1:
        for row in teams[0].ratings.all():
            agreed = Rating(
                assessment=stored,
                criterion_id=row.criterion_id,
                step_id=row.step_id,
                grounds=row.grounds,
                revision=1,
            )
            save_by(agreed, by)
            Evidence.objects.bulk_create(
                Evidence(
                    rating=agreed,
                    goal_id=one.goal_id,
                    indicator_id=one.indicator_id,
                    report_id=one.report_id,
                )
                for one in row.evidence.all()
            )
    record("assessment.agreeing", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def finish_assessment(assessment: SelfAssessment, *, on: date, by: User) -> SelfAssessment:
    """Say that the unit has agreed; from now on those who lead can read it.

    Raises:
        ValidationError: when it is not the time for it, or naming what has no level or grounds.
    """
    stored = _open(assessment)
    if stored.step != Step.AGREED:
        raise ValidationError("Självskattningen blir klar när ni har enats.")
    criteria = list(Criterion.objects.filter(area__version=stored.version_id))
    agreed = {row.criterion_id: row for row in stored.ratings.agreed()}
    bare = [row.title for row in criteria if row.pk not in agreed or agreed[row.pk].step_id is None]
    if bare:
        raise ValidationError(f"De här kriterierna är inte skattade: {_listed(bare)}.")
    ungrounded = [row.title for row in criteria if not agreed[row.pk].grounds]
    if ungrounded:
        raise ValidationError(f"Skriv vad skattningen bygger på: {_listed(ungrounded)}.")
    stored.step, stored.done_on = Step.DONE, on
    stored.full_clean()
    stored.save()
    record("assessment.done", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def reopen_assessment(assessment: SelfAssessment, *, by: User) -> SelfAssessment:
    """Go back to agreeing, to change something.

    Raises:
        ValidationError: when it is not done.
    """
    stored = _locked(assessment)
    if stored.step != Step.DONE:
        raise ValidationError("Självskattningen är inte klar än.")
    stored.step, stored.done_on = Step.AGREED, None
    stored.save()
    record("assessment.reopened", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def make_area(rating: Rating, *, by: User) -> DevelopmentArea:
    """Let a criterion become a development area of the unit; doing it again gives the same.

    Raises:
        ValidationError: for a team's rating: the unit decides together.
    """
    stored = (
        Rating.objects.select_for_update(of=("self",))
        .select_related(
            "criterion", "step", "assessment__campaign__school_year", "assessment__unit"
        )
        .get(pk=rating.pk)
    )
    if stored.team_id is not None:
        raise ValidationError("Det är det ni enas om som blir utvecklingsområden.")
    if stored.area is not None:
        kept: DevelopmentArea = stored.area
        return kept
    level = f"Självskattning: {stored.step}. " if stored.step else ""
    area = add_area(
        unit=stored.assessment.unit,
        school_year=stored.assessment.campaign.school_year,
        title=stored.criterion.title,
        description=(level + stored.grounds).strip(),
        by=by,
    )
    stored.area = area
    save_by(stored, by)
    return area


@transaction.atomic
def add_evidence(
    rating: Rating,
    *,
    goal: Goal | None = None,
    indicator: Indicator | None = None,
    report: Report | None = None,
    by: User,
) -> Evidence:
    """Link a rating to what it rests on; the same link twice is one.

    Raises:
        ValidationError: when the unit is done, or nothing or more than one thing is named.
    """
    assessment = _open(rating.assessment)
    chosen = {"goal": goal, "indicator": indicator, "report": report}
    for row, name in ((goal, "Målet"), (report, "Rapporten")):
        if row is not None and not _concerns(row.unit, assessment.unit):
            raise ValidationError(f"{name} hör till en annan enhet.")
    present = Evidence.objects.filter(rating=rating, **chosen).first()
    if present is not None:
        return present
    made = Evidence(rating=rating, **chosen)
    made.full_clean()
    made.save()
    record("assessment.evidence_added", by=by, target=assessment, unit_id=assessment.unit_id)
    return made


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: User) -> None:
    """Take a link away.

    Raises:
        ValidationError: when the unit is done.
    """
    assessment = _open(evidence.rating.assessment)
    evidence.delete()
    record("assessment.evidence_removed", by=by, target=assessment, unit_id=assessment.unit_id)


def _concerns(owner: Unit, unit: Unit) -> bool:
    """Whether something of the owner's is the unit's too: its own, or from above."""
    return bool(unit.path.startswith(owner.path))


def _locked(assessment: SelfAssessment) -> SelfAssessment:
    stored: SelfAssessment = (
        SelfAssessment.objects.select_for_update(of=("self",))
        .select_related("campaign__school_year", "unit")
        .get(pk=assessment.pk)
    )
    return stored


def _open(assessment: SelfAssessment) -> SelfAssessment:
    stored = _locked(assessment)
    if stored.is_done:
        raise ValidationError("Självskattningen är klar. Öppna den igen om något ska ändras.")
    return stored


def _require_time(assessment: SelfAssessment, team: Team | None) -> None:
    if assessment.step == Step.INDIVIDUAL:
        raise ValidationError("Räkna först samman de enskilda skattningarna.")
    if team is None and assessment.step != Step.AGREED:
        raise ValidationError("Ni enas när arbetslagen har skattat.")


def _listed(words: list[str]) -> str:
    shown = ", ".join(words[:6])
    return f"{shown} och {len(words) - 6} till" if len(words) > 6 else shown
