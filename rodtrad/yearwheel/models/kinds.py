"""Which kinds of wheels there are, and their rings: data, more can be added."""

from typing import ClassVar

from django.db import models

from rodtrad.core.collation import SWEDISH


class WheelKind(models.Model):
    """A kind of wheel, as the SKA wheel: whose it is, which year it follows, and its rings."""

    class Scope(models.TextChoices):
        SHARED = "shared", "Förvaltningens gemensamma"
        BOARD = "board", "Nämndens"
        UNIT = "unit", "Varje enhets"

    class Calendar(models.TextChoices):
        SCHOOL_YEAR = "school_year", "Läsår, från augusti"
        CALENDAR_YEAR = "calendar_year", "Kalenderår, från januari"

    # The kinds that the alignment knows by name; what they are called can be changed.
    SKA = "ska"
    PRINCIPALS = "rektor"
    BOARD = "nyckeltal"
    UNIT_OPERATIONS = "enhet-drift"
    UNIT_SKA = "enhet-ska"

    code = models.SlugField("kod", max_length=40, unique=True)
    name = models.CharField("namn", max_length=60, unique=True, db_collation=SWEDISH)
    purpose = models.TextField("vad hjulet är till för", blank=True)
    scope = models.CharField("vems hjulet är", max_length=8, choices=Scope)
    calendar = models.CharField("år", max_length=14, choices=Calendar, default=Calendar.SCHOOL_YEAR)
    position = models.PositiveSmallIntegerField("ordning", default=0)
    retired = models.BooleanField("används inte längre", default=False)

    class Meta:
        verbose_name = "hjulslag"
        verbose_name_plural = "hjulslag"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Ring(models.Model):
    """A ring of the wheels of a kind, innermost first, with a look of its own."""

    class Look(models.IntegerChoices):
        THREAD = 0, "Röd, hel"
        BLUE = 1, "Blå, snedrandig"
        GREEN = 2, "Grön, prickig"
        AMBER = 3, "Ockra, tvärrandig"
        VIOLET = 4, "Violett, rutig"
        TEAL = 5, "Petrol, sned åt vänster"
        BROWN = 6, "Brun, ringrandig"
        GREY = 7, "Grå, glest prickig"

    kind = models.ForeignKey(WheelKind, on_delete=models.CASCADE, related_name="rings")
    name = models.CharField("namn", max_length=50, db_collation=SWEDISH)
    look = models.PositiveSmallIntegerField(
        "utseende", choices=Look, default=Look.THREAD, help_text="Både färg och mönster skiljer."
    )
    position = models.PositiveSmallIntegerField(
        "ordning inifrån", default=0, help_text="Lägst tal ligger innerst."
    )
    retired = models.BooleanField("används inte längre", default=False)

    class Meta:
        verbose_name = "ring"
        verbose_name_plural = "ringar"
        ordering = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="ring_name_once",
                violation_error_message="Hjulet har redan en ring med det namnet.",
            )
        ]

    def __str__(self) -> str:
        return self.name
