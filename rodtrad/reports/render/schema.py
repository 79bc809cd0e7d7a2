"""What a report is made of: the one input of its page, its PDF and its DOCX.

A draft is composed to this shape and an adopted report is stored in it, so that whatever is
shown of an adopted report can be made from the snapshot alone. Everything is JSON.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from rodtrad.core.charts import Better, Point, Reference, SeriesChart
from rodtrad.core.prose import Block

State = Literal["draft", "submitted", "adopted"]


class UnitContent(TypedDict):
    """The unit as it was when the report was composed."""

    name: str
    code: str
    kind_label: str
    school_forms: list[str]
    principal: str


class PointContent(TypedDict):
    """One period of a chart. ``on`` is an ISO date; ``value`` null is missing, never 0."""

    label: str
    on: date
    value: float | None
    low: float | None
    high: float | None
    note: str


class ReferenceContent(TypedDict):
    """A level to compare with."""

    value: float
    label: str


class ChartContent(TypedDict):
    """A ``SeriesChart`` as JSON."""

    title: str
    description: str
    unit_of_measure: str
    points: list[PointContent]
    baseline: ReferenceContent | None
    desired: ReferenceContent | None
    breaks: list[date]
    better: Better
    decimals: int


class ChartTable(TypedDict):
    """The chart's figures as a table, written out."""

    columns: list[str]
    rows: list[list[str]]


class FiguresFact(TypedDict):
    """Labelled values, each ``[label, value]``."""

    type: Literal["figures"]
    heading: str
    rows: list[tuple[str, str]]


class TableFact(TypedDict):
    """A table with one header row; every row has one cell a column."""

    type: Literal["table"]
    heading: str
    caption: str
    columns: list[str]
    align: list[Literal["left", "right"]]
    rows: list[list[str]]
    # The page that each row's first cell leads to, "" for none: only the page on screen uses it.
    links: NotRequired[list[str]]


class ChartFact(TypedDict):
    """A chart with its table and its text alternative."""

    type: Literal["chart"]
    heading: str
    chart: ChartContent
    table: ChartTable
    alt: str


class GoalFact(TypedDict):
    """A goal with the requirements it rests on and what is known of it."""

    type: Literal["goal"]
    title: str
    unit_or_shared: str
    requirements: list[str]
    description: str
    desired_effect: str
    facts: list[Fact]


class ProseFact(TypedDict):
    """Text that was written elsewhere, for instance a goal's analysis."""

    type: Literal["prose"]
    heading: str
    blocks: list[Block]


class NoteFact(TypedDict):
    """Something the reader should know of the facts."""

    type: Literal["note"]
    text: str
    tone: Literal["info", "warning"]


Fact = Annotated[
    FiguresFact | TableFact | ChartFact | GoalFact | ProseFact | NoteFact,
    Field(discriminator="type"),
]


class SectionContent(TypedDict):
    """A section: what was asked, what was written (HTML and the same as blocks), the facts."""

    key: str
    title: str
    instruction: str
    text: str
    blocks: list[Block]
    ready: bool
    facts: list[Fact]
    # The keys of what is composed beside the text.
    about: NotRequired[str]


class ActivityRecord(TypedDict):
    """An activity of a unit: what it led to and how often it was checked."""

    title: str
    state: str
    lesson: str
    check_ins: int


class GoalRecord(TypedDict):
    """A goal and its finished analysis; attainment "" when there is none."""

    id: int
    title: str
    shared: bool
    supports: int | None
    attainment: str
    conclusion: str
    activities: list[ActivityRecord]


class AreaRecord(TypedDict):
    """A development area, and the shared goal whose analysis it grew from."""

    title: str
    why: str
    goal: int | None
    shared: int | None
    became: list[str]


class ValidityRecord(TypedDict):
    """The answers to the three questions about an indicator."""

    indicator: int
    name: str
    reliable: str
    measures: str
    shows: str


class UnitRecord(TypedDict):
    """What a unit's report says, to be counted together with other units'."""

    goals: list[GoalRecord]
    areas: list[AreaRecord]
    validity: list[ValidityRecord]


class ReportContent(TypedDict):
    """The whole report. Dates are ISO dates in JSON; ``adopted_on`` is "" until adopted.

    What is not required came later than the first snapshots: ``school_year`` is the time that the
    report is about, also when that is a calendar year, and ``period_word`` says what it is.
    """

    schema: Literal[1]
    title: str
    kind: str
    unit: UnitContent
    school_year: str
    municipality: str
    state: State
    state_label: str
    version: int
    registry_number: str
    adopted_on: str
    adopted_by: str
    composed_at: str
    sections: list[SectionContent]
    period_word: NotRequired[str]
    covers: NotRequired[list[str]]
    record: NotRequired[UnitRecord]
    # A document that is no report says its own standing and its own facts on the cover.
    standing: NotRequired[str]
    cover_facts: NotRequired[list[tuple[str, str]]]


_CONTENT: TypeAdapter[ReportContent] = TypeAdapter(ReportContent)


def read(content: object) -> ReportContent:
    """Return the content, checked to have the shape that renderers rely on.

    Raises ValueError, naming the first place that is wrong, for a missing or mistyped field and
    for a table whose rows do not match its columns. Fields that are not known are left out.
    """
    try:
        report = _CONTENT.validate_python(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "hela innehållet"
        reason = "saknas" if first["type"] == "missing" else f"har fel form ({first['msg']})"
        raise ValueError(f"Rapportens innehåll kan inte läsas: {place} {reason}.") from error
    for section in report["sections"]:
        _check_tables(section["facts"], f"sections.{section['key']}")
    return report


def series_chart(content: ChartContent) -> SeriesChart:
    """Return the chart that the content describes, ready to draw."""
    return SeriesChart(
        title=content["title"],
        description=content["description"],
        unit_of_measure=content["unit_of_measure"],
        points=tuple(Point(**point) for point in content["points"]),
        baseline=Reference(**content["baseline"]) if content["baseline"] else None,
        desired=Reference(**content["desired"]) if content["desired"] else None,
        breaks=tuple(content["breaks"]),
        better=content["better"],
        decimals=content["decimals"],
    )


def chart_content(chart: SeriesChart) -> dict[str, Any]:
    """Return the chart as JSON; ``read`` and ``series_chart`` make the same chart of it."""
    return {
        "title": chart.title,
        "description": chart.description,
        "unit_of_measure": chart.unit_of_measure,
        "points": [
            {
                "label": point.label,
                "on": point.on.isoformat(),
                "value": point.value,
                "low": point.low,
                "high": point.high,
                "note": point.note,
            }
            for point in chart.points
        ],
        "baseline": _reference_content(chart.baseline),
        "desired": _reference_content(chart.desired),
        "breaks": [day.isoformat() for day in chart.breaks],
        "better": chart.better,
        "decimals": chart.decimals,
    }


def _reference_content(reference: Reference | None) -> dict[str, Any] | None:
    return {"value": reference.value, "label": reference.label} if reference else None


def _check_tables(facts: list[Fact], place: str) -> None:
    for number, fact in enumerate(facts):
        here = f"{place}.facts.{number}"
        if fact["type"] == "goal":
            _check_tables(fact["facts"], here)
            continue
        if fact["type"] == "table":
            columns, rows = fact["columns"], fact["rows"]
            if len(fact.get("links") or rows) != len(rows):
                raise ValueError(
                    f"Rapportens innehåll kan inte läsas: {here}.links är inte lika många som "
                    "raderna."
                )
            if len(fact["align"]) != len(columns):
                raise ValueError(
                    f"Rapportens innehåll kan inte läsas: {here}.align är inte lika "
                    "många som kolumnerna."
                )
        elif fact["type"] == "chart":
            columns, rows = fact["table"]["columns"], fact["table"]["rows"]
        else:
            continue
        if not columns or any(len(row) != len(columns) for row in rows):
            raise ValueError(
                f"Rapportens innehåll kan inte läsas: {here} har en rad med fel antal celler."
            )
