"""Noting that somebody has looked through the adopted reports."""

from datetime import datetime, timedelta

from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.reports.models import LibraryVisit

# A page that is loaded anew within this time belongs to the same visit: what is new stays new.
_SAME_VISIT = timedelta(hours=1)


@transaction.atomic
def note_visit(user: User, *, at: datetime) -> datetime | None:
    """Note the visit and say when the one before it was; None when this is the first."""
    visit = LibraryVisit.objects.select_for_update().filter(user=user).first()
    if visit is None:
        LibraryVisit.objects.create(user=user, at=at)
        return None
    if at - visit.at > _SAME_VISIT:
        visit.before = visit.at
    visit.at = at
    visit.save()
    return visit.before
