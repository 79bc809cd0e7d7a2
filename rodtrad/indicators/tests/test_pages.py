"""What people see and can do on the pages of indicators."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rodtrad.accounts.models import User
from rodtrad.indicators.actions import define_indicator, record_measurement
from rodtrad.indicators.models import (
    ComparisonUnit,
    ComparisonValue,
    ImportRun,
    Indicator,
    Measurement,
    ValidityReview,
)
from tests.world import World, browser

MOST_QUERIES = 15


def page(user: User, name: str, *args: Any, **query: str) -> str:
    response = browser(user).get(reverse(name, args=args), query_params=query)
    assert response.status_code == 200
    return response.content.decode()


def status(user: User, name: str, *args: Any) -> int:
    return browser(user).get(reverse(name, args=args)).status_code


def series(world: World) -> tuple[int, str]:
    return world.share.pk, world.school.code


def test_the_register_shows_the_latest_value_at_ones_own_unit(world: World) -> None:
    html = page(world.principal, "indicator_list")
    assert "83,8\u00a0%" in html
    assert "Inget värde ännu" in html


def test_the_register_is_searched_and_filtered_by_the_address(world: World) -> None:
    assert world.levels.name not in page(world.principal, "indicator_list", q="betygskriterierna")
    assert world.share.name not in page(world.principal, "indicator_list", slag="qualitative")
    assert world.levels.name not in page(world.principal, "indicator_list", varden="ja")


def test_every_list_can_be_taken_along(world: World) -> None:
    client = browser(world.principal)
    for url in (
        reverse("indicator_list"),
        reverse("indicator_detail", args=[world.share.pk]),
        reverse("series_detail", args=series(world)),
    ):
        for wanted in ("csv", "xlsx"):
            response = client.get(url, {"format": wanted})
            assert f"{timezone.localdate()}.{wanted}" in response["Content-Disposition"]
    assert "83,7838" in client.get(
        reverse("series_detail", args=series(world)), {"format": "csv"}
    ).content.decode("utf-8-sig")


def test_a_small_group_is_in_no_page_and_no_export(world: World) -> None:
    record_measurement(
        indicator=world.share,
        unit=world.school,
        period="HT 2026",
        numerator=3,
        denominator=4,
        by=world.principal,
    )
    client = browser(world.principal)
    for name, args in (
        ("series_detail", series(world)),
        ("indicator_detail", (world.share.pk,)),
        ("indicator_list", ()),
    ):
        for query in ({}, {"format": "csv"}):
            content = client.get(reverse(name, args=args), query).content.decode()
            assert "Visas inte: för få" in content
            assert "75,0" not in content
            assert "3 av 4" not in content


def test_a_head_sees_units_by_name_with_their_interval(world: World) -> None:
    record_measurement(
        indicator=world.share,
        unit=world.other_school,
        period="2025/26",
        numerator=20,
        denominator=20,
        by=world.head,
    )
    html = page(world.head, "indicator_detail", world.share.pk)
    assert html.index("Västerportskolan") < html.index("Östra skolan")
    assert "77–89\u00a0%" in html
    assert "144 av 168" in html


def test_a_board_member_reads_definitions_and_no_units_values(world: World) -> None:
    assert world.share.name in page(world.board_member, "indicator_list")
    html = page(world.board_member, "indicator_detail", world.share.pk)
    assert "Minsta grupp som visas" in html
    assert "83,8" not in html
    assert status(world.board_member, "series_detail", *series(world)) == 404
    assert status(world.former_principal, "indicator_list") == 404


def test_a_principal_sees_no_other_unit(world: World) -> None:
    record_measurement(
        indicator=world.share,
        unit=world.other_school,
        period="2025/26",
        value=Decimal(90),
        by=world.head,
    )
    assert "Östra skolan" not in page(world.principal, "indicator_detail", world.share.pk)
    assert status(world.principal, "series_detail", world.share.pk, world.other_school.code) == 404


def test_a_value_is_recorded_with_decimal_comma(world: World) -> None:
    response = browser(world.lead_teacher).post(
        reverse("measurement_create", args=series(world)),
        {"period": "HT 2026", "status": "reported", "value": "83,8"},
    )
    assert response.status_code == 302
    assert Measurement.objects.get(period="HT 2026").value == Decimal("83.8")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"value": "ganska bra"}, "är inte ett tal"),
        ({"value": ""}, "inte 0"),
        ({"value": "104"}, "mellan 0 och 100"),
        ({"numerator": "19", "denominator": "18"}, "större än alla"),
        ({"numerator": "1,5", "denominator": "18"}, "heltal"),
        ({"value": "50", "period": "hösten"}, "är inte en period"),
    ],
)
def test_what_cannot_be_a_value_is_explained(
    world: World, data: dict[str, str], sentence: str
) -> None:
    response = browser(world.principal).post(
        reverse("measurement_create", args=series(world)),
        {"period": "HT 2026", "status": "reported"} | data,
    )
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Measurement.objects.filter(period="HT 2026").exists()


def test_a_missing_value_is_recorded_as_missing(world: World) -> None:
    browser(world.principal).post(
        reverse("measurement_create", args=series(world)),
        {"period": "HT 2026", "status": "missing"},
    )
    row = Measurement.objects.get(period="HT 2026")
    assert (row.status, row.value) == ("missing", None)


def test_a_value_is_corrected_and_one_from_outside_is_not(world: World) -> None:
    row = Measurement.objects.get(indicator=world.share)
    client = browser(world.principal)
    url = reverse("measurement_edit", args=[row.pk])
    client.post(url, {"status": "reported", "numerator": "120", "denominator": "148"})
    row.refresh_from_db()
    assert row.numerator == 120
    row.run = ImportRun.objects.create(source="Skolverket")
    row.save()
    client.post(url, {"status": "reported", "numerator": "1", "denominator": "148"})
    row.refresh_from_db()
    assert row.numerator == 120


def test_validity_is_answered_for_a_year(world: World) -> None:
    args = (*series(world), world.last_year.slug)
    data = {
        "reliable": "yes",
        "measures": "no",
        "measures_why": "Den mäter annat.",
        "shows": "yes",
    }
    client = browser(world.principal)
    assert client.post(reverse("validity_edit", args=args), data).status_code == 302
    review = ValidityReview.objects.get()
    assert (review.by, review.measures) == (world.principal, "no")
    somebody_else = client.post(reverse("validity_edit", args=args), data | {"shows": "partly"})
    assert somebody_else.status_code == 409
    data |= {"revision": str(review.revision), "measures_why": ""}
    refused = client.post(reverse("validity_edit", args=args), data)
    assert refused.status_code == 422
    assert "Den mäter annat." in page(world.principal, "series_detail", *series(world))


def test_only_who_leads_defines_for_everybody(world: World) -> None:
    data = {
        "name": "Närvaro",
        "how": "Varje månad.",
        "kind": "share",
        "decimals": "1",
        "better": "up",
        "origin": "existing",
        "smallest_group": "5",
    }
    assert browser(world.head).post(reverse("indicator_create"), data).status_code == 302
    assert Indicator.objects.get(name="Närvaro").owner is None
    client = browser(world.principal)
    assert client.post(reverse("indicator_create"), data).status_code == 422
    own = data | {"name": "Egen närvaro", "owner": str(world.school.pk)}
    assert client.post(reverse("indicator_create"), own).status_code == 302
    assert Indicator.objects.get(name="Egen närvaro").owner == world.school
    assert status(world.principal, "indicator_edit", world.share.pk) == 404
    assert status(world.lead_teacher, "indicator_create") == 404


def test_a_definition_is_changed_retired_and_restored(world: World) -> None:
    made = define_indicator(owner=world.school, by=world.principal, name="Läsning", how="Test.")
    number = made.history.latest().history_id
    client = browser(world.principal)
    data = {
        "name": "Läsning",
        "how": "Nytt test.",
        "kind": "share",
        "decimals": "1",
        "better": "up",
        "origin": "existing",
        "smallest_group": "5",
        "retired_on": "2026-08-01",
        "revision": "0",
    }
    assert client.post(reverse("indicator_edit", args=[made.pk]), data).status_code == 302
    made.refresh_from_db()
    assert (made.how, made.retired_on) == ("Nytt test.", date(2026, 8, 1))
    history = reverse("indicator_history", args=[made.pk])
    client.post(f"{history}?version={number}")
    made.refresh_from_db()
    assert made.how == "Test."
    assert client.post(f"{history}?version=999999").status_code == 404


def test_a_break_is_shown_and_stops_the_comparison(world: World) -> None:
    record_measurement(
        indicator=world.share,
        unit=world.school,
        period="HT 2026",
        numerator=130,
        denominator=148,
        by=world.principal,
    )
    assert "bero på slumpen" in page(world.principal, "series_detail", *series(world))
    response = browser(world.head).post(
        reverse("break_create", args=[world.share.pk]),
        {"on": "2026-08-01", "reason": "Nya kriterier."},
    )
    assert response.status_code == 302
    html = page(world.principal, "series_detail", *series(world))
    assert "kan inte jämföras med 2025/26: Nya kriterier." in html


def test_other_schools_are_compared_by_pupils_and_quartiles(world: World) -> None:
    for number, (value, pupils) in enumerate([(50, 10), (70, 10), (90, 30), (80, 50)]):
        school = ComparisonUnit.objects.create(
            code=str(number), name=f"Skola {number}", municipality_code="1291", municipality="Ort"
        )
        ComparisonValue.objects.create(
            indicator=world.share,
            unit=school,
            period="2025/26",
            period_ends=date(2026, 7, 31),
            value=Decimal(value),
            denominator=pupils,
        )
    html = page(world.principal, "series_detail", *series(world), kommun="1291")
    assert "Andra skolor i Ort" in html
    assert "79,0" in html


@pytest.mark.parametrize("count", [2, 40])
def test_queries_do_not_grow_with_the_data(
    world: World, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        record_measurement(
            indicator=world.share,
            unit=world.school,
            period=str(2025 - number),
            numerator=80 + number,
            denominator=148,
            by=world.principal,
        )
        define_indicator(owner=None, by=world.head, name=f"Indikator {number}")
    client = browser(world.head)
    for name, args in (
        ("indicator_list", ()),
        ("indicator_detail", (world.share.pk,)),
        ("series_detail", series(world)),
        ("measurement_create", series(world)),
        ("indicator_history", (world.share.pk,)),
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(reverse(name, args=args)).status_code == 200


def test_two_people_on_the_same_indicator_the_second_sees_both(world: World) -> None:
    made = define_indicator(owner=world.school, by=world.principal, name="Läsning", how="Test.")
    edit = reverse("indicator_edit", args=[made.pk])
    data = {
        "name": "Läsning",
        "kind": "share",
        "decimals": "1",
        "better": "up",
        "origin": "existing",
        "smallest_group": "5",
        "revision": "0",
    }
    client = browser(world.principal)
    assert client.post(edit, data | {"how": "Den förstas text"}).status_code == 302
    response = client.post(edit, data | {"how": "Den andras text"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Den förstas text" in page
    assert "Den andras text" in page
    made.refresh_from_db()
    assert made.how == "Den förstas text"
