"""Who may open the pages of matrices and self-assessments."""

from typing import Any

from rodtrad.goals.models import Goal
from rodtrad.matrix.actions.matrix import create_matrix, save_area, save_criterion
from rodtrad.matrix.actions.raters import close_individual
from rodtrad.matrix.actions.ratings import add_evidence, begin_agreeing, rate
from rodtrad.matrix.models import Campaign, Matrix, MatrixVersion, Rating, SelfAssessment
from rodtrad.matrix.tests.helpers import (
    DEADLINE,
    agree,
    assessment_at,
    campaign_of,
    criteria,
    steps,
)
from tests.door import HEADS, LEADERS, PLANNERS, READERS, SCHOOL, WITH_A_ROLE, WORKERS, Door
from tests.world import World

OWN = SCHOOL


def _published(world: World) -> list[Any]:
    return [MatrixVersion.objects.get(matrix__name="Kvalitetsmatris för grundskola").pk]


def _draft_version(world: World) -> MatrixVersion:
    matrix = Matrix.objects.filter(name="Utkastet").first()
    if matrix is not None:
        return matrix.versions.get()
    version = create_matrix(name="Utkastet", unit_kind="school", by=world.head)
    area = save_area(version=version, title="Ledning", by=world.head)
    save_criterion(area=area, title="Rektor leder", question="", levels={}, by=world.head)
    return version


def _draft(world: World) -> list[Any]:
    return [_draft_version(world).pk]


def _area(world: World) -> list[Any]:
    return [_draft_version(world).areas.get().pk]


def _criterion(world: World) -> list[Any]:
    return [_draft_version(world).areas.get().criteria.get().pk]


def _campaign_row(world: World) -> Campaign:
    found: Campaign | None = Campaign.objects.filter(school_year=world.year).first()
    return found or campaign_of(world)


def _campaign(world: World) -> list[Any]:
    return [_campaign_row(world).pk]


def _gathering_row(world: World) -> SelfAssessment:
    return assessment_at(_campaign_row(world), world.school)


def _gathering(world: World) -> list[Any]:
    return [_gathering_row(world).pk]


def agreeing_row(world: World) -> SelfAssessment:
    """The school's self-assessment while it agrees, with a first rating."""
    assessment = _gathering_row(world)
    if assessment.step == SelfAssessment.Step.INDIVIDUAL:
        assessment = close_individual(assessment, by=world.principal)
        begin_agreeing(assessment, by=world.principal)
        rating = rate(
            assessment,
            criterion=criteria(assessment)[0],
            team=None,
            step=steps(assessment)[1],
            grounds="Elevrådet har ändrat schemat.",
            revision=0,
            by=world.principal,
        )
        goal: Goal = world.goal
        add_evidence(rating, goal=goal, by=world.principal)
    return assessment


def _agreeing(world: World) -> list[Any]:
    return [agreeing_row(world).pk]


def _rating_row(world: World) -> Rating:
    found: Rating = agreeing_row(world).ratings.agreed().get()
    return found


def _rating(world: World) -> list[Any]:
    return [_rating_row(world).pk]


def _done(world: World) -> list[Any]:
    """The other school's, which is done: those who lead read it, its neighbours do not."""
    assessment = assessment_at(_campaign_row(world), world.other_school)
    if not assessment.is_done:
        agree(assessment, world.head)
    return [assessment.pk]


def _team(world: World) -> list[Any]:
    """A team that has rated: who may ask is told that it stays."""
    assessment = agreeing_row(world)
    team = assessment.teams.get()
    if not team.ratings.exists():
        rate(
            assessment,
            criterion=criteria(assessment)[0],
            team=team,
            step=steps(assessment)[0],
            grounds="",
            revision=0,
            by=world.principal,
        )
    return [team.pk]


def _evidence(world: World) -> list[Any]:
    """A link in an assessment that is done: who may ask is told that it stays."""
    rating = _rating_row(world)
    number = rating.evidence.get().pk
    SelfAssessment.objects.filter(pk=rating.assessment_id).update(
        step=SelfAssessment.Step.DONE, done_on=DEADLINE
    )
    return [number]


DOORS: dict[str, Door] = {
    "assessment_list": Door(WORKERS),
    "matrix_list": Door(WITH_A_ROLE),
    "matrix_create": Door(LEADERS),
    "matrix_import": Door(LEADERS),
    "version_detail": Door(WITH_A_ROLE, _published),
    "version_export": Door(WITH_A_ROLE, _published, is_file=True),
    "version_create": Door(LEADERS, _published, writes=True),
    "version_publish": Door(LEADERS, _draft),
    "version_withdraw": Door(LEADERS, _published),
    "version_remove": Door(LEADERS, _draft),
    "version_edit": Door(LEADERS, _draft),
    "matrix_area_create": Door(LEADERS, _draft),
    "matrix_area_edit": Door(LEADERS, _area),
    "matrix_area_move": Door(LEADERS, _area, writes=True),
    "matrix_area_remove": Door(LEADERS, _area),
    "criterion_create": Door(LEADERS, _area),
    "criterion_edit": Door(LEADERS, _criterion),
    "criterion_move": Door(LEADERS, _criterion, writes=True),
    "criterion_remove": Door(LEADERS, _criterion),
    "campaign_create": Door(LEADERS),
    "campaign_detail": Door(HEADS, _campaign),
    "campaign_edit": Door(HEADS, _campaign),
    "campaign_remind": Door(HEADS, _campaign, writes=True),
    "campaign_add_units": Door(HEADS, _campaign, writes=True),
    # The head reads it when the unit is done; what is still being weighed is the unit's own.
    "assessment_detail": Door(HEADS, _done),
    "assessment_rate": Door(OWN, _gathering),
    "sheet_rate": Door(OWN, lambda world: [*_gathering(world), 1]),
    "sheet_hand_in": Door(OWN, _gathering),
    "assessment_close_individual": Door(PLANNERS, _gathering),
    "team_create": Door(PLANNERS, _agreeing),
    "team_remove": Door(PLANNERS, _team, writes=True),
    "assessment_agree": Door(PLANNERS, _agreeing),
    "assessment_finish": Door(PLANNERS, _agreeing),
    "assessment_reopen": Door(PLANNERS, _agreeing),
    "rating_edit": Door(
        PLANNERS, lambda world: [*_agreeing(world), criteria(agreeing_row(world))[0].pk]
    ),
    "rating_area": Door(PLANNERS, _rating),
    "rating_history": Door(OWN, _rating),
    "evidence_create": Door(PLANNERS, _rating),
    "evidence_remove": Door(PLANNERS, _evidence, writes=True),
    "assessment_years": Door(READERS, lambda world: [world.school.code]),
}
