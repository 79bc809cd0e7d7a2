"""What an occasion tells, as JSON: composed while it is open, read as stored once released."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypedDict

from rodtrad.core.frozen import FrozenDamagedError, checksum
from rodtrad.core.funnel_charts import FunnelChart, FunnelLine, FunnelPoint
from rodtrad.core.numbers import format_number
from rodtrad.core.schoolyear import Period
from rodtrad.indicators import comparing
from rodtrad.indicators.beside import Beside
from rodtrad.indicators.beside_earlier import against_earlier
from rodtrad.indicators.changes import interval_in_words
from rodtrad.indicators.models import Explanation, Indicator, SeriesBreak
from rodtrad.keyfigures.models import Occasion, OccasionFigure, Publication, UnitAnalysis
from rodtrad.organisation.models import Unit

_SCHEMA = 1
# Days between two periods that are taken as a year apart, as measuring days move.
_ALMOST_A_YEAR = 300


class DamagedError(FrozenDamagedError):
    """What is stored is not what was released."""


class Written(TypedDict):
    """A text and whose it is."""

    whose: str
    text: str


class FigureContent(TypedDict):
    """One key figure: what it says, what it cannot say, the units' own words, what is withheld."""

    number: int
    name: str
    what: str
    source: str
    period: str
    headline: str
    says: list[str]
    cannot: list[str]
    funnel: dict[str, Any] | None
    columns: list[str]
    rows: list[list[str]]
    explanations: list[Written]
    analyses: list[Written]
    without_analysis: list[str]


class OccasionContent(TypedDict):
    """A whole occasion. Dates are ISO; `released_on` is "" until then."""

    schema: int
    title: str
    municipality: str
    unit: str
    on: str
    introduction: str
    version: int
    released_on: str
    released_by: str
    reason: str
    figures: list[FigureContent]


def units_of(occasion: Occasion) -> Any:
    """The schools and preschools under the occasion's administration that ran on the day."""
    return Unit.objects.under(occasion.unit).schools_and_preschools().open_on(occasion.on)


@dataclass(frozen=True)
class Gathered:
    """Everything that an occasion is composed from, read once."""

    occasion: Occasion
    municipality: str
    figures: tuple[OccasionFigure, ...]
    units: tuple[Unit, ...]
    found: dict[int, Beside]
    changes: dict[int, str]
    analyses: dict[int, list[UnitAnalysis]]
    explained: dict[int, list[Explanation]]


def gather(occasion: Occasion) -> Gathered:
    """Read what the occasion tells: nine queries at most, however many units and figures."""
    figures = tuple(occasion.figures.select_related("indicator"))
    indicators = [figure.indicator for figure in figures]
    units = units_of(occasion)
    periods = comparing.recent_periods(indicators, units, occasion.on)
    known = [(i, periods[i.pk][0]) for i in indicators if periods.get(i.pk)]
    earlier = [(i, before) for i, now in known if (before := _before(now, periods[i.pk]))]
    by_name = list(units.order_by("name", "pk"))
    told = comparing.all_beside([*known, *earlier], by_name)
    found = {beside.indicator.pk: beside for beside in told[: len(known)]}
    previous = {beside.indicator.pk: beside for beside in told[len(known) :]}
    analyses: dict[int, list[UnitAnalysis]] = defaultdict(list)
    for row in UnitAnalysis.objects.filter(figure__occasion=occasion).select_related("unit"):
        analyses[row.figure_id].append(row)
    top = Unit.objects.filter(path=occasion.unit.path[: Unit.steplen]).first()
    return Gathered(
        occasion=occasion,
        municipality=top.name if top else "",
        figures=figures,
        units=tuple(by_name),
        found=found,
        changes=_changes(found, previous),
        analyses=analyses,
        explained=_explanations(occasion, known),
    )


def compose(
    gathered: Gathered,
    *,
    version: int = 0,
    released_on: date | None = None,
    released_by: str = "",
    reason: str = "",
) -> OccasionContent:
    """What the occasion would tell now; no queries."""
    occasion = gathered.occasion
    return OccasionContent(
        schema=_SCHEMA,
        title=occasion.title,
        municipality=gathered.municipality,
        unit=occasion.unit.name,
        on=occasion.on.isoformat(),
        introduction=occasion.introduction,
        version=version,
        released_on=released_on.isoformat() if released_on else "",
        released_by=released_by,
        reason=reason,
        figures=[
            _figure(
                figure,
                gathered.found.get(figure.indicator_id),
                gathered.analyses.get(figure.pk, []),
                gathered.explained.get(figure.indicator_id, []),
                gathered.changes.get(figure.indicator_id, ""),
            )
            for figure in gathered.figures
        ],
    )


def _before(now: Period, periods: list[Period]) -> Period | None:
    """The period a year before: of the same sort, and not merely earlier the same year."""
    return next(
        (
            period
            for period in periods
            if period.ends < now.ends
            and (now.ends - period.ends).days >= _ALMOST_A_YEAR
            and (period.ends - period.starts).days // 30 == (now.ends - now.starts).days // 30
        ),
        None,
    )


def _changes(found: dict[int, Beside], previous: dict[int, Beside]) -> dict[int, str]:
    """By indicator how all units together stand against a year before: one query."""
    breaks: dict[int, list[SeriesBreak]] = defaultdict(list)
    for row in SeriesBreak.objects.filter(indicator__in=found):
        breaks[row.indicator_id].append(row)
    changes = {}
    for pk, before in previous.items():
        now = found[pk]
        broken = next((b for b in breaks[pk] if before.period.ends < b.on <= now.period.ends), None)
        changes[pk] = against_earlier(now, before, broken.reason if broken else "")
    return changes


def _explanations(
    occasion: Occasion, known: list[tuple[Indicator, Period]]
) -> dict[int, list[Explanation]]:
    """What administrations in the municipality say of the figures' school years: one query."""
    years = {indicator.pk: period.school_year.start for indicator, period in known}
    root = occasion.unit.path[: Unit.steplen]
    found: dict[int, list[Explanation]] = defaultdict(list)
    rows = Explanation.objects.filter(
        indicator__in=years, school_year__in=set(years.values()), unit__path__startswith=root
    ).select_related("unit")
    for row in rows.order_by("unit__path"):
        if row.school_year_id == years[row.indicator_id]:
            found[row.indicator_id].append(row)
    return found


def _figure(
    figure: OccasionFigure,
    found: Beside | None,
    analyses: list[UnitAnalysis],
    explanations: Iterable[Explanation],
    change: str,
) -> FigureContent:
    indicator = figure.indicator
    written = [Written(whose=row.unit.name, text=row.text) for row in analyses]
    content = FigureContent(
        number=figure.pk,
        name=indicator.name,
        what=indicator.what,
        source=indicator.source,
        period="",
        headline="Inget värde finns ännu.",
        says=[],
        cannot=["Ett värde som saknas är inte 0."],
        funnel=None,
        columns=[],
        rows=[],
        explanations=[Written(whose=row.unit.name, text=row.text) for row in explanations],
        analyses=written,
        without_analysis=[],
    )
    if found is None or not found.rows:
        return content
    told = found.sentences()
    chart = found.chart
    have = {row.unit_id for row in analyses}
    return {
        **content,
        "period": found.period.label,
        "headline": told[0] if told else "",
        "says": [change, *told[1:]] if change else told[1:],
        "cannot": found.caveats(),
        "funnel": asdict(chart) if chart else None,
        "columns": ["Enhet", "Värde", "Rimligt mellan", "Bygger på", "Flickor", "Pojkar"]
        + (["Mot det väntade"] if chart else []),
        "rows": [_row(indicator, row, with_place=chart is not None) for row in found.rows],
        "without_analysis": [r.unit.name for r in found.rows if r.unit.pk not in have],
    }


def _row(indicator: Indicator, row: Any, *, with_place: bool) -> list[str]:
    figure = row.figure
    where = "–"
    if figure.low is not None and figure.high is not None:
        where = interval_in_words(indicator, figure.low, figure.high).removeprefix("mellan ")
    cells = [
        row.unit.name,
        figure.text,
        where.replace(" och ", "–"),
        "–" if figure.denominator is None else format_number(figure.denominator),
        row.girls.text if row.girls else "–",
        row.boys.text if row.boys else "–",
    ]
    return [*cells, row.place_word or "–"] if with_place else cells


def stored(publication: Publication) -> OccasionContent:
    """What was released, with its checksum verified.

    Raises:
        DamagedError: when it has been changed since.
    """
    if checksum(publication.content) != publication.sha256:
        raise DamagedError(
            "Innehållet stämmer inte med kontrollsumman från när det lämnades till nämnden. Det "
            "visas inte: innehållet behöver hämtas ur en säkerhetskopia."
        )
    found: OccasionContent = json.loads(publication.content)
    return found


def funnel_chart(content: dict[str, Any]) -> FunnelChart:
    """The chart that was stored, ready to draw."""
    return FunnelChart(
        **{
            **content,
            "own": tuple(FunnelPoint(**point) for point in content["own"]),
            "others": tuple(FunnelPoint(**point) for point in content["others"]),
            "lines": tuple(FunnelLine(**line) for line in content["lines"]),
        }
    )
