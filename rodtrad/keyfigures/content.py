"""What an occasion tells, as JSON: composed while it is open, read as stored once released."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any, TypedDict

from rodtrad.core.funnel_charts import FunnelChart, FunnelLine, FunnelPoint
from rodtrad.core.numbers import format_number
from rodtrad.core.schoolyear import Period
from rodtrad.indicators import comparing
from rodtrad.indicators.beside import Beside
from rodtrad.indicators.changes import interval_in_words
from rodtrad.indicators.models import Explanation, Indicator
from rodtrad.keyfigures.models import Occasion, OccasionFigure, Publication, UnitAnalysis
from rodtrad.organisation.models import Unit

_SCHEMA = 1


class DamagedError(Exception):
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


def compose(
    occasion: Occasion,
    *,
    version: int = 0,
    released_on: date | None = None,
    released_by: str = "",
    reason: str = "",
) -> OccasionContent:
    """What the occasion would tell now. Nine queries at most, however many units and figures."""
    figures = list(occasion.figures.select_related("indicator"))
    indicators = [figure.indicator for figure in figures]
    units = units_of(occasion)
    periods = comparing.latest_periods(indicators, units, occasion.on)
    known = [(i, periods[i.pk]) for i in indicators if i.pk in periods]
    found = {b.indicator.pk: b for b in comparing.all_beside(known, units)} if known else {}
    analyses: dict[int, list[UnitAnalysis]] = defaultdict(list)
    for row in UnitAnalysis.objects.filter(figure__occasion=occasion).select_related("unit"):
        analyses[row.figure_id].append(row)
    explained = _explanations(occasion, known)
    top = Unit.objects.filter(path=occasion.unit.path[: Unit.steplen]).first()
    return OccasionContent(
        schema=_SCHEMA,
        title=occasion.title,
        municipality=top.name if top else "",
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
                found.get(figure.indicator_id),
                analyses[figure.pk],
                explained.get(figure.indicator_id, []),
            )
            for figure in figures
        ],
    )


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
        "says": told[1:],
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


def canonical(content: OccasionContent) -> str:
    """The content as text, always the same for the same content."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def checksum(text: str) -> str:
    """SHA-256 of the text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


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
