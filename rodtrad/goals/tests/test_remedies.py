"""What an analysis or a deficiency decided, followed until its effect is known."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from rodtrad.goals import remedies
from rodtrad.goals.follow_tasks import tasks_for
from rodtrad.goals.models import Deficiency, Remedy
from rodtrad.goals.tests.rows import a_deficiency, a_remedy
from rodtrad.notifications.models import Notice
from tests.world import World


def sent(world: World, **changes: Any) -> dict[str, Any]:
    """What a principal fills in for a remedy."""
    return {
        "title": "Par på rast",
        "expected_effect": "Ingen elev är ensam.",
        "responsible": world.principal.pk,
        "decided_on": "2026-09-01",
        "due": "2027-01-15",
        "revision": 0,
        **changes,
    }


@pytest.mark.parametrize("source", ["analys", "omrade", "brist"])
def test_a_remedy_comes_out_of_an_analysis_an_area_or_a_deficiency(
    world: World, client: Client, source: str
) -> None:
    rows = {
        "analys": world.review,
        "omrade": world.area,
        "brist": a_deficiency(world.school, world.principal),
    }
    client.force_login(world.principal)
    address = reverse("remedy_create", query={source: rows[source].pk})
    answer = client.post(address, sent(world))
    remedy = Remedy.objects.get()
    assert answer.headers["Location"] == reverse("remedy_detail", args=[remedy.pk])
    assert remedy.unit == world.school
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Effekten är inte bedömd än" in page
    assert (world.goal.title in page) == (source != "brist")


def test_the_database_refuses_a_remedy_out_of_nothing(world: World) -> None:
    remedy = a_remedy(world.area, world.principal)
    with pytest.raises(IntegrityError):
        Remedy.objects.filter(pk=remedy.pk).update(area=None)


def test_first_one_chooses_what_it_comes_from(world: World, client: Client) -> None:
    client.force_login(world.principal)
    page = client.get(reverse("remedy_create")).content.decode()
    assert world.area.title in page
    assert world.goal.title in page


def test_a_remedy_of_another_unit_cannot_be_made(world: World, client: Client) -> None:
    client.force_login(world.preschool_principal)
    address = reverse("remedy_create", query={"omrade": world.area.pk})
    assert client.get(address).status_code == 404


def test_the_effect_is_judged_before_nothing_and_with_words(world: World, client: Client) -> None:
    remedy = a_remedy(world.area, world.principal)
    client.force_login(world.lead_teacher)
    address = reverse("remedy_effect", args=[remedy.pk])
    effect = {"outcome": "full", "effect": "", "on": "2026-10-10", "revision": 0}
    assert client.post(address, effect).status_code == 422
    early = {**effect, "effect": "Alla läser.", "on": "2026-08-01"}
    assert client.post(address, early).status_code == 422
    client.post(address, {**early, "on": "2026-10-10"})
    remedy.refresh_from_db()
    assert (remedy.outcome, remedy.effect_on) == ("full", date(2026, 10, 10))
    client.post(address, {"ta-bort": "1"})
    remedy.refresh_from_db()
    assert remedy.effect_on is None


def test_two_who_judge_at_once_see_both_versions(world: World, client: Client) -> None:
    remedy = a_remedy(world.area, world.principal)
    remedies.record_effect(
        remedy,
        outcome="full",
        effect="Det gick bra.",
        on=date(2026, 10, 10),
        revision=0,
        by=world.principal,
    )
    client.force_login(world.lead_teacher)
    effect = {"outcome": "none", "effect": "Inget hände.", "on": "2026-10-11", "revision": 0}
    answer = client.post(reverse("remedy_effect", args=[remedy.pk]), effect)
    assert answer.status_code == 409
    assert "Det gick bra." in answer.content.decode()
    assert "Inget hände." in answer.content.decode()


def test_a_remedy_without_effect_stays_flagged_and_comes_first(
    world: World, client: Client
) -> None:
    waiting = a_remedy(world.area, world.principal)
    judged = remedies.decide_remedy(
        world.review,
        plan=remedies.RemedyPlan(
            "Annat", "Något", world.principal, date(2026, 8, 1), date(2026, 9, 1)
        ),
        by=world.principal,
    )
    remedies.record_effect(
        judged, outcome="none", effect="Nej.", on=date(2026, 9, 1), revision=0, by=world.principal
    )
    client.force_login(world.head)
    listed = client.get(reverse("remedy_list", query={"lasar": "2026-27"}))
    assert [row for row, _ in listed.context["rows"]] == [waiting, judged]
    only = client.get(reverse("remedy_list", query={"lasar": "2026-27", "visa": "utan-effekt"}))
    assert [row for row, _ in only.context["rows"]] == [waiting]
    sheet = client.get(reverse("remedy_list", query={"lasar": "2026-27", "format": "csv"}))
    assert "inte bedömd" in sheet.content.decode("utf-8-sig")


def test_the_responsible_is_asked_in_mitt_arbete_and_can_be_reminded(
    world: World, client: Client
) -> None:
    remedy = a_remedy(world.area, world.lead_teacher)
    titles = [one.title for one in tasks_for(world.lead_teacher, date(2026, 9, 20))]
    assert titles == [f"Bedöm effekten: {remedy.title}"]
    assert tasks_for(world.lead_teacher, date(2026, 8, 21)) == []
    client.force_login(world.head)
    client.post(reverse("remedy_remind", args=[remedy.pk]))
    assert Notice.objects.get().recipient == world.lead_teacher


def test_a_deficiency_is_closed_with_a_reason_and_a_date(world: World, client: Client) -> None:
    row = a_deficiency(world.school, world.principal)
    client.force_login(world.principal)
    address = reverse("deficiency_close", args=[row.pk])
    closing = {"ending": "no_deviation", "reason": "", "on": "2026-10-01"}
    assert client.post(address, closing).status_code == 422
    early = {**closing, "reason": "Underlaget var fel.", "on": "2026-08-01"}
    assert client.post(address, early).status_code == 422
    client.post(address, {**early, "on": "2026-10-01"})
    row.refresh_from_db()
    assert (row.ending, row.closed_on) == ("no_deviation", date(2026, 10, 1))
    page = client.get(reverse("deficiency_list", query={"visa": "avslutade"})).content.decode()
    assert "Ingen avvikelse" in page
    client.post(address)
    row.refresh_from_db()
    assert row.closed_on is None


def test_the_database_refuses_a_closed_deficiency_without_a_reason(world: World) -> None:
    row = a_deficiency(world.school, world.principal)
    with pytest.raises(IntegrityError):
        Deficiency.objects.filter(pk=row.pk).update(closed_on=date(2026, 10, 1))


def test_nothing_is_decided_against_a_closed_deficiency(world: World) -> None:
    row = a_deficiency(world.school, world.principal)
    remedies.close_deficiency(
        row, ending="remedied", reason="Klart.", on=date(2026, 10, 1), by=world.principal
    )
    plan = remedies.RemedyPlan("A", "B", world.principal, date(2026, 10, 2), date(2026, 11, 1))
    with pytest.raises(ValidationError, match="Bristen är avslutad"):
        remedies.decide_remedy(row, plan=plan, by=world.principal)
    with pytest.raises(ValidationError, match="redan avslutad"):
        remedies.close_deficiency(
            row, ending="remedied", reason="Igen.", on=date(2026, 10, 2), by=world.principal
        )


def test_a_deficiency_is_noted_with_the_analysis_that_found_it(
    world: World, client: Client
) -> None:
    client.force_login(world.principal)
    address = reverse("deficiency_create", query={"analys": world.review.pk})
    data = {
        "title": "Elevhälsan deltar inte",
        "source": "analysis",
        "found_on": "2026-09-01",
        "due": "2026-08-01",
        "revision": 0,
    }
    assert client.post(address, data).status_code == 422
    client.post(address, {**data, "due": ""})
    row = Deficiency.objects.get()
    assert (row.unit, row.review) == (world.school, world.review)
    page = client.get(reverse("deficiency_detail", args=[row.pk])).content.decode()
    assert "Ingen åtgärd är beslutad mot bristen." in page
