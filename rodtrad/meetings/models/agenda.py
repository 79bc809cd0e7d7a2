"""What a meeting takes up: the items, their material and notes, and what members propose."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from rodtrad.core.collation import SWEDISH
from rodtrad.forums.models import Forum
from rodtrad.meetings.models.meeting import Meeting


class Purpose(models.TextChoices):
    """What a meeting is to do with an item (§ 3.1.2)."""

    INFORMATION = "information", "Information"
    DIALOGUE = "dialogue", "Dialog"
    DECISION = "decision", "Beslut"
    FOLLOW_UP = "follow_up", "Uppföljning"
    LEARNING = "learning", "Kollegialt lärande"
    RESULTS = "results", "Mål- och resultatarbete"


class Proposal(models.Model):
    """What a member wants a coming meeting of the forum to take up."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="proposals")
    title = models.CharField("punkt", max_length=200, db_collation=SWEDISH)
    why = models.TextField("varför", blank=True)
    purpose = models.CharField("syfte", max_length=12, choices=Purpose, default=Purpose.DIALOGUE)
    minutes = models.PositiveSmallIntegerField(
        "minuter", default=10, validators=[MaxValueValidator(600)]
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("föreslaget")
    declined_why = models.CharField("varför den inte tas upp", max_length=300, blank=True)
    withdrawn = models.BooleanField("återtaget", default=False)

    class Meta:
        verbose_name = "förslag"
        verbose_name_plural = "förslag"
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """A point of the agenda, and what was noted on it."""

    class State(models.TextChoices):
        ON_AGENDA = "on_agenda", "På dagordningen"
        REMOVED = "removed", "Borttagen"

    class Outcome(models.TextChoices):
        NONE = "", "Inte behandlad"
        HANDLED = "handled", "Behandlad"
        CARRIED = "carried", "Tas upp nästa gång"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    title = models.CharField("punkt", max_length=200, db_collation=SWEDISH)
    text = models.TextField("vad punkten gäller", blank=True)
    purpose = models.CharField("syfte", max_length=12, choices=Purpose, default=Purpose.INFORMATION)
    minutes = models.PositiveSmallIntegerField(
        "minuter", default=10, validators=[MaxValueValidator(600)]
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="föredrar punkten",
    )
    position = models.PositiveSmallIntegerField("ordning", default=0)
    state = models.CharField("läge", max_length=10, choices=State, default=State.ON_AGENDA)
    outcome = models.CharField("utfall", max_length=10, choices=Outcome, blank=True, default="")
    # Where it came from, as "decision:7": the same is never put on an agenda twice.
    source = models.CharField(max_length=80, blank=True)
    source_label = models.CharField("kommer från", max_length=200, blank=True)
    follows_up = models.ForeignKey(
        "Decision", on_delete=models.SET_NULL, null=True, blank=True, related_name="taken_up_in"
    )
    proposal = models.ForeignKey(
        Proposal, on_delete=models.SET_NULL, null=True, blank=True, related_name="items"
    )
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )
    notes = models.TextField("anteckningar", blank=True)
    notes_revision = models.PositiveIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    # Notes are saved as they are typed; their versions are kept apart, in NoteVersion.
    history = HistoricalRecords(excluded_fields=["notes", "notes_revision"])

    class Meta:
        verbose_name = "punkt"
        verbose_name_plural = "punkter"
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["source"], name="agenda_item_source")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "source"],
                condition=~Q(source=""),
                name="agenda_source_once",
                violation_error_message="Punkten står redan på dagordningen.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Material(models.Model):
    """What the meeting needs for an item: a page of the system, a page elsewhere, or a file."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="materials")
    label = models.CharField("underlag", max_length=200)
    address = models.CharField("adress", max_length=500, blank=True)
    file = models.FileField("fil", upload_to="meetings/%Y/", blank=True)

    class Meta:
        verbose_name = "underlag"
        verbose_name_plural = "underlag"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="material_is_page_or_file",
                condition=(~Q(address="") & Q(file="")) | (Q(address="") & ~Q(file="")),
                violation_error_message="Skriv en adress eller välj en fil, inte båda.",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_ours(self) -> bool:
        """Whether it is a page of this system, which shows the figures as they are now."""
        return self.address.startswith("/")

    @property
    def has_chart(self) -> bool:
        """Whether the page draws a curve that can be shown beside the item."""
        return self.address.startswith("/indikatorer/")


class NoteVersion(models.Model):
    """What the notes of an item were after somebody had written in them for a while."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="note_versions")
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField("började")
    at = models.DateTimeField("när")

    class Meta:
        verbose_name = "tidigare anteckning"
        verbose_name_plural = "tidigare anteckningar"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.at}"


class NoteReceipt(models.Model):
    """The last edit of an item's notes that was received from one page of a browser.

    A browser that got no answer sends an edit once more: it must not be made twice.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=40)
    sequence = models.PositiveIntegerField()

    class Meta:
        verbose_name = "kvitto på anteckning"
        verbose_name_plural = "kvitton på anteckningar"
        constraints = [models.UniqueConstraint(fields=["item", "token"], name="note_receipt_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.sequence}"
