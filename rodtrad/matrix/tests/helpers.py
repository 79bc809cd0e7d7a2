"""What the tests of self-assessments stand in: a small matrix, a campaign, staff who rate."""

from datetime import date

from rodtrad.accounts.models import User
from rodtrad.matrix.actions.campaign import start_campaign
from rodtrad.matrix.actions.matrix import (
    create_matrix,
    publish_version,
    save_area,
    save_criterion,
)
from rodtrad.matrix.actions.raters import close_individual, hand_in_sheet, rate_alone
from rodtrad.matrix.actions.ratings import begin_agreeing, finish_assessment, rate
from rodtrad.matrix.models import Campaign, Criterion, MatrixVersion, ScaleStep, SelfAssessment
from rodtrad.organisation.models import SchoolYear, Unit
from tests.world import World, assign, person

OPENS = date(2026, 8, 20)
DEADLINE = date(2026, 10, 15)


def small_matrix(
    world: World, *, name: str = "Liten matris", kind: str = "school", scale: str = "levels"
) -> MatrixVersion:
    """A published matrix with one area and two criteria."""
    version = create_matrix(name=name, unit_kind=kind, scale=scale, by=world.head)
    area = save_area(version=version, title="Delaktighet", by=world.head)
    for title in ("Inflytande", "Samråd"):
        save_criterion(
            area=area,
            title=title,
            question="Vad har ändrats?",
            levels={step.pk: f"Så ser {step} ut." for step in version.steps.all()},
            by=world.head,
        )
    return publish_version(version, on=date(2025, 8, 1), by=world.head)


def campaign_of(
    world: World, *, year: SchoolYear | None = None, version: MatrixVersion | None = None
) -> Campaign:
    """A campaign for the schools of the world."""
    chosen = year or world.year
    return start_campaign(
        unit=world.administration,
        school_year=chosen,
        opens=chosen.span.starts.replace(day=20),
        deadline=date(chosen.start, 10, 15),
        preschool_matrix=None,
        school_matrix=version or small_matrix(world),
        by=world.head,
    )


def assessment_at(campaign: Campaign, unit: Unit) -> SelfAssessment:
    """The unit's self-assessment in a campaign."""
    found: SelfAssessment = campaign.assessments.get(unit=unit)
    return found


def criteria(assessment: SelfAssessment) -> list[Criterion]:
    """The criteria in order."""
    return list(Criterion.objects.filter(area__version=assessment.version))


def steps(assessment: SelfAssessment) -> list[ScaleStep]:
    """The steps, the lowest first."""
    return list(assessment.version.steps.all())


def staff(unit: Unit, count: int) -> list[User]:
    """People whose own work is at the unit."""
    names = [person(f"Medarbetare {number} {unit.code}") for number in range(count)]
    for one in names:
        assign(one, "staff", unit)
    return names


def all_rate(assessment: SelfAssessment, people: list[User], chosen: list[int]) -> None:
    """Each hands in, with the step of the number given for every criterion."""
    ladder = steps(assessment)
    for number, (who, at) in enumerate(zip(people, chosen, strict=True)):
        key = f"{number}-{who.pk}".ljust(64, "x")
        for criterion in criteria(assessment):
            rate_alone(
                assessment,
                key=key,
                criterion=criterion,
                step=ladder[at],
                comment=f"Grund {number}",
            )
        hand_in_sheet(assessment, key=key, user=who)


def agree(assessment: SelfAssessment, by: User, *, level: int = 1, on: date = DEADLINE) -> None:
    """Take a self-assessment all the way."""
    close_individual(assessment, by=by)
    begin_agreeing(assessment, by=by)
    for criterion in criteria(assessment):
        rate(
            assessment,
            criterion=criterion,
            team=None,
            step=steps(assessment)[level],
            grounds="Vi har sett det i alla klasser.",
            revision=0,
            by=by,
        )
    finish_assessment(assessment, on=on, by=by)
