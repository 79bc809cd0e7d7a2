"""Who may open the addresses of the administration's visits."""

from typing import Any

from rodtrad.dialogues.models import Visit
from rodtrad.dialogues.tests import visit_helpers as helpers
from tests.door import HEADS, LEADERS, PLANNERS, SCHOOL, WORKERS, Door
from tests.world import World

# The lead teacher is to be there, so that it is for them to read too.
_READ = SCHOOL | HEADS


def _round(world: World) -> list[Any]:
    return [helpers.planned(world).round_id]


def _visit(world: World) -> list[Any]:
    return [helpers.planned(world).pk]


def _over(world: World) -> list[Any]:
    visit = helpers.planned(world)
    if visit.state == Visit.State.PLANNED:
        visit = helpers.fed_back(world)
    return [visit.pk]


def _commitment(world: World) -> list[Any]:
    return [helpers.commitment(world).pk]


VISIT_DOORS: dict[str, Door] = {
    "visit_list": Door(WORKERS),
    "visit_round_create": Door(LEADERS),
    # The head of preschools leads some of its visits, and sees those.
    "visit_round_detail": Door(LEADERS, _round),
    "visit_round_plan": Door(LEADERS, _round, writes=True),
    "visit_round_suggest": Door(LEADERS, _round, writes=True),
    "visit_round_tell": Door(LEADERS, _round, writes=True),
    "visit_round_add_units": Door(LEADERS, _round, writes=True),
    "visit_detail": Door(_READ, _visit),
    "visit_edit": Door(HEADS, _visit),
    "visit_people": Door(HEADS, _visit),
    "visit_cancel": Door(HEADS, _visit),
    "visit_reopen": Door(HEADS, _over, writes=True),
    "visit_prepare": Door(PLANNERS, _visit),
    "visit_notes": Door(HEADS, _visit),
    "visit_hold": Door(HEADS, _visit),
    "visit_feedback": Door(HEADS, _visit),
    "visit_appraisal": Door(HEADS | {"principal"}, _visit),
    "visit_pdf": Door(_READ, _visit, is_file=True),
    "visit_docx": Door(_READ, _visit, is_file=True),
    "commitment_list": Door(WORKERS),
    "commitment_create": Door(HEADS, _visit),
    "commitment_edit": Door(HEADS, _commitment),
    "commitment_follow_up": Door(HEADS | PLANNERS, _commitment),
    "commitment_remove": Door(HEADS, _commitment),
}
