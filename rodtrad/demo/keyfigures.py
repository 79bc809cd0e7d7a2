"""The demo's key figures: conditions, girls and boys, one occasion given and one coming."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.demo.clock import happening_on, workday
from rodtrad.demo.content import read
from rodtrad.demo.forums import board_day, next_board_day
from rodtrad.demo.season import Season
from rodtrad.indicators import actions as indicators
from rodtrad.indicators.bulk import OutsideReading, School, record_import
from rodtrad.indicators.explaining import explain_differences
from rodtrad.indicators.models import ImportRun, Indicator, Reading
from rodtrad.keyfigures import actions
from rodtrad.keyfigures.models import Occasion
from rodtrad.organisation.models import Unit

# Who has not written an analysis for the coming occasion.
_LATE = {"54436997", "DEMO-S2", "DEMO-S3"}
_YEARS_BACK = 5
_COMPARED = 60
_PLACES = ("Björkvik", "Ekhult", "Granås", "Lövsjö", "Tallmo", "Videby")


def tell_the_board(season: Season) -> None:
    """Measure, explain, analyse and release, as an administration does in a year."""
    content = read("keyfigures")
    _conditions(season, content)
    made = {entry["key"]: _define(season, entry) for entry in content["indicator"]}
    season.basis.indicators |= made
    _results(season, content, made)
    _other_schools(season, made["grade_six"])
    _occasions(season, content, made)


def _years(season: Season) -> list[YearSpan]:
    """The finished school years that the series cover, oldest first."""
    last = season.basis.years[-2].start
    return [YearSpan(start) for start in range(last - _YEARS_BACK + 1, last + 1)]


def _define(season: Season, entry: dict[str, Any]) -> Indicator:
    fields = {name: value for name, value in entry.items() if name != "key"}
    with happening_on(season.basis.years[0].span.starts):
        return indicators.define_indicator(owner=None, by=season.basis.development_head, **fields)


def _conditions(season: Season, content: dict[str, Any]) -> None:
    by = season.basis.development_head
    for entry in content["condition"]:
        indicator = season.basis.indicators[entry["code"]]
        indicator = indicators.change_indicator(
            indicator=indicator,
            revision=indicator.revision,
            by=by,
            purpose=Indicator.Purpose.CONDITION,
            counted=entry.get("counted", ""),
        )
        season.basis.indicators[entry["code"]] = indicator
        for unit in season.basis.working_units:
            if unit.kind not in entry["kinds"]:
                continue
            for number, year in enumerate(_years(season)[-3:]):
                level = entry["start"] + number * entry["drift"] + sum(map(ord, unit.code)) % 9 - 4
                with happening_on(workday(date(year.start, 11, 20))):
                    indicators.record_measurement(
                        indicator=indicator,
                        unit=unit,
                        period=str(year.start),
                        source="Personalstatistiken",
                        by=by,
                        **_condition(season, entry, unit, level),
                    )


def _condition(season: Season, entry: dict[str, Any], unit: Unit, level: float) -> dict[str, Any]:
    if "size" not in entry:
        return {"value": Decimal(str(round(entry["start"] + season.dice.uniform(-0.8, 0.8), 1)))}
    staff = max(5, season.basis.sizes[unit.code] // entry["size"])
    return {"numerator": min(staff, round(staff * level / 100)), "denominator": staff}


def _results(season: Season, content: dict[str, Any], made: dict[str, Indicator]) -> None:
    by = season.basis.development_head
    years = _years(season)
    for entry in content["school"]:
        unit = season.basis.units[entry["code"]]
        for number, year in enumerate(years):
            day = workday(year.ends + timedelta(days=20))
            with happening_on(day):
                for gender, counts in _pupils(season, entry, number).items():
                    indicators.record_measurement(
                        indicator=made["grade_six"],
                        unit=unit,
                        period=year.label,
                        gender=gender,
                        numerator=counts[0],
                        denominator=counts[1],
                        source="Betygsregistret",
                        by=by,
                    )
                indicators.record_measurement(
                    indicator=made["violations"],
                    unit=unit,
                    period=year.label,
                    value=Decimal(max(0, entry["violations"] + season.dice.randint(-4, 5))),
                    source="Diariet",
                    by=by,
                )
    indicators.add_break(
        indicator=made["violations"],
        on=years[1].starts,
        reason="Ny rutin: alla kränkningar anmäls nu digitalt, även de som utreds samma dag.",
        by=by,
    )


def _pupils(season: Season, entry: dict[str, Any], number: int) -> dict[str, tuple[int, int]]:
    """How many reach the criteria, of how many: girls, boys and together."""
    dice = season.dice
    size = max(3, entry["pupils"] + dice.randint(-2, 2))
    level = (entry["share"] + number * entry["drift"]) / 100
    girls = size // 2 + dice.randint(-1, 1)
    found = {}
    for gender, n, lead in (("K", girls, 0.05), ("M", size - girls, -0.05)):
        share = min(0.98, max(0.1, level + lead + dice.uniform(-0.03, 0.03)))
        found[gender] = (round(n * share), n)
    found["T"] = (found["K"][0] + found["M"][0], size)
    return found


def _other_schools(season: Season, indicator: Indicator) -> None:
    """Invented schools elsewhere, so that the funnel has something to be seen among."""
    period = _years(season)[-1].period
    schools, readings = [], []
    for number in range(_COMPARED):
        place = _PLACES[number % len(_PLACES)]
        code = f"JMF-{number + 1:03}"
        schools.append(
            School(code, f"{place}skolan {number // len(_PLACES) + 1}", "", f"{place} (påhittad)")
        )
        size = season.dice.randint(8, 110)
        share = min(0.98, max(0.3, season.dice.gauss(0.75, 0.06)))
        part = sum(season.dice.random() < share for _ in range(size))
        readings.append(
            OutsideReading(
                indicator=indicator,
                code=code,
                period=period,
                status=Reading.Status.REPORTED,
                numerator=part,
                denominator=size,
            )
        )
    by = season.basis.development_head
    run = ImportRun.objects.create(source="Påhittade jämförelsetal", by=by)
    record_import(readings=readings, schools=schools, run=run, by=by)


def _occasions(season: Season, content: dict[str, Any], made: dict[str, Indicator]) -> None:
    texts, basis, today = content["texts"], season.basis, season.today
    year = basis.years[-2]
    given = board_day(min(today - timedelta(days=50), date(year.start + 1, 10, 1)))
    with happening_on(workday(given - timedelta(days=40))):
        released = actions.plan_occasion(
            unit=basis.units["1286-UTB"],
            plan=actions.Plan(
                title=texts["released_title"],
                on=given,
                analyses_due=workday(given - timedelta(days=14)),
                indicators=[made["grade_six"], made["violations"]],
                introduction=texts["released_introduction"].strip(),
            ),
            by=basis.development_head,
        )
    with happening_on(workday(given - timedelta(days=20))):
        explain_differences(
            indicator=made["grade_six"],
            unit=basis.units["1286-UTB"],
            school_year=year,
            text=texts["explanation"].strip(),
            revision=0,
            by=basis.development_head,
        )
        _analyse(season, released, content, workday(given - timedelta(days=20)), without=set())
    with happening_on(workday(given - timedelta(days=7))):
        actions.release_occasion(
            occasion=released, on=workday(given - timedelta(days=7)), by=basis.development_head
        )
    with happening_on(workday(today - timedelta(days=9))):
        coming = actions.plan_occasion(
            unit=basis.units["1286-UTB"],
            plan=actions.Plan(
                title=texts["coming_title"],
                on=next_board_day(today + timedelta(days=15)),
                analyses_due=workday(today + timedelta(days=9)),
                indicators=[basis.indicators["absence"], basis.indicators["N15814"]],
                introduction=texts["coming_introduction"],
            ),
            by=basis.development_head,
        )
    with happening_on(workday(today - timedelta(days=2))):
        _analyse(season, coming, content, workday(today - timedelta(days=2)), without=_LATE)


def _analyse(
    season: Season, occasion: Occasion, content: dict[str, Any], on: date, *, without: set[str]
) -> None:
    names = {pk: key for key, pk in _keys(season).items()}
    figures = list(occasion.figures.select_related("indicator"))
    schools = [unit for unit in season.basis.working_units if unit.kind == Unit.Kind.SCHOOL]
    for number, unit in enumerate(schools):
        if unit.code in without:
            continue
        written = {}
        for figure in figures:
            texts = content["analyses"][names[figure.indicator_id]]
            written[figure.pk] = texts[number] if number < len(texts) else ""
        actions.analyse_figures(
            occasion=occasion,
            unit=unit,
            texts=written,
            revisions={},
            on=on,
            by=season.basis.principal(unit.code),
        )


def _keys(season: Season) -> dict[str, int]:
    """The numbers of the indicators by the names that the content file uses."""
    return {key: indicator.pk for key, indicator in season.basis.indicators.items()}
