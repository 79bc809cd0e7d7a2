"""Opening and revoking the secret addresses of calendar feeds."""

from datetime import datetime, timedelta

from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.organisation.models import Unit
from rodtrad.yearwheel.models import FeedAddress, WheelKind

# How often it is noted that an address was fetched; programs ask every few minutes.
_NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def open_feed(*, user: User, kind: WheelKind, unit: Unit) -> FeedAddress:
    """The person's address for the wheels of a kind at a unit; one that works is given again."""
    found: FeedAddress | None = FeedAddress.objects.of(user).filter(kind=kind, unit=unit).first()
    if found is not None:
        return found
    address = FeedAddress(user=user, kind=kind, unit=unit)
    address.full_clean()
    address.save()
    record("feed.opened", by=user, target=address, unit_id=None)
    return address


@transaction.atomic
def revoke_feed(*, address: FeedAddress, at: datetime, by: User) -> FeedAddress:
    """Close an address for ever: the next one is another."""
    if address.revoked_at is None:
        address.revoked_at = at
        address.save(update_fields=["revoked_at"])
        record("feed.revoked", by=by, target=address, unit_id=None)
    return address


def note_fetched(*, address: FeedAddress, at: datetime) -> None:
    """Note that a program fetched the address, at most once an hour."""
    if address.fetched_at is None or at - address.fetched_at > _NOTED_EVERY:
        FeedAddress.objects.filter(pk=address.pk).update(fetched_at=at)
