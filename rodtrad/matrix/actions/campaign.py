"""Starting a self-assessment for all units at once, and reminding them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.matrix.models import Campaign, Matrix, MatrixVersion, SelfAssessment
from rodtrad.matrix.people import planners_of, raters_of
from rodtrad.notifications.actions import tell
from rodtrad.organisation.access import Permission, branch_filter, units_open_to
from rodtrad.organisation.models import SchoolYear, Unit

_NOBODY = (
    "Det finns ingen öppen förskola eller skola att börja med: antingen är matrisen gjord för "
    "andra, eller så har de redan en självskattning det läsåret."
)


@transaction.atomic
def start_campaign(
    *,
    unit: Unit,
    school_year: SchoolYear,
    opens: date,
    deadline: date,
    preschool_matrix: MatrixVersion | None,
    school_matrix: MatrixVersion | None,
    smallest_group: int = 5,
    message: str = "",
    by: User,
) -> Campaign:
    """Start a self-assessment at the open units below that the person leads.

    Units that are in another campaign of the same school year stay in that one.

    Raises:
        ValidationError: for a matrix that is not in use or made for other units, dates in the
            wrong order, a closed school year, or when no open unit is below.
    """
    if school_year.closed_at is not None:
        raise ValidationError(f"Läsåret {school_year} är stängt. Det går inte att börja något där.")
    chosen = {
        Matrix.For.PRESCHOOL: preschool_matrix,
        Matrix.For.SCHOOL: school_matrix,
    }
    for kind, version in chosen.items():
        if version is not None:
            _require_usable(version, kind)
    campaign = save_by(
        Campaign(
            unit=unit,
            school_year=school_year,
            opens=opens,
            deadline=deadline,
            preschool_matrix=preschool_matrix,
            school_matrix=school_matrix,
            smallest_group=smallest_group,
            message=message.strip(),
        ),
        by,
    )
    units = list(_units(campaign, opens, by))
    if not units:
        raise ValidationError(_NOBODY)
    SelfAssessment.objects.bulk_create(
        SelfAssessment(campaign=campaign, unit=one, version=chosen[Matrix.For(one.kind)])
        for one in units
    )
    record("campaign.started", by=by, target=campaign, unit_id=unit.pk, units=len(units))
    _tell_planners(
        list(campaign.assessments.select_related("unit")),
        sentence=f"Självskattningen {school_year} har börjat.",
        by=by,
    )
    return campaign


@transaction.atomic
def add_late_units(campaign: Campaign, *, today: date, by: User) -> int:
    """Let units that have opened since the start take part too; returns how many."""
    chosen = {
        Matrix.For.PRESCHOOL.value: campaign.preschool_matrix,
        Matrix.For.SCHOOL.value: campaign.school_matrix,
    }
    units = _units(campaign, today, by)
    made = SelfAssessment.objects.bulk_create(
        SelfAssessment(campaign=campaign, unit=one, version=chosen[str(one.kind)]) for one in units
    )
    if made:
        record(
            "campaign.units_added",
            by=by,
            target=campaign,
            unit_id=campaign.unit_id,
            units=len(made),
        )
    return len(made)


@transaction.atomic
def change_deadline(campaign: Campaign, *, deadline: date, by: User) -> Campaign:
    """Give the units another last day.

    Raises:
        ValidationError: when it is before the first.
    """
    campaign.deadline = deadline
    save_by(campaign, by)
    record(
        "campaign.deadline_changed",
        by=by,
        target=campaign,
        unit_id=campaign.unit_id,
        deadline=deadline.isoformat(),
    )
    return campaign


@transaction.atomic
def remind(campaign: Campaign, *, today: date, by: User) -> int:
    """Remind the units led that are not done: their planners, and who has not rated yet.

    Nobody learns who was reminded; the log keeps how many units it was.

    Returns:
        How many units were reminded.
    """
    waiting = list(
        campaign.assessments.open_to(by, Permission.LEAD)
        .expected(today)
        .exclude(step=SelfAssessment.Step.DONE)
        .select_related("unit")
    )
    last = f"{campaign.deadline.day}/{campaign.deadline.month}"
    _tell_planners(
        waiting, sentence=f"Påminnelse: självskattningen ska vara klar senast {last}.", by=by
    )
    rating = [row for row in waiting if row.step == SelfAssessment.Step.INDIVIDUAL]
    for assessment, people in raters_of(rating, without_answer=True).items():
        tell(
            people,
            kind="self-assessment-rate",
            sentence=f"Påminnelse: skatta {assessment.unit} mot kvalitetsmatrisen senast {last}.",
            address=reverse("assessment_rate", args=[assessment.pk]),
            key=f"assessment-rate:{assessment.pk}",
            unit=assessment.unit,
            by=by,
        )
    record(
        "campaign.reminded", by=by, target=campaign, unit_id=campaign.unit_id, units=len(waiting)
    )
    return len(waiting)


def _tell_planners(assessments: list[SelfAssessment], *, sentence: str, by: User) -> None:
    for assessment, people in planners_of(assessments).items():
        tell(
            people,
            kind="self-assessment",
            sentence=f"{assessment.unit}: {sentence}",
            address=reverse("assessment_detail", args=[assessment.pk]),
            key=f"assessment:{assessment.pk}",
            unit=assessment.unit,
            by=by,
        )


def _units(campaign: Campaign, day: date, by: User) -> QuerySet[Unit]:
    """The units to take in: open, led by the person, of a kind with a matrix, in no campaign."""
    kinds = {
        Matrix.For.PRESCHOOL: campaign.preschool_matrix_id,
        Matrix.For.SCHOOL: campaign.school_matrix_id,
    }
    taken = SelfAssessment.objects.filter(campaign__school_year=campaign.school_year_id)
    found: QuerySet[Unit] = (
        units_open_to(by, Permission.LEAD)
        .filter(branch_filter(campaign.unit.path))
        .filter(kind__in=[kind for kind, matrix in kinds.items() if matrix])
        .filter(opened__lte=day)
        .exclude(closed__lte=day)
        .exclude(pk__in=taken.values("unit"))
    )
    return found


def _require_usable(version: MatrixVersion, kind: str) -> None:
    if version.state == MatrixVersion.State.WITHDRAWN:
        raise ValidationError(
            f"{version} är tillbakadragen och går inte att använda. Välj en version som gäller."
        )
    if version.state != MatrixVersion.State.PUBLISHED:
        raise ValidationError(f"{version} är ett utkast. Publicera den först.")
    if version.matrix.unit_kind != kind:
        raise ValidationError(f"{version} är gjord för andra enheter. Välj en annan.")
