"""The organisation: units in a tree, school years, roles and who has which where."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from rodtrad.core import schoolyear
from rodtrad.core.collation import SWEDISH


class SchoolForm(models.Model):
    """A school form of the Education Act, as FS (preschool) or GR (compulsory school)."""

    code = models.CharField("kod", max_length=10, primary_key=True)
    name = models.CharField("namn", max_length=80, db_collation=SWEDISH)
    position = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "skolform"
        verbose_name_plural = "skolformer"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class SchoolYear(models.Model):
    """A school year that work is planned in; the number is the year it starts."""

    start = models.PositiveSmallIntegerField("startår", primary_key=True)
    closed_at = models.DateField("stängt", null=True, blank=True)

    class Meta:
        verbose_name = "läsår"
        verbose_name_plural = "läsår"
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(
                name="school_year_is_sane",
                condition=Q(start__gte=1990, start__lte=2100),
                violation_error_message="Läsåret ska börja mellan 1990 och 2100.",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def span(self) -> schoolyear.SchoolYear:
        """The school year as dates and terms."""
        return schoolyear.SchoolYear(self.start)

    @property
    def label(self) -> str:
        """As "2025/26"."""
        return self.span.label

    @property
    def slug(self) -> str:
        """As "2025-26", for addresses."""
        return self.span.slug


class UnitQuerySet(MP_NodeQuerySet):  # type: ignore[misc]  # treebeard has no types
    """Questions about many units."""

    def open_on(self, day: date) -> "UnitQuerySet":
        """Units that were running on a day."""
        return self.filter(opened__lte=day).filter(  # type: ignore[no-any-return]
            Q(closed__isnull=True) | Q(closed__gt=day)
        )

    def schools_and_preschools(self) -> "UnitQuerySet":
        """The units where the children are: those that plan and report for themselves."""
        return self.filter(kind__in=Unit.WORKING_KINDS)  # type: ignore[no-any-return]

    def under(self, unit: "Unit") -> "UnitQuerySet":
        """A unit and all below it."""
        return self.filter(path__startswith=unit.path)  # type: ignore[no-any-return]


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):  # type: ignore[misc]
    """Units in the order of the tree."""

    def get_queryset(self) -> UnitQuerySet:
        """All units; the library's own manager would leave our questions out."""
        units: UnitQuerySet = UnitQuerySet(self.model, using=self._db).order_by("path")
        return units


class Unit(MP_Node):  # type: ignore[misc]  # treebeard has no types
    """A node of the organisation: the municipality, an administration, a school, a preschool."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", "Huvudman"
        ADMINISTRATION = "administration", "Förvaltning"
        AREA = "area", "Område"
        PRESCHOOL = "preschool", "Förskola"
        SCHOOL = "school", "Skola"

    WORKING_KINDS = (Kind.PRESCHOOL, Kind.SCHOOL)

    name = models.CharField("namn", max_length=150, db_collation=SWEDISH)
    kind = models.CharField("slag", max_length=20, choices=Kind)
    code = models.CharField(
        "kod",
        max_length=20,
        unique=True,
        help_text="Skolenhetskod för en skola; för andra enheter en egen kod.",
    )
    school_forms = models.ManyToManyField(
        SchoolForm, verbose_name="skolformer", blank=True, related_name="units"
    )
    opened = models.DateField("startade", default=date(2000, 8, 1))
    closed = models.DateField("stängd från", null=True, blank=True)

    node_order_by: ClassVar[list[str]] = []
    objects: ClassVar[Any] = UnitManager()
    history = HistoricalRecords(excluded_fields=["path", "depth", "numchild"])

    class Meta:
        verbose_name = "enhet"
        verbose_name_plural = "enheter"
        constraints = [
            models.CheckConstraint(
                name="unit_closes_after_opening",
                condition=Q(closed__isnull=True) | Q(closed__gte=F("opened")),
                violation_error_message="Enheten kan inte stänga innan den har startat.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_working_unit(self) -> bool:
        """Whether children are here, so that the unit plans and reports for itself."""
        return self.kind in self.WORKING_KINDS

    def is_open(self, today: date) -> bool:
        """Whether the unit runs on a day."""
        return self.opened <= today and (self.closed is None or self.closed > today)


class UnitSuccession(models.Model):
    """One unit went on as another: what keeps history readable when units merge or split."""

    class Kind(models.TextChoices):
        MERGED = "merged", "slogs ihop med"
        SPLIT = "split", "delades till"
        REPLACED = "replaced", "ersattes av"

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successors")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessors")
    kind = models.CharField("vad som hände", max_length=10, choices=Kind)
    on = models.DateField("från och med")
    note = models.TextField("anteckning", blank=True)

    class Meta:
        verbose_name = "efterföljare"
        verbose_name_plural = "efterföljare"
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(
                name="succession_between_two",
                condition=~Q(predecessor=F("successor")),
                violation_error_message="En enhet kan inte efterträda sig själv.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} {self.get_kind_display()} {self.successor}"


class Role(models.Model):
    """A role and what it may do. Roles are data; the permissions are few and in code."""

    code = models.SlugField("kod", max_length=40, unique=True)
    name = models.CharField("namn", max_length=80, db_collation=SWEDISH)
    permissions = models.JSONField("får", default=list, blank=True)
    position = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "roll"
        verbose_name_plural = "roller"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Questions about many assignments."""

    def running_on(self, day: date) -> "AssignmentQuerySet":
        """Assignments that hold on a day; the last day is the day before `ends`."""
        return self.filter(starts__lte=day).filter(Q(ends__isnull=True) | Q(ends__gt=day))


class Assignment(models.Model):
    """A person has a role at a unit, from one day until another."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name="person",
    )
    role = models.ForeignKey(
        Role, on_delete=models.PROTECT, related_name="assignments", verbose_name="roll"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="assignments", verbose_name="enhet"
    )
    school_form = models.ForeignKey(
        SchoolForm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bara för skolformen",
    )
    starts = models.DateField("från och med")
    ends = models.DateField(
        "slutar",
        null=True,
        blank=True,
        help_text="Från den dagen har personen inte längre rollen.",
    )

    objects: ClassVar[Any] = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        ordering = ["user__name", "starts"]
        # Who leads a unit is asked on every report.
        indexes = [models.Index(fields=["unit", "role"], name="assignment_unit_role")]
        constraints = [
            models.CheckConstraint(
                name="assignment_ends_after_start",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                violation_error_message="Uppdraget kan inte sluta innan det börjar.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.role} vid {self.unit}"


class SchoolBreak(models.Model):
    """A break in the school year, as höstlov: the weeks when the municipality's schools rest."""

    municipality = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="school_breaks", verbose_name="huvudman"
    )
    name = models.CharField("lov", max_length=80, db_collation=SWEDISH)
    starts = models.DateField("första dagen")
    ends = models.DateField("sista dagen")

    class Meta:
        verbose_name = "lov"
        verbose_name_plural = "lov"
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(
                name="school_break_ends_after_start",
                condition=Q(ends__gte=F("starts")),
                violation_error_message="Lovet kan inte sluta innan det börjar.",
            ),
            models.UniqueConstraint(
                fields=["municipality", "name", "starts"],
                name="school_break_once",
                violation_error_message="Det lovet finns redan.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
