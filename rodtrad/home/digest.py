"""The weekly letter: what waits for a person and what they have been told, at most once a week."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.core.task import Task
from rodtrad.home.queries import tasks_for
from rodtrad.notifications.actions import claim_letter, give_back_letter, note_letter
from rodtrad.notifications.models import Notice
from rodtrad.organisation.access import Permission, has_anywhere
from rodtrad.organisation.models import Assignment

# One letter in a week from Monday to Sunday, and never two within these days: a letter that was
# late, on Thursday, does not take the place of the next Monday's.
APART = timedelta(days=4)
# What is due within the week is told; the start page has the rest.
AHEAD = timedelta(days=7)
# A letter is read on a phone: the first lines of each kind, and how many more there are.
SHOWN = 10


@dataclass(frozen=True)
class Letter:
    """What a person's letter tells."""

    to: User
    notices: list[Notice]
    tasks: list[Task]

    @property
    def subject(self) -> str:
        """As "Rödtråd: 2 försenade, 1 ny händelse"."""
        late = sum(task.kind == "late" for task in self.tasks)
        soon = len(self.tasks) - late
        news = len(self.notices)
        parts = [
            f"{late} {'försenad' if late == 1 else 'försenade'}" if late else "",
            f"{soon} att göra i veckan" if soon else "",
            f"{news} {'nytt meddelande' if news == 1 else 'nya meddelanden'}" if news else "",
        ]
        return "Rödtråd: " + ", ".join(part for part in parts if part)

    @property
    def body(self) -> str:
        """The letter as plain text: it says what waits, and where; no report, no figures."""
        return render_to_string(
            "home/email/digest.txt",
            {
                "person": self.to,
                "origin": settings.SITE_ORIGIN,
                "notices": self.notices[:SHOWN],
                "more_notices": max(0, len(self.notices) - SHOWN),
                "tasks": self.tasks[:SHOWN],
                "more_tasks": max(0, len(self.tasks) - SHOWN),
                "home": reverse("home"),
                "choice": reverse("notice_list"),
            },
        )


def letters(today: date) -> list[Letter]:
    """The letters that should go out: to people with a role for whom something waits or is new."""
    with_role = Assignment.objects.running_on(today).values("user")
    people = (
        User.objects.filter(is_active=True, pk__in=with_role)
        .exclude(mail_choice__weekly=False)
        .exclude(mail_choice__sent_on__gte=_lately(today))
        .order_by("pk")
    )
    found = []
    for person in people:
        news = Notice.objects.to(person).unread().filter(mailed_at__isnull=True)
        tasks = tasks_for(person, today) if has_anywhere(person, Permission.TAKE_PART) else []
        soon = [task for task in tasks if task.due is not None and task.due <= today + AHEAD]
        letter = Letter(person, list(news), soon)
        if letter.notices or letter.tasks:
            found.append(letter)
    return found


def _lately(today: date) -> date:
    """Who has had a letter on this day or later waits."""
    this_week = today - timedelta(days=today.weekday())
    return min(this_week, today - APART + timedelta(days=1))


def send(letter: Letter, *, today: date) -> bool:
    """Send a letter; a fault in sending leaves it to be sent again.

    Returns:
        Whether it went: not when another process has sent it meanwhile.

    Raises:
        OSError, SMTPException: when the mail server did not take it.
    """
    before = claim_letter(letter.to, on=today, since=_lately(today))
    if before is None:
        return False
    try:
        EmailMessage(letter.subject, letter.body, to=[letter.to.email]).send()
    except BaseException:
        give_back_letter(before)
        raise
    note_letter(letter.notices, at=timezone.now())
    return True
