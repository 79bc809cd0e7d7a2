"""What people do on the goal pages, from a new goal to next year's."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse

from rodtrad.goals.models import Activity, CheckIn, DevelopmentArea, Goal, GoalReview, Target
from rodtrad.indicators.models import Measurement
from tests.world import World


def goal_data(world: World, **changes: Any) -> dict[str, Any]:
    """What a principal fills in for a goal."""
    return {
        "title": "Alla skriver varje dag",
        "desired_effect": "Eleverna uttrycker sig säkert i skrift.",
        "requirements": [world.requirement.pk],
        "origin": "deficiency",
        "starts": "2026-08-01",
        "ends": "2027-06-30",
        "revision": 0,
        **changes,
    }


def test_a_principal_makes_a_goal_under_a_shared_one(world: World, client: Client) -> None:
    client.force_login(world.principal)
    data = goal_data(world, supports=world.shared_goal.pk)
    response = client.post(reverse("goal_create"), data)
    goal = Goal.objects.get(title="Alla skriver varje dag")
    assert response.headers["Location"] == reverse("goal_detail", args=[goal.pk])
    assert (goal.unit, goal.supports, goal.shared) == (world.school, world.shared_goal, False)
    assert list(goal.requirements.all()) == [world.requirement]


def test_a_goal_without_a_requirement_is_refused_with_a_reason(
    world: World, client: Client
) -> None:
    client.force_login(world.principal)
    response = client.post(reverse("goal_create"), goal_data(world, requirements=[]))
    assert response.status_code == 422
    assert "Välj minst en punkt" in response.content.decode()
    assert not Goal.objects.filter(title="Alla skriver varje dag").exists()


def test_many_goals_at_once_give_a_warning(world: World, client: Client, settings: Any) -> None:
    settings.GOAL_CONGESTION = 1
    client.force_login(world.principal)
    assert "målträngsel" in client.get(reverse("goal_create")).content.decode()


def test_a_head_makes_a_shared_goal_and_a_principal_does_not(world: World, client: Client) -> None:
    address = reverse("goal_create", query={"gemensamt": "1"})
    client.force_login(world.principal)
    assert client.get(address).status_code == 404
    client.force_login(world.head)
    client.post(address, goal_data(world))
    goal = Goal.objects.get(title="Alla skriver varje dag")
    assert (goal.shared, goal.unit) == (True, world.administration)


def test_a_development_area_becomes_a_goal_and_keeps_the_thread(
    world: World, client: Client
) -> None:
    client.force_login(world.principal)
    response = client.get(reverse("area_to_goal", args=[world.area.pk]))
    page = client.get(response.headers["Location"]).content.decode()
    assert 'value="Läsning i matematik"' in page
    client.post(response.headers["Location"], goal_data(world, origin="development"))
    goal = Goal.objects.get(title="Alla skriver varje dag")
    assert (goal.came_from, goal.previous) == (world.area, world.goal)


def test_two_people_on_the_same_goal_see_both_versions(world: World, client: Client) -> None:
    client.force_login(world.principal)
    address = reverse("goal_edit", args=[world.goal.pk])
    read = Goal.objects.get(pk=world.goal.pk).revision
    first = goal_data(world, title="Rektors lydelse", revision=read)
    assert client.post(address, first).status_code == 302
    second = goal_data(world, title="Biträdande rektors lydelse", revision=read)
    client.force_login(world.assistant_principal)
    response = client.post(address, second)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Rektors lydelse" in page
    assert "Biträdande rektors lydelse" in page


def test_an_earlier_wording_of_a_goal_is_restored(world: World, client: Client) -> None:
    client.force_login(world.principal)
    before = world.goal.title
    read = Goal.objects.get(pk=world.goal.pk).revision
    client.post(
        reverse("goal_edit", args=[world.goal.pk]),
        goal_data(world, title="En annan lydelse", revision=read),
    )
    first = Goal.history.filter(id=world.goal.pk).order_by("history_id").first()
    page = client.get(reverse("goal_history", args=[world.goal.pk])).content.decode()
    assert "En annan lydelse" in page
    client.post(f"{reverse('goal_history', args=[world.goal.pk])}?version={first.history_id}")
    assert Goal.objects.get(pk=world.goal.pk).title == before


def test_a_lead_teacher_reads_a_goal_but_does_not_change_it(world: World, client: Client) -> None:
    client.force_login(world.lead_teacher)
    page = client.get(reverse("goal_detail", args=[world.goal.pk]))
    assert page.status_code == 200
    assert reverse("goal_edit", args=[world.goal.pk]) not in page.content.decode()
    assert client.get(reverse("goal_edit", args=[world.goal.pk])).status_code == 404


def test_a_goal_is_closed_with_a_lesson_and_opened_again(world: World, client: Client) -> None:
    client.force_login(world.principal)
    address = reverse("goal_close", args=[world.goal.pk])
    assert client.post(address, {"note": ""}).status_code == 422
    client.post(address, {"note": "Vi nådde nästan hela vägen."})
    assert Goal.objects.get(pk=world.goal.pk).state == Goal.State.CLOSED
    client.post(address)
    assert Goal.objects.get(pk=world.goal.pk).state == Goal.State.ACTIVE


def test_a_target_needs_where_we_are_and_where_we_want_to_be(world: World, client: Client) -> None:
    client.force_login(world.principal)
    address = reverse("target_create", args=[world.goal.pk], query={"indikator": world.levels.pk})
    response = client.post(address, {"revision": 0, "baseline_value": "2"})
    assert response.status_code == 422
    assert "Skriv önskat läge" in response.content.decode()
    client.post(
        address,
        {
            "revision": 0,
            "baseline_value": "2",
            "desired_value": "4",
            "checkpoint_1": "2026-12-15",
            "checkpoint_4": "2027-06-05",
        },
    )
    target = Target.objects.get(goal=world.goal, indicator=world.levels)
    assert (target.baseline_value, target.desired_value) == (Decimal(2), Decimal(4))
    days = list(target.checkpoints.values_list("due", flat=True))
    assert days == [date(2026, 12, 15), date(2027, 6, 5)]


def test_a_share_is_computed_from_its_numbers(world: World, client: Client) -> None:
    client.force_login(world.lead_teacher)
    response = client.post(
        reverse("target_measure", args=[world.target.pk]),
        {"numerator": "90", "denominator": "120", "on": "2026-11-20", "period": "day"},
    )
    assert response.status_code == 302
    found = Measurement.objects.get(indicator=world.share, period="2026-11-20")
    assert (found.value, found.numerator, found.denominator) == (Decimal(75), 90, 120)


def test_a_value_is_written_with_decimal_comma(world: World, client: Client) -> None:
    client.force_login(world.principal)
    address = reverse("target_measure", args=[world.target.pk])
    wrong = client.post(address, {"value": "åtta", "on": "2026-11-20", "period": "day"})
    assert wrong.status_code == 422
    assert "är inte ett tal" in wrong.content.decode()
    client.post(address, {"value": "83,8", "on": "2026-11-20", "period": "day"})
    assert Measurement.objects.get(period="2026-11-20").value == Decimal("83.8")


def test_a_missing_value_is_said_and_is_never_nought(world: World, client: Client) -> None:
    client.force_login(world.principal)
    address = reverse("target_measure", args=[world.target.pk])
    form = {"on": "2026-11-20", "period": "day"}
    assert client.post(address, form).status_code == 422
    assert client.post(address, {**form, "value": "3", "status": "missing"}).status_code == 422
    client.post(address, {**form, "status": "missing"})
    found = Measurement.objects.get(period="2026-11-20")
    assert (found.status, found.value) == ("missing", None)


def test_an_activity_names_an_indicator_it_should_move(world: World, client: Client) -> None:
    client.force_login(world.principal)
    address = reverse("activity_create", args=[world.goal.pk])
    data = {
        "title": "Bokprat",
        "aim": "Alla läser en bok i månaden.",
        "how_it_moves": "Läsvana ger förståelse.",
        "state": "ongoing",
        "starts": "2026-08-20",
        "ends": "2027-06-01",
        "revision": 0,
    }
    assert client.post(address, data).status_code == 422
    client.post(address, {**data, "targets": [world.target.pk], "checkpoint_1": "2026-12-01"})
    activity = Activity.objects.get(title="Bokprat")
    assert list(activity.targets.all()) == [world.target]
    assert activity.checkpoints.get().due == date(2026, 12, 1)


def test_a_check_in_says_what_changes_when_it_does_not_work(world: World, client: Client) -> None:
    client.force_login(world.lead_teacher)
    address = reverse("checkin_create", args=[world.activity.pk])
    assert "Vad ändrar ni?</label>" in client.get(address).content.decode()
    both = client.post(address, {"judgement": "not_working", "process_data": "Få deltar."})
    assert {"on", "change"} <= set(both.context["form"].errors)
    data = {"on": "2026-11-20", "judgement": "not_working", "process_data": "Få deltar."}
    response = client.post(address, data)
    assert response.status_code == 422
    assert "Skriv vad ni ändrar" in response.content.decode()
    client.post(address, {**data, "change": "Vi flyttar tiden."})
    assert CheckIn.objects.get(judgement="not_working").change == "Vi flyttar tiden."


def test_the_analysis_is_saved_as_a_draft_and_then_marked_done(
    world: World, client: Client
) -> None:
    client.force_login(world.principal)
    address = reverse("review_edit", args=[world.goal.pk, "2026-27"])
    client.post(
        address,
        {
            "result": "Det går framåt.",
            "revision": 0,
            "area_title": "Läsning hemma",
            "area_description": "Få läser på fritiden.",
        },
    )
    review = GoalReview.objects.get(goal=world.goal, school_year=world.year)
    assert (review.result, review.done_on) == ("Det går framåt.", None)
    assert DevelopmentArea.objects.get(title="Läsning hemma").review == review
    half = {"result": "Det går framåt.", "revision": review.revision, "klar": "1"}
    assert client.post(address, half).status_code == 422
    client.post(address, {**half, "attainment": "partly", "conclusion": "continue"})
    review.refresh_from_db()
    assert review.done_on is not None


def test_the_analysis_shows_what_was_measured_and_done(world: World, client: Client) -> None:
    client.force_login(world.lead_teacher)
    page = client.get(reverse("review_edit", args=[world.goal.pk, "2025-26"])).content.decode()
    for fact in ("83,8", "Läslyftet i alla ämnen", "Hälften av lärarna", "Inte prövad"):
        assert fact in page
    assert "Markera analysen som klar" not in page


def test_coverage_shows_who_has_a_goal_and_who_lacks_one(world: World, client: Client) -> None:
    client.force_login(world.head)
    page = client.get(reverse("goal_coverage", query={"lasar": "2025-26"})).content.decode()
    assert "Mål saknas" in page
    assert "Analyserat" in page
    sheet = client.get(reverse("goal_coverage", query={"lasar": "2025-26", "format": "csv"}))
    rows = sheet.content.decode("utf-8-sig").splitlines()
    school = next(row for row in rows if row.startswith("Västerportskolan;"))
    other = next(row for row in rows if row.startswith("Östra skolan;"))
    assert school.startswith("Västerportskolan;Alla elever når målen;Klart;Klart;Klart;")
    assert other.startswith("Östra skolan;Alla elever når målen;Försenat;Försenat;Försenat;")


def test_a_requirement_leads_to_every_goal_that_cites_it(world: World, client: Client) -> None:
    client.force_login(world.principal)
    page = client.get(reverse("requirement_goals", args=[world.requirement.pk])).content.decode()
    assert world.goal.title in page
    assert world.shared_goal.title in page


def test_an_area_is_set_aside_with_a_reason_and_taken_up_again(
    world: World, client: Client
) -> None:
    client.force_login(world.principal)
    address = reverse("area_set_aside", args=[world.area.pk])
    client.post(address, {"why": "Det ingår i ett annat mål."})
    world.area.refresh_from_db()
    assert world.area.set_aside_why == "Det ingår i ett annat mål."
    client.post(address)
    world.area.refresh_from_db()
    assert world.area.set_aside_why == ""


def test_the_list_of_goals_can_be_searched_and_taken_along(world: World, client: Client) -> None:
    client.force_login(world.principal)
    found = client.get(reverse("goal_list", query={"q": "förståelse"})).content.decode()
    assert world.goal.title in found
    sheet = client.get(reverse("goal_list", query={"format": "xlsx"}))
    assert sheet.headers["Content-Type"].startswith("application/vnd.openxmlformats")


def test_a_unit_supports_only_goals_shared_above_it(world: World, client: Client) -> None:
    Goal.objects.filter(pk=world.shared_goal.pk).update(unit=world.other_school)
    client.force_login(world.principal)
    page = client.get(reverse("goal_create")).content.decode()
    assert world.shared_goal.title not in page
