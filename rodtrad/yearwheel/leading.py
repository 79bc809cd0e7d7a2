"""Where what an item of a wheel is about is done, when Rödtråd has a page for it."""

from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.organisation.access import Permission, has_anywhere
from rodtrad.yearwheel.models import WheelItem, WheelKind


def work_of(item: WheelItem, user: User) -> tuple[str, str] | None:
    """What the way there says, and its address; None when the item's own page is all there is.

    Only to pages that the person may open; needs the wheel's kind loaded.
    """
    if item.wheel.kind.scope != WheelKind.Scope.BOARD:
        return None
    if item.kind == WheelItem.Kind.DIALOGUE:
        sees_topics = (Permission.LEAD, Permission.GOVERN, Permission.KEEP_PAPERS)
        if any(has_anywhere(user, one) for one in sees_topics):
            return "Se ämnena", reverse("topic_list")
        return "Till dialogerna", reverse("board_home")
    if item.kind == WheelItem.Kind.KEY_FIGURE:
        return "Till nyckeltalen", reverse("occasion_list")
    return None
