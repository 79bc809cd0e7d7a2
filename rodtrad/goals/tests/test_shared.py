"""Shared goals: who sets them, and what all the units they concern show together."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.goals import actions
from rodtrad.goals.facts import remaining_sentence
from rodtrad.goals.models import Goal, GoalReview, Target
from rodtrad.goals.tests.test_writing import goal_data
from rodtrad.organisation.models import SchoolForm, Unit
from tests.world import World, assign, person

NEW = reverse("goal_create", query={"gemensamt": "1"})


@pytest.fixture
def head_of_compulsory(world: World) -> User:
    """A head of schools for compulsory school alone, as Ystad has."""
    head = person("Gun Palm")
    assign(head, "head_of_schools", world.administration, school_form="GR")
    return head


def shared_for(world: World, *forms: str) -> Goal:
    """The shared goal, for some school forms."""
    world.shared_goal.school_forms.set(SchoolForm.objects.filter(pk__in=forms))
    return world.shared_goal


def test_a_head_of_one_school_form_sets_a_shared_goal_for_that_form(
    world: World, client: Client, head_of_compulsory: User
) -> None:
    client.force_login(head_of_compulsory)
    assert "Nytt gemensamt mål" in client.get(reverse("goal_list")).content.decode()
    page = client.get(NEW).content.decode()
    assert "Du sätter gemensamma mål för den skolform du leder." in page
    client.post(NEW, goal_data(world, school_forms=["GR"]))
    goal = Goal.objects.get(title="Alla skriver varje dag")
    assert (goal.shared, goal.unit) == (True, world.administration)
    assert list(goal.school_forms.values_list("pk", flat=True)) == ["GR"]
    page = client.get(reverse("goal_detail", args=[goal.pk])).content.decode()
    assert reverse("target_create", args=[goal.pk]) in page
    assert client.get(reverse("target_create", args=[goal.pk])).status_code == 200
    assert client.get(reverse("review_edit", args=[goal.pk, "2026-27"])).status_code == 200


@pytest.mark.parametrize("forms", [[], ["FS"], ["GR", "FS"]])
def test_a_head_of_one_school_form_sets_no_goal_for_the_others(
    world: World, client: Client, head_of_compulsory: User, forms: list[str]
) -> None:
    client.force_login(head_of_compulsory)
    response = client.post(NEW, goal_data(world, school_forms=forms))
    assert response.status_code == 422
    assert not Goal.objects.filter(title="Alla skriver varje dag").exists()


@pytest.mark.parametrize(
    ("forms", "may"), [(["GR"], True), (["FS"], False), (["GR", "FS"], False), ([], False)]
)
def test_a_head_of_one_school_form_changes_its_goals_and_reads_the_others(
    world: World, client: Client, head_of_compulsory: User, forms: list[str], may: bool
) -> None:
    goal = shared_for(world, *forms)
    client.force_login(head_of_compulsory)
    page = client.get(reverse("goal_detail", args=[goal.pk]))
    edit = reverse("goal_edit", args=[goal.pk])
    assert page.status_code == 200
    assert (edit in page.content.decode()) is may
    assert client.get(edit).status_code == (200 if may else 404)
    assert client.get(reverse("target_create", args=[goal.pk])).status_code == (200 if may else 404)


def test_who_leads_two_school_forms_sets_goals_for_both(
    world: World, client: Client, head_of_compulsory: User
) -> None:
    assign(head_of_compulsory, "head_of_schools", world.administration, school_form="FKLASS")
    goal = shared_for(world, "GR", "FKLASS")
    client.force_login(head_of_compulsory)
    assert client.get(reverse("goal_edit", args=[goal.pk])).status_code == 200


def test_who_leads_a_school_form_somewhere_else_changes_nothing_here(world: World) -> None:
    top = Unit.objects.add_root(
        instance=Unit(name="Annan kommun", kind=Unit.Kind.MUNICIPALITY, code="9999")
    )
    stranger, client = person("Stig Annan"), Client()
    assign(stranger, "head_of_schools", top, school_form="GR")
    goal = shared_for(world, "GR")
    client.force_login(stranger)
    assert client.get(reverse("goal_edit", args=[goal.pk])).status_code == 404


def followed(world: World) -> Target:
    """The shared goal followed with the share of pupils that reach the criteria."""
    return actions.add_target(
        world.shared_goal,
        indicator=world.share,
        movement=actions.Movement(
            baseline_value=Decimal("75"), baseline_on=date(2025, 6, 15), desired_value=Decimal("88")
        ),
        checkpoints=[],
        by=world.head,
    )


def test_a_shared_goals_page_shows_what_its_units_have_together(
    world: World, client: Client
) -> None:
    actions.measure_target(
        followed(world),
        unit=world.other_school,
        period="2025/26",
        on=date(2026, 6, 10),
        numerator=40,
        denominator=52,
        by=world.head,
    )
    client.force_login(world.principal)
    page = client.get(reverse("goal_detail", args=[world.shared_goal.pk])).content.decode()
    # 124 of 148 and 40 of 52 is 164 of 200: shares are summed, never averaged.
    assert "82,0\u00a0%" in page
    assert "164 av 200" in page
    assert "2 av 3 enheter har rapporterat" in page
    assert "6,0 procentenheter kvar." in page
    assert "Inget värde än" not in page


def test_the_board_reads_the_sums_in_adopted_reports_and_not_while_work_is_going_on(
    world: World, client: Client
) -> None:
    followed(world)
    client.force_login(world.board_member)
    page = client.get(reverse("goal_detail", args=[world.shared_goal.pk])).content.decode()
    assert "enheter har rapporterat" not in page
    assert reverse("report_library") in page


def test_the_board_reads_the_administrations_analysis_in_the_report_and_not_before(
    world: World, client: Client
) -> None:
    GoalReview.objects.create(
        goal=world.shared_goal,
        unit=world.administration,
        school_year=world.last_year,
        causes="Svenskundervisningen fick för få timmar.",
        attainment=GoalReview.Attainment.NOT_REACHED,
        conclusion=GoalReview.Conclusion.CONTINUE,
        done_on=date(2026, 6, 20),
    )
    address = reverse("review_edit", args=[world.shared_goal.pk, world.last_year.slug])
    history = reverse("review_history", args=[world.shared_goal.pk, world.last_year.slug])

    for who in ("board_member", "chair", "secretary"):
        client.force_login(world.cast[who])
        assert client.get(address).status_code == 404, who
        assert client.get(history).status_code == 404, who
        for page in ("goal_detail", "goal_thread"):
            text = client.get(reverse(page, args=[world.shared_goal.pk])).content.decode()
            assert "Inte uppnått" not in text, page
            assert f'href="{address}"' not in text, page
    client.force_login(world.head)
    assert "för få timmar" in client.get(address).content.decode()


def test_a_principal_reads_the_units_own_analysis_of_a_shared_goal(
    world: World, client: Client
) -> None:
    client.force_login(world.principal)
    page = client.get(reverse("goal_detail", args=[world.shared_goal.pk])).content.decode()
    assert "Er enhets analys" in page
    address = reverse("review_edit", args=[world.shared_goal.pk, world.year.slug])
    assert f'href="{address}"' in page
    assert world.school.name in client.get(address).content.decode()


def test_a_small_group_adds_nothing_to_the_sum(world: World, client: Client) -> None:
    actions.measure_target(
        followed(world),
        unit=world.other_school,
        period="2025/26",
        on=date(2026, 6, 10),
        numerator=2,
        denominator=3,
        by=world.head,
    )
    client.force_login(world.head)
    page = client.get(reverse("goal_detail", args=[world.shared_goal.pk])).content.decode()
    assert "124 av 148" in page
    assert "1 av 3 enheter har rapporterat" in page


def test_what_is_left_is_never_nothing(world: World) -> None:
    world.target.desired_value = Decimal("88")
    assert remaining_sentence(world.target, Decimal("87.96")) == "0,04 procentenheter kvar."
    assert remaining_sentence(world.target, Decimal("85.5")) == "2,5 procentenheter kvar."
    assert remaining_sentence(world.target, Decimal("88.0")) == "Önskat läge är nått."
