"""Sources and what is fetched from them: data, so that an address can be changed."""

from datetime import datetime, timedelta

from django.core.validators import URLValidator
from django.db import models

from rodtrad.core.collation import SWEDISH


class Source(models.Model):
    """A service outside, and the address it is asked at. Keys stand in the environment only."""

    key = models.SlugField("kod", max_length=20, primary_key=True)
    name = models.CharField("namn", max_length=60, db_collation=SWEDISH)
    about = models.TextField("vad den ger", blank=True)
    address = models.CharField(
        "adress",
        max_length=300,
        blank=True,
        validators=[
            # A proxy or a test server may have a name without a dot.
            URLValidator(
                regex=r"^https?://[^\s/@]+(/\S*)?$",
                message="Skriv en adress som börjar med https://.",
            )
        ],
        help_text="En mellanserver eller testserver kan stå i stället för tjänsten själv.",
    )
    position = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "källa"
        verbose_name_plural = "källor"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Fetch(models.Model):
    """One thing that is fetched from a source, and how often."""

    class Every(models.TextChoices):
        NEVER = "", "Bara när någon startar den"
        DAY = "day", "Varje dygn"
        WEEK = "week", "Varje vecka"
        MONTH = "month", "Varje månad"

    _DAYS = {Every.DAY: 1, Every.WEEK: 7, Every.MONTH: 30}

    key = models.SlugField("kod", max_length=40, primary_key=True)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="fetches")
    name = models.CharField("vad som hämtas", max_length=80)
    every = models.CharField("hur ofta", max_length=6, choices=Every, default="", blank=True)
    next_at = models.DateTimeField("nästa gång", null=True, blank=True)
    # Only what has changed since is asked for, where the source can tell.
    fetched_until = models.DateTimeField("hämtat till och med", null=True, blank=True)
    position = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "hämtning"
        verbose_name_plural = "hämtningar"
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                name="fetch_next_only_on_schedule",
                condition=models.Q(every="", next_at__isnull=True)
                | (~models.Q(every="") & models.Q(next_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.name[:1].lower()}{self.name[1:]}"

    def following(self, moment: datetime) -> datetime | None:
        """When it is fetched next after a moment; None when nobody has asked for it."""
        days = self._DAYS.get(self.Every(self.every))
        return moment + timedelta(days=days) if days else None
