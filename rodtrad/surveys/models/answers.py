"""What was answered, by nobody in particular.

Anonymous by construction: an answer has a random number of its own, the day and the unit; no
person, no address, no time of day, no language, and nothing that leads to a one-time code.
"""

import uuid
from typing import ClassVar

from django.db import models

from rodtrad.surveys.models.survey import Option, Question, SurveyUnit


class Response(models.Model):
    """One person's answers to a survey."""

    # Random, so that the order of the rows does not tell who answered when.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey_unit = models.ForeignKey(SurveyUnit, on_delete=models.PROTECT, related_name="responses")
    day = models.DateField("dag")
    # Made by the page that was answered: the same page sent twice is taken once.
    receipt = models.UUIDField("kvitto", unique=True)

    class Meta:
        verbose_name = "enkätsvar"
        verbose_name_plural = "enkätsvar"
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"Svar {self.day}"


class Answer(models.Model):
    """The answer to one question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, null=True, related_name="answers")
    text = models.TextField("text", blank=True)
    hidden_because = models.CharField("dold för att", max_length=200, blank=True)

    class Meta:
        verbose_name = "svar på fråga"
        verbose_name_plural = "svar på frågor"
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="answer_once"),
            models.CheckConstraint(
                name="answer_says_something",
                condition=models.Q(option__isnull=False) | ~models.Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.option)


class OneTimeCode(models.Model):
    """A code that lets one person answer once. Knows whether it is used, never by which answer."""

    survey_unit = models.ForeignKey(SurveyUnit, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField("kod", max_length=12)
    is_used = models.BooleanField("använd", default=False)

    class Meta:
        verbose_name = "engångskod"
        verbose_name_plural = "engångskoder"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["survey_unit", "code"], name="one_time_code_once")
        ]

    def __str__(self) -> str:
        return self.code
