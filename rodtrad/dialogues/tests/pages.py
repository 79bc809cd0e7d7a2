"""The pages of dialogues, for the counting of queries."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from rodtrad.demo.bench.city import City
from rodtrad.dialogues.actions.board import Ground, agree_on_topics, open_round, propose_topic
from rodtrad.dialogues.actions.board_visit import VisitPlan, offer_visit, sign_up
from rodtrad.dialogues.actions.brief import send_brief, set_material, summon, write_brief
from rodtrad.dialogues.actions.chain import raise_matter
from rodtrad.dialogues.actions.outcome import add_follow_up, record_outcome, send_answer
from rodtrad.dialogues.actions.sitting import Sitting, choose_sitting
from rodtrad.dialogues.actions.unit import Talk, Turnout, add_occasion
from rodtrad.dialogues.models import BoardDialogue, BoardRound, Matter, Occasion, Topic
from rodtrad.dialogues.tests.visit_pages import VISIT_PAGES, VISIT_WRITES
from rodtrad.organisation.models import Assignment, Unit

CHOSEN = 4


def _units(city: City) -> list[Unit]:
    return [unit for unit in city.branch.units if unit.kind in Unit.WORKING_KINDS]


def grown(city: City) -> BoardRound:
    """The board's year and the units' dialogues, as many as the city is large; made once."""
    board, today = city.branch.municipality, city.ground.today
    year, by = city.ground.running, city.branch.head
    found: BoardRound | None = BoardRound.objects.filter(unit=board).first()
    if found is not None:
        return found
    for role in ("board_chair", "board_secretary", "development_head"):
        Assignment.objects.create(
            user=by, role=city.ground.roles[role], unit=board, starts=year.span.starts
        )
    units = _units(city)
    matters = [_talk(city, unit) for unit in units]
    round_ = open_round(municipality=board, school_year=year, by=by)
    topics = [
        propose_topic(
            round_,
            title=f"Ämne {number}",
            why="Flera enheter lyfter det.",
            origin=Topic.Origin.ADMINISTRATION,
            grounds=[Ground("matter", one.pk, one.text, "", one.unit) for one in matters],
            by=by,
            on=today,
        )
        for number in range(max(CHOSEN + 1, len(units)))
    ]
    agree_on_topics(round_, topics=topics[: CHOSEN - 1], on=today, by=by)
    for topic in topics[: CHOSEN - 2]:
        _sit(city, Topic.objects.get(pk=topic.pk))
    for unit in units:
        plan = VisitPlan(unit=unit, on=today + timedelta(days=9), starts=None, places=4)
        sign_up(offer_visit(round_, plan=plan, by=by, today=today), by=by, today=today)
    return round_


def _talk(city: City, unit: Unit) -> Matter:
    today, by = city.ground.today, city.branch.head
    year = city.ground.running
    occasion = None
    for held in (True, False, True):
        occasion = add_occasion(
            unit=unit,
            school_year=year,
            talk=Talk(
                on=today if held else today + timedelta(days=5),
                method="Samråd",
                groups={"staff": Turnout(8, 12), "guardians": Turnout(5, 40)},
                held=held,
                said="De vill veta mer.",
                adjusted="Vi skriver varje vecka.",
            ),
            by=by,
            today=today,
        )
    return raise_matter(
        unit=unit, school_year=year, text=f"Fråga från {unit}", by=by, on=today, occasion=occasion
    )


def _sit(city: City, topic: Topic) -> None:
    """A dialogue for the topic: the first is held, answered and followed, the next is to come."""
    today, by, units = city.ground.today, city.branch.head, _units(city)
    is_first = not BoardDialogue.objects.exists()
    on = today if is_first else today + timedelta(days=20)
    dialogue = choose_sitting(topic, sitting=Sitting(on=on), by=by, today=today)
    dialogue = write_brief(dialogue, text="<p>Läget.</p>", revision=0, by=by)
    set_material(
        dialogue,
        goals=city.work.shared,
        indicators=city.ground.indicators,
        reports=[row for row in city.reports if row.state == "adopted"][: 2 * len(units)],
        by=by,
    )
    summon(dialogue, people=city.branch.principals, note="", on=today, by=by)
    send_brief(dialogue, on=today, by=by)
    for unit in units:
        plan = VisitPlan(
            unit=unit, on=today + timedelta(days=8), starts=None, places=2, dialogue=dialogue
        )
        offer_visit(topic.round, plan=plan, by=by, today=today)
    if not is_first:
        return
    dialogue = record_outcome(
        dialogue,
        said="<p>Det.</p>",
        led_to="<p>Det.</p>",
        held_on=today,
        revision=1,
        by=by,
        today=today,
    )
    for principal in city.branch.principals:
        add_follow_up(
            dialogue, what="Se över", due=today, responsible=principal, by=by, today=today
        )
    send_answer(dialogue, answer="Tack.", units=units, revision=2, on=today, by=by)


def _any(city: City) -> list[Any]:
    grown(city)
    return []


def _unit(city: City) -> list[Any]:
    grown(city)
    return [_units(city)[0].code]


def _row(get: Callable[[BoardRound], Any]) -> Callable[[City], list[Any]]:
    return lambda city: [get(grown(city)).pk]


def _held_dialogue(round_: BoardRound) -> BoardDialogue:
    found: BoardDialogue = BoardDialogue.objects.filter(
        topic__round=round_, held_on__isnull=False
    ).get()
    return found


def _coming(round_: BoardRound) -> BoardDialogue:
    found: BoardDialogue = BoardDialogue.objects.filter(
        topic__round=round_, held_on__isnull=True
    ).get()
    return found


def _matter(round_: BoardRound) -> Matter:
    found: Matter = Matter.objects.all()[0]
    return found


def _occasion(*, held: bool) -> Callable[[BoardRound], Occasion]:
    return lambda round_: Occasion.objects.filter(held=held)[0]


PAGES: dict[str, tuple[Any, str]] = VISIT_PAGES | {
    "board_home": (_any, ""),
    "board_outcomes": (_any, ""),
    "board_outcomes:xlsx": (_any, "format=xlsx"),
    "board_rule_edit": (_any, ""),
    "topic_list": (_any, ""),
    "topic_propose": (_any, ""),
    "topic_edit": (_row(lambda r: r.topics.filter(chosen=False)[0]), ""),
    "topic_agree": (_any, ""),
    "sitting_choose": (_row(lambda r: r.topics.filter(chosen=True, dialogue=None)[0]), ""),
    "board_dialogue": (_row(_held_dialogue), ""),
    "board_dialogue:coming": (_row(_coming), ""),
    "board_dialogue_cancel": (_row(_coming), ""),
    "board_dialogue_history": (_row(_held_dialogue), ""),
    "brief_edit": (_row(_coming), ""),
    "brief_material": (_row(_coming), ""),
    "brief_send": (_row(_coming), ""),
    "brief_pdf": (_row(_coming), "utkast=1"),
    "brief_docx": (_row(_coming), "utkast=1"),
    "summons_create": (_row(_coming), ""),
    "board_notice": (_row(_coming), ""),
    "board_outcome_edit": (_row(_held_dialogue), ""),
    "board_outcome_pdf": (_row(_held_dialogue), ""),
    "board_outcome_docx": (_row(_held_dialogue), ""),
    "follow_up_create": (_row(_held_dialogue), ""),
    "follow_up_finish": (_row(lambda r: _held_dialogue(r).follow_ups.all()[0]), ""),
    "board_answer": (_row(_held_dialogue), ""),
    "member_visit_list": (_any, ""),
    "member_visit_create": (_any, ""),
    "member_visit_edit": (_row(lambda r: r.visits.all()[0]), ""),
    "member_visit_cancel": (_row(lambda r: r.visits.all()[0]), ""),
    "unit_dialogue_list": (_any, ""),
    "unit_dialogue_list:xlsx": (_any, "format=xlsx"),
    "unit_dialogue_detail": (_unit, ""),
    "unit_dialogue_brief": (_unit, ""),
    "unit_dialogue_pdf": (_unit, ""),
    "unit_dialogue_docx": (_unit, ""),
    "unit_plan_edit": (_unit, ""),
    "unit_group_exempt": (lambda city: [*_unit(city), "pupils"], ""),
    "unit_occasion_create": (_unit, ""),
    "unit_occasion_plan": (_unit, ""),
    "unit_occasion_detail": (_row(_occasion(held=True)), ""),
    "unit_occasion_edit": (_row(_occasion(held=True)), ""),
    "unit_occasion_replan": (_row(_occasion(held=False)), ""),
    "unit_occasion_remove": (_row(_occasion(held=True)), ""),
    "unit_occasion_history": (_row(_occasion(held=True)), ""),
    "unit_outcomes": (_unit, ""),
    "matter_list": (_any, ""),
    "matter_create": (_unit, ""),
    "matter_edit": (_row(_matter), ""),
    "matter_answer": (_row(_matter), ""),
}
WRITES = VISIT_WRITES | frozenset({"member_visit_signup", "summons_answer"})
