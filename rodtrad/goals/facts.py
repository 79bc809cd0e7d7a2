"""A goal's targets with what was measured: the facts that pages and reports show."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from rodtrad.core.charts import SeriesChart, interval_sentence, series_svg, sparkline_svg
from rodtrad.core.numbers import format_number
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.models import Checkpoint, Target
from rodtrad.indicators.changes import break_between
from rodtrad.indicators.disclosure import ShownMeasurement, look_below
from rodtrad.indicators.models import Indicator, Measurement, SeriesBreak, ValidityReview
from rodtrad.indicators.others import Judgement
from rodtrad.indicators.rollups import Together
from rodtrad.indicators.series import (
    change_sentence,
    is_about_all,
    series_chart,
    shown_measurements,
)
from rodtrad.indicators.telling import tell
from rodtrad.organisation.models import Unit


@dataclass(frozen=True)
class TargetFacts:
    """A target with what was measured for a unit and may be shown."""

    target: Target
    rows: tuple[Measurement, ...]
    shown: tuple[ShownMeasurement, ...]
    breaks: tuple[SeriesBreak, ...]
    validity: dict[str, Any] | None
    next_due: date | None
    people: tuple[str, str] = ("elev", "elever")
    """What one and many of those who are counted are called."""
    together: Together | None = None
    """Of a shared goal: all units that it concerns, for the last school year that has values."""

    @property
    def remaining(self) -> str:
        """How far the units together are from the desired state; "" when that is not known."""
        value = self.together.value if self.together else None
        return remaining_sentence(self.target, value)

    @property
    def latest(self) -> ShownMeasurement | None:
        """The newest measurement, whatever its status."""
        return self.shown[-1] if self.shown else None

    @property
    def latest_known(self) -> ShownMeasurement | None:
        """The newest measurement that has a value."""
        return next((row for row in reversed(self.shown) if row.value is not None), None)

    @property
    def against_target(self) -> Judgement | None:
        """How the newest value stands against the desired state, with chance taken in."""
        found = tell(
            self.target.indicator,
            self.rows,
            breaks=self.breaks,
            desired=self.target.desired_value,
            learners=self.people,
        )
        return next((one for one in found.judgements if one.question == "target"), None)

    @property
    def sparkline(self) -> str:
        """The curve without axes; "" when there is less than two periods to draw."""
        if len(self.shown) < 2:
            return ""
        values = [None if row.value is None else float(row.value) for row in self.shown]
        broken = {
            place
            for place, (before, after) in enumerate(pairwise(self.shown), start=1)
            if break_between(self.breaks, before, after)
        }
        title = f"Utvecklingen: {self.target.indicator.name}"
        return sparkline_svg(values, title=title, broken=broken)

    @property
    def chart(self) -> str:
        """The curve with baseline, desired state, intervals and breaks, as SVG."""
        return series_svg(self._drawing, id_prefix=f"target-{self.target.pk}")

    @property
    def intervals(self) -> str:
        """What the strokes in the curve mean; "" when it has none."""
        return interval_sentence(self._drawing)

    @cached_property
    def _drawing(self) -> SeriesChart:
        target = self.target
        baseline, desired = target.baseline_value, target.desired_value
        return series_chart(
            target.indicator,
            self.rows,
            baseline=None if baseline is None else (baseline, "Nuläge vid start"),
            desired=None if desired is None else (desired, "Önskat läge"),
            breaks=self.breaks,
        )

    @property
    def movement(self) -> str:
        """In a sentence how the indicator moved, and for a share whether chance explains it."""
        known = [row for row in self.shown if row.value is not None]
        if not known:
            return "Inget värde finns ännu."
        if len(known) == 1:
            return f"{known[0].text} ({known[0].label}). Det finns inget att jämföra med än."
        one, many = self.people
        if sentence := change_sentence(
            self.target.indicator, self.rows, breaks=self.breaks, one=one, many=many
        ):
            return sentence
        before, last = known[-2:]
        return f"Från {before.text} ({before.label}) till {last.text} ({last.label})."


def remaining_sentence(target: Target, value: Decimal | None) -> str:
    """How far a value is from the target's desired state; "" when it cannot be said."""
    desired, indicator = target.desired_value, target.indicator
    if desired is None or value is None or indicator.better == Indicator.Better.NONE:
        return ""
    missing = value - desired if indicator.better == Indicator.Better.DOWN else desired - value
    if missing <= 0:
        return "Önskat läge är nått."
    if indicator.kind == Indicator.Kind.QUALITATIVE:
        return f"{format_number(missing, 0)} nivå{'er' if missing > 1 else ''} kvar."
    # What is left is never "0,0": then as many decimals as show it.
    enough = (d for d in range(indicator.decimals, 5) if round(missing, d))
    left = format_number(missing, next(enough, indicator.decimals))
    if indicator.kind == Indicator.Kind.SHARE:
        return f"{left} procentenheter kvar."
    return f"{left}{indicator.suffix} kvar."


def target_facts(goal_id: int, unit: Unit, *, until: date | None = None) -> list[TargetFacts]:
    """The targets of a goal with a unit's measurements: two queries however many targets.

    Args:
        until: leaves out what was measured for periods that end later.
    """
    validity = (
        ValidityReview.objects.filter(indicator=OuterRef("indicator"), unit=unit)
        .order_by("-school_year")
        .values(
            json=JSONObject(
                year="school_year_id",
                reliable="reliable",
                reliable_why="reliable_why",
                measures="measures",
                measures_why="measures_why",
                shows="shows",
                shows_why="shows_why",
            )
        )[:1]
    )
    targets: Sequence[Any] = list(
        Target.objects.filter(goal=goal_id)
        .select_related("indicator")
        .annotate(
            validity_json=Subquery(validity),
            next_due=Subquery(
                Checkpoint.objects.filter(target=OuterRef("pk"), met_on__isnull=True)
                .order_by("due")
                .values("due")[:1]
            ),
        )
    )
    rows, breaks = unit_series([t.indicator_id for t in targets], unit.pk, until=until)
    return [
        TargetFacts(
            target,
            tuple(rows.get(target.indicator_id, [])),
            about_all(target.indicator, rows.get(target.indicator_id, [])),
            tuple(breaks.get(target.indicator_id, {}).values()),
            _shown_validity(target.validity_json),
            target.next_due,
            learners_at(unit),
        )
        for target in targets
    ]


def learners_at(unit: Unit) -> tuple[str, str]:
    """What one and many of those who learn at a unit are called."""
    is_preschool = unit.kind == Unit.Kind.PRESCHOOL
    return ("barn", "barn") if is_preschool else ("elev", "elever")


def about_all(indicator: Indicator, rows: Iterable[Measurement]) -> tuple[ShownMeasurement, ...]:
    """What may be shown of girls and boys together, in order of time."""
    found = [row for row in shown_measurements(indicator, rows) if is_about_all(row)]
    return tuple(sorted(found, key=lambda row: (row.on, row.measurement.period)))


def _shown_validity(found: dict[str, Any] | None) -> dict[str, Any] | None:
    """The newest validity review in words, with its school year and a tag."""
    if not found:
        return None
    answers = [found["reliable"], found["measures"], found["shows"]]
    tag = "ok" if set(answers) == {"yes"} else "stop" if "no" in answers else "adjust"
    words = {"ok": "Håller", "adjust": "Håller delvis", "stop": "Håller inte"}
    questions = [
        (
            str(getattr(ValidityReview._meta.get_field(name), "verbose_name", name)),
            ValidityReview.Answer(found[name]).label,
            found[f"{name}_why"],
        )
        for name in ("reliable", "measures", "shows")
    ]
    return {
        "tag": tag,
        "label": words[tag],
        "year": SchoolYear(found["year"]).label,
        "start": found["year"],
        "questions": questions,
    }


def unit_series(
    indicator_ids: Iterable[int], unit_id: int, *, until: date | None = None
) -> tuple[dict[int, list[Measurement]], dict[int, dict[date, SeriesBreak]]]:
    """A unit's measurements and the breaks among them, per indicator: one query for all.

    A unit that has others below costs one more, for what its totals would give away. The breaks
    ride along with the measurements: only one that lies between two of them shows.
    """
    last_break = (
        SeriesBreak.objects.filter(indicator=OuterRef("indicator"), on__lte=OuterRef("period_ends"))
        .order_by("-on")
        .values(json=JSONObject(on="on", reason="reason"))[:1]
    )
    series: dict[int, list[Measurement]] = defaultdict(list)
    breaks: dict[int, dict[date, SeriesBreak]] = defaultdict(dict)
    rows = Measurement.objects.filter(indicator__in=list(indicator_ids), unit=unit_id)
    if until is not None:
        rows = rows.filter(period_ends__lte=until)
    found: list[Any] = list(
        rows.with_place().annotate(break_json=Subquery(last_break)).order_by("period_ends", "pk")
    )
    look_below(found)
    for row in found:
        series[row.indicator_id].append(row)
        if row.break_json:
            day = date.fromisoformat(str(row.break_json["on"])[:10])
            breaks[row.indicator_id][day] = SeriesBreak(
                indicator_id=row.indicator_id, on=day, reason=row.break_json["reason"]
            )
    return series, breaks


def facts_of(target: Target, unit: Unit) -> TargetFacts:
    """One target, stored or about to be, with a unit's measurements: one query."""
    indicator = target.indicator
    rows, breaks = unit_series([indicator.pk], unit.pk)
    return TargetFacts(
        target,
        tuple(rows.get(indicator.pk, [])),
        about_all(indicator, rows.get(indicator.pk, [])),
        tuple(breaks.get(indicator.pk, {}).values()),
        None,
        None,
        learners_at(unit),
    )
