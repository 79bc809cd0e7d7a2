"""Which notices lead to a page that is gone, or that their reader no longer reaches."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from rodtrad.accounts.models import User
from rodtrad.notifications.models import Notice


def mark_closed(user: User, notices: Iterable[Notice]) -> list[Notice]:
    """Note on each of a person's notices whether its page can be opened. One query.

    Which pages a person may open is known by the app above all others, which the settings name.
    """
    rows = list(notices)
    unreachable = import_string(settings.UNREACHABLE_PAGES)
    closed = unreachable(user, [notice.address for notice in rows])
    for notice in rows:
        notice.is_closed = notice.address in closed
    return rows
