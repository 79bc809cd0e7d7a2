"""Opening and revoking the secret addresses of calendar feeds."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.organisation.models import Unit
from rodtrad.yearwheel.models import FeedAddress, WheelKind

# Programs ask a few times an hour; more than this is a fault or an attack.
MOST_AN_HOUR = 60


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


def count_fetch(*, address: FeedAddress, at: datetime) -> bool:
    """Note that a program fetches the address, and say whether the hour has room for it.

    One query; none when there is no room, so that a program gone wild writes nothing.
    """
    hour = at.replace(minute=0, second=0, microsecond=0)
    is_new = address.counted_from != hour
    if not is_new and address.fetches >= MOST_AN_HOUR:
        return False
    FeedAddress.objects.filter(pk=address.pk).update(
        counted_from=hour, fetches=1 if is_new else F("fetches") + 1, fetched_at=at
    )
    return True
