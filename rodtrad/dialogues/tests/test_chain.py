"""The chain: from what a unit's people said to the board's answer, seen by who said it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.dialogues.actions.board import Ground, agree_on_topics, open_round, propose_topic
from rodtrad.dialogues.actions.chain import (
    answer_matter,
    change_matter,
    raise_matter,
    withdraw_matter,
)
from rodtrad.dialogues.actions.outcome import record_outcome, send_answer
from rodtrad.dialogues.actions.sitting import Sitting, choose_sitting
from rodtrad.dialogues.models import Commitment, Matter, Visit, VisitRound
from rodtrad.dialogues.queries.chain import trails
from rodtrad.dialogues.queries.suggestions import (
    from_areas,
    from_attainment,
    from_matters,
    from_reports,
    from_visits,
    grounds_of,
    themes,
)
from rodtrad.dialogues.tests.helpers import TODAY, held_occasion, matter, on_day, signed_in, told
from rodtrad.goals import actions
from tests.world import World


def _labels(row: Matter) -> list[str]:
    return [step.label for step in trails([row])[0].steps]


def test_a_question_goes_the_whole_chain_and_back(world: World) -> None:
    row = matter(world)
    assert _labels(row) == ["Lyft av enheten", "Väntar på förvaltningen"]

    answer_matter(row, answer="Vi tar med det.", revision=0, by=world.head, on=TODAY)
    assert told(world.principal)[-1] == (
        "Förvaltningen har svarat på er fråga: Vi behöver fler vuxna i matsalen."
    )
    round_ = open_round(municipality=world.municipality, school_year=world.year, by=world.head)
    topics = [
        propose_topic(
            round_,
            title=title,
            why="Enheterna",
            origin="administration",
            grounds=[Ground("matter", row.pk, row.text, "", world.school)] if title == "A" else [],
            by=world.head,
            on=TODAY,
        )
        for title in "ABC"
    ]
    row.refresh_from_db()
    assert _labels(row)[-1] == "Nämnden har inte valt ämnen än"

    agree_on_topics(round_, topics=topics, on=TODAY, by=world.chair)
    assert _labels(row)[-1] == "Nämnden väljer möte"

    topics[0].refresh_from_db()
    made = choose_sitting(topics[0], sitting=Sitting(on=TODAY), by=world.chair, today=TODAY)
    assert _labels(row)[-1] == "Dialog i nämnden"

    made = record_outcome(
        made, said="<p>Ja.</p>", led_to="", held_on=TODAY, revision=0, by=world.head, today=TODAY
    )
    send_answer(
        made,
        answer="Ni får fler vuxna.",
        units=[world.school],
        revision=made.revision,
        on=TODAY,
        by=world.secretary,
    )

    assert _labels(row) == [
        "Lyft av enheten",
        "Förvaltningens svar",
        "Föreslaget ämne för nämnden",
        "Nämnden valde ämnet",
        "Dialog i nämnden",
        "Nämndens svar",
    ]
    assert told(world.principal)[-1] == "Nämnden har svarat enheterna efter dialogen om A."
    address = reverse("unit_outcomes", args=[world.school.code]) + "?lasar=2026-27"
    page = signed_in(world.principal).get(address).content.decode()
    assert "Ni får fler vuxna." in page
    assert "Vi tar med det." in page
    assert signed_in(world.preschool_principal).get(address).status_code == 404


def test_a_topic_that_the_board_passed_over_is_said_to_be(world: World) -> None:
    row = matter(world)
    round_ = open_round(municipality=world.municipality, school_year=world.year, by=world.head)
    topics = [
        propose_topic(
            round_,
            title=title,
            why="Enheterna",
            origin="administration",
            grounds=[Ground("matter", row.pk, row.text, "", world.school)] if title == "D" else [],
            by=world.head,
            on=TODAY,
        )
        for title in "ABCD"
    ]
    agree_on_topics(round_, topics=topics[:3], on=TODAY, note="Andra är större.", by=world.chair)

    last = trails([row])[0].now
    assert (last.label, last.text) == ("Nämnden valde andra ämnen", "Andra är större.")


def test_a_question_is_raised_while_the_dialogue_is_written(world: World) -> None:
    address = reverse("unit_occasion_create", args=[world.school.code]) + "?lasar=2026-27"
    with on_day():
        signed_in(world.principal).post(
            address,
            {
                "on": "2026-11-20",
                "method": "Klassråd",
                "took_pupils": "18",
                "size_pupils": "24",
                "said": "Lugnare luncher.",
                "bring_up": "Fler vuxna i matsalen",
                "revision": "0",
            },
        )

    row = Matter.objects.get()
    assert row.occasion is not None
    assert row.occasion.said == "Lugnare luncher."


def test_a_question_cannot_come_from_another_units_dialogue(world: World) -> None:
    with pytest.raises(ValidationError, match="en annan enhet"):
        raise_matter(
            unit=world.preschool,
            school_year=world.year,
            text="Deras",
            by=world.preschool_principal,
            on=TODAY,
            occasion=held_occasion(world),
        )


def test_an_answered_question_is_not_rewritten(world: World) -> None:
    row = answer_matter(matter(world), answer="Ja.", revision=0, by=world.head, on=TODAY)

    with pytest.raises(ValidationError, match="besvarad"):
        change_matter(row, text="Något annat", revision=1, by=world.principal)
    with pytest.raises(ValidationError, match="besvarad"):
        withdraw_matter(row, by=world.principal)


def test_a_question_that_the_board_has_is_not_taken_back(world: World) -> None:
    row = matter(world)
    round_ = open_round(municipality=world.municipality, school_year=world.year, by=world.head)
    ground = Ground("matter", row.pk, row.text, "", world.school)
    propose_topic(
        round_,
        title="A",
        why="B",
        origin="administration",
        grounds=[ground],
        by=world.head,
        on=TODAY,
    )

    with pytest.raises(ValidationError, match="underlag för ett ämne"):
        withdraw_matter(row, by=world.principal)


def test_the_administration_answers_only_where_it_leads(world: World) -> None:
    row = matter(world)
    address = reverse("matter_answer", args=[row.pk])

    assert signed_in(world.head).get(address).status_code == 200
    for who in ("head_of_preschools", "principal", "board_member", "secretary"):
        assert signed_in(world.cast[who]).get(address).status_code == 404, who


def test_an_empty_answer_is_refused(world: World) -> None:
    with pytest.raises(ValidationError, match="Skriv svaret"):
        answer_matter(matter(world), answer=" ", revision=0, by=world.head, on=TODAY)


def test_what_units_found_in_common_is_suggested_first(world: World) -> None:
    for unit, by in (
        (world.preschool, world.preschool_principal),
        (world.other_school, world.head),
        (world.preschool, world.preschool_principal),
    ):
        title = "Delaktighet" if unit == world.other_school else "DELAKTIGHET "
        actions.add_area(unit=unit, school_year=world.last_year, title=title, description="", by=by)

    found = from_areas(world.municipality, SchoolYear(2025)).found

    assert found[0].title.strip().lower() == "delaktighet"
    assert len(found[0].refs) == 3
    assert found[0].places == "Ängens förskola, Östra skolan"


def test_a_shared_goal_that_was_not_reached_is_suggested(world: World) -> None:
    found = from_attainment(world.municipality, SchoolYear(2025)).found

    assert [one.title for one in found] == [world.shared_goal.title]
    assert found[0].why == "Den enda analysen visar inte att målet är uppnått."


def test_only_adopted_reports_are_read_for_themes(world: World) -> None:
    world.report.sections.update(text="<p>Frånvaron ökar.</p>")

    assert from_reports(world.municipality, SchoolYear(2025)).found == ()


def test_themes_are_those_of_several_texts() -> None:
    texts = {
        1: "Frånvaron ökar och tryggheten minskar.",
        2: "Vi arbetar med närvaro.",
        3: "Digitala läromedel.",
    }

    assert themes(texts) == [("Närvaro och frånvaro", [1, 2])]


def test_questions_of_the_year_before_are_suggested(world: World) -> None:
    row = matter(world)

    assert [one.title for one in from_matters(world.municipality, SchoolYear(2026)).found] == [
        row.text
    ]
    assert from_matters(world.municipality, SchoolYear(2025)).found == ()


def test_grounds_are_given_only_where_one_leads(world: World) -> None:
    refs = [f"area:{world.area.pk}", f"goal:{world.shared_goal.pk}", "area:99999999999999999999"]

    assert [one.kind for one in grounds_of(world.head, refs)] == ["area", "goal"]
    assert grounds_of(world.principal, refs) == []
    assert grounds_of(world.head_of_preschools, refs[:1]) == []


def _visit(world: World, **fields: object) -> Visit:
    round_ = VisitRound.objects.create(
        unit=world.administration,
        school_year=world.year,
        starts=TODAY,
        ends=TODAY + timedelta(days=60),
    )
    return Visit.objects.create(round=round_, unit=world.school, **fields)


def test_a_visit_is_a_step_of_the_questions_way(world: World) -> None:
    row = matter(world)
    visit = _visit(world, on=TODAY + timedelta(days=9))
    assert _labels(row) == ["Lyft av enheten", "Tas upp i förvaltningens dialog"]

    visit.state = Visit.State.HELD
    visit.save()
    assert _labels(row) == ["Lyft av enheten", "Togs upp i förvaltningens dialog"]


def test_a_visit_before_the_question_was_raised_is_no_step(world: World) -> None:
    row = matter(world)
    _visit(world, on=TODAY - timedelta(days=9), state=Visit.State.HELD)

    assert _labels(row) == ["Lyft av enheten", "Väntar på förvaltningen"]


def test_what_the_administration_took_on_at_a_visit_is_suggested(world: World) -> None:
    visit = _visit(world, on=TODAY, state=Visit.State.HELD, notes="Besökarnas egna ord.")
    Commitment.objects.create(
        visit=visit,
        side=Commitment.Side.ADMINISTRATION,
        text="Se över vikariepoolen",
        due=TODAY,
    )
    found = from_visits(world.municipality, SchoolYear(2026)).found

    assert [(one.title, one.refs) for one in found] == [
        ("Se över vikariepoolen", (f"visit:{visit.pk}",))
    ]
    (ground,) = grounds_of(world.head, found[0].refs)
    assert ground.unit == world.school
    assert "Besökarnas egna ord." not in ground.text
    assert grounds_of(world.principal, found[0].refs) == []
