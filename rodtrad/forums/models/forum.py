"""A forum: people who meet again and again about the same things."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.collation import SWEDISH
from rodtrad.forums.reach import role_condition
from rodtrad.forums.series import ForumDay
from rodtrad.organisation.access import Permission, reach_filter
from rodtrad.organisation.models import Unit


class ForumQuerySet(models.QuerySet["Forum"]):
    """Questions about many forums."""

    def open_to(self, user: User, permission: str) -> "ForumQuerySet":
        """Forums of units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))

    def running_on(self, day: date) -> "ForumQuerySet":
        """Forums that have not ended."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))

    def with_member(self, user: User, today: date, *, leading: bool = False) -> "ForumQuerySet":
        """Forums that the person belongs to today, by a role or by hand.

        Args:
            leading: only those that the person is to prepare and keep notes for.
        """
        from rodtrad.forums.models.membership import HandMember, MemberRole

        by_role = MemberRole.objects.filter(forum=OuterRef("pk")).filter(
            role_condition(user, today)
        )
        by_hand = HandMember.objects.running_on(today).filter(forum=OuterRef("pk"), user=user)
        if leading:
            by_role, by_hand = by_role.filter(leads=True), by_hand.filter(leads=True)
        if not user.is_active:
            return self.none()
        return self.filter(Q(Exists(by_role)) | Q(Exists(by_hand)))

    def run_by(self, user: User, today: date) -> "ForumQuerySet":
        """Forums that the person prepares and changes: who leads there, or its members that do."""
        leading = self.model.objects.with_member(user, today, leading=True)
        own = Q(kind__in=Forum.UNIT_KINDS) & reach_filter(user, Permission.PLAN, unit="unit")
        shared = Q(kind__in=Forum.SHARED_KINDS) & reach_filter(user, Permission.LEAD, unit="unit")
        board = Q(kind=Forum.Kind.BOARD) & reach_filter(user, Permission.KEEP_PAPERS, unit="unit")
        return self.filter(own | shared | board | Q(pk__in=leading.order_by().values("pk")))

    def belonging_to(self, user: User, today: date) -> "ForumQuerySet":
        """Forums that the person is a member of or runs: where one speaks for the forum."""
        member = self.model.objects.with_member(user, today).order_by().values("pk")
        runs = self.model.objects.run_by(user, today).order_by().values("pk")
        return self.filter(Q(pk__in=member) | Q(pk__in=runs))

    def readable_by(self, user: User, today: date) -> "ForumQuerySet":
        """Forums that the person belongs to or runs; a unit's own by those who work there too."""
        member = self.model.objects.with_member(user, today).order_by().values("pk")
        runs = self.model.objects.run_by(user, today).order_by().values("pk")
        here = Q(kind__in=Forum.UNIT_KINDS) & reach_filter(user, Permission.READ, unit="unit")
        # The board's meetings are for all its members: who reads what the municipality adopts.
        board = Q(kind=Forum.Kind.BOARD) & reach_filter(user, Permission.GOVERN, unit="unit")
        return self.filter(Q(pk__in=member) | Q(pk__in=runs) | here | board)


class Forum(models.Model):
    """People who meet again and again, what for, and at which unit."""

    class Kind(models.TextChoices):
        LEADERS = "leaders", "Ledarforum"
        DEVELOPMENT_GROUP = "development_group", "Ledningsgrupp Utveckling (LgU)"
        LEAD_TEACHERS = "lead_teachers", "Nätverk för förstelärare"
        PROCESS_LEADERS = "process_leaders", "Nätverk för processledare"
        CHILD_HEALTH = "child_health", "Barnhälsoteam (BHT)"
        PUPIL_HEALTH = "pupil_health", "Elevhälsoteam (EHT)"
        BOARD = "board", "Nämnden"
        OWN = "own", "Enhetens eget forum"

    NETWORKS = (Kind.LEAD_TEACHERS, Kind.PROCESS_LEADERS)
    HEALTH_TEAMS = (Kind.CHILD_HEALTH, Kind.PUPIL_HEALTH)
    SHARED_KINDS = (Kind.LEADERS, Kind.DEVELOPMENT_GROUP, *NETWORKS)
    UNIT_KINDS = (*HEALTH_TEAMS, Kind.OWN)

    kind = models.CharField("slag", max_length=20, choices=Kind)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="forums", verbose_name="enhet"
    )
    name = models.CharField("namn", max_length=120, db_collation=SWEDISH)
    purpose = models.TextField("syfte", blank=True)
    place = models.CharField("plats", max_length=150, blank=True)
    ended_on = models.DateField(
        "upphörde", null=True, blank=True, help_text="Från den dagen träffas forumet inte längre."
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    # How often, and when last, the days it meets were changed: calendars ask which is newer.
    days_version = models.PositiveIntegerField(default=0, editable=False)
    days_changed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[Any] = ForumQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["days_version", "days_changed_at"])

    class Meta:
        verbose_name = "forum"
        verbose_name_plural = "forum"
        ordering = ["unit__path", "name"]
        indexes = [models.Index(fields=["kind"], name="forum_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="forum_name_once_a_unit",
                violation_error_message="Enheten har redan ett forum som heter så.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_network(self) -> bool:
        """Whether it is one of the networks, with goals and activities of its own."""
        return self.kind in self.NETWORKS

    @property
    def is_health_team(self) -> bool:
        """Whether it is a unit's child or pupil health team."""
        return self.kind in self.HEALTH_TEAMS

    @property
    def is_board(self) -> bool:
        """Whether it is the board."""
        return self.kind == self.Kind.BOARD

    def days(self, start: date, end: date, *, cancelled: bool = False) -> list[ForumDay]:
        """The days it meets from `start` to `end`, both included, in order. Three queries.

        Args:
            cancelled: whether the cancelled days are to be among them, marked so.
        """
        from rodtrad.forums.queries import days_of

        return days_of([self], start, end, cancelled=cancelled)[self.pk]
