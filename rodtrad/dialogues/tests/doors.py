"""Who may open the addresses of the board's and the units' dialogues."""

from typing import Any

from rodtrad.dialogues.tests import helpers
from rodtrad.dialogues.tests.visit_doors import VISIT_DOORS
from tests.door import HEADS, LEADERS, PLANS_SCHOOL, READERS, WITH_A_ROLE, WORKERS, Door, Where
from tests.world import World

_GOVERNING = frozenset({"board_member", "chair"})
_KEEPING = frozenset({"secretary"})
_PRESIDING = frozenset({"chair"})
_BOARD_AND_LEADERS = LEADERS | _GOVERNING | _KEEPING


def _code(world: World) -> list[Any]:
    return [world.school.code]


def _dialogue(world: World) -> list[Any]:
    return [helpers.dialogue(world).pk]


def _sent(world: World) -> list[Any]:
    return [helpers.sent(world).pk]


def _held(world: World) -> list[Any]:
    return [helpers.held(world).pk]


def _occasion(world: World) -> list[Any]:
    return [helpers.held_occasion(world).pk]


def _planned(world: World) -> list[Any]:
    return [helpers.planned_occasion(world).pk]


def _matter(world: World) -> list[Any]:
    return [helpers.matter(world).pk]


def _topic(world: World) -> list[Any]:
    return [helpers.round_with(world).topics.all()[0].pk]


def _chosen(world: World) -> list[Any]:
    return [helpers.agreed_round(world).topics.filter(chosen=True)[0].pk]


def _visit(world: World) -> list[Any]:
    return [helpers.member_visit(world).pk]


def _group(world: World) -> list[Any]:
    return [world.school.code, "guardians"]


def _with_topics(world: World) -> list[Any]:
    helpers.round_with(world)
    return []


def _file(who: frozenset[str], where: Where) -> Door:
    return Door(who, where, is_file=True)


DOORS: dict[str, Door] = VISIT_DOORS | {
    # the board
    "board_home": Door(WITH_A_ROLE),
    "board_outcomes": Door(WITH_A_ROLE),
    "board_rule_edit": Door(LEADERS),
    "topic_list": Door(_BOARD_AND_LEADERS, _with_topics),
    "topic_propose": Door(_BOARD_AND_LEADERS),
    "topic_edit": Door(LEADERS, _topic),
    "topic_agree": Door(_PRESIDING | _KEEPING, _with_topics),
    "sitting_choose": Door(_PRESIDING, _chosen),
    "board_dialogue": Door(WITH_A_ROLE, _held),
    "board_dialogue_cancel": Door(_PRESIDING, _dialogue),
    "board_dialogue_history": Door(LEADERS, _dialogue),
    "brief_edit": Door(LEADERS, _dialogue),
    "brief_material": Door(LEADERS, _dialogue),
    "brief_send": Door(LEADERS, _dialogue),
    "brief_pdf": _file(WITH_A_ROLE, _sent),
    "brief_docx": _file(WITH_A_ROLE, _sent),
    "summons_create": Door(LEADERS, _dialogue),
    "summons_answer": Door(
        frozenset({"principal"}), lambda world: [helpers.called(world).pk], writes=True
    ),
    "board_notice": Door(_KEEPING, _sent),
    "board_outcome_edit": Door(LEADERS | _KEEPING, _dialogue),
    "board_outcome_pdf": _file(WITH_A_ROLE, _held),
    "board_outcome_docx": _file(WITH_A_ROLE, _held),
    "follow_up_create": Door(LEADERS | _KEEPING, _dialogue),
    "follow_up_finish": Door(
        LEADERS | _KEEPING | {"principal"}, lambda world: [helpers.follow_up(world).pk]
    ),
    "board_answer": Door(LEADERS | _KEEPING, _held),
    "member_visit_list": Door(WITH_A_ROLE, lambda world: [helpers.member_visit(world)][:0]),
    "member_visit_create": Door(LEADERS),
    "member_visit_edit": Door(LEADERS, _visit),
    "member_visit_cancel": Door(LEADERS, _visit),
    "member_visit_signup": Door(_GOVERNING, _visit, writes=True),
    # the units
    "unit_dialogue_list": Door(WORKERS),
    "unit_dialogue_detail": Door(READERS, lambda world: [_occasion(world), *_code(world)][1:]),
    "unit_dialogue_brief": Door(READERS, _code),
    "unit_dialogue_pdf": _file(READERS, _code),
    "unit_dialogue_docx": _file(READERS, _code),
    "unit_plan_edit": Door(PLANS_SCHOOL, _code),
    "unit_group_exempt": Door(PLANS_SCHOOL, _group),
    "unit_occasion_create": Door(READERS, _code),
    "unit_occasion_plan": Door(PLANS_SCHOOL, _code),
    "unit_occasion_detail": Door(READERS, _occasion),
    "unit_occasion_edit": Door(READERS, _occasion),
    "unit_occasion_replan": Door(PLANS_SCHOOL, _planned),
    "unit_occasion_remove": Door(PLANS_SCHOOL, _occasion),
    "unit_occasion_history": Door(READERS, _occasion),
    "unit_outcomes": Door(READERS, lambda world: [_matter(world), *_code(world)][1:]),
    "matter_list": Door(LEADERS, lambda world: [_matter(world)][:0]),
    "matter_create": Door(PLANS_SCHOOL, _code),
    "matter_edit": Door(PLANS_SCHOOL, _matter),
    "matter_answer": Door(HEADS, _matter),
}
