"""Keeping and throwing away drafts. Not audited: a draft is the writer's own until it is saved."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.drafts.models import Draft

MAX_KEY_LENGTH = 200
# Never kept, whatever a form calls its fields: they are secrets or belong to one page load.
_NEVER_KEPT = ("csrfmiddlewaretoken", "password")


@transaction.atomic
def save_draft(
    *,
    user: User,
    key: str,
    values: Mapping[str, list[str]],
    base_revision: int | None,
    now: datetime,
) -> Draft:
    """Keep what is written in a form, in place of what was kept before.

    Args:
        key: which form, as "goal:7"; at most 200 characters.
        values: the form's fields by name, each with its values in order.
        base_revision: the version of the row that the person started from, if it has one.
    """
    kept = {
        name: list(value)
        for name, value in values.items()
        if not any(secret in name.lower() for secret in _NEVER_KEPT)
    }
    draft, _ = Draft.objects.update_or_create(
        user=user,
        key=key,
        defaults={"values": kept, "base_revision": base_revision, "saved_at": now},
    )
    return draft


@transaction.atomic
def discard_draft(user: User, key: str) -> None:
    """Throw away a form's draft, when the form was saved or the person asked for it."""
    Draft.objects.filter(user=user, key=key).delete()
