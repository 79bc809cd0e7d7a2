"""What the dialogues ask of each person, and nobody else."""

from datetime import timedelta

from rodtrad.dialogues.actions.brief import mark_noticed, send_brief
from rodtrad.dialogues.models import BoardDialogue
from rodtrad.dialogues.tasks import tasks_for
from rodtrad.dialogues.tests.helpers import (
    TODAY,
    agreed_round,
    called,
    follow_up,
    planned_occasion,
    sent,
    written,
)
from tests.world import World


def _asked(world: World, who: str) -> list[str]:
    return [task.action for task in tasks_for(world.cast[who], TODAY)]


def test_a_planned_dialogue_waits_for_the_principal(world: World) -> None:
    planned_occasion(world, on=TODAY + timedelta(days=3))

    assert _asked(world, "principal") == ["Skriv vad som sades"]
    assert _asked(world, "preschool_principal") == []


def test_the_presidium_is_asked_to_choose_meetings(world: World) -> None:
    agreed_round(world)

    assert _asked(world, "chair") == ["Välj möte"] * 3
    assert _asked(world, "board_member") == []


def test_the_administration_writes_the_brief_two_weeks_before(world: World) -> None:
    made = written(world)
    (task,) = tasks_for(world.head, TODAY)

    assert task.action == "Skriv underlaget"
    assert task.due == made.on - timedelta(days=14)


def test_the_secretary_is_asked_when_the_brief_is_there(world: World) -> None:
    written(world)
    assert _asked(world, "secretary") == []
    made = BoardDialogue.objects.get()
    send_brief(made, on=TODAY, by=world.head)
    assert _asked(world, "secretary") == ["Ta texten till kallelsen"]
    mark_noticed(made, on=TODAY, by=world.secretary)
    assert _asked(world, "secretary") == []


def test_who_is_called_is_asked_to_answer(world: World) -> None:
    called(world)

    assert _asked(world, "principal") == ["Svara på kallelsen"]
    assert _asked(world, "assistant_principal") == []


def test_after_the_meeting_what_came_out_is_asked_for(world: World) -> None:
    made = sent(world)
    later = made.on + timedelta(days=1)

    for who in ("secretary", "head"):
        assert [task.action for task in tasks_for(world.cast[who], later)] == [
            "Skriv vad som kom fram"
        ]


def test_who_is_responsible_is_asked_to_follow_up(world: World) -> None:
    row = follow_up(world)
    (task,) = tasks_for(world.principal, TODAY)

    assert (task.action, task.due, task.note) == ("Följ upp", row.due, row.what)
