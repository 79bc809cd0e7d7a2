"""Bringing a matrix in from a spreadsheet: all of it or nothing."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.matrix.actions.matrix import FEWEST_STEPS, MOST_STEPS
from rodtrad.matrix.models import (
    Area,
    Criterion,
    LevelText,
    Matrix,
    MatrixVersion,
    ScaleStep,
)
from rodtrad.matrix.spreadsheet import Line, Sheet, read_sheet


@transaction.atomic
def import_matrix(
    data: bytes,
    *,
    matrix: Matrix | None = None,
    name: str = "",
    unit_kind: str = "",
    scale: str = MatrixVersion.Scale.LEVELS,
    by: User | None,
) -> MatrixVersion:
    """Make a draft of what a spreadsheet says.

    Args:
        matrix: the one that the draft is a new version of; None for a new matrix, which then
            needs a name and the kind of unit that it is for.

    Raises:
        SheetError: with what is wrong, row by row; nothing is stored.
        ValidationError: when the name is taken, the matrix has a draft already, or the steps
            are too many.
    """
    sheet = read_sheet(data, needs_texts=scale == MatrixVersion.Scale.LEVELS)
    if not FEWEST_STEPS <= len(sheet.steps) <= MOST_STEPS:
        raise ValidationError(f"Skalan ska ha {FEWEST_STEPS} till {MOST_STEPS} steg.")
    if matrix is None:
        matrix = Matrix(name=name.strip(), unit_kind=unit_kind)
        matrix.full_clean()
        matrix.save()
    last = matrix.versions.order_by("-number").first()
    version = MatrixVersion(
        matrix=matrix,
        number=(last.number if last else 0) + 1,
        scale=scale,
        introduction=last.introduction if last else "",
    )
    version.full_clean()
    version.save()
    _fill(version, sheet)
    record("matrix.imported", by=by, target=version, unit_id=None, criteria=len(sheet.lines))
    return version


def _fill(version: MatrixVersion, sheet: Sheet) -> None:
    steps = [
        ScaleStep(version=version, position=position, label=label)
        for position, label in enumerate(sheet.steps)
    ]
    for step in steps:
        step.full_clean()
        step.save()
    keys = _known_keys(version.matrix)
    taken = set(keys.values()) | {line.key for line in sheet.lines if line.key}
    areas: dict[str, Area] = {}
    places: dict[str, int] = {}
    for line in sheet.lines:
        area = areas.get(line.area)
        if area is None:
            area = areas[line.area] = Area.objects.create(
                version=version, title=line.area, position=len(areas)
            )
        places[line.area] = places.get(line.area, -1) + 1
        criterion = Criterion(
            area=area,
            key=_key(line, keys, taken),
            title=line.title,
            question=line.question,
            position=places[line.area],
        )
        criterion.full_clean()
        criterion.save()
        LevelText.objects.bulk_create(
            LevelText(criterion=criterion, step=step, text=text)
            for step, text in zip(steps, line.levels, strict=True)
            if text
        )


def _known_keys(matrix: Matrix) -> dict[str, str]:
    """The keys of the matrix's criteria by title, the latest version's last."""
    rows = Criterion.objects.filter(area__version__matrix=matrix).order_by("area__version__number")
    return {title.lower(): key for title, key in rows.values_list("title", "key")}


def _key(line: Line, keys: dict[str, str], taken: set[str]) -> str:
    """The file's key, that of a criterion with the same name before, or a new one."""
    if line.key:
        return line.key
    known = keys.pop(line.title.lower(), "")
    if known:
        return known
    stem = slugify(line.title)[:70] or "kriterium"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    taken.add(key)
    return key
