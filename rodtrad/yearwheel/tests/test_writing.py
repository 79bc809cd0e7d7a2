"""Changing wheels: what an adopted one stands, versions, next year, and what is refused."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from rodtrad.audit.models import Event
from rodtrad.core.conflict import Conflict
from rodtrad.goals.actions import close_goal
from rodtrad.yearwheel.actions.items import (
    Content,
    add_item,
    change_item,
    move_item,
    remove_item,
)
from rodtrad.yearwheel.actions.kinds import add_kind, add_ring, change_ring, set_number
from rodtrad.yearwheel.actions.wheels import (
    adopt_wheel,
    change_wheel,
    discard_wheel,
    open_wheel,
    revise_wheel,
    roll_over,
)
from rodtrad.yearwheel.models import AlignmentNumber, Ring, Wheel, WheelItem, WheelKind
from rodtrad.yearwheel.queries import placed_of
from rodtrad.yearwheel.queries.alignment import breaks_between
from rodtrad.yearwheel.queries.rolling import differences, next_year_of
from rodtrad.yearwheel.tests.wheels import (
    autumn_break,
    build_wheels,
    item,
    kind,
    ring_of,
    weekly_forum,
)
from tests.world import World


def _says(error: pytest.ExceptionInfo[ValidationError]) -> str:
    return " ".join(error.value.messages)


def test_an_adopted_wheel_stands(world: World) -> None:
    made = build_wheels(world)
    there = made.principals.items.get(title="Tjänstefördelning")

    for change in (
        lambda: item(made.principals, "Ny", world.head),
        lambda: move_item(item=there, week=20, by=world.head),
        lambda: remove_item(item=there, by=world.head),
        lambda: discard_wheel(wheel=made.principals, by=world.head),
        lambda: change_item(
            item=there,
            content=Content(title="Annat", ring=there.ring, week=3),
            revision=0,
            by=world.head,
        ),
    ):
        with pytest.raises(ValidationError) as error:
            change()
        assert "Välj ”Ändra hjulet”" in _says(error)
    assert made.principals.items.count() == 3


def test_the_version_before_holds_until_the_next_is_adopted(world: World) -> None:
    made = build_wheels(world)
    draft = revise_wheel(wheel=made.principals, by=world.head)
    item(draft, "Nytt", world.head)

    assert list(Wheel.objects.in_force().filter(kind=draft.kind)) == [made.principals]
    assert revise_wheel(wheel=made.principals, by=world.head) == draft

    adopt_wheel(wheel=draft, on=date(2026, 9, 1), by=world.head)

    in_force = Wheel.objects.in_force().get(kind=draft.kind)
    assert (in_force.pk, in_force.version) == (draft.pk, 2)
    made.principals.refresh_from_db()
    assert made.principals.state == Wheel.State.REPLACED
    assert made.principals.items.count() == 3


def test_a_new_version_keeps_links_and_what_items_count_from(world: World) -> None:
    made = build_wheels(world)

    draft = revise_wheel(wheel=made.principals, by=world.head)

    first = draft.items.get(title="Analys av betyg årskurs 9")
    answer = draft.items.get(title="Svar till skolchefen")
    assert list(first.indicators.all()) == [world.share]
    assert list(first.forums.all()) == [made.forum]
    assert answer.after == first
    assert first.lineage == made.item.lineage
    assert first.history.count() == 1
    assert [one.when for one in placed_of([draft])] == [
        one.when for one in placed_of([made.principals])
    ]


def test_next_years_wheel_moves_by_weeks_and_says_why(world: World) -> None:
    made = build_wheels(world)
    autumn_break(world)
    item(made.ska, "Höstens uppföljning", world.head, week=44)
    item(made.ska, "Mätdag", world.head, when="date", first=date(2026, 10, 15))
    adopt_wheel(wheel=made.ska, on=date(2026, 8, 1), by=world.head)

    shown = next_year_of(made.ska)
    new = roll_over(
        wheel=made.ska,
        breaks=breaks_between(world.administration, date(2027, 8, 1), date(2028, 7, 31)),
        by=world.head,
    )

    moved = new.items.get(title="Höstens uppföljning")
    assert (moved.week, moved.moved_why) == (
        45,
        "Vecka 44 är höstlov 2027/28: flyttad till vecka 45.",
    )
    assert new.items.get(title="Mätdag").first == date(2027, 10, 21)
    assert (new.year, new.state, new.came_from) == (2027, Wheel.State.DRAFT, made.ska)
    assert {one.item.title: one.after for one in shown.items} == {
        one.item.title: one.when for one in placed_of([new])
    }
    assert shown.moved == 1
    with pytest.raises(ValidationError) as error:
        roll_over(wheel=made.ska, breaks=(), by=world.head)
    assert "Det året har redan hjulet" in _says(error)


def test_a_finished_goal_and_somebody_who_left_do_not_follow_to_next_year(world: World) -> None:
    made = build_wheels(world)
    item(
        made.ska,
        "Målen följs upp",
        world.head,
        week=20,
        goals=[world.shared_goal],
        person=world.development_head,
    )
    adopt_wheel(wheel=made.ska, on=date(2026, 8, 1), by=world.head)
    close_goal(world.shared_goal, note="Målet är nått.", by=world.head)
    world.development_head.is_active = False
    world.development_head.save()

    new = roll_over(wheel=made.ska, breaks=(), by=world.head)

    followed = new.items.get(title="Målen följs upp")
    assert list(followed.goals.all()) == []
    assert followed.person is None


def test_a_rule_that_never_occurs_next_year_is_told_before_and_stops_adopting(
    world: World,
) -> None:
    made = build_wheels(world)
    item(
        made.ska,
        "Femte mötet",
        world.head,
        when="forum",
        rule_forum=made.forum,
        month=10,
        ordinal=5,
    )
    adopt_wheel(wheel=made.ska, on=date(2026, 8, 1), by=world.head)

    shown = next_year_of(made.ska)
    assert shown.problems == 1
    new = roll_over(wheel=made.ska, breaks=(), by=world.head)

    with pytest.raises(ValidationError) as error:
        adopt_wheel(wheel=new, on=date(2027, 6, 1), by=world.head)
    assert "”Femte mötet” har ingen dag" in _says(error)
    assert "bara 4 gånger i oktober 2027" in _says(error)


def test_what_differs_between_two_years_is_told_in_weeks(world: World) -> None:
    made = build_wheels(world)
    item(made.ska, "Kvar", world.head, when="date", first=date(2026, 10, 15))
    item(made.ska, "Tas bort", world.head, week=12)
    adopt_wheel(wheel=made.ska, on=date(2026, 8, 1), by=world.head)
    new = roll_over(wheel=made.ska, breaks=(), by=world.head)
    remove_item(item=new.items.get(title="Tas bort"), by=world.head)
    move_item(item=new.items.get(title="Mål- och strategidag"), week=41, by=world.head)
    item(new, "Ny", world.head, week=3)

    found = differences(placed_of([made.ska]), placed_of([new]))

    assert {row.title: row.state for row in found} == {
        "Kvar": "same",
        "Tas bort": "gone",
        "Mål- och strategidag": "moved",
        "Ny": "new",
    }


@pytest.mark.parametrize(
    ("said", "field", "message"),
    [
        ({"when": "week", "week": 31}, "week", "Vecka 31 ligger inte i 2026/27"),
        (
            {"when": "span", "first": date(2026, 9, 4), "last": date(2026, 9, 1)},
            "last",
            "Punkten kan inte sluta 1 sep 2026, innan den börjar 4 sep 2026",
        ),
        ({"when": "date", "first": date(2028, 1, 5)}, "first", "ligger utanför hjulets år"),
        ({"when": "span", "first": date(2026, 9, 4)}, "last", "Fyll i när punkten infaller"),
        ({"when": "forum", "month": 9, "ordinal": 5}, "rule_forum", "bara 4 gånger i september"),
        ({"when": "after", "weeks_after": 52}, "after", "ligger utanför hjulets år"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    world: World, said: dict[str, Any], field: str, message: str
) -> None:
    made = build_wheels(world)
    said = dict(said)
    if said["when"] == "forum":
        said["rule_forum"] = made.forum
    if said["when"] == "after":
        said["after"] = made.ska.items.get()

    with pytest.raises(ValidationError) as error:
        item(made.ska, "Går inte", world.head, **said)

    assert message in " ".join(error.value.message_dict[field])
    assert made.ska.items.count() == 1


def test_an_item_cannot_wait_for_itself(world: World) -> None:
    made = build_wheels(world)
    first = made.ska.items.get()
    second = item(made.ska, "Sedan", world.head, when="after", after=first, weeks_after=1)

    with pytest.raises(ValidationError) as error:
        change_item(
            item=first,
            content=Content(
                title="Först", ring=first.ring, when="after", after=second, weeks_after=1
            ),
            revision=first.revision,
            by=world.head,
        )

    assert "väntar på varandra" in _says(error)


def test_what_others_count_from_is_not_removed(world: World) -> None:
    made = build_wheels(world)
    first = made.ska.items.get()
    item(made.ska, "Sedan", world.head, when="after", after=first, weeks_after=1)

    with pytest.raises(ValidationError) as error:
        remove_item(item=first, by=world.head)

    assert "”Sedan” räknas från den här punkten" in _says(error)


def test_a_ring_of_another_wheel_is_refused(world: World) -> None:
    made = build_wheels(world)
    with pytest.raises(ValidationError) as error:
        add_item(
            wheel=made.ska,
            content=Content(title="Fel ring", ring=ring_of(made.board), week=40),
            by=world.head,
        )
    assert "Välj en av hjulets egna ringar" in _says(error)


def test_an_item_of_another_wheel_is_not_counted_from(world: World) -> None:
    made = build_wheels(world)
    with pytest.raises(ValidationError) as error:
        item(made.ska, "Sedan", world.head, when="after", after=made.item, weeks_after=1)
    assert "Välj en punkt i samma hjul" in _says(error)


def test_two_who_change_the_same_item_do_not_overwrite_each_other(world: World) -> None:
    made = build_wheels(world)
    there = made.ska.items.get()
    content = Content(title="Mitt", ring=there.ring, week=41)
    change_item(item=there, content=content, revision=0, by=world.head)

    with pytest.raises(Conflict):
        change_item(item=there, content=content, revision=0, by=world.development_head)


def test_the_same_wheel_is_not_made_twice(world: World) -> None:
    made = build_wheels(world)
    with pytest.raises(ValidationError):
        open_wheel(kind=made.ska.kind, unit=made.ska.unit, year=2026, by=world.head)


def test_a_shared_wheel_is_not_a_schools_and_a_units_not_the_administrations(
    world: World,
) -> None:
    with pytest.raises(ValidationError) as error:
        open_wheel(kind=kind(WheelKind.SKA), unit=world.school, year=2026, by=world.head)
    assert "görs för förvaltningen" in _says(error)
    with pytest.raises(ValidationError) as error:
        open_wheel(
            kind=kind(WheelKind.UNIT_SKA), unit=world.administration, year=2026, by=world.head
        )
    assert "görs för en skola eller förskola" in _says(error)


def test_an_empty_wheel_is_not_adopted(world: World) -> None:
    wheel = open_wheel(
        kind=kind(WheelKind.UNIT_SKA), unit=world.school, year=2026, by=world.principal
    )
    with pytest.raises(ValidationError) as error:
        adopt_wheel(wheel=wheel, on=date(2026, 8, 1), by=world.principal)
    assert "Hjulet är tomt" in _says(error)


def test_a_draft_whose_items_count_from_each_other_can_be_thrown_away(world: World) -> None:
    made = build_wheels(world)
    draft = revise_wheel(wheel=made.principals, by=world.head)

    discard_wheel(wheel=draft, by=world.head)

    assert not Wheel.objects.filter(pk=draft.pk).exists()
    assert Wheel.objects.in_force().filter(pk=made.principals.pk).exists()


def test_a_kind_and_its_rings_are_data(world: World) -> None:
    health = add_kind(
        name="Elevhälsans hjul",
        purpose="Elevhälsans år.",
        scope="unit",
        calendar="school_year",
        by=world.head,
    )
    ring = add_ring(kind=health, name="Hälsobesök", look=2, position=1, by=world.head)
    wheel = open_wheel(kind=health, unit=world.school, year=2026, by=world.principal)
    add_item(
        wheel=wheel,
        content=Content(title="Hälsobesök årskurs 4", ring=ring, week=40),
        by=world.principal,
    )

    assert placed_of([wheel])[0].when == "v. 40"
    with pytest.raises(ValidationError):
        add_kind(
            name="Elevhälsans hjul",
            purpose="",
            scope="unit",
            calendar="school_year",
            by=world.head,
        )


def test_a_wheel_is_not_left_without_a_ring(world: World) -> None:
    lone = add_kind(
        name="Budgethjulet", purpose="", scope="shared", calendar="calendar_year", by=world.head
    )
    ring = Ring.objects.get(kind=lone)
    with pytest.raises(ValidationError) as error:
        change_ring(ring=ring, name="Allt", look=0, position=0, retired=True, by=world.head)
    assert "minst en ring" in _says(error)


def test_a_number_out_of_bounds_is_refused_and_a_change_is_logged(world: World) -> None:
    number = AlignmentNumber.objects.get(code="analysis_days")
    with pytest.raises(ValidationError):
        set_number(number=number, value=99, by=world.head)
    number.refresh_from_db()

    set_number(number=number, value=2, by=world.head)

    assert Event.objects.get(verb="alignment_number.changed").details == {"before": 1}


def test_what_the_ska_wheel_sets_aside_is_kept_into_the_next_version(world: World) -> None:
    made = build_wheels(world)
    change_wheel(
        wheel=made.ska, note="", learning_count=8, analysis_count=6, revision=0, by=world.head
    )
    adopt_wheel(wheel=made.ska, on=date(2026, 8, 1), by=world.head)

    draft = revise_wheel(wheel=Wheel.objects.get(pk=made.ska.pk), by=world.head)

    assert (draft.learning_count, draft.analysis_count) == (8, 6)


def test_an_item_is_moved_in_the_table_without_scripts(world: World) -> None:
    made = build_wheels(world)
    there = made.ska.items.get()
    client = Client()
    client.force_login(world.head)

    response = client.post(
        reverse("wheel_item_move", args=[there.pk]), {"week": "41", "fran": "tabell"}, follow=True
    )

    there.refresh_from_db()
    assert there.week == 41
    assert response.redirect_chain[-1][0].startswith(reverse("wheel_table", args=[made.ska.pk]))
    assert "ligger nu v. 41 (låg v. 40)" in response.content.decode()


def test_a_move_that_cannot_be_says_so_on_the_page(world: World) -> None:
    made = build_wheels(world)
    there = made.ska.items.get()
    client = Client()
    client.force_login(world.head)

    response = client.post(reverse("wheel_item_move", args=[there.pk]), {"week": "31"})

    assert response.status_code == 422
    assert "Vecka 31 ligger inte i 2026/27" in response.content.decode()


def test_an_item_is_written_with_a_rule_on_the_page(world: World) -> None:
    made = build_wheels(world)
    client = Client()
    client.force_login(world.head)

    client.post(
        reverse("wheel_item_create", args=[made.ska.pk]),
        {
            "title": "Svar före nämnden",
            "ring": ring_of(made.ska).pk,
            "kind": "other",
            "when": "after",
            "after": made.ska.items.get().pk,
            "weeks": "3",
            "direction": "before",
            "week": "50",
        },
    )

    written = made.ska.items.get(title="Svar före nämnden")
    assert (written.when, written.weeks_after, written.week) == ("after", -3, None)
    assert [one.when for one in placed_of([made.ska])] == ["7 sep", "v. 40"]


def test_a_span_that_ends_before_it_starts_is_said_at_its_field(world: World) -> None:
    made = build_wheels(world)
    client = Client()
    client.force_login(world.head)

    response = client.post(
        reverse("wheel_item_create", args=[made.ska.pk]),
        {
            "title": "Bakvänt",
            "ring": ring_of(made.ska).pk,
            "kind": "other",
            "when": "span",
            "first": "2026-09-10",
            "last": "2026-09-01",
        },
    )

    assert response.status_code == 422
    assert "kan inte sluta innan den börjar" in response.content.decode()


def test_a_forums_rule_puts_the_item_on_its_agenda(world: World) -> None:
    made = build_wheels(world)
    forum = weekly_forum(world, name="LgU")

    there = item(made.ska, "Mötet", world.head, when="forum", rule_forum=forum, month=9, ordinal=-1)

    assert list(there.forums.all()) == [forum]


def test_a_draft_is_not_there_for_who_does_not_plan_it(world: World) -> None:
    made = build_wheels(world)
    client = Client()
    client.force_login(world.principal)

    assert client.get(reverse("wheel_detail", args=[made.ska.pk])).status_code == 404
    there = WheelItem.objects.get(wheel=made.ska)
    assert client.get(reverse("wheel_item_detail", args=[there.pk])).status_code == 404
    over = reverse("wheel_detail", args=[made.principals.pk]) + f"?med={made.ska.pk}"
    assert there.title not in client.get(over).content.decode()
