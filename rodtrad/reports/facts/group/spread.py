"""How far units are apart, over time: the ground for judging equivalence (likvärdighet)."""

from decimal import Decimal

from rodtrad.core.numbers import format_number
from rodtrad.goals.models import Goal
from rodtrad.indicators.disclosure import ShownMeasurement
from rodtrad.indicators.funnel import FEWEST_TO_SHOW
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.rollups import Together, by_year, outside_chance, spread_of
from rodtrad.reports.facts.group.source import GroupSource
from rodtrad.reports.facts.parts import FactJson, listed, note, table

# So many years stand beside each other, unit by unit.
_YEARS_ABREAST = 3


def spread(source: GroupSource) -> list[FactJson]:
    """For each indicator the lowest, middle and highest unit year by year, and every unit."""
    facts: list[FactJson] = []
    seen: set[int] = set()
    for goal in source.shared_goals:
        for indicator in source.indicators.get(goal.pk, []):
            if indicator.pk not in seen:
                seen.add(indicator.pk)
                facts += _indicator(source, goal, indicator)
    if not facts:
        return [
            note("Minst två enheter behöver ha samma indikator för att kunna jämföras.", "warning")
        ]
    return [
        note(
            "Enheterna står i bokstavsordning, för det är ingen rangordning. Enheter skiljer sig "
            "åt också av en slump, mest där grupperna är små, och förutsättningarna är olika."
        ),
        *facts,
    ]


def _indicator(source: GroupSource, goal: Goal, indicator: Indicator) -> list[FactJson]:
    if indicator.incomparable:
        reason = indicator.comparison_note or "Enheterna mäter så olika att det skulle vilseleda."
        return [note(f"”{indicator.name}” jämförs inte mellan enheterna. {reason}")]
    asked = [unit.row.pk for unit in source.applies(goal)]
    years = by_year(indicator, source.shown.get(indicator.pk, []), asked)
    if indicator.kind == Indicator.Kind.QUALITATIVE:
        years = [one for one in years if one.reported > 1]
        return [_by_unit(source, indicator, years, asked)] if years else []
    spreads = [(one, found) for one in years if (found := spread_of(one)) is not None]
    if not spreads:
        return []
    facts = [
        table(
            indicator.name,
            ("Period", "Enheter", "Lägst", "Mitten", "Högst", "Avstånd"),
            [
                (
                    one.label,
                    f"{found.units} av {one.asked}",
                    indicator.show(found.low),
                    indicator.show(found.middle),
                    indicator.show(found.high),
                    _distance(indicator, found.high - found.low),
                )
                for one, found in spreads
            ],
            caption=f"Spridning mellan enheterna: {indicator.name}",
            right=(1, 2, 3, 4, 5),
        ),
        _by_unit(source, indicator, years, asked),
    ]
    last = spreads[-1][0]
    if indicator.kind == Indicator.Kind.SHARE:
        facts.append(note(_beyond_chance(source, indicator, last)))
    return facts


def _distance(indicator: Indicator, distance: Decimal) -> str:
    if indicator.kind == Indicator.Kind.SHARE:
        return f"{format_number(distance, indicator.decimals)} procentenheter"
    return f"{format_number(distance, indicator.decimals)}{indicator.suffix}"


def _by_unit(
    source: GroupSource, indicator: Indicator, years: list[Together], asked: list[int]
) -> FactJson:
    shown = years[-_YEARS_ABREAST:]
    return table(
        f"{indicator.name}, enhet för enhet",
        ("Enhet", *(one.label for one in shown)),
        [
            (unit.row.name, *(_text(one.by_unit.get(unit.row.pk)) for one in shown))
            for unit in source.units
            if unit.row.pk in set(asked)
        ],
        right=range(1, len(shown) + 1),
    )


def _text(row: ShownMeasurement | None) -> str:
    """The value, with the size of the group behind a share."""
    if row is None:
        return "Saknas"
    if row.value is None or row.denominator is None:
        return row.text
    return f"{row.text} (av {format_number(row.denominator)})"


def _beyond_chance(source: GroupSource, indicator: Indicator, last: Together) -> str:
    outside = outside_chance(indicator, last)
    if outside is None:
        return (
            f"{last.label}: så få enheter har antal som kan visas att det inte går att säga om de "
            f"skiljer sig mer än slumpen. Det behövs minst {FEWEST_TO_SHOW}."
        )
    names = [unit.row.name for unit in source.units if unit.row.pk in outside]
    if not names:
        return (
            f"{last.label}: ingen enhet ligger långt utanför det som väntas av slumpen och av hur "
            "olika enheterna är."
        )
    return (
        f"{last.label}: {listed(names)} ligger långt utanför det väntade. Ta reda på vad det beror "
        "på innan slutsatser dras."
    )
