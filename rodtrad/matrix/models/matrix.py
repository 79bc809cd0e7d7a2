"""A quality matrix: areas, criteria and described levels, in versions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from rodtrad.core.collation import SWEDISH
from rodtrad.organisation.models import Unit


class Matrix(models.Model):
    """What keeps its name over the years while its versions come and go."""

    class For(models.TextChoices):
        PRESCHOOL = Unit.Kind.PRESCHOOL.value, "Förskola"
        SCHOOL = Unit.Kind.SCHOOL.value, "Skola"

    name = models.CharField("namn", max_length=120, unique=True, db_collation=SWEDISH)
    unit_kind = models.CharField("för", max_length=20, choices=For)
    is_example = models.BooleanField(
        "exempel",
        default=False,
        help_text="Kom med Rödtråd och är tänkt att anpassas.",
    )

    class Meta:
        verbose_name = "kvalitetsmatris"
        verbose_name_plural = "kvalitetsmatriser"
        ordering = ["unit_kind", "name"]

    def __str__(self) -> str:
        return self.name


class MatrixVersionQuerySet(models.QuerySet["MatrixVersion"]):
    """Questions about many versions."""

    def usable(self) -> "MatrixVersionQuerySet":
        """Versions that a self-assessment can be started with."""
        return self.filter(state=MatrixVersion.State.PUBLISHED)


class MatrixVersion(models.Model):
    """A matrix as it reads; once published it does not change."""

    class State(models.TextChoices):
        DRAFT = "draft", "Utkast"
        PUBLISHED = "published", "Gäller"
        WITHDRAWN = "withdrawn", "Tillbakadragen"

    class Scale(models.TextChoices):
        LEVELS = "levels", "Beskrivna nivåer"
        POINTS = "points", "Poäng"
        PRIORITY = "priority", "Behöver prioriteras, behöver inte, kan delas med andra"

    matrix = models.ForeignKey(Matrix, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("version")
    state = models.CharField("läge", max_length=10, choices=State, default=State.DRAFT)
    scale = models.CharField("skala", max_length=10, choices=Scale, default=Scale.LEVELS)
    introduction = models.TextField("inledning", blank=True)
    published_on = models.DateField("gäller från", null=True, blank=True)
    withdrawn_on = models.DateField("tillbakadragen", null=True, blank=True)

    objects: ClassVar[MatrixVersionQuerySet] = MatrixVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "matrisversion"
        verbose_name_plural = "matrisversioner"
        ordering = ["matrix", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["matrix", "number"], name="matrix_version_once"),
            models.UniqueConstraint(
                fields=["matrix"],
                condition=Q(state="draft"),
                name="matrix_one_draft",
                violation_error_message="Matrisen har redan ett utkast. Arbeta vidare i det.",
            ),
            models.CheckConstraint(
                name="used_matrix_version_has_date",
                condition=Q(state="draft") | Q(published_on__isnull=False),
                violation_error_message="En version som gäller ska ha ett datum.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matrix}, version {self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.state == self.State.DRAFT

    @property
    def is_ordered(self) -> bool:
        """Whether a later step of the scale is better than an earlier one."""
        return self.scale != self.Scale.PRIORITY


class ScaleStep(models.Model):
    """A step of a version's scale, the lowest first."""

    version = models.ForeignKey(MatrixVersion, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField("ordning")
    label = models.CharField("steg", max_length=60)

    class Meta:
        verbose_name = "steg"
        verbose_name_plural = "steg"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="scale_step_once"),
            models.UniqueConstraint(
                fields=["version", "label"],
                name="scale_label_once",
                violation_error_message="Två steg kan inte heta lika.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Area(models.Model):
    """A part of the matrix, as "Delaktighet och inflytande"."""

    version = models.ForeignKey(MatrixVersion, on_delete=models.CASCADE, related_name="areas")
    title = models.CharField("område", max_length=120)
    position = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "område"
        verbose_name_plural = "områden"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "title"],
                name="matrix_area_once",
                violation_error_message="Versionen har redan ett område med det namnet.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    """What is assessed. Its key is kept from version to version, so that years can be compared."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField("nyckel", max_length=80)
    title = models.CharField("kriterium", max_length=160)
    question = models.TextField("vad ni tittar efter", blank=True)
    position = models.PositiveSmallIntegerField("ordning", default=0)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "kriterium"
        verbose_name_plural = "kriterier"
        ordering = ["area__position", "area", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "key"], name="criterion_key_once"),
            models.UniqueConstraint(
                fields=["area", "title"],
                name="criterion_title_once",
                violation_error_message="Området har redan ett kriterium med det namnet.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LevelText(models.Model):
    """What a step looks like for a criterion."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="levels")
    step = models.ForeignKey(ScaleStep, on_delete=models.CASCADE, related_name="texts")
    text = models.TextField("beskrivning")

    class Meta:
        verbose_name = "beskriven nivå"
        verbose_name_plural = "beskrivna nivåer"
        ordering = ["step__position"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "step"], name="level_text_once")
        ]

    def __str__(self) -> str:
        return self.text[:80]
