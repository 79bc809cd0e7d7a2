"""What a goal or an activity rests on, as its own page shows it, and what is begun from there."""

from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.evidence import actions
from rodtrad.evidence.models import Practice, Reference, ReferenceUse
from rodtrad.evidence.queries import fitting_area, fitting_goal
from rodtrad.evidence.tests.helpers import described, referred, tried
from tests.world import World, browser


def page(user: User, name: str, *args: object) -> str:
    return browser(user).get(reverse(name, args=args)).content.decode()


def test_a_goals_page_loads_what_it_rests_on(world: World) -> None:
    actions.attach_reference(
        referred(world), goal=world.goal, note="Vi börjar i årskurs 7.", by=world.principal
    )
    part = reverse("grounds_detail", args=["mal", world.goal.pk])

    assert f'hx-get="{part}"' in page(world.principal, "goal_detail", world.goal.pk)
    shown = browser(world.principal).get(part, headers={"HX-Request": "true"}).content.decode()
    assert "Lässtrategier i undervisningen" in shown
    assert "Vi börjar i årskurs 7." in shown
    assert "<html" not in shown


def test_a_reference_is_attached_to_an_activity_and_taken_away_where_it_stands(
    world: World,
) -> None:
    referred(world)
    client, where = browser(world.principal), ["aktivitet", world.activity.pk]
    there = reverse("activity_detail", args=[world.activity.pk])
    attach = reverse("reference_attach", args=where)
    assert attach in page(world.principal, "grounds_detail", *where)
    reference = Reference.objects.get()
    answer = client.post(attach, {"reference": reference.pk, "note": ""})
    assert answer["Location"] == there
    use = ReferenceUse.objects.get()
    remove = reverse("reference_detach", args=[use.pk])
    assert remove in page(world.principal, "grounds_detail", *where)

    assert client.post(remove)["Location"] == there
    assert not ReferenceUse.objects.exists()


def test_a_writing_that_is_not_there_is_added_and_attached_at_once(world: World) -> None:
    client = browser(world.principal)
    attach = client.get(reverse("reference_attach", args=["mal", world.goal.pk])).content.decode()
    add = f"{reverse('reference_create')}?till=mal&nr={world.goal.pk}"
    assert add.replace("&", "&amp;") in attach

    refused = client.post(add, {"title": "Om läsning", "kind": ""})
    assert refused.status_code == 422
    answer = client.post(add, {"title": "Om läsning", "kind": "review"})
    assert answer["Location"] == reverse("goal_detail", args=[world.goal.pk])
    assert ReferenceUse.objects.get(goal=world.goal).reference.title == "Om läsning"


def test_nobody_adds_a_writing_for_a_goal_of_others(world: World) -> None:
    add = f"{reverse('reference_create')}?till=mal&nr={world.goal.pk}"
    answer = browser(world.preschool_principal).post(add, {"title": "Om", "kind": "review"})
    assert answer.status_code == 404
    assert not Reference.objects.exists()


def test_an_activity_is_described_as_a_practice_and_is_its_first_trial(world: World) -> None:
    client = browser(world.lead_teacher)
    where = f"{reverse('practice_create')}?aktivitet={world.activity.pk}"
    assert where in page(world.lead_teacher, "grounds_detail", "aktivitet", world.activity.pk)
    assert world.activity.title in client.get(where).content.decode()

    client.post(where, {"title": "Lässtrategier", "problem": "P", "how": "H", "context": "S"})
    practice = Practice.objects.get()
    assert practice.unit == world.school
    assert [trial.activity for trial in practice.trials.all()] == [world.activity]
    shown = page(world.lead_teacher, "grounds_detail", "aktivitet", world.activity.pk)
    assert "Prövar arbetssättet" in shown
    assert where not in shown


def test_an_activity_of_others_is_not_described(world: World) -> None:
    where = f"{reverse('practice_create')}?aktivitet={world.activity.pk}"
    assert browser(world.preschool_principal).get(where).status_code == 404


def test_what_the_unit_has_tried_comes_last_and_is_not_begun_again(world: World) -> None:
    own = tried(world, outcome="worked").practice
    other = described(world, unit=world.preschool, title="Lässtrategier i ämnenas texter")
    actions.share_practice(other, on=world.activity.starts, how="Visat", by=world.lead_teacher)

    fits = fitting_goal(world.goal, world.principal)
    assert [fit.listed.practice for fit in fits] == [other, own]
    assert [fit.is_tried_here for fit in fits] == [False, True]
    assert fits[1].listed.worked_at == (world.school.name,)
    shown = page(world.principal, "goal_practices", world.goal.pk)
    assert reverse("practice_begin", args=[other.pk, world.goal.pk]) in shown
    assert reverse("practice_begin", args=[own.pk, world.goal.pk]) not in shown
    assert f"Har fungerat vid {world.school.name}." in shown


def test_an_activity_is_begun_from_a_development_area(world: World) -> None:
    world.area.title, world.area.description = "Läsning", "Eleverna förstår inte texterna i ämnena"
    world.area.save()
    practice = described(world)
    assert [fit.listed.practice for fit in fitting_area(world.area, world.principal)] == [practice]

    shown = page(world.principal, "area_practices", world.area.pk)
    assert reverse("practice_start", args=[practice.pk]) in shown
    assert reverse("area_to_goal", args=[world.area.pk]) in shown


def test_the_only_indicator_of_a_goal_is_chosen_beforehand(world: World) -> None:
    shown = page(world.principal, "practice_begin", described(world).pk, world.goal.pk)
    [target] = world.goal.targets.all()
    assert f'name="targets" value="{target.pk}"' in shown
    line = next(
        one for one in shown.split("<input") if f'name="targets" value="{target.pk}"' in one
    )
    assert "checked" in line
