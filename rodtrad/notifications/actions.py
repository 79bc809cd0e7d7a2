"""Telling people something, and noting that they have read it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.notifications.models import MailChoice, Notice
from rodtrad.organisation.models import Unit


@transaction.atomic
def tell(
    recipients: Iterable[User],
    *,
    kind: str,
    sentence: str,
    address: str,
    key: str,
    unit: Unit | None = None,
    by: User | None = None,
) -> int:
    """Tell people something, each at most once until they have read it.

    Nobody is told of what they did themselves, and nobody whose account is closed.

    Args:
        kind: what sort of notice it is, as "report-returned".
        sentence: what the person reads; no names of children, nothing that points one out.
        address: the path of the page where it is read more of, from `reverse`.
        key: what it is about, as "report:7": an unread notice with the same key is replaced by
            the new sentence instead of being followed by another.
        unit: the unit that it concerns.
        by: who caused it; None when the system did.

    Returns:
        How many people were told.
    """
    told = 0
    for person in {one.pk: one for one in recipients}.values():
        if not person.is_active or (by is not None and person.pk == by.pk):
            continue
        Notice.objects.update_or_create(
            recipient=person,
            kind=kind,
            key=key,
            read_at=None,
            defaults={
                "sentence": sentence[:300],
                "address": address,
                "unit": unit,
                "sender": by,
                # What was mailed was the earlier sentence.
                "mailed_at": None,
            },
        )
        told += 1
    return told


@transaction.atomic
def mark_read(notices: Iterable[Notice], *, at: datetime) -> int:
    """Note that notices have been read; those read before keep their time.

    Returns:
        How many were unread.
    """
    ids = [notice.pk for notice in notices]
    return Notice.objects.filter(pk__in=ids).unread().update(read_at=at)


def choose_weekly_letter(user: User, *, wanted: bool) -> MailChoice:
    """Turn a person's weekly letter on or off."""
    choice, _ = MailChoice.objects.update_or_create(user=user, defaults={"weekly": wanted})
    return choice


@transaction.atomic
def claim_letter(user: User, *, on: date, since: date) -> MailChoice | None:
    """Note that a person gets a letter, before it is sent: two processes then never send two.

    Args:
        since: who has had a letter on this day or later gets none.

    Returns:
        The row as it was, for `give_back_letter`; None when the letter is not to be sent.
    """
    before, _ = MailChoice.objects.get_or_create(user=user)
    free = MailChoice.objects.filter(pk=before.pk, weekly=True).exclude(sent_on__gte=since)
    return before if free.update(sent_on=on) else None


def give_back_letter(before: MailChoice) -> None:
    """Let a letter that could not be sent be sent another time."""
    MailChoice.objects.filter(pk=before.pk).update(sent_on=before.sent_on)


def note_letter(notices: Iterable[Notice], *, at: datetime) -> None:
    """Note that a letter told of these notices."""
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=at)


@transaction.atomic
def forget_in_notices(person: User, *, name: str, instead: str) -> int:
    """Take a person's name out of everybody's notices, and remove the person's own.

    Args:
        name: as it may stand in sentences; the account may already have lost it.
        instead: what stands there afterwards.

    Returns:
        How many notices were changed.
    """
    changed = 0
    for notice in Notice.objects.filter(sentence__contains=name).exclude(recipient=person):
        notice.sentence = notice.sentence.replace(name, instead)[:300]
        notice.save(update_fields=["sentence"])
        changed += 1
    Notice.objects.filter(recipient=person).delete()
    return changed
