"""The board's round of dialogues for a school year: what is proposed, and what is agreed on."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.collation import SWEDISH
from rodtrad.organisation.access import Permission, reaches, roots
from rodtrad.organisation.models import SchoolYear, Unit


def of_board(user: User, *permissions: str, unit: str = "unit") -> Q:
    """A condition for rows of the municipalities where the person has one of the permissions.

    The board is the whole municipality's: its members, its secretary and the administration are
    at different places in the tree, but have the same board.

    Args:
        unit: the path of lookups from the row to the municipality.
    """
    paths = {path for permission in permissions for path in board_roots(user, permission)}
    return Q(**{f"{unit}__path__in": sorted(paths)})


def board_roots(user: User, permission: str) -> set[str]:
    """The paths of the municipalities whose board the person has the permission for. No query.

    Who leads a single school has no part in what is prepared for the board: only who leads the
    administration, or an area of it, prepares the whole board's dialogues.
    """
    if permission != Permission.LEAD:
        return roots(user, permission)
    return {
        reach.path[: Unit.steplen]
        for reach in reaches(user)
        if permission in reach.permissions and reach.unit_kind not in Unit.WORKING_KINDS
    }


class BoardRule(models.Model):
    """How many topics a municipality's board agrees on, and how long its dialogues are."""

    FEWEST, MOST, MINUTES = 3, 5, 60

    unit = models.OneToOneField(
        Unit, on_delete=models.PROTECT, related_name="board_rule", verbose_name="huvudman"
    )
    fewest = models.PositiveSmallIntegerField("minst antal ämnen", default=FEWEST)
    most = models.PositiveSmallIntegerField("högst antal ämnen", default=MOST)
    minutes = models.PositiveSmallIntegerField("minuter för en dialog", default=MINUTES)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "regel för nämndens dialoger"
        verbose_name_plural = "regler för nämndens dialoger"
        constraints = [
            models.CheckConstraint(
                name="board_rule_has_some_topics",
                condition=Q(fewest__gte=1, most__gte=F("fewest"), most__lte=12),
                violation_error_message="Skriv ett minsta antal från 1 och ett största antal som "
                "är minst lika stort, högst 12.",
            ),
            models.CheckConstraint(
                name="board_rule_has_sane_time",
                condition=Q(minutes__gte=15, minutes__lte=240),
                violation_error_message="En dialog tar mellan 15 och 240 minuter.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fewest}–{self.most} ämnen, {self.minutes} minuter"


class OfRoundQuerySet(models.QuerySet[Any]):
    """Questions about rows that belong to a municipality's board."""

    municipality: ClassVar[str] = "unit"

    def open_to(self, user: User, *permissions: str) -> Any:
        """Rows of the boards where the person has one of the permissions."""
        return self.filter(of_board(user, *permissions, unit=self.municipality))


class OfTopicQuerySet(OfRoundQuerySet):
    """Questions about topics."""

    municipality = "round__unit"


class BoardRound(models.Model):
    """A board's dialogues for a school year."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="board_rounds", verbose_name="huvudman"
    )
    school_year = models.ForeignKey(
        SchoolYear, on_delete=models.PROTECT, related_name="+", verbose_name="läsår"
    )
    agreed_on = models.DateField("nämnden enades den", null=True, blank=True)
    agreed_note = models.TextField("hur nämnden resonerade", blank=True)

    objects: ClassVar[Any] = OfRoundQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "nämndens dialoger för ett läsår"
        verbose_name_plural = "nämndens dialoger"
        ordering = ["-school_year"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "school_year"], name="board_round_once")
        ]

    def __str__(self) -> str:
        return f"Nämndens kvalitetsdialoger {self.school_year}"


class Topic(models.Model):
    """Something that the board could, or will, have a deeper dialogue about."""

    class Origin(models.TextChoices):
        ADMINISTRATION = "administration", "Förvaltningen"
        MEMBER = "member", "Ledamot"

    round = models.ForeignKey(BoardRound, on_delete=models.CASCADE, related_name="topics")
    title = models.CharField("ämne", max_length=200, db_collation=SWEDISH)
    why = models.TextField("varför")
    origin = models.CharField("föreslaget av", max_length=15, choices=Origin)
    at_sitting = models.BooleanField("lämnat vid sittande möte", default=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_on = models.DateField("föreslaget den")
    chosen = models.BooleanField("valt av nämnden", default=False)
    withdrawn_on = models.DateField("återtaget den", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = OfTopicQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "ämne för nämndens dialog"
        verbose_name_plural = "ämnen för nämndens dialog"
        ordering = ["-chosen", "proposed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "title"],
                name="topic_once",
                violation_error_message="Ämnet är redan föreslaget för läsåret.",
            ),
            models.CheckConstraint(
                name="chosen_topic_not_withdrawn",
                condition=Q(chosen=False) | Q(withdrawn_on__isnull=True),
                violation_error_message="Ett valt ämne kan inte återtas.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TopicEvidence(models.Model):
    """What in the work of the year speaks for a topic: named by kind and number, as it read.

    The words are kept as they were when the topic was proposed. What they come from may be
    closed to the board (a unit's own dialogue), and it may change.
    """

    class Kind(models.TextChoices):
        AREA = "area", "Utvecklingsområde"
        GOAL = "goal", "Gemensamt mål"
        SECTION = "section", "Kvalitetsrapport"
        MATTER = "matter", "Fråga från en enhet"
        VISIT = "visit", "Förvaltningens dialog"

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField("slag", max_length=8, choices=Kind)
    number = models.BigIntegerField("rad")
    label = models.CharField("rubrik", max_length=250)
    text = models.TextField("vad det säger", blank=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "underlag för ämnet"
        verbose_name_plural = "underlag för ämnet"
        ordering = ["kind", "pk"]
        indexes = [models.Index(fields=["kind", "number"], name="evidence_of")]
        constraints = [
            models.UniqueConstraint(fields=["topic", "kind", "number"], name="evidence_once")
        ]

    def __str__(self) -> str:
        return self.label
