"""What several pages of wheels share: reaching a wheel, and the ways to it."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.yearwheel.models import Wheel, WheelItem
from rodtrad.yearwheel.queries.placing import Placed
from rodtrad.yearwheel.queries.reach import plannable, readable


def wheel_to_read(user: User, pk: int) -> Wheel:
    """The wheel, with kind and unit. One query.

    Raises:
        Http404: when the person may not read it.
    """
    return get_object_or_404(readable(user), pk=pk)


def wheel_to_plan(user: User, pk: int) -> Wheel:
    """The wheel, with kind and unit. One query.

    Raises:
        Http404: when the person may not plan it.
    """
    return get_object_or_404(plannable(user), pk=pk)


def draft_to_plan(user: User, pk: int) -> Wheel:
    """The draft, with kind and unit. One query.

    Raises:
        Http404: when the person may not plan it, or it is adopted: then nothing in it is changed.
    """
    wheel = wheel_to_plan(user, pk)
    if not wheel.is_draft:
        raise Http404
    return wheel


def item_to_change(user: User, pk: int) -> WheelItem:
    """An item of a draft that the person plans, with wheel, kind, unit and ring. One query.

    Raises:
        Http404: otherwise.
    """
    items = WheelItem.objects.changeable_by(user).select_related(
        "wheel__kind", "wheel__unit", "ring", "rule_forum", "after"
    )
    item: WheelItem = get_object_or_404(items, pk=pk)
    return item


def item_address(one: Placed) -> str:
    """Where an item is read, as a path."""
    return reverse("wheel_item_detail", args=[one.item.pk])


def absolute_item_address(one: Placed) -> str:
    """Where an item is read, for files and calendars."""
    return f"{settings.SITE_ORIGIN.rstrip('/')}{item_address(one)}"
