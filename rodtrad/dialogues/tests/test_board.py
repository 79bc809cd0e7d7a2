"""The board's topics: proposing, agreeing and what the presidium chooses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from rodtrad.dialogues.actions.board import (
    agree_on_topics,
    change_rule,
    change_topic,
    open_round,
    propose_topic,
    withdraw_topic,
)
from rodtrad.dialogues.actions.brief import send_brief
from rodtrad.dialogues.actions.sitting import Sitting, cancel_dialogue, choose_sitting
from rodtrad.dialogues.models import BoardDialogue, Topic
from rodtrad.dialogues.tests.helpers import (
    TODAY,
    agreed_round,
    called,
    dialogue,
    matter,
    on_day,
    round_with,
    signed_in,
    told,
    written,
)
from tests.world import World, assign

YEAR = "?lasar=2026-27"


def _agree(world: World, count: int) -> str:
    """What the secretary reads after choosing so many topics."""
    round_ = round_with(world, 6)
    chosen = [topic.pk for topic in round_.topics.order_by("pk")[:count]]
    with on_day():
        answer = signed_in(world.secretary).post(
            reverse("topic_agree") + YEAR, {"topics": chosen, "on": "2026-11-20"}
        )
    return "" if answer.status_code == 302 else answer.content.decode()


@pytest.mark.parametrize("count", [3, 4, 5])
def test_three_to_five_topics_are_agreed_on(world: World, count: int) -> None:
    assert _agree(world, count) == ""
    assert Topic.objects.filter(chosen=True).count() == count


def test_two_topics_are_too_few_and_the_reason_is_said(world: World) -> None:
    page = _agree(world, 2)

    assert "Nämnden enas kring tre till fem ämnen" in page
    assert "djupare dialog" in page
    assert "Du har valt två. Välj ett till." in page
    assert not Topic.objects.filter(chosen=True).exists()


def test_six_topics_are_too_many(world: World) -> None:
    assert "Du har valt sex. Ta bort ett." in _agree(world, 6)
    assert not Topic.objects.filter(chosen=True).exists()


def test_how_many_topics_is_a_setting(world: World) -> None:
    change_rule(world.municipality, fewest=1, most=2, minutes=45, by=world.development_head)

    assert _agree(world, 2) == ""
    topic = Topic.objects.filter(chosen=True)[0]
    made = choose_sitting(
        topic, sitting=Sitting(on=TODAY + timedelta(days=9)), by=world.chair, today=TODAY
    )
    assert made.minutes == 45


def test_a_setting_that_makes_no_sense_is_refused(world: World) -> None:
    answer = signed_in(world.head).post(
        reverse("board_rule_edit"), {"fewest": "5", "most": "3", "minutes": "60"}
    )

    assert answer.status_code == 422
    assert "minst lika stort" in answer.content.decode()


def test_a_withdrawn_topic_cannot_be_chosen(world: World) -> None:
    round_ = round_with(world)
    topics = list(round_.topics.order_by("pk")[:3])
    withdraw_topic(topics[0], on=TODAY, by=world.head)

    with pytest.raises(ValidationError, match="tillbakadraget"):
        agree_on_topics(round_, topics=topics, on=TODAY, by=world.chair)


def test_a_topic_of_another_year_cannot_be_chosen(world: World) -> None:
    round_ = round_with(world)
    other = open_round(municipality=world.municipality, school_year=world.last_year, by=world.head)
    strange = propose_topic(
        other, title="Förra året", why="Då", origin="administration", by=world.head, on=TODAY
    )

    with pytest.raises(ValidationError, match="ett annat läsår"):
        agree_on_topics(
            round_, topics=[*round_.topics.all()[:2], strange], on=TODAY, by=world.chair
        )


def test_the_same_topic_is_not_proposed_twice(world: World) -> None:
    round_ = round_with(world)

    with pytest.raises(ValidationError, match="redan föreslaget"):
        propose_topic(
            round_, title="Närvaro", why="Igen", origin="member", by=world.chair, on=TODAY
        )


def test_the_board_cannot_have_agreed_tomorrow(world: World) -> None:
    round_ = round_with(world)
    chosen = [topic.pk for topic in round_.topics.all()[:3]]
    with on_day():
        answer = signed_in(world.chair).post(
            reverse("topic_agree") + YEAR, {"topics": chosen, "on": "2026-12-01"}
        )

    assert answer.status_code == 422
    assert "inte har varit" in answer.content.decode()


def test_a_member_proposes_and_the_administration_is_told(world: World) -> None:
    with on_day():
        answer = signed_in(world.board_member).post(
            reverse("topic_propose") + YEAR,
            {"title": "Skolmaten", "why": "Elevråden", "revision": "0"},
        )

    topic = Topic.objects.get()
    assert answer.status_code == 302
    assert topic.origin == Topic.Origin.MEMBER
    assert told(world.head) == ["Nytt förslag till ämne för nämndens dialog: Skolmaten"]


def test_a_member_proposes_at_the_very_sitting(world: World) -> None:
    round_with(world, 2)
    with on_day():
        answer = signed_in(world.secretary).post(
            reverse("topic_propose") + YEAR + "&vid-motet=1",
            {"title": "Skolmaten", "why": "Elevråden", "at_sitting": "on", "revision": "0"},
        )

    assert answer["Location"] == reverse("topic_agree") + YEAR
    assert Topic.objects.get(title="Skolmaten").at_sitting


def test_after_the_board_has_agreed_nothing_more_is_proposed(world: World) -> None:
    round_ = agreed_round(world)

    with pytest.raises(ValidationError, match="redan valt ämnen"):
        propose_topic(round_, title="Sent", why="Sent", origin="member", by=world.chair, on=TODAY)
    with pytest.raises(ValidationError, match="redan enats"):
        change_topic(round_.topics.all()[0], title="Ny", why="Ny", revision=1, by=world.head)


def test_a_member_changes_only_their_own_topic(world: World) -> None:
    round_ = round_with(world, 1, by=world.board_member)
    theirs = round_.topics.get()
    address = reverse("topic_edit", args=[theirs.pk])

    assert signed_in(world.board_member).get(address).status_code == 200
    for other in (world.chair, world.head, world.secretary):
        assert signed_in(other).get(address).status_code == 404


def test_a_topic_carries_what_in_the_work_it_rests_on(world: World) -> None:
    raised = matter(world)
    refs = f"area:{world.area.pk},matter:{raised.pk},goal:{world.shared_goal.pk},skräp,goal:x"
    client = signed_in(world.head)
    address = f"{reverse('topic_propose')}{YEAR}&ur={refs}"
    page = client.get(address).content.decode()
    client.post(address, {"title": "Läsning", "why": "Därför", "revision": "0"})

    assert world.area.title in page
    evidence = Topic.objects.get().evidence
    assert set(evidence.values_list("kind", flat=True)) == {"area", "goal", "matter"}
    assert evidence.get(kind="matter").unit == world.school


def test_a_member_cannot_take_a_units_work_through_the_address(world: World) -> None:
    raised = matter(world)
    client = signed_in(world.board_member)
    address = f"{reverse('topic_propose')}{YEAR}&ur=matter:{raised.pk},area:{world.area.pk}"
    page = client.get(address).content.decode()
    client.post(address, {"title": "Läsning", "why": "Därför", "revision": "0"})

    assert raised.text not in page
    assert not Topic.objects.get().evidence.exists()


def test_proposals_are_not_seen_by_the_units_until_they_are_chosen(world: World) -> None:
    round_with(world)
    client = signed_in(world.principal)

    assert client.get(reverse("topic_list") + YEAR).status_code == 404
    assert "Närvaro" not in client.get(reverse("board_home") + YEAR).content.decode()
    topics = list(Topic.objects.order_by("pk")[:3])
    agree_on_topics(topics[0].round, topics=topics, on=TODAY, by=world.chair)
    assert "Närvaro" in client.get(reverse("board_home") + YEAR).content.decode()


def test_a_meeting_that_has_been_is_refused(world: World) -> None:
    topic = agreed_round(world).topics.filter(chosen=True)[0]
    with on_day():
        answer = signed_in(world.chair).post(
            reverse("sitting_choose", args=[topic.pk]), {"on": "2026-11-24", "place": ""}
        )

    assert answer.status_code == 422
    assert "Mötet 24 november 2026 har redan varit." in answer.content.decode()
    assert not BoardDialogue.objects.exists()


def test_a_meeting_outside_the_school_year_is_refused(world: World) -> None:
    topic = agreed_round(world).topics.filter(chosen=True)[0]

    with pytest.raises(ValidationError, match="utanför läsåret 2026/27"):
        choose_sitting(topic, sitting=Sitting(on=date(2027, 8, 20)), by=world.chair, today=TODAY)


def test_a_topic_that_is_not_chosen_gets_no_meeting(world: World) -> None:
    topic = round_with(world).topics.all()[0]

    with pytest.raises(ValidationError, match="inte valt ämnet"):
        choose_sitting(topic, sitting=Sitting(on=TODAY), by=world.chair, today=TODAY)


def test_a_moved_dialogue_is_told_and_has_to_be_in_the_notice_anew(world: World) -> None:
    made = dialogue(world)
    BoardDialogue.objects.update(noticed_on=TODAY)

    moved = choose_sitting(
        made.topic, sitting=Sitting(on=TODAY + timedelta(days=40)), by=world.chair, today=TODAY
    )

    assert moved.pk == made.pk
    assert moved.noticed_on is None
    assert told(world.secretary)[-1] == "Nämndens dialog om Närvaro hålls 4 januari 2027."
    assert told(world.head)[-1] == "Nämndens dialog om Närvaro hålls 4 januari 2027."


def test_a_topic_with_a_dialogue_is_not_left_out(world: World) -> None:
    made = dialogue(world)
    round_ = made.topic.round
    others = list(round_.topics.exclude(pk=made.topic_id)[:3])

    with pytest.raises(ValidationError, match="redan en dialog inplanerad"):
        agree_on_topics(round_, topics=others, on=TODAY, by=world.chair)


def test_a_dialogue_whose_brief_is_sent_is_moved_not_cancelled(world: World) -> None:
    made = written(world)
    send_brief(made, on=TODAY, by=world.head)

    with pytest.raises(ValidationError, match="Flytta den"):
        cancel_dialogue(made, by=world.chair)


def test_who_was_called_is_told_when_a_dialogue_is_called_off(world: World) -> None:
    row = called(world)
    cancel_dialogue(row.dialogue, by=world.chair)

    assert told(world.principal)[-1] == (
        "Nämndens dialog om Närvaro den 15 december 2026 är inställd."
    )


def test_the_secretary_does_not_choose_meetings(world: World) -> None:
    topic = agreed_round(world).topics.filter(chosen=True)[0]
    address = reverse("sitting_choose", args=[topic.pk])

    for who in ("secretary", "board_member", "head"):
        assert signed_in(world.cast[who]).get(address).status_code == 404, who
    assert signed_in(world.chair).get(address).status_code == 200


def test_another_municipalitys_board_is_not_reached(world: World) -> None:
    made = dialogue(world)
    path = "9999"
    type(world.municipality).objects.filter(pk=world.municipality.pk).update(path=path)

    assert signed_in(world.head).get(reverse("board_dialogue", args=[made.pk])).status_code == 404


def test_who_leads_a_single_school_has_no_part_in_what_is_prepared_for_the_board(
    world: World,
) -> None:
    made = written(world)
    assign(world.lead_teacher, "head_of_schools", world.school)
    client = signed_in(world.lead_teacher)

    assert client.get(reverse("brief_edit", args=[made.pk])).status_code == 404
    assert client.get(reverse("topic_propose")).status_code == 404
    page = client.get(reverse("board_dialogue", args=[made.pk])).content.decode()
    assert "Utkastets hemliga mening." not in page
    assert signed_in(world.head).get(reverse("brief_edit", args=[made.pk])).status_code == 200
