"""Answers about matrices: which there are, and how one reads from first area to last level."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet

from rodtrad.accounts.models import User
from rodtrad.matrix.models import Area, Criterion, LevelText, Matrix, MatrixVersion, ScaleStep
from rodtrad.organisation.access import Permission, has_anywhere


@dataclass(frozen=True)
class Described:
    """A step of the scale and what it looks like for a criterion; the text may be empty."""

    step: ScaleStep
    text: str


@dataclass(frozen=True)
class Row:
    """A criterion with every step of the scale."""

    criterion: Criterion
    levels: Sequence[Described]


@dataclass(frozen=True)
class Block:
    """An area with its criteria."""

    area: Area
    rows: Sequence[Row]


@dataclass(frozen=True)
class Whole:
    """A version from first to last."""

    version: MatrixVersion
    steps: Sequence[ScaleStep]
    blocks: Sequence[Block]

    @property
    def rows(self) -> list[Row]:
        """Every criterion, in order."""
        return [row for block in self.blocks for row in block.rows]


def may_edit(user: User) -> bool:
    """Whether the person may change matrices: those who lead."""
    return has_anywhere(user, Permission.LEAD)


def readable_versions(user: User) -> QuerySet[MatrixVersion]:
    """Versions that the person may read: drafts only when they edit."""
    versions = MatrixVersion.objects.select_related("matrix")
    if may_edit(user):
        return versions
    if has_anywhere(user, Permission.READ_ADOPTED):
        return versions.exclude(state=MatrixVersion.State.DRAFT)
    return versions.none()


def listed_matrices(user: User) -> QuerySet[Matrix]:
    """Every matrix with the versions that the person may read, in `shown`. Two queries."""
    versions = (
        readable_versions(user)
        .annotate(criteria=Count("areas__criteria", distinct=True))
        .order_by("-number")
    )
    return Matrix.objects.prefetch_related(Prefetch("versions", versions, to_attr="shown"))


def whole(version: MatrixVersion) -> Whole:
    """A version with all that it says. Three queries; one more for a draft's empty areas."""
    steps = list(version.steps.all())
    criteria = (
        Criterion.objects.filter(area__version=version)
        .select_related("area")
        .prefetch_related(Prefetch("levels", LevelText.objects.order_by()))
        .order_by("area__position", "area_id", "position", "pk")
    )
    rows: dict[int, list[Row]] = {}
    areas: dict[int, Area] = {}
    if version.is_draft:
        areas = {area.pk: area for area in version.areas.all()}
    for criterion in criteria:
        texts = {level.step_id: level.text for level in criterion.levels.all()}
        areas.setdefault(criterion.area_id, criterion.area)
        rows.setdefault(criterion.area_id, []).append(
            Row(criterion, [Described(step, texts.get(step.pk, "")) for step in steps])
        )
    return Whole(version, steps, [Block(area, rows.get(pk, [])) for pk, area in areas.items()])
