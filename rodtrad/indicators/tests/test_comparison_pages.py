"""Units beside each other: by name, in a funnel, with conditions and what is said of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.indicators.actions import add_break, define_indicator, record_measurement
from rodtrad.indicators.disclosure import WITHHELD, shown_measurements
from rodtrad.indicators.explaining import explain_differences
from rodtrad.indicators.models import (
    ComparisonUnit,
    ComparisonValue,
    Explanation,
    Indicator,
    Measurement,
)
from rodtrad.indicators.queries import latest_values, together
from tests.world import World


def page(user: User, name: str, *args: object, query: str = "", status: int = 200) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == status, response.status_code
    return str(response.content.decode())


def measure(
    world: World, unit: object, part: int, n: int, gender: str = "T", **fields: object
) -> Measurement:
    return record_measurement(
        indicator=fields.pop("indicator", world.share),  # type: ignore[arg-type]  # an Indicator
        unit=unit,  # type: ignore[arg-type]  # a Unit of the world
        period=str(fields.pop("period", "2025/26")),
        numerator=part,
        denominator=n,
        gender=gender,
        by=world.head,
    ).measurement


def other_schools(indicator: Indicator, *parts: int) -> None:
    """Schools of the statistics, each with so many of a hundred."""
    for number, part in enumerate(parts):
        ComparisonValue.objects.create(
            indicator=indicator,
            unit=ComparisonUnit.objects.create(code=f"J{number}", name=f"Skola {number}"),
            period="2025/26",
            period_ends="2026-07-31",
            value=Decimal(part),
            numerator=part,
            denominator=100,
        )


@pytest.fixture
def condition(world: World) -> Indicator:
    """A condition that both schools have a value of."""
    found = define_indicator(
        owner=None,
        by=world.head,
        name="Behöriga lärare",
        how="Tjänsterna.",
        kind="share",
        purpose=Indicator.Purpose.CONDITION,
        counted="staff",
    )
    for unit, part in ((world.school, 18), (world.other_school, 9)):
        measure(world, unit, part, 20, indicator=found, period="2025")
    return found


def test_units_stand_by_name_with_what_they_have_to_work_with(
    world: World, condition: Indicator
) -> None:
    measure(world, world.other_school, 148, 150)
    html = page(world.head, "indicator_compare", world.share.pk)
    table = html[html.index('id="cap-rows"') :]
    assert table.index("Västerportskolan") < table.index("Östra skolan")
    assert "Behöriga lärare" in table
    assert f"45,0{chr(0xA0)}%" in table
    assert "inte rangordnade" in html
    assert "inte vem som gör ett bra arbete" in html


def test_the_funnel_has_a_title_a_description_and_a_table(world: World) -> None:
    measure(world, world.other_school, 148, 150)
    other_schools(world.share, 95, 96, 97)
    html = page(world.head, "indicator_compare", world.share.pk)
    svg = html[html.index("<svg xmlns") : html.index("</svg>", html.index("<svg xmlns"))]
    assert "<title" in svg
    assert "<desc" in svg
    assert "Utanför det väntade: Västerportskolan" in svg
    assert "Långt under det väntade" in html[html.index('id="cap-rows"') :]


def test_too_few_units_are_told_in_words_and_not_drawn(world: World) -> None:
    measure(world, world.other_school, 148, 150)
    html = page(world.head, "indicator_compare", world.share.pk)
    assert "2 enheter har värden som går att jämföra. Det är för få" in html
    assert html.count("Det är för få") == 1
    assert "<svg xmlns" not in html[html.index("<main") :]
    assert "det väntade" not in html[html.index('id="cap-rows"') :]
    other_schools(world.share, 80, 81, 82)
    assert "Det är för få" not in page(world.head, "indicator_compare", world.share.pk)


def test_units_inside_widened_lines_are_not_said_to_differ_by_chance(world: World) -> None:
    measure(world, world.other_school, 70, 100)
    other_schools(world.share, 75, 80, 82)
    client = Client()
    client.force_login(world.head)
    found = client.get(reverse("indicator_compare", args=[world.share.pk])).context["beside"]
    alike = replace(found, rows=tuple(replace(row, place="inside") for row in found.rows))
    assert "Alla ligger inom det som slumpen väntas ge." in alike.sentences()
    wide = replace(alike, funnel=replace(alike.funnel, dispersion=9.0))
    said = " ".join(wide.sentences())
    assert "det som slumpen väntas ge" not in said
    assert (
        "men enheterna skiljer sig mer åt än slumpen ensam ger: spridningen är 3,0 gånger" in said
    )


def test_girls_and_boys_differ_with_their_interval(world: World) -> None:
    measure(world, world.school, 70, 74, "K")
    measure(world, world.school, 54, 74, "M")
    html = page(world.head, "indicator_compare", world.share.pk)
    assert "+21,6 (10 till 33)" in html
    assert "större än slumpen" in html


def test_a_small_school_is_in_the_list_but_its_figure_is_not(world: World) -> None:
    measure(world, world.other_school, 2, 4)
    html = page(world.head, "indicator_compare", world.share.pk)
    assert "Östra skolan" in html
    assert WITHHELD in html
    assert f"50,0{chr(0xA0)}%" not in html
    csv = page(world.head, "indicator_compare", world.share.pk, query="?format=csv")
    assert "Östra skolan;2025/26;Visas inte: för få" in csv


def test_other_schools_draw_the_funnel_unless_only_own_are_asked_for(world: World) -> None:
    other_schools(world.share, *[60] * 12)
    assert "Andra skolor i statistiken (12 stycken)" in page(
        world.head, "indicator_compare", world.share.pk
    )
    own = page(world.head, "indicator_compare", world.share.pk, query="?bland=egna")
    assert "Andra skolor i statistiken (" not in own


def test_units_that_cannot_be_compared_are_not_put_beside_each_other(world: World) -> None:
    Indicator.objects.filter(pk=world.share.pk).update(
        incomparable=True, comparison_note="Skolorna mäter olika."
    )
    html = page(world.head, "indicator_compare", world.share.pk)
    assert "Enheterna jämförs inte" in html
    assert "Skolorna mäter olika." in html
    assert "<table" not in html


def test_the_administration_explains_and_who_reads_sees_it(world: World) -> None:
    client = Client()
    client.force_login(world.head_of_preschools)
    address = reverse("explanation_edit", args=[world.share.pk, world.last_year.slug])
    text = "Skolan har tagit emot många nyanlända."
    assert client.post(address, {"text": text, "revision": "0"}).status_code == 302
    assert text in page(world.principal, "indicator_compare", world.share.pk)
    # A second who started from nothing sees both.
    assert client.post(address, {"text": "Annat.", "revision": "0"}).status_code == 409
    assert Explanation.objects.get().text == text


def test_an_explanation_is_written_once_a_year_and_is_kept_in_history(world: World) -> None:
    first = explain_differences(
        indicator=world.share,
        unit=world.administration,
        school_year=world.last_year,
        text="Först.",
        revision=0,
        by=world.head,
    )
    again = explain_differences(
        indicator=world.share,
        unit=world.administration,
        school_year=world.last_year,
        text="Sedan.",
        revision=first.revision,
        by=world.head,
    )
    assert (again.pk, again.revision, again.history.count()) == (first.pk, 2, 2)


def test_a_lone_unit_and_no_values_give_readable_pages(world: World) -> None:
    html = page(world.principal, "indicator_compare", world.share.pk)
    assert "Västerportskolan har 83,8" in html
    assert "Inga värden att jämföra ännu" in page(world.head, "indicator_compare", world.levels.pk)
    page(world.head, "indicator_compare", world.share.pk, query="?period=1999/00", status=404)


def test_all_withheld_gives_a_readable_page(world: World) -> None:
    Measurement.objects.all().delete()
    for unit in (world.school, world.other_school):
        measure(world, unit, 1, 2)
    html = page(world.head, "indicator_compare", world.share.pk)
    assert "Inget värde kan visas för 2025/26." in html
    assert "2 enheter visas inte" in html


def test_a_break_every_year_gives_a_readable_series(world: World) -> None:
    for year in range(2021, 2026):
        measure(world, world.school, 100, 148, period=f"{year}/{(year + 1) % 100}")
        add_break(indicator=world.share, on=date(year, 8, 1), reason="Nytt.", by=world.head)
    html = page(world.principal, "series_detail", world.share.pk, world.school.code)
    assert "kan inte jämföras med" in html


def test_a_stored_total_beside_one_withheld_unit_is_withheld(world: World) -> None:
    small = measure(world, world.other_school, 2, 4)
    total = measure(world, world.administration, 126, 152)
    shown = {row.measurement.pk: row.text for row in shown_measurements(world.share, [total])}
    assert shown == {total.pk: WITHHELD}
    # On its page, in the register and in the export alike.
    html = page(world.head, "series_detail", world.share.pk, world.administration.code)
    assert "82,9" not in html
    assert "126" not in html
    found = latest_values([world.share], world.administration)
    assert found[world.share.pk].is_withheld
    small.delete()
    measure(world, world.other_school, 12, 14)
    total = Measurement.objects.get(pk=total.pk)
    total.denominator, total.numerator = 162, 136
    total.save()
    fresh = Measurement.objects.get(pk=total.pk)
    (row,) = shown_measurements(world.share, [fresh])
    assert not row.is_withheld


def test_the_sum_of_units_counts_only_those_that_are_shown(world: World) -> None:
    measure(world, world.other_school, 2, 4)
    found = together(world.share, world.head)
    assert found is not None
    assert (found.total.numerator, found.total.denominator) == (124, 148)
    assert (found.total.reported, found.total.missing) == (1, 1)


def test_units_whose_source_gives_a_share_and_of_how_many_are_summed_too(world: World) -> None:
    Measurement.objects.filter(indicator=world.share).delete()
    for unit, share in ((world.school, 60), (world.other_school, 80)):
        record_measurement(
            indicator=world.share,
            unit=unit,
            period="2025/26",
            value=Decimal(share),
            denominator=50,
            source="Enkät",
            by=world.head,
        )
    found = together(world.share, world.head)
    assert found is not None
    assert (found.total.numerator, found.total.denominator) == (70, 100)


def test_how_it_is_counted_is_told_to_the_board_as_well(world: World) -> None:
    html = page(world.board_member, "method_detail")
    for name in ("Wilson", "Newcombe", "Spiegelhalter", "Mann", "Garwood", "Welch"):
        assert name in html


def test_a_definition_holds_how_its_figures_are_told(world: World) -> None:
    client = Client()
    client.force_login(world.head)
    address = reverse("indicator_edit", args=[world.share.pk])
    data = {
        "name": "Behöriga lärare",
        "how": "Tjänsterna i oktober.",
        "kind": "share",
        "decimals": "1",
        "better": "up",
        "origin": "existing",
        "smallest_group": "5",
        "purpose": "condition",
        "counted": "staff",
        "confidence": "99",
        "merge_years": "1",
        "incomparable": "on",
        "revision": "0",
    }
    assert client.post(address, data).status_code == 302
    changed = Indicator.objects.get(pk=world.share.pk)
    assert (changed.is_condition, changed.counted, changed.level) == (True, "staff", 0.99)
    assert (changed.merge_years, changed.incomparable) == (1, True)
    refused = client.post(address, data | {"revision": "1", "scale_low": "1", "scale_high": "5"})
    assert refused.status_code == 422
    assert "skala med ändar" in refused.content.decode()


def test_a_condition_that_would_tell_of_a_small_gender_is_withheld(
    world: World, condition: Indicator
) -> None:
    # No girls, and the source withholds the boys: the total would be theirs.
    measure(world, world.school, 18, 20, indicator=condition, period="2025")
    for gender, status in (("K", "not_applicable"), ("M", "suppressed")):
        record_measurement(
            indicator=condition,
            unit=world.school,
            period="2025",
            gender=gender,
            status=status,
            denominator=0 if gender == "K" else None,
            by=world.head,
        )
    measure(world, world.school, 30, 40)
    text = page(world.head, "indicator_compare", world.share.pk)
    assert "90,0" not in text
    assert WITHHELD in text


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("mean", {}, "En tratt ritas bara för andelar"),
        ("number", {"is_count": True, "decimals": 0}, "Ett antal är större där fler går"),
        ("number", {}, "En tratt ritas bara för andelar"),
        ("qualitative", {"levels": ["Ett", "Två", "Tre", "Fyra"]}, "Beskrivna nivåer är"),
    ],
)
def test_a_kind_without_a_funnel_says_why_and_names_only_its_own_methods(
    world: World, kind: str, fields: dict[str, object], words: str
) -> None:
    made = define_indicator(owner=None, by=world.head, name="Nytt", how="Så.", kind=kind, **fields)  # type: ignore[arg-type]  # its own fields
    for unit, value in ((world.school, 3), (world.other_school, 4)):
        record_measurement(
            indicator=made,
            unit=unit,
            period="2025/26",
            value=Decimal(value),
            denominator=40,
            spread=Decimal(1) if kind == "mean" else None,
            by=world.head,
        )
    text = page(world.head, "indicator_compare", made.pk)
    assert words in text
    assert "Wilson" not in text
    assert ("Students t" in text) == (kind == "mean")
    assert ("Poisson" in text) == ("is_count" in fields)
    if kind == "mean":
        # t with 39 degrees of freedom: 3 ± 2.0227 / sqrt(40), with the mean's own decimals.
        assert "2,7–3,3" in text
