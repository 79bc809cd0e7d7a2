"""Several questions read as one: an index."""

from django.db import models

from rodtrad.core.collation import SWEDISH
from rodtrad.indicators.models import Indicator
from rodtrad.surveys.models.survey import Question, Survey


class SurveyIndex(models.Model):
    """Questions of a survey whose answers are counted together, as "Trygghet".

    Its share is the positive answers of all answers with an opinion: numerator and denominator
    count answers, not people (docs/methods.md).
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="indexes")
    name = models.CharField("namn", max_length=80, db_collation=SWEDISH)
    questions = models.ManyToManyField(Question, related_name="indexes", verbose_name="frågor")
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ger värde till indikatorn",
    )

    class Meta:
        verbose_name = "index"
        verbose_name_plural = "index"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "name"],
                name="survey_index_once",
                violation_error_message="Enkäten har redan ett index med det namnet.",
            )
        ]

    def __str__(self) -> str:
        return self.name
