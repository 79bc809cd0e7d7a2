"""Telling people of meetings: a notice each, and a letter with agenda and calendar file."""

import logging
from collections.abc import Iterable
from datetime import datetime
from smtplib import SMTPException
from typing import Any

from django.core import mail
from django.db import transaction
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.meetings.invitation import invitation, site_address
from rodtrad.meetings.models import AgendaItem
from rodtrad.notifications.actions import tell

_log = logging.getLogger(__name__)


def agenda_lines(meeting: Any) -> list[str]:
    """The agenda as plain text, one item a line, as letters and calendars show it."""
    items = meeting.items.filter(state=AgendaItem.State.ON_AGENDA).select_related("owner")
    return [
        f"{number}. {item.title} ({item.get_purpose_display().lower()}, {item.minutes} min)"
        for number, item in enumerate(items, 1)
    ]


def tell_called(meeting: Any, *, by: User | None, now: datetime, moved: bool = False) -> None:
    """Tell everybody who is called that the call is sent, or that the meeting is moved."""
    called = [row.user for row in meeting.attendees.select_related("user")]
    if moved:
        sentence = f"{meeting.name} är flyttat till {meeting.day_shown} kl. {meeting.time_shown}."
    else:
        sentence = f"Kallelse till {meeting.name} {meeting.day_shown} kl. {meeting.time_shown}."
    _tell(meeting, called, sentence, by=by)
    lines = [sentence, ""]
    if meeting.place:
        lines += [f"Plats: {meeting.place}", ""]
    lines += ["Dagordning:", *agenda_lines(meeting)]
    _write(meeting, called, sentence, lines, by=by, now=now)


def tell_cancelled(meeting: Any, *, by: User | None, now: datetime) -> None:
    """Tell everybody who is called that the meeting is cancelled, and why."""
    called = [row.user for row in meeting.attendees.select_related("user")]
    sentence = f"{meeting.name} {meeting.day_shown} är inställt: {meeting.cancelled_why}"
    _tell(meeting, called, sentence, by=by)
    _write(meeting, called, sentence, [sentence], by=by, now=now, cancelled=True)


def tell_guest(meeting: Any, user: User, *, by: User) -> None:
    """Tell one person who is called after the others."""
    sentence = f"Du är kallad till {meeting.name} {meeting.day_shown} kl. {meeting.time_shown}."
    _tell(meeting, [user], sentence, by=by)


def _tell(meeting: Any, called: Iterable[User], sentence: str, *, by: User | None) -> None:
    tell(
        called,
        kind="meeting-called",
        sentence=sentence,
        address=reverse("meeting_detail", args=[meeting.pk]),
        key=f"meeting:{meeting.pk}",
        unit=meeting.forum.unit,
        by=by,
    )


def _write(
    meeting: Any,
    called: list[User],
    subject: str,
    lines: list[str],
    *,
    by: User | None,
    now: datetime,
    cancelled: bool = False,
) -> None:
    """Send each a letter of their own when the change is stored."""
    path = reverse("meeting_detail", args=[meeting.pk])
    file = invitation(
        meeting,
        address=path,
        now=now,
        agenda="\n".join(agenda_lines(meeting)),
        called=called,
        organiser=by,
        cancelled=cancelled,
    )
    body = "\n".join([*lines, "", f"Mötet i Rödtråd: {site_address(path)}"])
    method = "CANCEL" if cancelled else "REQUEST"
    letters = []
    for user in called:
        if not user.is_active or not user.email:
            continue
        letter = mail.EmailMessage(subject=subject[:200], body=body, to=[user.email])
        letter.attach("mote.ics", file, f"text/calendar; charset=utf-8; method={method}")
        letters.append(letter)

    def send() -> None:
        try:
            mail.get_connection().send_messages(letters)
        except (OSError, SMTPException):
            # Everybody has the notice; the call is sent, and a letter can be sent again.
            _log.exception("The letters about meeting %s could not be sent.", meeting.pk)

    transaction.on_commit(send)
