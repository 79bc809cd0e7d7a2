"""A unit's own dialogues: planning, recording, and what is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from rodtrad.core.conflict import Conflict
from rodtrad.dialogues.actions.unit import (
    Turnout,
    add_occasion,
    change_occasion,
    exempt_group,
    include_group,
    remove_occasion,
    save_plan,
)
from rodtrad.dialogues.models import GroupExemption, Occasion, OccasionGroup
from rodtrad.dialogues.queries.unit import participation, unit_rows
from rodtrad.dialogues.tests.helpers import (
    TODAY,
    held_occasion,
    on_day,
    planned_occasion,
    signed_in,
    talk,
)
from rodtrad.surveys.models import Participation as LogEntry
from tests.world import World

YEAR = "?lasar=2026-27"


def _sent(**changes: object) -> dict[str, object]:
    """What a phone sends when a class council has just been held."""
    return {
        "on": "2026-11-20",
        "method": "Klassråd",
        "took_pupils": "18",
        "size_pupils": "24",
        "said": "De vill ha lugnare luncher.",
        "revision": "0",
        **changes,
    }


def _post(world: World, **changes: object) -> tuple[int, str]:
    with on_day():
        address = reverse("unit_occasion_create", args=[world.school.code]) + YEAR
        answer = signed_in(world.principal).post(address, _sent(**changes))
    return answer.status_code, answer.content.decode()


def test_a_dialogue_just_held_is_recorded_with_four_fields(world: World) -> None:
    status, _ = _post(world)

    occasion = Occasion.objects.get()
    assert status == 302
    assert occasion.held
    assert occasion.recorded_by == world.principal
    group = occasion.groups.get()
    assert (group.group, group.took_part, group.size) == ("pupils", 18, 24)


def test_a_lead_teacher_records_but_does_not_plan(world: World) -> None:
    client = signed_in(world.lead_teacher)
    with on_day():
        recorded = client.post(
            reverse("unit_occasion_create", args=[world.school.code]) + YEAR, _sent()
        )
    planned = client.get(reverse("unit_occasion_plan", args=[world.school.code]) + YEAR)

    assert recorded.status_code == 302
    assert planned.status_code == 404


def test_a_group_larger_than_itself_is_refused(world: World) -> None:
    status, page = _post(world, took_pupils="30")

    assert status == 422
    assert "Elever: 30 kan inte ha deltagit av 24." in page
    assert not Occasion.objects.exists()


def test_the_database_refuses_a_group_larger_than_itself(world: World) -> None:
    group = held_occasion(world).groups.all()[0]
    group.took_part, group.size = 25, 24

    with pytest.raises(ValidationError, match="Fler kan inte ha deltagit"):
        group.full_clean()


def test_a_day_outside_the_school_year_is_refused(world: World) -> None:
    status, page = _post(world, on="2026-07-31")

    assert status == 422
    assert "Dagen ligger utanför läsåret 2026/27" in page
    assert "1 augusti 2026 till 31 juli 2027" in page


def test_a_held_dialogue_cannot_lie_ahead(world: World) -> None:
    status, page = _post(world, on="2027-01-10")

    assert status == 422
    assert "Planera dialogen i stället" in page


def test_somebody_has_to_have_taken_part(world: World) -> None:
    status, page = _post(world, took_pupils="")

    assert status == 422
    assert "minst en grupp" in page


def test_a_count_without_the_size_of_the_group_is_refused(world: World) -> None:
    status, page = _post(world, size_pupils="")

    assert status == 422
    assert "hur många gruppen är" in page


def test_an_empty_group_is_refused(world: World) -> None:
    status, page = _post(world, took_pupils="0", size_pupils="0")

    assert status == 422
    assert "minst en person" in page


def test_a_school_has_no_children_to_count(world: World) -> None:
    with pytest.raises(ValidationError, match="Barn finns inte vid"):
        held_occasion(world, groups={"children": Turnout(3, 4)})


def test_another_units_challenge_cannot_be_answered(world: World) -> None:
    plan = talk(groups={"staff": Turnout(3, 4)})
    with pytest.raises(ValidationError, match="en annan enhet"):
        add_occasion(
            unit=world.preschool,
            school_year=world.year,
            talk=type(plan)(**{**vars(plan), "area": world.area}),
            by=world.preschool_principal,
            today=TODAY,
        )


def test_a_closed_school_year_takes_no_dialogue(world: World) -> None:
    world.year.closed_at = TODAY
    world.year.save()

    with pytest.raises(ValidationError, match="stängt"):
        held_occasion(world)


def test_an_administration_has_no_dialogues_of_its_own(world: World) -> None:
    with pytest.raises(ValidationError, match="Bara förskolor och skolor"):
        save_plan(
            unit=world.administration,
            school_year=world.year,
            text="Alla",
            revision=0,
            by=world.head,
        )


def test_what_was_planned_is_written_when_it_has_been_held(world: World) -> None:
    planned = planned_occasion(world, on=date(2026, 11, 20))
    address = reverse("unit_occasion_edit", args=[planned.pk])
    client = signed_in(world.principal)
    with on_day():
        assert "Hur är luncherna?" in client.get(address).content.decode()
        answer = client.post(address, _sent(took_staff="3", size_staff="4"))

    stored = Occasion.objects.get()
    assert answer.status_code == 302
    assert stored.held
    assert stored.question == "Hur är luncherna?"
    assert {row.group for row in stored.groups.all()} == {"staff", "pupils"}


def test_two_who_write_at_once_see_both_versions(world: World) -> None:
    occasion = held_occasion(world)
    change_occasion(
        occasion, talk=talk(said="Annat."), revision=0, by=world.lead_teacher, today=TODAY
    )

    with pytest.raises(Conflict):
        change_occasion(occasion, talk=talk(), revision=0, by=world.principal, today=TODAY)
    with on_day():
        answer = signed_in(world.principal).post(
            reverse("unit_occasion_edit", args=[occasion.pk]), _sent(said="Mitt.")
        )
    assert answer.status_code == 409
    assert "Annat." in answer.content.decode()


def test_a_group_that_was_left_out_is_taken_away(world: World) -> None:
    occasion = held_occasion(world)
    kept = occasion.groups.get(group="pupils").pk

    change_occasion(
        occasion,
        talk=talk(groups={"pupils": Turnout(20, 24)}),
        revision=0,
        by=world.principal,
        today=TODAY,
    )

    row = OccasionGroup.objects.get()
    assert (row.pk, row.took_part) == (kept, 20)


def test_a_reason_is_an_answer_until_the_group_takes_part(world: World) -> None:
    exempt_group(
        unit=world.school,
        school_year=world.year,
        group="guardians",
        why="Skolan öppnar i januari.",
        by=world.principal,
    )
    row = unit_rows([world.school], world.year.span)[0]
    assert {state.group: state.state for state in row.groups} == {
        "staff": "missing",
        "children": "na",
        "pupils": "missing",
        "guardians": "exempt",
    }
    assert row.missing == ["Personal", "Elever"]

    include_group(unit=world.school, school_year=world.year, group="guardians", by=world.principal)
    assert not GroupExemption.objects.exists()


def test_a_reason_has_to_be_given(world: World) -> None:
    address = reverse("unit_group_exempt", args=[world.school.code, "guardians"]) + YEAR
    answer = signed_in(world.principal).post(address, {"why": " "})

    assert answer.status_code == 422


def test_a_group_that_has_taken_part_is_not_exempted(world: World) -> None:
    held_occasion(world)

    with pytest.raises(ValidationError, match="redan deltagit"):
        exempt_group(
            unit=world.school,
            school_year=world.year,
            group="pupils",
            why="Nej",
            by=world.principal,
        )


def test_the_log_of_participation_follows_what_is_written(world: World) -> None:
    occasion = held_occasion(world)
    assert set(LogEntry.objects.values_list("audience", "took_part", "group_size")) == {
        ("pupils", 18, 24),
        ("guardians", 9, 24),
    }

    change_occasion(
        occasion,
        talk=talk(groups={"pupils": Turnout(20, 24)}),
        revision=0,
        by=world.principal,
        today=TODAY,
    )
    entry = LogEntry.objects.get()
    assert entry.took_part == 20
    assert entry.address == reverse("unit_occasion_detail", args=[occasion.pk])
    assert entry.led_to == "Vi delar lunchen i två omgångar."

    remove_occasion(Occasion.objects.get(), by=world.principal)
    assert not LogEntry.objects.exists()


def test_a_planned_dialogue_is_not_participation(world: World) -> None:
    planned_occasion(world)

    assert not LogEntry.objects.exists()
    span = world.year.span
    assert participation([world.school.pk], starts=span.starts, ends=span.ends) == []


def test_participation_is_counts_by_day(world: World) -> None:
    held_occasion(world)
    span = world.year.span

    rows = participation([world.school.pk], starts=span.starts, ends=span.ends)

    assert [(row.group_label, row.took_part, row.size) for row in rows] == [
        ("Elever", 18, 24),
        ("Vårdnadshavare", 9, 24),
    ]


def test_other_units_do_not_see_a_units_dialogues(world: World) -> None:
    occasion = held_occasion(world)
    addresses = [
        reverse("unit_occasion_detail", args=[occasion.pk]),
        reverse("unit_dialogue_detail", args=[world.school.code]),
        reverse("unit_dialogue_brief", args=[world.school.code]),
        reverse("unit_outcomes", args=[world.school.code]),
        reverse("unit_dialogue_pdf", args=[world.school.code]),
    ]
    for who in ("preschool_principal", "board_member", "chair", "secretary", "administrator"):
        client = signed_in(world.cast[who])
        assert {client.get(address).status_code for address in addresses} == {404}, who
    listed = signed_in(world.preschool_principal).get(reverse("unit_dialogue_list") + YEAR + "&q=")
    assert world.school.name not in listed.content.decode()


def test_a_principal_of_one_unit_is_led_straight_to_it(world: World) -> None:
    answer = signed_in(world.principal).get(reverse("unit_dialogue_list") + YEAR)

    assert answer["Location"] == reverse("unit_dialogue_detail", args=[world.school.code]) + YEAR


def test_the_head_finds_the_units_that_lack_a_group(world: World) -> None:
    held_occasion(world)
    client = signed_in(world.head)
    address = reverse("unit_dialogue_list") + YEAR

    everybody = client.get(address).content.decode()
    lacking = client.get(address + "&saknar=pupils").content.decode()
    file = client.get(address + "&saknar=pupils&format=csv").content.decode("utf-8-sig")

    assert world.school.name in everybody
    assert f">{world.school.name}<" not in lacking
    assert world.other_school.name in lacking
    assert world.other_school.name in file
    assert world.school.name not in file


def test_units_stand_in_the_order_of_their_names_not_of_their_figures(world: World) -> None:
    held_occasion(world)
    page = signed_in(world.head).get(reverse("unit_dialogue_list") + YEAR)

    names = [row.unit.name for row in page.context["page"]]
    assert names == ["Västerportskolan", "Ängens förskola", "Östra skolan"]


def test_sizes_are_remembered_so_that_nobody_counts_twice(world: World) -> None:
    held_occasion(world)
    address = reverse("unit_occasion_create", args=[world.school.code]) + YEAR
    form = signed_in(world.principal).get(address).context["form"]

    assert form["size_pupils"].value() == "24"
    assert form["took_pupils"].value() is None


def test_a_visit_gets_what_the_unit_has_said_as_a_part_of_a_page(world: World) -> None:
    held_occasion(world)
    address = reverse("unit_dialogue_brief", args=[world.school.code]) + YEAR
    part = signed_in(world.head).get(address, headers={"HX-Request": "true"}).content.decode()

    assert "De vill ha lugnare luncher." in part
    assert "<html" not in part
