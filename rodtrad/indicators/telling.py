"""What a unit's figures say, and what they cannot say: sentences for who reads, signs beside them.

Three questions have a sign and a colour of their own, and are never mixed: how the figure stands
against the target, against earlier, and against others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rodtrad.core.numbers import format_number
from rodtrad.indicators.changes import (
    Difference,
    break_between,
    change_in_words,
    difference,
    earlier_to_compare,
    interval_in_words,
    like_the_newest,
    not_alike,
    rates_of,
)
from rodtrad.indicators.disclosure import ALL, ShownMeasurement, counts_of, shown_measurements
from rodtrad.indicators.merging import Merged, merged
from rodtrad.indicators.methods import methods_used, since_break, trend
from rodtrad.indicators.models import Indicator, Measurement, Reading, SeriesBreak
from rodtrad.indicators.others import Judgement, Other, Sign, against, may_stand_against_others
from rodtrad.indicators.uncertainty import MEANS, interval_decimals
from rodtrad.organisation.models import Unit

# A group so small that one of them moves the share more than this many percentage points.
_JUMPS = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """Girls beside boys for one period: what differs, boys less girls turned to girls less boys."""

    period: str
    girls: ShownMeasurement
    boys: ShownMeasurement
    sentence: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Telling:
    """What a unit's figures of one indicator say.

    Attributes:
        headline: one sentence for who has ten minutes.
        judgements: the three questions, those that could be answered.
        gap: girls and boys, when both may be shown.
        merged: the last years together, for a small unit.
        cannot: what the figure does not say.
        method: how it was worked out, for who wants to check.
    """

    headline: str
    judgements: tuple[Judgement, ...] = ()
    gap: Gap | None = None
    merged: Merged | None = None
    cannot: tuple[str, ...] = field(default=())
    method: tuple[str, ...] = field(default=())


def learners_at(unit: Unit) -> tuple[str, str]:
    """What one and many of those who learn at a unit are called."""
    is_preschool = unit.kind == Unit.Kind.PRESCHOOL
    return ("barn", "barn") if is_preschool else ("elev", "elever")


def people_of(indicator: Indicator, learners: tuple[str, str]) -> tuple[str, str]:
    """What one and many of those who are counted are called.

    Args:
        learners: what those who learn at the unit are called.
    """
    named = {
        Indicator.Counted.STAFF: ("anställd", "anställda"),
        Indicator.Counted.GUARDIANS: ("vårdnadshavare", "vårdnadshavare"),
        Indicator.Counted.ANSWERS: ("svar", "svar"),
    }
    return next((words for code, words in named.items() if code == indicator.counted), learners)


def tell(
    indicator: Indicator,
    measurements: Iterable[Measurement],
    *,
    breaks: Iterable[SeriesBreak] = (),
    desired: Decimal | None = None,
    others: Sequence[Other] = (),
    learners: tuple[str, str] = ("elev", "elever"),
    stands_alone: bool = False,
) -> Telling:
    """What one unit's measurements say, of all genders and periods.

    Args:
        desired: the desired state, where there is one.
        others: what to compare the latest value with.
        learners: what one and many of those who learn at the unit are called.
        stands_alone: whether no unit above has a total, so that withheld years may be shown
            together when they are many enough.
    """
    rows = list(measurements)
    shown = shown_measurements(indicator, rows)
    about_all = sorted(
        (row for row in shown if row.measurement.gender == ALL),
        key=lambda row: (row.on, row.measurement.period),
    )
    people = people_of(indicator, learners)
    breaks = sorted(breaks, key=lambda found: found.on)
    together = merged(indicator, about_all, breaks, stands_alone=stands_alone)
    known = [row for row in about_all if row.value is not None]
    if not known:
        return _nothing_to_tell(indicator, about_all, together, people)
    latest = known[-1]
    judgements: list[Judgement] = []
    if found := _against_target(indicator, latest, desired):
        judgements.append(found)
    judgements += _against_earlier(indicator, known, breaks, people)
    if may_stand_against_others(indicator):
        judgements += [against(indicator, latest, other) for other in others]
    return Telling(
        headline=_headline(indicator, latest, people),
        judgements=tuple(judgements),
        gap=_gap(indicator, shown, latest),
        merged=together,
        cannot=tuple(_cannot(indicator, known, about_all, breaks, people)),
        method=tuple(methods_used(indicator, latest, known, breaks)),
    )


def _nothing_to_tell(
    indicator: Indicator,
    rows: Sequence[ShownMeasurement],
    together: Merged | None,
    people: tuple[str, str],
) -> Telling:
    if not rows:
        return Telling("Inget är mätt ännu.")
    if all(row.is_withheld for row in rows):
        headline = (
            f"Inget enskilt år kan visas: varje år är det färre än {indicator.smallest_group} "
            f"{people[1]}, eller så skulle värdet avslöja en så liten grupp."
        )
        return Telling(headline, merged=together, cannot=("Ett värde som inte visas är inte 0.",))
    return Telling(
        "Inget värde finns att visa ännu.",
        merged=together,
        cannot=("Ett värde som saknas är inte 0.",),
    )


def _headline(indicator: Indicator, row: ShownMeasurement, people: tuple[str, str]) -> str:
    start = f"{row.text} ({row.label})"
    if row.low is None or row.high is None:
        return f"{start}."
    where = interval_in_words(indicator, row.low, row.high)
    n = row.denominator
    rests = (
        f" Värdet bygger på {format_number(n)} {people[0] if n == 1 else people[1]}." if n else ""
    )
    return f"{start}. Så mycket kan siffran svänga av slump: {where}.{rests}"


def _against_target(
    indicator: Indicator, row: ShownMeasurement, desired: Decimal | None
) -> Judgement | None:
    if desired is None or row.value is None or indicator.better == Indicator.Better.NONE:
        return None
    is_up = indicator.better == Indicator.Better.UP
    met = row.value >= desired if is_up else row.value <= desired
    wanted = indicator.show(desired)
    unsure = row.low is not None and row.high is not None and row.low <= desired <= row.high
    if met and not unsure:
        return Judgement("target", "met", "Når önskat läge", f"Önskat läge är {wanted}.")
    if met:
        text = (
            f"Önskat läge är {wanted}. Värdet når dit, men spannet rymmer även värden som inte gör "
            "det."
        )
        return Judgement("target", "met", "Når önskat läge, med liten marginal", text)
    if unsure:
        text = f"Önskat läge är {wanted}. Värdet når inte dit, men skillnaden kan bero på slumpen."
        return Judgement("target", "unsure", "Nära önskat läge", text)
    text = f"Önskat läge är {wanted}. Skillnaden är större än vad slumpen brukar ge."
    if row.low is None:
        text = f"Önskat läge är {wanted}."
    return Judgement("target", "unmet", "Når inte önskat läge", text)


def _against_earlier(
    indicator: Indicator,
    known: Sequence[ShownMeasurement],
    breaks: Sequence[SeriesBreak],
    people: tuple[str, str],
) -> list[Judgement]:
    if len(known) < 2:
        return []
    before, after = earlier_to_compare(indicator, known), known[-1]
    if before is None:
        text = not_alike(after, known[-2])
        return [Judgement("earlier", "unsure", "Går inte att jämföra", text)]
    if (broken := break_between(breaks, before, after)) is not None:
        text = f"{after.label} kan inte jämföras med {before.label}: {broken.reason}"
        return [Judgement("earlier", "unsure", "Brott i serien", text)]
    found = difference(indicator, before.measurement, after.measurement)
    assert found is not None  # both have values
    words = change_in_words(indicator, before.measurement, after.measurement, people)
    sign: Sign = found.direction if found.is_clear is not False else "same"
    judgements = [
        Judgement(
            "earlier",
            sign,
            _change_word(indicator, sign, people, found),
            f"{before.label} till {after.label}: {words}",
        )
    ]
    if (line := trend(indicator, known, breaks)) and line.is_clear:
        unit = "procentenheter" if indicator.kind == Indicator.Kind.SHARE else ""
        scale = 100 if indicator.kind == Indicator.Kind.SHARE else 1
        step = format_number(abs(line.slope) * scale, max(indicator.decimals, 1))
        unit = f" {unit}" if unit else indicator.suffix
        if rates_of(indicator, like_the_newest(since_break(known, breaks))):
            step, unit = format_number(abs(line.slope), 1), f" på 100 {people[1]}"
        way: Sign = "up" if line.slope > 0 else "down"
        # In all, not each: the years in between may have gone the other way.
        text = (
            f"Sett över de senaste {line.periods} mätningarna går värdet "
            f"{'upp' if way == 'up' else 'ned'}, i snitt {step}{unit} om året. Det är mer än "
            "slumpen brukar ge."
        )
        word = f"Tydlig riktning {'uppåt' if way == 'up' else 'nedåt'}"
        judgements.append(Judgement("earlier", way, word, text))
    return judgements


def _change_word(
    indicator: Indicator, sign: Sign, people: tuple[str, str], found: Difference
) -> str:
    if sign == "same":
        return "Ingen säker förändring" if found.is_clear is not None else "Oförändrat"
    word = "Högre" if sign == "up" else "Lägre"
    if found.rates is not None:
        word += f" per {people[0]}"
    # Better or worse is said of what is sure, and of what has no chance in it.
    is_sampled = indicator.kind in (Indicator.Kind.SHARE, *MEANS)
    if indicator.better != Indicator.Better.NONE and (found.is_clear or not is_sampled):
        is_better = (sign == "up") == (indicator.better == Indicator.Better.UP)
        word = f"{word}, {'bättre' if is_better else 'sämre'}"
    return f"{word} än förra gången"


def _gap(
    indicator: Indicator, shown: Sequence[ShownMeasurement], latest: ShownMeasurement
) -> Gap | None:
    pair = {
        row.measurement.gender: row
        for row in shown
        if row.measurement.period == latest.measurement.period and row.value is not None
    }
    girls, boys = pair.get(Reading.Gender.GIRLS), pair.get(Reading.Gender.BOYS)
    if girls is None or boys is None:
        return None
    found = difference(indicator, boys.measurement, girls.measurement, of_groups=True)
    assert found is not None  # both have values
    start = f"Flickor {girls.text}, pojkar {boys.text}."
    if indicator.kind == Indicator.Kind.QUALITATIVE:
        return Gap(latest.label, girls, boys, start, None, None)
    if found.size == 0 and found.rates is None:
        return Gap(latest.label, girls, boys, f"{start} Ingen skillnad.", found.low, found.high)
    unit = "\u00a0procentenheter" if indicator.kind == Indicator.Kind.SHARE else indicator.suffix
    size = format_number(abs(found.size), indicator.decimals)
    who = "högre" if found.size > 0 else "lägre"
    words = f"{start} Flickornas värde är {size}{unit} {who}." if found.size else start
    if found.low is not None and found.high is not None:
        decimals = interval_decimals(indicator)
        low, high = (format_number(end, decimals) for end in (found.low, found.high))
        words += f" Så mycket kan skillnaden svänga av slump: mellan {low} och {high}."
    if found.rates is not None:
        of_boys, of_girls = (format_number(rate, 1) for rate in found.rates)
        words += f" På 100 flickor är det {of_girls}, på 100 pojkar {of_boys}."
    if found.is_clear is None and indicator.is_count:
        words += " Utan antalet flickor och pojkar går det inte att säga om det är slump."
    if found.is_clear is not None:
        words += (
            " Det är mer än slumpen brukar ge."
            if found.is_clear
            else " Skillnaden kan bero på slumpen."
        )
    return Gap(latest.label, girls, boys, words, found.low, found.high)


def _cannot(
    indicator: Indicator,
    known: Sequence[ShownMeasurement],
    rows: Sequence[ShownMeasurement],
    breaks: Sequence[SeriesBreak],
    people: tuple[str, str],
) -> Iterable[str]:
    latest = known[-1]
    n = latest.denominator
    if counts_of(indicator, latest.measurement) and n and 100 / n >= _JUMPS:
        one = {"elev": "en enda elev", "barn": "ett enda barn", "svar": "ett enda svar"}
        step = format_number(100 / n, 0)
        yield (
            f"Med {format_number(n)} {people[0] if n == 1 else people[1]} flyttar "
            f"{one.get(people[0], f'en enda {people[0]}')} andelen {step} procentenheter."
        )
    if indicator.kind == Indicator.Kind.QUALITATIVE:
        yield (
            "En beskriven nivå är en bedömning. Den har ingen slump att räkna på, men två bedömare "
            "kan se olika."
        )
    elif latest.low is None:
        yield _why_no_interval(indicator)
    if indicator.kind == Indicator.Kind.NUMBER and indicator.is_count:
        yield (
            "Ett antal säger inte hur många det kunde ha varit: därför jämförs det inte med andra "
            "enheter eller med riket."
        )
    if len(known) < 2:
        yield "En enda mätning visar ingen förändring."
    elif breaks and len(since_break(known, breaks)) < 2:
        yield "Efter brottet i serien finns bara en mätning: ingen förändring kan visas ännu."
    elif len(like_the_newest(known)) < len(known):
        yield (
            "Serien blandar olika slags perioder. Bara perioder av samma slag läggs i en riktning "
            "eller räknas ihop."
        )
    newer = [row.label for row in rows if row.on > latest.on]
    if newer:
        yield f"Inget värde kan visas för {newer[-1]}: det som sägs här gäller {latest.label}."
    if any(row.is_withheld for row in rows):
        yield "Perioder som inte visas är varken bra eller dåliga: grupperna är för små."
    yield "Siffran visar hur det är, inte vad det beror på."


def _why_no_interval(indicator: Indicator) -> str:
    if indicator.kind == Indicator.Kind.SHARE:
        return (
            "Hur många värdet bygger på är inte känt. Därför går det inte att räkna ut hur osäkert "
            "det är, eller säga om en skillnad är större än slumpen."
        )
    if indicator.kind in (Indicator.Kind.MEAN, Indicator.Kind.SCALE):
        return (
            "Hur svaren sprider sig är inte känt. Därför går det inte att räkna ut hur osäkert "
            "värdet är, eller säga om en skillnad är större än slumpen. Skriv antal svar och "
            "standardavvikelse, eller skalans ändar, så går det."
        )
    return "Värdet är inte ett urval eller ett antal händelser: det har inget slumpspann."
