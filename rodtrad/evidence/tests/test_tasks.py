"""What practices and reading lists ask of a person on the start page."""

from datetime import date, timedelta

from rodtrad.accounts.models import User
from rodtrad.evidence import actions
from rodtrad.evidence.tasks import tasks_for
from rodtrad.evidence.tests.helpers import ON, referred, tried
from rodtrad.forums.models import Forum, HandMember
from tests.world import World


def titles(user: User, today: date) -> list[str]:
    return [one.title for one in tasks_for(user, today)]


def test_a_trial_asks_to_be_evaluated_when_its_activity_is_over(world: World) -> None:
    trial = tried(world)
    wanted = f"Prövat arbetssätt: {trial.practice.title}"
    ends = world.activity.ends

    assert titles(world.principal, ends) == []
    assert titles(world.principal, ends + timedelta(days=1)) == [wanted]
    assert titles(world.preschool_principal, ends + timedelta(days=1)) == []
    actions.evaluate_trial(
        trial,
        outcome="worked",
        evaluation="Det syns.",
        on=ON,
        revision=trial.revision,
        by=world.principal,
    )
    assert titles(world.principal, ends + timedelta(days=1)) == []


def test_what_a_forum_reads_is_told_to_its_members_until_the_day(world: World) -> None:
    forum = Forum.objects.create(unit=world.municipality, kind="lead_teachers", name="Nätverket")
    HandMember.objects.create(forum=forum, user=world.lead_teacher, starts=date(2024, 8, 1))
    due = date(2026, 12, 1)
    actions.put_on_reading_list(
        forum, reference=referred(world), due=due, note="Kapitel två.", by=world.head
    )
    before, after = due - timedelta(days=7), due + timedelta(days=1)

    [one] = tasks_for(world.lead_teacher, before)
    assert one.title == "Läs: Lässtrategier i undervisningen"
    assert (one.context, one.note, one.due) == ("Nätverket", "Kapitel två.", due)
    assert titles(world.lead_teacher, after) == []
    assert titles(world.preschool_principal, before) == []
