"""Who may open the addresses of practices and references."""

from datetime import date
from typing import Any

from rodtrad.evidence import actions
from rodtrad.evidence.tests.helpers import ON, described, referred, tried
from rodtrad.forums.models import Forum
from tests.door import LEADERS, PLANS_SCHOOL, READERS, WORKERS, Door
from tests.world import World


def _practice(world: World) -> list[Any]:
    return [described(world).pk]


def _trial(world: World) -> list[Any]:
    return [tried(world).pk]


def _begin(world: World) -> list[Any]:
    return [described(world).pk, world.goal.pk]


def _sharing(world: World) -> list[Any]:
    practice = described(world)
    return [actions.share_practice(practice, on=ON, how="Visat", by=world.lead_teacher).pk]


def _review(world: World) -> list[Any]:
    review = actions.review_practice(
        described(world),
        verdict="spread",
        why="Det fungerar.",
        on=ON,
        forum=_group(world),
        by=world.principal,
    )
    return [review.pk]


def _reference(world: World) -> list[Any]:
    return [referred(world).pk]


def _use(world: World) -> list[Any]:
    use = actions.attach_reference(referred(world), goal=world.goal, by=world.principal)
    return [use.pk]


def _group(world: World) -> Forum:
    """A group of the school's: run by who plans there, and of nobody at the preschool."""
    group, _ = Forum.objects.get_or_create(unit=world.school, kind="own", name="Läsgruppen")
    return group


def _reviewed(world: World) -> list[Any]:
    _group(world)
    return _practice(world)


def _to_read(world: World) -> list[Any]:
    _group(world)
    return _reference(world)


def _reading(world: World) -> list[Any]:
    forum = _group(world)
    item = actions.put_on_reading_list(
        forum, reference=referred(world), due=date(2026, 12, 1), note="", by=world.principal
    )
    return [item.pk]


DOORS = {
    "practice_list": Door(WORKERS),
    "practice_create": Door(WORKERS),
    "limits_edit": Door(LEADERS),
    "goal_practices": Door(READERS, lambda world: [world.goal.pk]),
    "area_practices": Door(READERS, lambda world: [world.area.pk]),
    "practice_detail": Door(READERS, _practice),
    "practice_edit": Door(READERS, _practice),
    "practice_remove": Door(READERS, _practice),
    "reference_remove": Door(WORKERS, _reference),
    "practice_history": Door(READERS, _practice),
    "trial_create": Door(PLANS_SCHOOL, _practice),
    "practice_start": Door(PLANS_SCHOOL, _practice),
    "practice_begin": Door(PLANS_SCHOOL, _begin),
    "practice_share": Door(READERS, _practice),
    "practice_review": Door(PLANS_SCHOOL, _reviewed),
    "sharing_remove": Door(READERS, _sharing),
    "review_remove": Door(PLANS_SCHOOL, _review),
    "trial_evaluate": Door(READERS, _trial),
    "trial_remove": Door(READERS, _trial),
    "grounds_detail": Door(READERS, lambda world: ["mal", world.goal.pk]),
    "reference_list": Door(WORKERS),
    "reference_create": Door(WORKERS),
    "reference_import": Door(WORKERS),
    "reference_detail": Door(WORKERS, _reference),
    "reference_edit": Door(WORKERS, _reference),
    "reading_create": Door(PLANS_SCHOOL, _to_read),
    "reading_remove": Door(PLANS_SCHOOL, _reading),
    "reference_attach": Door(PLANS_SCHOOL, lambda world: ["mal", world.goal.pk]),
    "reference_detach": Door(PLANS_SCHOOL, _use),
}
