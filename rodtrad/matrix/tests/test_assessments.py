"""A self-assessment from start to development area, and what is compared with what."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.matrix.actions.campaign import add_late_units, change_deadline, remind, start_campaign
from rodtrad.matrix.actions.matrix import create_version, publish_version, withdraw_version
from rodtrad.matrix.actions.raters import close_individual
from rodtrad.matrix.actions.ratings import (
    add_evidence,
    add_team,
    begin_agreeing,
    finish_assessment,
    make_area,
    rate,
    remove_team,
    reopen_assessment,
)
from rodtrad.matrix.models import MatrixVersion, Rating, SelfAssessment
from rodtrad.matrix.queries.assessment import (
    agreed_before,
    all_units_together,
    over_the_years,
    sections,
)
from rodtrad.matrix.queries.matrix import whole
from rodtrad.matrix.tasks import tasks_for
from rodtrad.matrix.tests.helpers import (
    DEADLINE,
    OPENS,
    agree,
    all_rate,
    assessment_at,
    campaign_of,
    criteria,
    small_matrix,
    staff,
    steps,
)
from rodtrad.notifications.models import Notice
from rodtrad.organisation.models import Unit
from tests.world import World


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _say(
    assessment: SelfAssessment, world: World, *, number: int = 0, level: int = 1, **more: Any
) -> Rating:
    fields: dict[str, Any] = {"team": None, "grounds": "Vi ser det.", "revision": 0, **more}
    return rate(
        assessment,
        criterion=criteria(assessment)[number],
        step=steps(assessment)[level],
        by=world.principal,
        **fields,
    )


def test_one_start_reaches_all_open_units_of_the_kind(world: World) -> None:
    world.other_school.closed = date(2026, 8, 1)
    world.other_school.save()
    campaign = campaign_of(world)
    assert [row.unit for row in campaign.assessments.all()] == [world.school]
    assert Notice.objects.filter(recipient=world.principal, unit=world.school).exists()
    told = Notice.objects.filter(kind="self-assessment")
    assert not told.filter(recipient=world.preschool_principal).exists()


@pytest.mark.parametrize("state", ["withdrawn", "draft", "other"])
def test_a_matrix_that_is_not_in_use_starts_nothing(world: World, state: str) -> None:
    version = small_matrix(world, kind="preschool" if state == "other" else "school")
    if state == "withdrawn":
        version = withdraw_version(version, on=OPENS, by=world.head)
    if state == "draft":
        version = create_version(version, by=world.head)
    sentence = {
        "withdrawn": "tillbakadragen och går inte att använda",
        "draft": "är ett utkast",
        "other": "andra enheter",
    }[state]
    with pytest.raises(ValidationError, match=sentence):
        campaign_of(world, version=version)


def test_a_year_has_one_campaign_and_a_closed_year_none(world: World) -> None:
    campaign = campaign_of(world)
    with pytest.raises(ValidationError, match="redan en självskattning"):
        campaign_of(world, version=campaign.school_matrix)
    world.last_year.closed_at = date(2026, 8, 1)
    world.last_year.save()
    with pytest.raises(ValidationError, match="är stängt"):
        campaign_of(world, year=world.last_year, version=campaign.school_matrix)


def test_the_smallest_group_is_at_least_three_and_the_dates_in_order(world: World) -> None:
    fields: dict[str, Any] = {
        "unit": world.administration,
        "school_year": world.year,
        "preschool_matrix": None,
        "school_matrix": small_matrix(world),
        "by": world.head,
    }
    with pytest.raises(ValidationError, match="mindre än 3"):
        start_campaign(opens=OPENS, deadline=DEADLINE, smallest_group=2, **fields)
    with pytest.raises(ValidationError, match="före den första"):
        start_campaign(opens=DEADLINE, deadline=OPENS, **fields)


def test_a_withdrawn_version_told_by_the_form(world: World) -> None:
    version = withdraw_version(small_matrix(world), on=OPENS, by=world.head)
    answer = _client(world.head).post(
        reverse("campaign_create"),
        {
            "unit": world.administration.pk,
            "school_year": world.year.pk,
            "opens": "2026-08-20",
            "deadline": "2026-10-15",
            "school_matrix": version.pk,
            "smallest_group": "5",
        },
    )
    assert answer.status_code == 422
    assert "tillbakadragen eller inte publicerad" in answer.content.decode()


def test_a_unit_that_opens_later_is_taken_in(world: World) -> None:
    campaign = campaign_of(world)
    Unit.objects.add_child(
        Unit.objects.get(pk=world.administration.pk),
        instance=Unit(name="Nya skolan", kind="school", code="NY", opened=date(2026, 9, 1)),
    )
    assert add_late_units(campaign, today=date(2026, 9, 2), by=world.head) == 1
    assert add_late_units(campaign, today=date(2026, 9, 2), by=world.head) == 0


def test_a_reminder_goes_to_who_has_not_rated_and_names_nobody(world: World) -> None:
    campaign = campaign_of(world)
    assessment = assessment_at(campaign, world.school)
    people = staff(world.school, 2)
    all_rate(assessment, people[:1], [1])
    assert remind(campaign, today=OPENS, by=world.head) == 2
    reminded = Notice.objects.filter(kind="self-assessment-rate").values_list("recipient")
    assert (people[0].pk,) not in reminded
    assert (people[1].pk,) in reminded
    page = _client(world.head).get(reverse("campaign_detail", args=[campaign.pk]))
    assert people[1].name not in page.content.decode()


def test_a_unit_that_closes_owes_no_assessment(world: World) -> None:
    campaign = campaign_of(world)
    world.other_school.closed = date(2026, 9, 1)
    world.other_school.save()
    assert remind(campaign, today=date(2026, 9, 2), by=world.head) == 1
    page = _client(world.head).get(reverse("campaign_detail", args=[campaign.pk]))
    assert [row.unit for row in page.context["page"]] == [world.school]


def test_the_deadline_can_be_moved(world: World) -> None:
    campaign = change_deadline(campaign_of(world), deadline=date(2026, 11, 1), by=world.head)
    assert campaign.deadline == date(2026, 11, 1)


def test_the_way_goes_from_alone_over_teams_to_agreed(world: World) -> None:
    assessment = assessment_at(campaign_of(world), world.school)
    with pytest.raises(ValidationError, match="Räkna först samman"):
        _say(assessment, world)
    close_individual(assessment, by=world.principal)
    with pytest.raises(ValidationError, match="Ni enas när"):
        _say(assessment, world)
    team = assessment.teams.get()
    _say(assessment, world, team=team)
    begin_agreeing(assessment, by=world.principal)
    # A single team's words are where the unit starts.
    assert assessment.ratings.agreed().get().grounds == "Vi ser det."
    with pytest.raises(ValidationError, match="Samråd"):
        finish_assessment(assessment, on=DEADLINE, by=world.principal)
    _say(assessment, world, number=1, grounds="")
    with pytest.raises(ValidationError, match="Skriv vad skattningen bygger på: Samråd"):
        finish_assessment(assessment, on=DEADLINE, by=world.principal)
    _say(assessment, world, number=1, revision=1)
    finish_assessment(assessment, on=DEADLINE, by=world.principal)
    with pytest.raises(ValidationError, match="är klar"):
        _say(assessment, world, level=3, revision=1)
    assert reopen_assessment(assessment, by=world.principal).step == "agreed"


def test_teams_that_differ_are_shown_side_by_side(world: World) -> None:
    assessment = assessment_at(campaign_of(world), world.school)
    close_individual(assessment, by=world.principal)
    first = assessment.teams.get()
    second = add_team(assessment, name="Högstadiet", by=world.principal)
    _say(assessment, world, team=first, level=0)
    _say(assessment, world, team=second, level=3)
    assessment.refresh_from_db()
    line = sections(assessment, whole(assessment.version))[0].lines[0]
    assert line.teams_differ
    with pytest.raises(ValidationError, match="har skattat"):
        remove_team(second, by=world.principal)
    with pytest.raises(ValidationError, match="finns redan"):
        add_team(assessment, name="Högstadiet", by=world.principal)


def test_differences_between_raters_are_where_the_talk_begins(world: World) -> None:
    assessment = assessment_at(campaign_of(world), world.school)
    all_rate(assessment, staff(world.school, 6), [0, 0, 1, 2, 3, 3])
    close_individual(assessment, by=world.principal)
    page = _client(world.principal).get(reverse("assessment_detail", args=[assessment.pk]))
    words = page.content.decode()
    assert "Börja samtalet här" in words
    assert "Ni ser det olika" in words
    assert "6 har skattat var för sig" in words


def test_what_a_unit_still_weighs_is_not_read_by_who_leads(world: World) -> None:
    campaign = campaign_of(world)
    assessment = assessment_at(campaign, world.school)
    close_individual(assessment, by=world.principal)
    begin_agreeing(assessment, by=world.principal)
    rating = _say(assessment, world, grounds="Ett första utkast.")
    head = _client(world.head)
    address = reverse("assessment_detail", args=[assessment.pk])
    assert head.get(address).status_code == 404
    assert head.get(reverse("rating_history", args=[rating.pk])).status_code == 404
    overview = head.get(reverse("campaign_detail", args=[campaign.pk])).content.decode()
    assert "Ni enas" in overview
    assert "Ett första utkast" not in overview
    _say(assessment, world, number=1)
    finish_assessment(assessment, on=DEADLINE, by=world.principal)
    assert head.get(address).status_code == 200
    assert head.get(reverse("rating_history", args=[rating.pk])).status_code == 404
    assert (
        _client(world.principal).get(reverse("rating_history", args=[rating.pk])).status_code == 200
    )


def test_a_head_of_preschools_follows_the_preschools_of_a_campaign_for_all(world: World) -> None:
    example = MatrixVersion.objects.get(matrix__unit_kind="preschool")
    campaign = start_campaign(
        unit=world.administration,
        school_year=world.year,
        opens=OPENS,
        deadline=DEADLINE,
        preschool_matrix=example,
        school_matrix=small_matrix(world),
        by=world.head,
    )
    client = _client(world.head_of_preschools)
    page = client.get(reverse("campaign_detail", args=[campaign.pk]))
    assert [row.unit for row in page.context["page"]] == [world.preschool]
    assert client.get(reverse("campaign_edit", args=[campaign.pk])).status_code == 404
    assert remind(campaign, today=OPENS, by=world.head_of_preschools) == 1


def test_a_head_of_preschools_starts_for_the_preschools_only(world: World) -> None:
    example = MatrixVersion.objects.get(matrix__unit_kind="preschool")
    campaign = start_campaign(
        unit=world.administration,
        school_year=world.year,
        opens=OPENS,
        deadline=DEADLINE,
        preschool_matrix=example,
        school_matrix=small_matrix(world),
        by=world.head_of_preschools,
    )
    assert [row.unit for row in campaign.assessments.all()] == [world.preschool]


def test_a_board_member_sees_no_self_assessment(world: World) -> None:
    campaign = campaign_of(world)
    assessment = assessment_at(campaign, world.school)
    agree(assessment, world.principal)
    for name, number in (("assessment_detail", assessment.pk), ("campaign_detail", campaign.pk)):
        assert _client(world.board_member).get(reverse(name, args=[number])).status_code == 404


def test_last_years_grounds_are_beside_and_levels_start_anew(world: World) -> None:
    version = small_matrix(world)
    agree(
        assessment_at(campaign_of(world, year=world.last_year, version=version), world.school),
        world.principal,
        on=date(2025, 10, 15),
    )
    now = assessment_at(campaign_of(world, version=version), world.school)
    assert not now.ratings.exists()
    before = agreed_before(now)
    assert before["inflytande"].grounds == "Vi har sett det i alla klasser."
    close_individual(now, by=world.principal)
    begin_agreeing(now, by=world.principal)
    page = _client(world.principal).get(reverse("rating_edit", args=[now.pk, criteria(now)[0].pk]))
    assert "Vi har sett det i alla klasser." in page.content.decode()
    assert page.context["form"]["step"].value() is None


def test_a_unit_is_seen_against_itself_over_the_years_also_across_versions(world: World) -> None:
    old = small_matrix(world)
    agree(
        assessment_at(campaign_of(world, year=world.last_year, version=old), world.school),
        world.principal,
        level=1,
        on=date(2025, 10, 15),
    )
    new = publish_version(create_version(old, by=world.head), on=OPENS, by=world.head)
    agree(assessment_at(campaign_of(world, version=new), world.school), world.principal, level=2)
    years, rows = over_the_years(world.school.pk, old.matrix_id)
    assert years == ["2025/26", "2026/27"]
    assert [cell.movement if cell else None for cell in rows[0].cells] == ["", "up"]


def test_no_page_orders_units_by_what_they_have_said(world: World) -> None:
    campaign = campaign_of(world)
    agree(assessment_at(campaign, world.school), world.principal, level=3)
    agree(assessment_at(campaign, world.other_school), world.head, level=0)
    client = _client(world.head)
    address = reverse("campaign_detail", args=[campaign.pk])
    for query in ("", "?ordna=niva", "?sort=step"):
        page = client.get(address + query)
        names = [row.unit.name for row in page.context["page"]]
        assert names == sorted(names, key=lambda name: name.replace("V", "0"))
    rows = client.get(address + "?format=csv").content.decode("utf-8-sig")
    assert "Lärande och spritt" not in rows


def test_all_units_are_told_of_together_only_when_they_are_three(world: World) -> None:
    Unit.objects.add_child(
        Unit.objects.get(pk=world.administration.pk),
        instance=Unit(name="Tredje skolan", kind="school", code="TRE"),
    )
    campaign = campaign_of(world)
    agree(assessment_at(campaign, world.school), world.principal, level=3)
    agree(assessment_at(campaign, world.other_school), world.head, level=0)
    assert all_units_together(campaign, world.head) == []
    agree(assessment_at(campaign, Unit.objects.get(code="TRE")), world.head, level=0)
    together = all_units_together(campaign, world.head)[0][2]
    assert together[0].counts == [2, 0, 0, 1]


def test_a_marked_criterion_becomes_a_development_area_once(world: World) -> None:
    assessment = assessment_at(campaign_of(world), world.school)
    agree(assessment, world.principal)
    rating: Rating = assessment.ratings.agreed()[0]
    area = make_area(rating, by=world.principal)
    assert area.unit == world.school
    assert "Vi har sett det i alla klasser." in area.description
    assert make_area(rating, by=world.principal) == area
    page = _client(world.principal).get(reverse("area_list"))
    assert area.title in page.content.decode()


def test_evidence_is_of_the_unit_itself(world: World) -> None:
    assessment = assessment_at(campaign_of(world), world.other_school)
    close_individual(assessment, by=world.head)
    begin_agreeing(assessment, by=world.head)
    rating = _say(assessment, world)
    with pytest.raises(ValidationError, match="annan enhet"):
        add_evidence(rating, goal=world.goal, by=world.head)
    add_evidence(rating, goal=world.shared_goal, by=world.head)
    with pytest.raises(ValidationError, match="Välj ett mål"):
        add_evidence(rating, by=world.head)


def test_two_who_write_the_same_grounds_both_keep_their_words(world: World) -> None:
    assessment = assessment_at(campaign_of(world), world.school)
    close_individual(assessment, by=world.principal)
    begin_agreeing(assessment, by=world.principal)
    _say(assessment, world)
    with pytest.raises(Conflict):
        _say(assessment, world, grounds="Något annat.")


def test_the_tasks_follow_the_step(world: World) -> None:
    assessment = assessment_at(campaign_of(world), world.school)
    today = date(2026, 9, 1)
    assert [one.action for one in tasks_for(world.lead_teacher, today)] == ["Gör din skattning"]
    assert [one.action for one in tasks_for(world.principal, today)] == [
        "Gör din skattning",
        "Led skattningen vidare",
    ]
    all_rate(assessment, [world.lead_teacher], [1])
    assert tasks_for(world.lead_teacher, today) == []
    agree(assessment, world.principal)
    assert tasks_for(world.principal, today) == []
    assert tasks_for(world.head, today) == []
    assert tasks_for(world.principal, date(2026, 8, 1)) == []


def test_a_matrix_in_use_can_be_withdrawn_without_harm(world: World) -> None:
    campaign = campaign_of(world)
    assessment = assessment_at(campaign, world.school)
    version = withdraw_version(
        MatrixVersion.objects.get(pk=assessment.version_id), on=OPENS, by=world.head
    )
    agree(assessment, world.principal)
    assessment.refresh_from_db()
    assert assessment.is_done
    assert assessment.version == version
