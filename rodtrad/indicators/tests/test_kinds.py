"""Every kind of indicator with every tool, against values worked out elsewhere."""

from datetime import date
from decimal import Decimal

import pytest

from rodtrad.core.schoolyear import Period
from rodtrad.indicators.changes import difference
from rodtrad.indicators.disclosure import shown_measurements
from rodtrad.indicators.models import Indicator, Measurement, SeriesBreak
from rodtrad.indicators.others import Other, others_together
from rodtrad.indicators.statistics import pooled_mean, scale_interval
from rodtrad.indicators.telling import tell
from rodtrad.indicators.tests.test_telling import WITHIN, answers, indicator, row
from rodtrad.indicators.trend import trend_of_values
from rodtrad.indicators.uncertainty import uncertainty_of

pytestmark = pytest.mark.django_db


def in_period(code: str, **fields: int | float | None) -> Measurement:
    found = row(2025, **fields)  # type: ignore[arg-type]  # the fields of a row
    found.period, found.period_ends = code, Period.parse(code).ends
    return found


def count(**fields: object) -> Indicator:
    return indicator("number", is_count=True, decimals=0, **fields)


def on_scale(**fields: object) -> Indicator:
    return indicator("mean", scale_low=Decimal(1), scale_high=Decimal(5), **fields)


def test_more_events_among_many_more_pupils_are_fewer_for_each() -> None:
    kind = count(better="down")
    found = tell(kind, [row(2024, 30, n=300), row(2025, 40, n=800)])
    # SciPy's binomial: 40 of 70 where 800/1100 is expected, p = 0.0071 two-sided.
    assert answers(found) == [("earlier", "down", "Lägre per elev, bättre än förra gången")]
    assert found.judgements[0].sentence == (
        "2024/25 till 2025/26: Från 30 till 40. På 100 elever: från 10,0 till 5,0 "
        "(300 respektive 800 elever). Skillnaden är större än vad slumpen brukar ge."
    )
    # As many pupils: 40 of 70 where a half is expected, p = 0.28.
    alike = tell(kind, [row(2024, 30, n=300), row(2025, 40, n=300)])
    assert answers(alike) == [("earlier", "same", "Ingen säker förändring")]


def test_events_among_girls_and_boys_are_tested_only_when_it_is_known_how_many_they_are() -> None:
    unknown = [row(2025, 70), row(2025, 30, gender="K"), row(2025, 40, gender="M")]
    gap = tell(count(), unknown).gap
    assert gap is not None
    assert "slumpen brukar" not in gap.sentence
    assert gap.sentence.endswith("går det inte att säga om det är slump.")
    known = [
        row(2025, 70, n=1100),
        row(2025, 30, n=300, gender="K"),
        row(2025, 40, n=800, gender="M"),
    ]
    gap = tell(count(), known).gap
    assert gap is not None
    assert "Flickornas värde är 10 lägre. På 100 flickor är det 10,0, på 100 pojkar 5,0." in (
        gap.sentence
    )
    assert gap.sentence.endswith("Det är mer än slumpen brukar ge.")


def test_a_count_is_not_put_beside_the_nation_and_the_page_says_why() -> None:
    found = tell(count(), [row(2025, 12)], others=[Other("Riket", Decimal(9000))])
    assert found.judgements == ()
    assert any("därför jämförs det inte" in line for line in found.cannot)


def test_a_level_is_not_put_beside_a_mean_of_levels() -> None:
    kind = indicator("qualitative", levels=["Ett", "Två", "Tre"], decimals=0)
    assert tell(kind, [row(2025, 2)], others=[Other("Riket", Decimal("2.6"))]).judgements == ()


def test_a_mean_on_a_known_scale_is_compared_with_the_widest_spread() -> None:
    found = difference(on_scale(), row(2024, 3.0, n=40), row(2025, 4.0, n=40))
    assert found is not None
    # SciPy's Welch with s = 2.0255 and 1.7541, the largest that the scale allows: p = 0.0208.
    assert (found.low, found.high) == pytest.approx((0.15629, 1.84371), abs=1e-5)
    assert found.is_clear
    told = tell(on_scale(), [row(2024, 3.0, n=40), row(2025, 3.4, n=40)])
    # p = 0.375.
    assert told.judgements[0].sentence.endswith(WITHIN)
    assert any("största spridning" in line for line in told.method)


def test_answers_that_are_all_alike_are_not_certain() -> None:
    # SciPy's Wilson for 10 of 10 is 0.7225 to 1: on the scale 1 + 4 * 0.7225.
    for one in (row(2025, 5.0, n=10), row(2025, 5.0, n=10, spread=0)):
        found = uncertainty_of(on_scale(), one)
        assert found is not None
        assert (found.low, found.high) == pytest.approx((3.88987, 5.0), abs=1e-5)
    assert uncertainty_of(indicator("mean"), row(2025, 5.0, n=10, spread=0)) is None
    change = difference(on_scale(), row(2024, 4.0, n=2, spread=0), row(2025, 5.0, n=2, spread=0))
    assert change is not None
    assert not change.is_clear


@pytest.mark.parametrize(("mean", "n"), [(0.9, 5), (5.1, 5), (3, 0)])
def test_a_mean_outside_its_scale_or_of_nobody_has_no_interval(mean: float, n: int) -> None:
    with pytest.raises(ValueError, match=r"ligga på skalan|minst ett barn"):
        scale_interval(mean, n, 1, 5)


def test_means_pool_as_if_the_answers_were_counted_together() -> None:
    # 3 4 4 5 2 3 and 5 5 4 4 3 5 2 4: NumPy's mean and standard deviation of all fourteen.
    found = pooled_mean([(3.5, 1.0488088481701516, 6), (4.0, 1.0690449676496976, 8)])
    assert found == pytest.approx((3.7857142857, 1.0509022811, 14))
    with pytest.raises(ValueError, match="minst två svar"):
        pooled_mean([(3.0, 0.0, 1)])


def test_a_term_is_not_compared_with_the_school_year_that_it_is_in() -> None:
    rows = [
        in_period("2024/25", part=60, n=100),
        in_period("HT 2025", part=45, n=50),
        in_period("2025/26", part=84, n=100),
        in_period("VT 2026", part=39, n=50),
    ]
    found = tell(indicator(), rows)
    # The spring term is told against the autumn term, the last of its sort.
    assert found.judgements[0].sentence.startswith("HT 2025 till VT 2026")
    assert any("olika slags perioder" in line for line in found.cannot)
    within = tell(indicator(), [in_period("2025/26", part=84, n=100), rows[-1]])
    assert answers(within) == [("earlier", "unsure", "Går inte att jämföra")]


def test_a_trend_holds_periods_of_one_sort_only() -> None:
    rows = [in_period(f"{year}/{year % 100 + 1}", part=50, n=200) for year in range(2020, 2024)]
    terms = [in_period(f"VT {year}", part=150, n=200) for year in (2021, 2022)]
    found = tell(indicator(), [*rows, *terms])
    assert not any("riktning" in word for _, _, word in answers(found))


def test_events_of_a_term_and_of_a_year_are_never_compared() -> None:
    rows = [in_period("2023/24", value=40), in_period("HT 2024", value=15)]
    found = tell(count(), rows)
    assert answers(found) == [("earlier", "unsure", "Går inte att jämföra")]


def test_many_ties_without_a_slope_are_no_direction() -> None:
    # SciPy: tau-b of 0 0 0 0 0 0 0 1 1 1 has p = 0.0167, and Theil and Sen's slope is 0.
    found = trend_of_values(range(10), [0] * 7 + [1] * 3)
    assert found is not None
    assert found.p == pytest.approx(0.0167, abs=1e-4)
    assert found.slope == 0
    assert not found.is_clear


def test_a_trend_says_what_holds_in_all_and_not_that_every_year_moved() -> None:
    rows = [row(2023, part=100, n=200), row(2024, part=160, n=200), row(2025, part=150, n=200)]
    found = tell(indicator(), rows)
    assert found.judgements[-1].sentence.startswith("Sett över de senaste 3 mätningarna går värdet")


def test_a_change_of_unknown_size_of_groups_is_neither_better_nor_worse() -> None:
    found = tell(
        indicator(), [row(2024, 60.0), row(2025, 64.0)], others=[Other("Riket", Decimal(70))]
    )
    assert answers(found) == [
        ("earlier", "up", "Högre än förra gången"),
        ("others", "under", "Under riket"),
    ]
    assert found.judgements[0].sentence.endswith("går inte att säga.")
    assert any("eller säga om en skillnad är större än slumpen" in line for line in found.cannot)


def test_girls_and_boys_on_a_scale_have_an_interval_with_its_decimals() -> None:
    rows = [
        row(2025, 3.5, n=100, spread=0.8),
        row(2025, 3.7, n=50, spread=0.8, gender="K"),
        row(2025, 3.3, n=50, spread=0.8, gender="M"),
    ]
    gap = tell(on_scale(unit_of_measure="poäng", decimals=1), rows).gap
    assert gap is not None
    # Welch: 0.4 ± 1.98447 * 0.16.
    assert "mellan 0,1 och 0,7" in gap.sentence


def test_what_is_newer_and_not_shown_is_said() -> None:
    found = tell(indicator(), [row(2024, part=60, n=100), row(2025, part=2, n=4)])
    assert any("Inget värde kan visas för 2025/26" in line for line in found.cannot)


def test_no_method_is_named_for_a_change_across_a_break() -> None:
    breaks = [SeriesBreak(on=date(2025, 8, 1), reason="Nya frågor.")]
    found = tell(indicator(), [row(2024, part=60, n=100), row(2025, part=84, n=100)], breaks=breaks)
    assert not any("Newcombe" in line for line in found.method)


def test_few_events_a_year_are_counted_together_over_years() -> None:
    merged = tell(count(), [row(2023, 3), row(2024, 4), row(2025, 2)]).merged
    assert merged is not None
    # Garwood's interval for 9 events, by SciPy's chi-squared: 4.115 to 17.085.
    assert (merged.low, merged.high) == pytest.approx((4.1154, 17.0848), abs=1e-3)
    assert merged.sentence == (
        "2023/24–2025/26 tillsammans: 9, i snitt 3,0 om året. Så mycket kan siffran svänga av "
        "slump: mellan 4 och 17 på de åren."
    )
    assert tell(count(), [row(2024, 40), row(2025, 35)]).merged is None
    assert tell(count(merge_years=1), [row(2024, 3), row(2025, 4)]).merged is None


def test_the_means_of_few_are_pooled_over_years_but_not_over_a_break() -> None:
    rows = [row(2024, 3.5, n=6, spread=1.0488088), row(2025, 4.0, n=8, spread=1.069045)]
    merged = tell(indicator("mean"), rows).merged
    assert merged is not None
    # SciPy's t of the fourteen answers behind them.
    assert (merged.low, merged.high) == pytest.approx((3.17894, 4.39249), abs=1e-4)
    assert merged.sentence.startswith("2024/25 och 2025/26 tillsammans: 3,8 (14 svar).")
    broken = [SeriesBreak(on=date(2025, 8, 1), reason="Nya frågor.")]
    assert tell(indicator("mean"), rows, breaks=broken).merged is None


def test_withheld_years_of_events_and_means_are_never_in_the_sum() -> None:
    rows = [row(2023, 3, n=4), row(2024, 4, n=40), row(2025, 2, n=40)]
    merged = tell(count(), rows, stands_alone=True).merged
    assert merged is not None
    assert merged.numerator == 6


@pytest.mark.parametrize("kind", ["number", "qualitative"])
def test_other_numbers_and_levels_are_not_put_together_over_years(kind: str) -> None:
    told = tell(indicator(kind, levels=["Ett", "Två", "Tre"]), [row(2024, 1), row(2025, 2)])
    assert told.merged is None


def test_terms_of_a_share_are_never_named_as_whole_years() -> None:
    rows = [in_period(f"VT {year}", part=6, n=9) for year in (2024, 2025, 2026)]
    merged = tell(indicator(), rows).merged
    assert merged is not None
    assert merged.sentence.startswith("VT 2024, VT 2025 och VT 2026 tillsammans:")


def test_less_known_of_the_others_never_makes_a_difference_clearer() -> None:
    kind = indicator("mean", decimals=1)
    own = row(2025, 3.3, n=200, spread=1.0)
    for spread in (1.0, None):
        rest = [row(2025, 3.0, n=8, spread=spread), row(2025, 3.2, n=8, spread=spread)]
        for number, one in enumerate(rest, start=2):
            one.unit_id = number
        other = others_together(kind, "Kommunens övriga skolor", shown_measurements(kind, rest))
        assert other is not None
        said = " ".join(one.sentence for one in tell(kind, [own], others=[other]).judgements)
        assert "större än vad slumpen" not in said


def test_a_mean_is_told_against_the_other_schools_of_the_municipality() -> None:
    kind = indicator("mean", decimals=1)
    rest = [row(2025, 3.5, n=60, spread=1.0), row(2025, 3.7, n=40, spread=1.0)]
    other = others_together(kind, "Kommunens övriga skolor", shown_measurements(kind, rest[:1]))
    assert other is None
    for number, one in enumerate(rest, start=2):
        one.unit_id = number
    other = others_together(kind, "Kommunens övriga skolor", shown_measurements(kind, rest))
    assert other is not None
    # (60 * 3.5 + 40 * 3.7) / 100.
    assert float(other.value) == pytest.approx(3.58)
    found = tell(kind, [row(2025, 4.2, n=50, spread=0.9)], others=[other])
    assert answers(found) == [("others", "over", "Över kommunens övriga skolor")]
    near = tell(kind, [row(2025, 3.8, n=50, spread=0.9)], others=[other])
    assert answers(near) == [("others", "like", "Som kommunens övriga skolor")]


def test_a_direction_of_events_is_by_how_many_they_are_too() -> None:
    numbers = ((20, 200), (21, 250), (22, 310), (23, 390), (24, 480))
    rows = [row(2021 + place, events, n=n) for place, (events, n) in enumerate(numbers)]
    found = tell(count(better="down"), rows)
    # SciPy: Kendall's exact p = 0.0167 and Theil and Sen's slope -1.2506 for each hundred.
    assert answers(found)[-1] == ("earlier", "down", "Tydlig riktning nedåt")
    assert "ned, i snitt 1,3 på 100 elever om året" in found.judgements[-1].sentence
