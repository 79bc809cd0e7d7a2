"""Every change to a matrix: versions, scale, areas, criteria and what the levels say.

Only drafts change. What a self-assessment once was made with reads the same for ever.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.core.conflict import check_revision
from rodtrad.matrix.models import (
    Area,
    Criterion,
    LevelText,
    Matrix,
    MatrixVersion,
    ScaleStep,
)

# What a scale begins as; the words can be changed.
DEFAULT_STEPS: dict[str, tuple[str, ...]] = {
    MatrixVersion.Scale.LEVELS: ("Påbörjat", "Under utveckling", "Etablerat", "Lärande och spritt"),
    MatrixVersion.Scale.POINTS: tuple(str(number) for number in range(1, 7)),
    MatrixVersion.Scale.PRIORITY: (
        "Behöver prioriteras",
        "Behöver inte prioriteras",
        "Kan delas med andra",
    ),
}
FEWEST_STEPS, MOST_STEPS = 2, 11


@transaction.atomic
def create_matrix(
    *,
    name: str,
    unit_kind: str,
    scale: str = MatrixVersion.Scale.LEVELS,
    steps: Sequence[str] = (),
    introduction: str = "",
    by: User | None,
) -> MatrixVersion:
    """A new matrix with a first, empty draft.

    Raises:
        ValidationError: when the name is taken or the scale has too few or too many steps.
    """
    matrix = Matrix(name=name.strip(), unit_kind=unit_kind)
    matrix.full_clean()
    matrix.save()
    version = MatrixVersion(matrix=matrix, number=1, scale=scale, introduction=introduction)
    version.full_clean()
    version.save()
    _set_steps(version, steps or DEFAULT_STEPS[scale])
    record("matrix.created", by=by, target=version, unit_id=None)
    return version


@transaction.atomic
def create_version(source: MatrixVersion, *, by: User) -> MatrixVersion:
    """A draft with all that a version says; criteria keep their keys.

    Raises:
        ValidationError: when the matrix already has a draft.
    """
    matrix = Matrix.objects.select_for_update().get(pk=source.matrix_id)
    last = matrix.versions.order_by("-number").first()
    draft = MatrixVersion(
        matrix=matrix,
        number=(last.number if last else 0) + 1,
        scale=source.scale,
        introduction=source.introduction,
    )
    draft.full_clean()
    draft.save()
    steps = {}
    for step in source.steps.all():
        steps[step.pk] = ScaleStep.objects.create(
            version=draft, position=step.position, label=step.label
        )
    for area in source.areas.prefetch_related("criteria__levels"):
        copy = Area.objects.create(version=draft, title=area.title, position=area.position)
        for criterion in area.criteria.all():
            made = Criterion.objects.create(
                area=copy,
                key=criterion.key,
                title=criterion.title,
                question=criterion.question,
                position=criterion.position,
            )
            LevelText.objects.bulk_create(
                LevelText(criterion=made, step=steps[level.step_id], text=level.text)
                for level in criterion.levels.all()
            )
    record("matrix.version_begun", by=by, target=draft, unit_id=None)
    return draft


@transaction.atomic
def publish_version(version: MatrixVersion, *, on: date, by: User) -> MatrixVersion:
    """Let a draft be used; from then on it does not change.

    Raises:
        ValidationError: when it is no draft, has no criteria, or levels lack their text.
    """
    stored = _draft(version)
    criteria = list(Criterion.objects.filter(area__version=stored).prefetch_related("levels"))
    if not criteria:
        raise ValidationError("Matrisen har inga kriterier. Lägg till minst ett först.")
    if stored.scale == MatrixVersion.Scale.LEVELS:
        steps = stored.steps.count()
        thin = [row.title for row in criteria if len(row.levels.all()) < steps]
        if thin:
            raise ValidationError(
                f"De här kriterierna saknar beskrivning på någon nivå: {'; '.join(thin[:5])}"
                + (f" och {len(thin) - 5} till." if len(thin) > 5 else ".")
            )
    stored.state = MatrixVersion.State.PUBLISHED
    stored.published_on = on
    stored.full_clean()
    stored.save()
    record("matrix.published", by=by, target=stored, unit_id=None)
    return stored


@transaction.atomic
def withdraw_version(version: MatrixVersion, *, on: date, by: User) -> MatrixVersion:
    """Let a version not be used any more; assessments made with it stay as they are.

    Raises:
        ValidationError: when it is not in use.
    """
    stored = MatrixVersion.objects.select_for_update().get(pk=version.pk)
    if stored.state != MatrixVersion.State.PUBLISHED:
        raise ValidationError("Bara en version som gäller kan dras tillbaka.")
    stored.state = MatrixVersion.State.WITHDRAWN
    stored.withdrawn_on = on
    stored.full_clean()
    stored.save()
    record("matrix.withdrawn", by=by, target=stored, unit_id=None)
    return stored


@transaction.atomic
def discard_draft_version(version: MatrixVersion, *, by: User) -> None:
    """Remove a draft that nobody has used; a matrix without any version goes with it.

    Raises:
        ValidationError: when it is no draft.
    """
    stored = _draft(version)
    matrix = stored.matrix
    record("matrix.draft_removed", by=by, target=stored, unit_id=None)
    stored.delete()
    if not matrix.versions.exists():
        matrix.delete()


@transaction.atomic
def change_version(
    version: MatrixVersion, *, steps: Sequence[str], introduction: str, by: User
) -> MatrixVersion:
    """Change a draft's introduction and the words of its scale; steps are added at the end.

    Raises:
        ValidationError: when it is no draft, or the steps are too few, too many or alike.
    """
    stored = _draft(version)
    stored.introduction = introduction
    stored.full_clean()
    stored.save()
    _set_steps(stored, steps)
    record("matrix.changed", by=by, target=stored, unit_id=None)
    return stored


@transaction.atomic
def save_area(
    *, version: MatrixVersion, title: str, area: Area | None = None, by: User | None
) -> Area:
    """Add an area last in a draft, or change the title of one.

    Raises:
        ValidationError: when the version is no draft or has such an area.
    """
    _draft(version)
    row = area or Area(version=version, position=version.areas.count())
    row.title = title.strip()
    row.full_clean()
    row.save()
    record("matrix.changed", by=by, target=version, unit_id=None)
    return row


@transaction.atomic
def save_criterion(
    *,
    area: Area,
    title: str,
    question: str,
    levels: Mapping[int, str],
    criterion: Criterion | None = None,
    revision: int = 0,
    by: User | None,
) -> Criterion:
    """Add a criterion last in an area of a draft, or change one.

    Args:
        levels: what each step looks like, by the step's number; empty texts are left out.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when the version is no draft or the area has such a criterion.
    """
    _draft(area.version)
    if criterion is None:
        row = Criterion(area=area, key=_new_key(area, title), position=area.criteria.count())
    else:
        row = check_revision(criterion, revision)
        row.area = area
        row.revision += 1
    row.title, row.question = title.strip(), question.strip()
    row.full_clean()
    row.save()
    _set_levels(row, levels)
    record("matrix.changed", by=by, target=area.version, unit_id=None)
    return row


@transaction.atomic
def move_row(row: Area | Criterion, *, up: bool, by: User) -> None:
    """Change places with the neighbour above or below; at the end nothing happens.

    Raises:
        ValidationError: when the version is no draft.
    """
    version = row.version if isinstance(row, Area) else row.area.version
    _draft(version)
    siblings: list[Any] = list(
        version.areas.all() if isinstance(row, Area) else row.area.criteria.all()
    )
    here = next(index for index, one in enumerate(siblings) if one.pk == row.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(siblings):
        siblings[here], siblings[there] = siblings[there], siblings[here]
        for position, one in enumerate(siblings):
            one.position = position
        type(row)._default_manager.bulk_update(siblings, ["position"])
        record("matrix.changed", by=by, target=version, unit_id=None)


@transaction.atomic
def remove_row(row: Area | Criterion, *, by: User) -> None:
    """Take an area with its criteria, or a criterion, out of a draft.

    Raises:
        ValidationError: when the version is no draft.
    """
    version = row.version if isinstance(row, Area) else row.area.version
    _draft(version)
    row.delete()
    record("matrix.changed", by=by, target=version, unit_id=None)


def _draft(version: MatrixVersion) -> MatrixVersion:
    stored = MatrixVersion.objects.select_for_update().get(pk=version.pk)
    if not stored.is_draft:
        raise ValidationError(
            "Versionen gäller redan och går inte att ändra. Börja på en ny version."
        )
    return stored


def _set_steps(version: MatrixVersion, labels: Sequence[str]) -> None:
    wanted = [label.strip() for label in labels if label.strip()]
    if not FEWEST_STEPS <= len(wanted) <= MOST_STEPS:
        raise ValidationError(
            {"steps": f"Skalan ska ha {FEWEST_STEPS} till {MOST_STEPS} steg, ett på varje rad."}
        )
    if len(set(wanted)) < len(wanted):
        raise ValidationError({"steps": "Två steg kan inte heta lika."})
    now = list(version.steps.all())
    for row in now[len(wanted) :]:
        row.delete()
    # First out of each other's way: two labels may change places.
    for row in now:
        if row.pk:
            ScaleStep.objects.filter(pk=row.pk).update(label=f"#{row.position}")
    for position, label in enumerate(wanted):
        step = now[position] if position < len(now) else ScaleStep(version=version)
        step.position, step.label = position, label
        step.full_clean()
        step.save()


def _set_levels(criterion: Criterion, levels: Mapping[int, str]) -> None:
    own = set(criterion.area.version.steps.values_list("pk", flat=True))
    for number, text in levels.items():
        if number not in own:
            raise ValidationError("Steget hör till en annan version av matrisen.")
        if text.strip():
            LevelText.objects.update_or_create(
                criterion=criterion, step_id=number, defaults={"text": text.strip()}
            )
        else:
            LevelText.objects.filter(criterion=criterion, step_id=number).delete()


def _new_key(area: Area, title: str) -> str:
    """A key that no criterion of the matrix has had, so that years are not mixed up."""
    taken = set(
        Criterion.objects.filter(area__version__matrix=area.version.matrix_id).values_list(
            "key", flat=True
        )
    )
    stem = slugify(title)[:70] or "kriterium"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key
