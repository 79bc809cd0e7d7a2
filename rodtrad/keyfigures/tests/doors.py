"""Who may open the pages of key figures."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from rodtrad.keyfigures.actions import Plan, plan_occasion, release_occasion, reopen_occasion
from rodtrad.keyfigures.models import Occasion
from tests.door import BOARD, HEADS, LEADERS, PLANS_SCHOOL, WITH_A_ROLE, Door
from tests.world import World


def occasion_of(world: World, *, on: date | None = None) -> Occasion:
    """An occasion with the world's one measured indicator, planned by the head."""
    day = on or timezone.localdate() + timedelta(days=40)
    return plan_occasion(
        unit=world.administration,
        plan=Plan(
            title="Nyckeltal september",
            on=day,
            analyses_due=day - timedelta(days=14),
            indicators=[world.share],
        ),
        by=world.head,
    )


def _open(world: World) -> list[Any]:
    return [occasion_of(world).pk]


def _released(world: World) -> list[Any]:
    occasion = occasion_of(world)
    release_occasion(occasion=occasion, on=timezone.localdate(), by=world.head)
    return [occasion.pk]


def _corrected(world: World) -> list[Any]:
    (pk,) = _released(world)
    reopen_occasion(occasion=Occasion.objects.get(pk=pk), by=world.head)
    return [pk]


DOORS: dict[str, Door] = {
    "occasion_list": Door(WITH_A_ROLE),
    "occasion_create": Door(LEADERS),
    "occasion_detail": Door(WITH_A_ROLE, _released),
    "occasion_pdf": Door(WITH_A_ROLE, _released, is_file=True),
    "occasion_history": Door(LEADERS, _open),
    "occasion_edit": Door(LEADERS, _open),
    "occasion_release": Door(LEADERS, _open),
    "occasion_reopen": Door(LEADERS, _released),
    "analysis_edit": Door(PLANS_SCHOOL, lambda world: [*_open(world), world.school.code]),
}
__all__ = ["BOARD", "DOORS", "HEADS", "occasion_of"]
