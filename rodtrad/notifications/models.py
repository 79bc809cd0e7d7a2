"""Notices to a person, and whether they want a letter about them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from rodtrad.accounts.models import User
from rodtrad.organisation.models import Unit


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about many notices."""

    def to(self, user: User) -> "NoticeQuerySet":
        """The person's own: nobody reads another's."""
        return self.filter(recipient=user)

    def unread(self) -> "NoticeQuerySet":
        """Notices not yet read."""
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """A sentence to one person, with the page where it is read more of."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.SlugField("slag", max_length=40)
    sentence = models.CharField("meddelande", max_length=300)
    address = models.CharField("sida", max_length=300)
    # What it is about: the same is not said twice to somebody who has not read it yet.
    key = models.CharField("gäller", max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="+")
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField("när", auto_now_add=True)
    read_at = models.DateTimeField("läst", null=True, blank=True)
    mailed_at = models.DateTimeField("skickat med e-post", null=True, blank=True)

    # Noted by the page that shows it: what it is about cannot be opened.
    is_closed = False

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "meddelande"
        verbose_name_plural = "meddelanden"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["recipient", "read_at", "at"], name="notice_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "key"],
                condition=Q(read_at__isnull=True),
                name="notice_once_while_unread",
            )
        ]

    def __str__(self) -> str:
        return self.sentence


class MailChoice(models.Model):
    """Whether a person wants the weekly letter, and when they last got one."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choice"
    )
    weekly = models.BooleanField("veckobrev", default=True)
    sent_on = models.DateField("senast skickat", null=True, blank=True)

    class Meta:
        verbose_name = "val om e-post"
        verbose_name_plural = "val om e-post"

    def __str__(self) -> str:
        return f"{self.user}: {'veckobrev' if self.weekly else 'inget veckobrev'}"
