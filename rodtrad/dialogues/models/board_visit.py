"""Visits to schools and preschools that the board's members are offered."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from rodtrad.core.numbers import format_date
from rodtrad.dialogues.models.board import BoardRound, OfRoundQuerySet
from rodtrad.dialogues.models.sitting import BoardDialogue
from rodtrad.organisation.models import Unit


class OfVisitRoundQuerySet(OfRoundQuerySet):
    """Questions about members' visits."""

    municipality = "round__unit"


class MemberVisit(models.Model):
    """A visit that members of the board can sign up for (verksamhetsbesök)."""

    round = models.ForeignKey(BoardRound, on_delete=models.CASCADE, related_name="visits")
    dialogue = models.ForeignKey(
        BoardDialogue,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name="hör till dialogen om",
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="member_visits", verbose_name="enhet"
    )
    on = models.DateField("dag")
    starts = models.TimeField("börjar", null=True, blank=True)
    places = models.PositiveSmallIntegerField("platser", default=4)
    about = models.TextField("vad ledamöterna får se", blank=True)
    cancelled_why = models.TextField("varför besöket är inställt", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = OfVisitRoundQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "verksamhetsbesök"
        verbose_name_plural = "verksamhetsbesök"
        ordering = ["on", "starts", "pk"]
        constraints = [
            models.CheckConstraint(
                name="member_visit_has_places",
                condition=Q(places__gte=1, places__lte=30),
                violation_error_message="Skriv mellan 1 och 30 platser.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {format_date(self.on)}"


class MemberVisitSignup(models.Model):
    """A member of the board who comes along on a visit."""

    visit = models.ForeignKey(MemberVisit, on_delete=models.CASCADE, related_name="signups")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="member_visits"
    )
    signed_on = models.DateField("anmäld den")

    class Meta:
        verbose_name = "anmälan till verksamhetsbesök"
        verbose_name_plural = "anmälningar till verksamhetsbesök"
        ordering = ["person__name"]
        constraints = [models.UniqueConstraint(fields=["visit", "person"], name="signup_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.visit}"
