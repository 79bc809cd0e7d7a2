"""Individual ratings while they are gathered, and what is left of them afterwards.

Nothing here says who or when. A sheet is found by a key that only the rater's own browser can
make; that a person has taken part stands in another table; all keys are random, so that no order
of rows tells who answered when. When the step is over the sheets are counted together and
removed, and so are the marks of who took part.
"""

import uuid

from django.conf import settings
from django.db import models

from rodtrad.matrix.models.assessment import SelfAssessment
from rodtrad.matrix.models.matrix import Criterion, ScaleStep


class Sheet(models.Model):
    """One person's answers, without the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="sheets")
    key = models.CharField(max_length=64, unique=True)
    handed_in = models.BooleanField(default=False)

    class Meta:
        verbose_name = "blankett"
        verbose_name_plural = "blanketter"

    def __str__(self) -> str:
        return "Blankett"


class SheetRating(models.Model):
    """A criterion as one person sees it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    step = models.ForeignKey(
        ScaleStep, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    comment = models.TextField("grunder", blank=True, max_length=1000)

    class Meta:
        verbose_name = "svar"
        verbose_name_plural = "svar"
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="sheet_rating_once")
        ]

    def __str__(self) -> str:
        return "Svar"


class Participation(models.Model):
    """That a person has handed in; removed when the step is over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "deltagande"
        verbose_name_plural = "deltaganden"
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "user"],
                name="participation_once",
                violation_error_message="Du har redan lämnat in din skattning.",
            )
        ]

    def __str__(self) -> str:
        return "Deltagande"


class Tally(models.Model):
    """How many chose a step of a criterion; there is none when they were too few."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="tallies")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    step = models.ForeignKey(ScaleStep, on_delete=models.CASCADE, related_name="+")
    count = models.PositiveSmallIntegerField("antal")

    class Meta:
        verbose_name = "fördelning"
        verbose_name_plural = "fördelningar"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion", "step"], name="tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.count}"


class TallyComment(models.Model):
    """Something that one of the raters wrote; in no order and tied to no other answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(
        SelfAssessment, on_delete=models.CASCADE, related_name="comments"
    )
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    text = models.TextField("grunder")

    class Meta:
        verbose_name = "grund"
        verbose_name_plural = "grunder"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]
