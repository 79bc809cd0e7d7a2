"""Dialogues are found by who may read them, and drafts by nobody else than their own."""

import pytest

from rodtrad.dialogues.actions.visit import prepare_visit
from rodtrad.dialogues.tests import helpers, visit_helpers
from rodtrad.home.finding import find
from tests.world import World


def _found(world: World, who: str, words: str) -> dict[str, list[str]]:
    """The titles that a person finds, by kind."""
    groups = find(world.cast[who], words)
    return {group.label: [hit.title for hit in group.hits] for group in groups}


def test_the_boards_dialogue_is_found_by_its_topic_and_by_what_was_said(world: World) -> None:
    made = helpers.held(world)
    for who in ("board_member", "secretary", "principal", "head"):
        for words in (made.topic.title, "närvaron talade", "skolskjutsen"):
            assert made.topic.title in _found(world, who, words)["Nämndens dialoger"], who


def test_a_brief_that_is_not_sent_is_not_found(world: World) -> None:
    helpers.written(world)
    for who in world.cast:
        assert "Nämndens dialoger" not in _found(world, who, "hemliga mening"), who


def test_a_topic_that_is_only_proposed_is_found_by_the_board_and_the_administration(
    world: World,
) -> None:
    helpers.round_with(world, 2)
    for who in ("board_member", "secretary", "head", "development_head"):
        assert _found(world, who, "läsning")["Nämndens dialoger"] == ["Läsning"], who
    for who in ("principal", "lead_teacher", "former_principal", "administrator"):
        assert "Nämndens dialoger" not in _found(world, who, "läsning"), who


@pytest.mark.parametrize("who", ["board_member", "secretary", "preschool_principal"])
def test_a_units_dialogues_and_questions_are_not_for_others(world: World, who: str) -> None:
    helpers.matter(world)
    mine = _found(world, "principal", "luncher")
    assert mine["Enheternas dialoger"] == ["Klassråd"]
    assert _found(world, "head", "matsalen")["Frågor från enheterna"]
    assert "Enheternas dialoger" not in _found(world, who, "luncher")
    assert "Frågor från enheterna" not in _found(world, who, "matsalen")


def test_what_the_unit_and_the_visitors_write_is_found_when_the_other_may_read_it(
    world: World,
) -> None:
    visit = visit_helpers.planned(world)
    prepare_visit(
        visit,
        wants_to_tell="Om snickeriet",
        wants_to_discuss="",
        ready=False,
        today=visit_helpers.TODAY,
        by=world.principal,
    )
    assert "Förvaltningens dialog" not in _found(world, "head", "snickeriet")
    prepare_visit(
        visit,
        wants_to_tell="Om snickeriet",
        wants_to_discuss="",
        ready=True,
        today=visit_helpers.TODAY,
        by=world.principal,
    )
    assert _found(world, "head", "snickeriet")["Förvaltningens dialog"]
    assert "Förvaltningens dialog" not in _found(world, "board_member", "snickeriet")

    visit_helpers.held(world)
    assert "Förvaltningens dialog" not in _found(world, "principal", "lugn")
    assert _found(world, "head", "lugn")["Förvaltningens dialog"]
    visit_helpers.fed_back(world)
    assert _found(world, "principal", "lugn")["Förvaltningens dialog"]
