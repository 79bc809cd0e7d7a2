"""What a unit's figures say, for every kind of indicator, and what they cannot say."""

from datetime import date
from decimal import Decimal

import pytest

from rodtrad.indicators.models import Indicator, Measurement, SeriesBreak
from rodtrad.indicators.others import Other
from rodtrad.indicators.telling import Telling, tell

pytestmark = pytest.mark.django_db
NBSP = "\u00a0"
LARGER = "Skillnaden är större än vad slumpen brukar ge."
WITHIN = "Skillnaden kan bero på slumpen."


def row(
    year: int,
    value: float | None = None,
    *,
    part: int | None = None,
    n: int | None = None,
    spread: float | None = None,
    gender: str = "T",
    status: str = "reported",
) -> Measurement:
    number: Decimal | None = None
    if status == "reported":
        number = Decimal(part) * 100 / Decimal(n or 1) if part is not None else Decimal(str(value))
    return Measurement(
        unit_id=1,
        period=f"{year}/{(year + 1) % 100:02}",
        period_ends=date(year + 1, 7, 31),
        gender=gender,
        status=status,
        value=number,
        numerator=part,
        denominator=n,
        spread=None if spread is None else Decimal(str(spread)),
    )


def indicator(kind: str = "share", **fields: object) -> Indicator:
    return Indicator(name="Indikatorn", kind=kind, smallest_group=5, **fields)


def answers(telling: Telling) -> list[tuple[str, str, str]]:
    return [(j.question, j.sign, j.word) for j in telling.judgements]


def test_a_share_is_told_with_its_interval_and_its_group() -> None:
    found = tell(indicator(), [row(2025, part=10, n=12)])
    assert found.headline == (
        f"83,3{NBSP}% (2025/26). Så mycket kan siffran svänga av slump: mellan 55 och 95{NBSP}%. "
        "Värdet bygger på 12 elever."
    )
    assert found.cannot[0] == "Med 12 elever flyttar en enda elev andelen 8 procentenheter."
    assert any("Wilson (1927), 95 %" in line for line in found.method)


def test_confidence_is_the_indicators_own() -> None:
    rows = [row(2024, part=60, n=100), row(2025, part=74, n=100)]
    usual, careful = tell(indicator(), rows), tell(indicator(confidence=99), rows)
    assert answers(usual) == [("earlier", "up", "Högre, bättre än förra gången")]
    assert answers(careful) == [("earlier", "same", "Ingen säker förändring")]
    assert any("99 %" in line for line in careful.method)


@pytest.mark.parametrize(
    ("desired", "sign"), [(70, "met"), (82, "met"), (86, "unsure"), (97, "unmet")]
)
def test_against_the_target_chance_is_told_too(desired: int, sign: str) -> None:
    found = tell(indicator(), [row(2025, part=84, n=100)], desired=Decimal(desired))
    (judgement,) = found.judgements
    assert (judgement.question, judgement.sign) == ("target", sign)


def test_lower_is_better_where_the_indicator_says_so() -> None:
    found = tell(
        indicator(better="down"),
        [row(2024, part=60, n=100), row(2025, part=20, n=100)],
        desired=Decimal(30),
    )
    assert answers(found) == [
        ("target", "met", "Når önskat läge"),
        ("earlier", "down", "Lägre, bättre än förra gången"),
    ]


def test_the_three_questions_are_told_apart() -> None:
    found = tell(
        indicator(),
        [row(2024, part=60, n=100), row(2025, part=84, n=100)],
        desired=Decimal(95),
        others=[Other("Riket", Decimal("84.1"))],
    )
    assert [question for question, _, _ in answers(found)] == ["target", "earlier", "others"]


@pytest.mark.parametrize(
    ("other", "sign"),
    [
        (Other("Riket", Decimal(60)), "over"),
        (Other("Riket", Decimal(95)), "under"),
        (Other("Riket", Decimal(80)), "like"),
        (Other("Kommunens övriga skolor", Decimal(80), (40, 50)), "like"),
        (Other("Kommunens övriga skolor", Decimal(60), (300, 500)), "over"),
    ],
)
def test_against_others_with_and_without_their_numbers(other: Other, sign: str) -> None:
    found = tell(indicator(), [row(2025, part=84, n=100)], others=[other])
    (judgement,) = found.judgements
    assert (judgement.question, judgement.sign) == ("others", sign)


def test_units_that_cannot_be_compared_are_not() -> None:
    found = tell(
        indicator(incomparable=True),
        [row(2025, part=84, n=100)],
        others=[Other("Riket", Decimal(10))],
    )
    assert found.judgements == ()


def test_three_years_in_one_direction_are_a_trend_and_a_break_ends_it() -> None:
    rows = [row(2023, part=120, n=200), row(2024, part=140, n=200), row(2025, part=160, n=200)]
    found = tell(indicator(), rows)
    assert answers(found)[-1] == ("earlier", "up", "Tydlig riktning uppåt")
    assert "går värdet upp, i snitt 10,0 procentenheter om året" in found.judgements[-1].sentence
    broken = [SeriesBreak(on=date(2024, 8, 1), reason="Nya kriterier.")]
    assert len(answers(tell(indicator(), rows, breaks=broken))) == 1


def test_a_break_every_year_leaves_nothing_to_compare() -> None:
    rows = [row(year, part=50, n=100) for year in range(2021, 2026)]
    breaks = [SeriesBreak(on=date(year, 8, 1), reason="Nytt.") for year in range(2021, 2026)]
    found = tell(indicator(), rows, breaks=breaks)
    assert answers(found) == [("earlier", "unsure", "Brott i serien")]
    assert found.merged is None
    assert any("bara en mätning" in line for line in found.cannot)


def test_a_mean_with_its_spread_is_compared_by_welch() -> None:
    rows = [row(2024, 3.6, n=80, spread=0.9), row(2025, 4.1, n=85, spread=0.8)]
    found = tell(indicator("mean", decimals=1), rows)
    assert answers(found) == [("earlier", "up", "Högre, bättre än förra gången")]
    assert found.judgements[0].sentence.endswith(LARGER)
    assert any("Welch" in line for line in found.method)


def test_a_mean_on_a_known_scale_has_the_widest_interval_and_none_otherwise() -> None:
    rows = [row(2025, 4.0, n=40)]
    on_scale = tell(indicator("mean", scale_low=Decimal(1), scale_high=Decimal(5)), rows)
    assert "Så mycket kan siffran svänga av slump: mellan 3,4 och 4,6" in on_scale.headline
    assert any("Bhatia" in line for line in on_scale.method)
    without = tell(indicator("mean"), rows)
    assert without.headline == "4,0 (2025/26)."
    assert any("standardavvikelse" in line for line in without.cannot)


def test_a_count_of_events_has_poissons_interval() -> None:
    kind = indicator("number", is_count=True, decimals=0, better="none")
    found = tell(kind, [row(2024, 30), row(2025, 10)])
    # Garwood (1936): 10 events, 4.80 to 18.39.
    assert "mellan 5 och 18" in found.headline
    assert answers(found) == [("earlier", "down", "Lägre än förra gången")]
    within = tell(kind, [row(2024, 12), row(2025, 10)])
    assert within.judgements[0].sentence.endswith(WITHIN)


def test_a_plain_number_has_no_chance_of_its_own() -> None:
    found = tell(indicator("number"), [row(2024, 5.2), row(2025, 5.6)])
    assert found.headline == "5,6 (2025/26)."
    assert any("inget slumpspann" in line for line in found.cannot)
    assert not any("slumpen" in j.sentence for j in found.judgements)


def test_a_described_level_is_a_judgement_not_a_sample() -> None:
    levels = indicator("qualitative", levels=["Försök", "Planerat", "Vardag"], decimals=0)
    found = tell(levels, [row(2024, 1), row(2025, 2)])
    assert found.headline == "2: Planerat (2025/26)."
    assert found.judgements[0].sentence == (
        "2024/25 till 2025/26: Från 1: Försök till 2: Planerat."
    )
    assert any("bedömning" in line for line in found.cannot)


def test_girls_and_boys_are_told_with_the_interval_of_what_differs() -> None:
    rows = [
        row(2025, part=70, n=100),
        row(2025, part=45, n=50, gender="K"),
        row(2025, part=25, n=50, gender="M"),
    ]
    gap = tell(indicator(), rows).gap
    assert gap is not None
    # By hand from Wilson's 0.786-0.957 for 45/50 and 0.366-0.634 for 25/50 (Newcombe, method 10).
    assert (gap.low, gap.high) == pytest.approx((22.5, 54.5), abs=0.1)
    assert "Flickornas värde är 40,0" in gap.sentence
    assert "mer än slumpen" in gap.sentence


def test_a_small_unit_gets_its_years_together_but_never_a_withheld_one() -> None:
    rows = [row(2023, part=3, n=4), row(2024, part=5, n=8), row(2025, part=6, n=9)]
    merged = tell(indicator(), rows).merged
    assert merged is not None
    assert (merged.numerator, merged.denominator) == (11, 17)
    assert merged.sentence.startswith("2024/25 och 2025/26 tillsammans: 64,7")


def test_withheld_years_are_told_together_only_where_no_total_gives_them_away() -> None:
    rows = [row(year, part=2, n=4) for year in (2022, 2023, 2024)]
    assert tell(indicator(), rows).merged is None
    alone = tell(indicator(), rows, stands_alone=True)
    assert alone.headline.startswith("Inget enskilt år kan visas")
    assert alone.merged is not None
    assert (alone.merged.numerator, alone.merged.denominator) == (6, 12)


def test_one_withheld_year_is_never_hidden_among_shown_ones() -> None:
    rows = [row(2023, part=6, n=9), row(2024, part=2, n=4), row(2025, part=6, n=9)]
    merged = tell(indicator(), rows, stands_alone=True).merged
    assert merged is not None
    assert merged.denominator == 18


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [row(2025, status="missing")],
        [row(2025, status="suppressed"), row(2024, status="suppressed")],
        [row(2025, status="not_applicable", n=0)],
        [row(2025, part=0, n=1)],
        [row(2025, part=1, n=1), row(2024, status="missing")],
    ],
)
@pytest.mark.parametrize("kind", list(Indicator.Kind.values))
def test_nothing_to_tell_is_said_plainly(kind: str, rows: list[Measurement]) -> None:
    found = tell(indicator(kind, levels=["Ett", "Två"]), rows)
    assert found.headline.endswith(".")
    assert "None" not in found.headline
