"""A network's own goals and activities, and where ledarforum agreed on them (§ 3.1.3)."""

from django.db import models
from simple_history.models import HistoricalRecords

from rodtrad.core.collation import SWEDISH
from rodtrad.forums.models import Forum
from rodtrad.meetings.models.agenda import AgendaItem
from rodtrad.meetings.models.decision import Decision
from rodtrad.organisation.models import SchoolYear


class NetworkGoal(models.Model):
    """What a network wants to reach in a school year, what it does, and who agreed to it where."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="network_goals")
    school_year = models.ForeignKey(
        SchoolYear, on_delete=models.PROTECT, related_name="+", verbose_name="läsår"
    )
    title = models.CharField("mål", max_length=200, db_collation=SWEDISH)
    activities = models.TextField("aktiviteter på träffarna", blank=True)
    agreed_item = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="punkten i ledarforum",
    )
    agreed_decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="överenskommelsen i ledarforum",
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "nätverkets mål"
        verbose_name_plural = "nätverkets mål"
        ordering = ["-school_year", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_agreed(self) -> bool:
        """Whether it is known where ledarforum agreed to it."""
        return self.agreed_item_id is not None or self.agreed_decision_id is not None
