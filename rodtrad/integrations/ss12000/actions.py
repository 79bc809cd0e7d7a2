"""Choices about SS12000: the role that each duty role gives here."""

from collections.abc import Mapping

from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.integrations.models import DutyRole, Fetch
from rodtrad.organisation.models import Role


@transaction.atomic
def choose_roles(roles: Mapping[int, int | None], *, by: User) -> int:
    """Say which role each duty role gives; None gives none. How many were changed.

    What has changed here has not changed there: the next fetch asks for everything.
    """
    known = Role.objects.in_bulk()
    changed = 0
    for duty in DutyRole.objects.filter(pk__in=roles):
        wanted = roles[duty.pk]
        if duty.role_id == wanted or (wanted is not None and wanted not in known):
            continue
        duty.role_id = wanted
        duty.save(update_fields=["role"])
        record("dutyrole.changed", by=by, target=duty, unit_id=None)
        changed += 1
    if changed:
        Fetch.objects.filter(pk="ss12000-sync").update(fetched_until=None)
    return changed
