"""The bank of questions that surveys are built from."""

from django.db import models

from rodtrad.core.collation import SWEDISH


class Audience(models.TextChoices):
    """Whom a survey or an occasion turns to."""

    PUPILS = "pupils", "Elever"
    CHILDREN = "children", "Barn i förskolan"
    GUARDIANS = "guardians", "Vårdnadshavare"
    STAFF = "staff", "Personal"


class Stance(models.TextChoices):
    """How an answer counts: the share that is positive leaves out those without an opinion."""

    POSITIVE = "positive", "Positivt"
    OTHER = "other", "Inte positivt"
    NO_OPINION = "no_opinion", "Utan åsikt"


class Scale(models.Model):
    """The steps that a question is answered in, as "Alltid – Aldrig"."""

    code = models.SlugField("kod", max_length=40, unique=True)
    name = models.CharField("namn", max_length=120, db_collation=SWEDISH)

    class Meta:
        verbose_name = "svarsskala"
        verbose_name_plural = "svarsskalor"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ScaleOption(models.Model):
    """One step of a scale, and how it counts."""

    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField("ordning")
    label = models.CharField("svar", max_length=120)
    stance = models.CharField("räknas som", max_length=10, choices=Stance)

    class Meta:
        verbose_name = "svarssteg"
        verbose_name_plural = "svarssteg"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "position"], name="scale_option_once")
        ]

    def __str__(self) -> str:
        return self.label


class BankQuestion(models.Model):
    """A question that has been used and can be used again."""

    audience = models.CharField("för", max_length=10, choices=Audience)
    area = models.CharField("område", max_length=80, db_collation=SWEDISH)
    text = models.CharField("fråga", max_length=400, db_collation=SWEDISH)
    scale = models.ForeignKey(
        Scale, on_delete=models.PROTECT, related_name="+", verbose_name="svarsskala"
    )
    # "Är du rädd?": here the last steps are the good ones.
    reversed = models.BooleanField("omvänd", default=False)
    source = models.CharField("källa", max_length=200, blank=True)
    source_code = models.CharField("källans kod", max_length=60, blank=True)
    retired_on = models.DateField("används inte längre från", null=True, blank=True)

    class Meta:
        verbose_name = "fråga i banken"
        verbose_name_plural = "frågor i banken"
        ordering = ["audience", "area", "text"]
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "text"],
                name="bank_question_once",
                violation_error_message="Frågan finns redan i banken.",
            )
        ]

    def __str__(self) -> str:
        return self.text
