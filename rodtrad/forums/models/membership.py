"""Who belongs to a forum: those with a role, and those added by hand."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from rodtrad.forums.models.forum import Forum
from rodtrad.organisation.models import Role, SchoolForm


class MemberRole(models.Model):
    """Everybody with a role at the forum's unit or below it belongs to the forum."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="member_roles")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+", verbose_name="roll")
    school_form = models.ForeignKey(
        SchoolForm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bara enheter med skolformen",
    )
    leads = models.BooleanField("förbereder och leder mötena", default=False)
    # A school nurse with three schools has her role above them.
    from_above = models.BooleanField("även den som har rollen för flera enheter", default=False)
    by_decision = models.BooleanField("bara den som rektor har beslutat ska delta", default=False)

    class Meta:
        verbose_name = "medlemmar genom roll"
        verbose_name_plural = "medlemmar genom roll"
        ordering = ["-leads", "role__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=("forum", "role", "school_form"),
                name="member_role_once",
                violation_error_message="Rollen finns redan bland forumets medlemmar.",
            ),
            models.UniqueConstraint(
                condition=models.Q(school_form=None),
                fields=("forum", "role"),
                name="member_role_once_for_all_forms",
                violation_error_message="Rollen finns redan bland forumets medlemmar.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.role)


class HandMemberQuerySet(models.QuerySet["HandMember"]):
    """Questions about many members."""

    def running_on(self, day: date) -> "HandMemberQuerySet":
        """Members on a day; the last day is the day before `ends`."""
        return self.filter(starts__lte=day).filter(Q(ends__isnull=True) | Q(ends__gt=day))


class HandMember(models.Model):
    """A person who belongs to the forum without one of its roles."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="hand_members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="forum_memberships",
        verbose_name="person",
    )
    leads = models.BooleanField("förbereder och leder mötena", default=False)
    starts = models.DateField("från och med")
    ends = models.DateField("slutar", null=True, blank=True)

    objects: ClassVar[Any] = HandMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "medlem"
        verbose_name_plural = "medlemmar"
        ordering = ["user__name", "starts"]
        constraints = [
            models.CheckConstraint(
                name="hand_member_ends_after_start",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                violation_error_message="Medlemskapet kan inte sluta innan det börjar.",
            )
        ]

    def __str__(self) -> str:
        return str(self.user)
