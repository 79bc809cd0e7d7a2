"""Individual, anonymous ratings: gathered sheet by sheet, counted together, and then removed.

Nothing here is written in the log or in a history: a line there would say who, and when. The log
gets one line when the step is over, with a number.
"""

from collections import Counter, defaultdict

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.core.identity_numbers import refuse_identity_numbers
from rodtrad.matrix.anonymity import enough
from rodtrad.matrix.models import (
    Criterion,
    Participation,
    ScaleStep,
    SelfAssessment,
    Sheet,
    SheetRating,
    Tally,
    TallyComment,
    Team,
)

_HANDED_IN = "Du har redan lämnat in din skattning. Den går inte att ändra, för ingen vet vilken \
den är."


@transaction.atomic
def rate_alone(
    assessment: SelfAssessment,
    *,
    key: str,
    criterion: Criterion,
    step: ScaleStep | None,
    comment: str = "",
) -> SheetRating:
    """Keep a person's answer on one criterion, on the sheet with this key.

    Raises:
        ValidationError: when the step is over, the sheet is handed in, the level or criterion
            belongs to another matrix, or the text holds a personal identity number.
    """
    _gathering(assessment)
    if criterion.area.version_id != assessment.version_id or (
        step is not None and step.version_id != assessment.version_id
    ):
        raise ValidationError("Nivån hör till en annan matris.")
    refuse_identity_numbers(comment)
    sheet, _ = Sheet.objects.get_or_create(key=key, defaults={"assessment": assessment})
    if sheet.handed_in:
        raise ValidationError(_HANDED_IN)
    rating, _ = SheetRating.objects.update_or_create(
        sheet=sheet, criterion=criterion, defaults={"step": step, "comment": comment.strip()}
    )
    return rating


@transaction.atomic
def hand_in_sheet(assessment: SelfAssessment, *, key: str, user: User) -> None:
    """Let a sheet count, and note that the person has taken part: each in its own table.

    Raises:
        ValidationError: when the step is over, nothing is rated, or the person has handed in.
    """
    _gathering(assessment)
    sheet = Sheet.objects.filter(key=key, assessment=assessment).first()
    if sheet is None or not sheet.ratings.filter(step__isnull=False).exists():
        raise ValidationError("Skatta minst ett kriterium innan du lämnar in.")
    try:
        with transaction.atomic():
            Participation.objects.create(assessment=assessment, user=user)
    except IntegrityError as error:
        raise ValidationError(_HANDED_IN) from error
    sheet.handed_in = True
    sheet.save(update_fields=["handed_in"])


@transaction.atomic
def close_individual(assessment: SelfAssessment, *, by: User) -> SelfAssessment:
    """End the individual step: count the answers together and remove every sheet and mark.

    Where fewer than the smallest group have rated nothing is kept. The step is never opened
    again: a second count, one person later, would show that person's answer.

    Raises:
        ValidationError: when the step is already over.
    """
    stored = _gathering(assessment)
    smallest = stored.campaign.smallest_group
    raters = stored.sheets.filter(handed_in=True).count()
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    comments: dict[int, list[str]] = defaultdict(list)
    if enough(raters, smallest):
        rows = SheetRating.objects.filter(sheet__assessment=stored, sheet__handed_in=True)
        for row in rows.filter(step__isnull=False):
            counts[row.criterion_id][row.step_id or 0] += 1
            if row.comment:
                comments[row.criterion_id].append(row.comment)
    told = {number for number, found in counts.items() if enough(found.total(), smallest)}
    Tally.objects.bulk_create(
        Tally(assessment=stored, criterion_id=number, step_id=step, count=count)
        for number in told
        for step, count in counts[number].items()
    )
    TallyComment.objects.bulk_create(
        TallyComment(assessment=stored, criterion_id=number, text=text)
        for number in told
        for text in comments[number]
    )
    SheetRating.objects.filter(sheet__assessment=stored).delete()
    stored.sheets.all().delete()
    stored.marks.all().delete()
    stored.raters = raters
    stored.step = SelfAssessment.Step.TEAM
    stored.save()
    if not stored.teams.exists():
        for name in _teams_before(stored) or ["Arbetslaget"]:
            Team.objects.create(assessment=stored, name=name)
    record(
        "assessment.individual_closed",
        by=by,
        target=stored,
        unit_id=stored.unit_id,
        raters=raters,
    )
    return stored


def _gathering(assessment: SelfAssessment) -> SelfAssessment:
    """The assessment, locked while its individual step goes on."""
    stored: SelfAssessment = (
        SelfAssessment.objects.select_for_update(of=("self",))
        .select_related("campaign__school_year", "unit")
        .get(pk=assessment.pk)
    )
    if stored.step != SelfAssessment.Step.INDIVIDUAL:
        raise ValidationError("De enskilda skattningarna är redan hopräknade.")
    return stored


def _teams_before(assessment: SelfAssessment) -> list[str]:
    """The names of last year's teams at the unit."""
    before = (
        SelfAssessment.objects.filter(
            unit=assessment.unit_id,
            campaign__school_year__lt=assessment.campaign.school_year_id,
        )
        .order_by("-campaign__school_year")
        .first()
    )
    return list(before.teams.values_list("name", flat=True)) if before else []
