"""Many units' figures beside each other, as sentences and as a funnel: never a ranking."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from math import sqrt

from rodtrad.core.funnel_charts import FunnelChart, FunnelLine, FunnelPoint
from rodtrad.core.numbers import format_number, format_share
from rodtrad.core.schoolyear import Period
from rodtrad.indicators.changes import Difference
from rodtrad.indicators.disclosure import ShownMeasurement, counts_of
from rodtrad.indicators.funnel import ACTION, FEWEST_TO_SHOW, WARNING, Funnel, Place
from rodtrad.indicators.methods import METHODS
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.others import Other, others_together
from rodtrad.indicators.statistics import (
    change_is_larger_than_chance,
)
from rodtrad.indicators.uncertainty import MEANS, uncertainty_of
from rodtrad.organisation.models import Unit

_LINE_POINTS = 48
_PLACES: dict[Place, str] = {
    "inside": "Inom det väntade",
    "above": "Över det väntade",
    "below": "Under det väntade",
    "far_above": "Långt över det väntade",
    "far_below": "Långt under det väntade",
}


@dataclass(frozen=True)
class UnitBeside:
    """A unit among others: its figure, girls and boys, and what it has to work with."""

    unit: Unit
    figure: ShownMeasurement
    girls: ShownMeasurement | None
    boys: ShownMeasurement | None
    gap: Difference | None
    place: Place | None
    conditions: tuple[ShownMeasurement | None, ...]
    span: str = "–"
    decimals: tuple[int, int] = (1, 0)
    """Of values and of the ends of intervals."""

    @property
    def place_word(self) -> str:
        """Where it falls in the funnel; "" when it is not in it."""
        return _PLACES[self.place] if self.place else ""

    @property
    def gap_text(self) -> str:
        """Girls less boys in the indicator's unit, as "+4,2 (−3 till 11)"."""
        if self.gap is None:
            return "–"
        sign = "+" if self.gap.size > 0 else ""
        text = f"{sign}{format_number(self.gap.size, self.decimals[0])}"
        if self.gap.low is None or self.gap.high is None:
            return text
        low, high = (format_number(end, self.decimals[1]) for end in (self.gap.low, self.gap.high))
        return f"{text} ({low} till {high})"


@dataclass(frozen=True)
class Beside:
    """Many units' figures for one period, by name."""

    indicator: Indicator
    period: Period
    rows: tuple[UnitBeside, ...]
    others: tuple[tuple[int, int], ...]
    conditions: tuple[Indicator, ...]
    funnel: Funnel | None
    without: int = field(default=0)

    @cached_property
    def counted(self) -> list[tuple[UnitBeside, tuple[int, int]]]:
        """The units that have numbers, with them."""
        found = []
        for row in self.rows:
            counts = counts_of(self.indicator, row.figure.measurement)
            if row.figure.value is not None and counts:
                found.append((row, counts))
        return found

    def with_conditions_that_say_something(self, most: int) -> "Beside":
        """The same with at most so many conditions, those that some unit has a value of."""
        kept = [
            place
            for place in range(len(self.conditions))
            if any(row.conditions[place] is not None for row in self.rows)
        ][:most]
        return replace(
            self,
            conditions=tuple(self.conditions[place] for place in kept),
            rows=tuple(
                replace(row, conditions=tuple(row.conditions[place] for place in kept))
                for row in self.rows
            ),
        )

    @property
    def withheld(self) -> int:
        """How many units' figures are not shown for being about too few."""
        return sum(row.figure.is_withheld for row in self.rows)

    @property
    def outside(self) -> list[UnitBeside]:
        """Units outside the funnel, by name."""
        return [row for row in self.rows if row.place not in (None, "inside")]

    @property
    def too_few(self) -> str:
        """Why there is no funnel, when it is that units are few; "" otherwise."""
        count = len(self.counted) + len(self.others)
        if not self.counted or count >= FEWEST_TO_SHOW or self.indicator.incomparable:
            return ""
        return (
            f"{_units(count)} har värden som går att jämföra. Det är för få för att se vad slumpen "
            f"ensam ger: det behövs minst {FEWEST_TO_SHOW}. Läs värdena i tabellen var för sig."
        )

    @property
    def chart(self) -> FunnelChart | None:
        """The funnel as a drawing; None when there is none."""
        if self.funnel is None or not self.counted:
            return None
        largest = max([n for _, (_, n) in self.counted] + [n for _, n in self.others])
        return FunnelChart(
            title=f"{self.indicator.name}, {self.period.label}",
            centre=self.funnel.centre * 100,
            centre_label="Alla tillsammans",
            own=tuple(
                FunnelPoint(
                    row.unit.name, n, part * 100 / n, is_outside=row.place not in (None, "inside")
                )
                for row, (part, n) in self.counted
            ),
            others=tuple(FunnelPoint("", n, part * 100 / n) for part, n in self.others),
            lines=tuple(_lines(self.funnel, largest)),
            x_label="Antal som värdet bygger på",
            decimals=self.indicator.decimals,
        )

    @property
    def total(self) -> tuple[int, int] | None:
        """Numerators and denominators of all that may be shown; None for other than shares."""
        if not self.counted:
            return None
        return sum(p for _, (p, _) in self.counted), sum(n for _, (_, n) in self.counted)

    @property
    def headline(self) -> str:
        """The first thing to say: the units together, or between which values they lie."""
        known = [row.figure.value for row in self.rows if row.figure.value is not None]
        if not known:
            return f"Inget värde kan visas för {self.period.label}."
        if self.total is not None:
            part, whole = self.total
            if len(self.counted) == 1:
                row = self.counted[0][0]
                return f"{row.unit.name} har {row.figure.text} ({format_number(part)} av {whole})."
            return (
                f"{_units(len(self.counted))} har tillsammans {self._share(part, whole)} "
                f"({format_number(part)} av {format_number(whole)})."
            )
        show = self.indicator.show
        if self.indicator.kind == Indicator.Kind.NUMBER and self.indicator.is_count:
            # Each is shown by itself, so that their sum gives nobody away.
            return f"{_units(len(known))} har tillsammans {show(sum(known, Decimal(0)))}."
        if len(known) == 1:
            return f"En enhet har värdet {show(known[0])}."
        between = f"har värden mellan {show(min(known))} och {show(max(known))}"
        together = others_together(self.indicator, "", [row.figure for row in self.rows])
        if together is not None and self.indicator.kind in MEANS:
            between += f", tillsammans {show(together.value)}"
        return f"{_units(len(known))} {between}."

    def others_than(self, unit: Unit) -> Other | None:
        """The other units of the same kind together; None for fewer than two with numbers."""
        rest = [
            row.figure for row in self.rows if row.unit.pk != unit.pk and row.unit.kind == unit.kind
        ]
        kind = "förskolor" if unit.kind == Unit.Kind.PRESCHOOL else "skolor"
        return others_together(self.indicator, f"Kommunens övriga {kind}", rest)

    def _share(self, part: int, whole: int) -> str:
        """A share with the indicator's decimals, as everywhere."""
        return format_share(part / whole, self.indicator.decimals)

    def _others_sentence(self) -> str:
        assert self.total is not None  # asked for only when there are counts
        others = (sum(part for part, _ in self.others), sum(n for _, n in self.others))
        clear = change_is_larger_than_chance(*others, *self.total, self.indicator.level)
        return (
            f"Andra skolor i statistiken ({format_number(len(self.others))} stycken) har "
            f"{self._share(*others)}. Skillnaden {verdict(is_clear=clear)}."
        )

    def sentences(self) -> list[str]:
        """What the comparison says, with the numbers that say it."""
        told = [self.headline] if self.rows else []
        if self.counted and self.others and not self.indicator.incomparable:
            told.append(self._others_sentence())
        if self.funnel is not None and self.counted:
            told.append(self._place_sentence())
        elif self.too_few:
            told.append(self.too_few)
        clear = [row for row in self.rows if row.gap is not None and row.gap.is_clear]
        both = [row for row in self.rows if row.gap is not None]
        if both:
            told.append(
                f"Flickor och pojkar kan visas var för sig i {_units(len(both), few=True)}. "
                + (
                    f"Skillnaden är större än slumpen brukar ge i {format_number(len(clear))}."
                    if clear
                    else "Skillnaden kan bero på slumpen i alla."
                    if len(both) > 1
                    else "Skillnaden kan bero på slumpen."
                )
            )
        if self.withheld:
            told.append(
                f"{_units(self.withheld)} visas inte: färre än {self.indicator.smallest_group} "
                "ligger bakom värdet, eller så skulle det avslöja en så liten grupp."
            )
        if self.without:
            told.append(f"{_units(self.without)} har inget värde för {self.period.label}.")
        return told

    def caveats(self) -> list[str]:
        """What the comparison cannot say."""
        told = [
            "En skillnad mellan enheter säger inte vad den beror på, och inte vem som gör ett bra "
            "arbete. Elevernas bakgrund och enhetens förutsättningar kan skilja.",
        ]
        if self.indicator.incomparable:
            told.insert(0, "Enheterna mäter så olika att värdena inte går att jämföra.")
        elif reason := why_no_funnel(self.indicator):
            told.append(reason)
        if self.funnel is not None:
            told.append(
                "Att en enhet ligger inom linjerna betyder inte att den är som de andra, bara att "
                "siffran inte visar någon säker skillnad."
            )
        if self.funnel is not None and len(self.counted) >= 5:
            told.append(
                "Av tjugo enheter som är helt lika hamnar i snitt en utanför de streckade linjerna "
                "av ren slump."
            )
        if self.funnel is not None and self.funnel.is_overdispersed:
            told.append(
                f"Enheterna skiljer sig mer åt än slumpen ensam ger: {self._spread}. Linjerna är "
                "därför dragna längre isär."
            )
        if self.indicator.comparison_note:
            told.append(self.indicator.comparison_note)
        return told

    @property
    def _spread(self) -> str:
        """How much wider than by chance the units lie, as wide as the lines are drawn."""
        assert self.funnel is not None  # asked for only when there is a funnel
        times = format_number(sqrt(self.funnel.dispersion), 1)
        return f"spridningen är {times} gånger så stor som slumpen ger"

    def _place_sentence(self) -> str:
        assert self.funnel is not None  # asked for only when there is a funnel
        wide = self.funnel.is_overdispersed
        where = "inom de vidgade linjerna" if wide else "inom det som slumpen väntas ge"
        inside = len(self.counted) - len(self.outside)
        if len(self.counted) == 1:
            row = self.counted[0][0]
            return f"{row.unit.name} ligger {row.place_word.lower()}."
        if not self.outside:
            if wide:
                return (
                    f"Alla ligger {where}, men enheterna skiljer sig mer åt än slumpen ensam ger: "
                    f"{self._spread}."
                )
            return f"Alla ligger {where}."
        named = ", ".join(f"{row.unit.name} ({row.place_word.lower()})" for row in self.outside[:8])
        more = f" och {len(self.outside) - 8} till" if len(self.outside) > 8 else ""
        return (
            f"{format_number(inside)} av {format_number(len(self.counted))} ligger {where}. "
            f"Utanför: {named}{more}."
        )


def why_no_funnel(indicator: Indicator) -> str:
    """Why a kind of indicator has a list and no funnel; "" for shares."""
    if indicator.kind == Indicator.Kind.SHARE:
        return ""
    if indicator.kind == Indicator.Kind.QUALITATIVE:
        return (
            "Beskrivna nivåer är bedömningar, som inte har någon slump att räkna på: därför ritas "
            "ingen tratt."
        )
    if indicator.is_count:
        return (
            "Ett antal är större där fler går: därför ritas ingen tratt, och enheter av olika "
            "storlek jämförs inte."
        )
    return (
        "En tratt ritas bara för andelar. För andra värden är det sällan känt hur mycket de "
        "skiljer sig inom enheterna."
    )


def methods_beside(found: Beside) -> list[str]:
    """By which methods the units' spans and what differs between girls and boys are counted."""
    indicator, rows = found.indicator, found.rows
    level = f"{indicator.confidence} %"
    spans = (uncertainty_of(indicator, r.figure.measurement) for r in rows if not _is_hidden(r))
    names = [one.method for one in spans if one]
    names += [row.gap.method for row in rows if row.gap and row.gap.method]
    return [METHODS[name].format(level=level) for name in dict.fromkeys(names)]


def verdict(*, is_clear: bool) -> str:
    """What a difference is, after "Skillnaden"."""
    return "är större än slumpen brukar ge" if is_clear else "kan bero på slumpen"


def _is_hidden(row: UnitBeside) -> bool:
    return row.figure.value is None


def _lines(funnel: Funnel, largest: int) -> Iterable[FunnelLine]:
    """The lines at sizes that stand as near as they are needed: closest where they bend most."""
    last = 0
    for step in range(1, _LINE_POINTS + 1):
        n = max(1, round(largest * (step / _LINE_POINTS) ** 2))
        if n == last:
            continue
        last = n
        inner, outer = funnel.limits(n, WARNING), funnel.limits(n, ACTION)
        yield FunnelLine(n, *(100 * v for v in (inner.low, inner.high, outer.low, outer.high)))


def _units(count: int, *, few: bool = False) -> str:
    word = "enhet" if count == 1 else "enheter"
    if count == 1:
        return f"en {word}" if few else f"En {word}"
    return f"{format_number(count)} {word}"
