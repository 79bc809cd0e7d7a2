"""The brief of one of the board's dialogues, and what came out of it, as documents."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q

from rodtrad.core.charts import Better, Point, SeriesChart, describe
from rodtrad.core.frozen import FrozenDamagedError, checksum
from rodtrad.core.numbers import format_date, format_number, format_share
from rodtrad.core.prose import from_plain
from rodtrad.core.schoolyear import Period
from rodtrad.dialogues.models import BoardDialogue, Brief
from rodtrad.dialogues.queries.board import follow_ups_of
from rodtrad.goals.models import Goal, GoalReview
from rodtrad.indicators.changes import span
from rodtrad.indicators.disclosure import (
    ShownMeasurement,
    counts_of,
    look_below,
    shown_measurements,
)
from rodtrad.indicators.models import Indicator, Measurement, SeriesBreak
from rodtrad.indicators.rollups import by_year
from rodtrad.indicators.statistics import wilson_interval
from rodtrad.organisation.models import Unit
from rodtrad.reports.documents import document, section
from rodtrad.reports.facts.parts import FactJson, figures, note, table
from rodtrad.reports.models import Report
from rodtrad.reports.render.schema import ReportContent, chart_content, read

ALL = "T"
# How many periods stand in a chart or a table.
_PERIODS = 8
_BETTER: dict[str, Better] = {"up": "up", "down": "down", "none": "none"}

# The part of a brief that names reports.
REPORTS = "rapporter"


class BriefDamagedError(FrozenDamagedError):
    """The stored brief is not the brief that was sent."""


def compose_brief(
    dialogue: BoardDialogue, *, on: date, sent: bool, version: int = 1
) -> dict[str, Any]:
    """The brief of a dialogue as it stands: why, the administration's text, and the facts.

    The number of queries does not depend on how much there is to tell.

    Args:
        sent: whether it is the version that the board reads, or a draft.
    """
    topic = dialogue.topic
    round_ = topic.round
    material = list(
        dialogue.material.select_related("goal", "indicator", "report__unit", "report__kind")
    )
    goals = [row.goal for row in material if row.goal]
    indicators = [row.indicator for row in material if row.indicator]
    reports = [row.report for row in material if row.report]
    sections = [_why(dialogue), section("underlag", "Förvaltningens underlag", html=dialogue.text)]
    if goals:
        sections.append(section("mal", "Mål", facts=goal_facts(goals, round_.school_year_id)))
    if indicators:
        facts = indicator_facts(indicators, round_.unit)
        sections.append(section("nyckeltal", "Nyckeltal", facts=facts))
    if reports:
        sections.append(section(REPORTS, "Kvalitetsrapporter", facts=[_reports(reports)]))
    summoned = [row.person for row in dialogue.summons.select_related("person")]
    if summoned:
        rows = [[person.name, person.title] for person in summoned]
        facts = [table("", ("Namn", "Uppdrag"), rows)]
        sections.append(section("kallade", "Kallade medarbetare", facts=facts))
    standing = f"Skickat till nämnden {format_date(on)}" if sent else "Utkast – inte skickat"
    return document(
        title=f"Underlag: {topic.title}",
        kind="board_brief",
        unit=round_.unit,
        municipality=round_.unit.name,
        school_year=round_.school_year.label,
        standing=standing,
        final=sent,
        on=on,
        cover=_cover(dialogue, version),
        sections=sections,
        version=version,
    )


def _cover(dialogue: BoardDialogue, version: int) -> list[tuple[str, str]]:
    when = format_date(dialogue.day)
    if dialogue.starts:
        when += f" kl. {dialogue.starts:%H.%M}"
    return [
        ("Dialog", when),
        ("Tid", f"ungefär {dialogue.minutes} minuter"),
        ("Plats", dialogue.where),
        ("Läsår", dialogue.topic.round.school_year.label),
        ("Version", str(version)),
    ]


def _why(dialogue: BoardDialogue) -> dict[str, Any]:
    topic = dialogue.topic
    evidence = list(topic.evidence.select_related("unit"))
    facts = []
    if evidence:
        rows = [
            [row.get_kind_display(), row.label, row.unit.name if row.unit else "Förvaltningen"]
            for row in evidence
        ]
        facts.append(table("Ur årets arbete", ("Slag", "Vad", "Varifrån"), rows))
    return section("varfor", "Därför detta ämne", html=from_plain(topic.why), facts=facts)


def goal_facts(goals: Sequence[Goal], school_year: int) -> list[FactJson]:
    """Each goal with how far the units said that they came the year before. One query."""
    counted: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = (
        GoalReview.objects.filter(
            Q(goal__in=goals) | Q(goal__supports__in=goals),
            school_year=school_year - 1,
            done_on__isnull=False,
        )
        .order_by()
        .values_list("goal_id", "goal__supports_id", "attainment")
        .annotate(n=Count("unit", distinct=True))
    )
    wanted = {goal.pk for goal in goals}
    for goal_id, supports, attainment, n in rows:
        counted[goal_id if goal_id in wanted else supports][attainment] += n
    facts = []
    for goal in goals:
        words = [
            (str(label), "1 analys" if n == 1 else f"{n} analyser")
            for value, label in GoalReview.Attainment.choices
            if (n := counted[goal.pk][value])
        ]
        inner = (
            [figures("Måluppfyllelse året före", words)]
            if words
            else [note("Ingen analys av målet är klar för året före.", "info")]
        )
        facts.append(
            {
                "type": "goal",
                "title": goal.title,
                "unit_or_shared": "Förvaltningsgemensamt mål" if goal.shared else "Enhetens mål",
                "requirements": [],
                "description": goal.description,
                "desired_effect": goal.desired_effect,
                "facts": inner,
            }
        )
    return facts


def indicator_facts(indicators: Sequence[Indicator], municipality: Unit) -> list[FactJson]:
    """Each indicator over the years for all units together. Five queries, however many.

    Only what may be shown is counted, so that no sum gives a small group away. Shares are summed
    by numerator and denominator. Of other kinds the municipality's own value is shown where there
    is one that may be, and otherwise what its units' values are together.
    """
    ids = [row.pk for row in indicators]
    stored = list(
        Measurement.objects.filter(
            Q(unit__kind__in=Unit.WORKING_KINDS) | Q(unit=municipality),
            indicator__in=ids,
            unit__path__startswith=municipality.path,
        ).with_place()
    )
    look_below(stored)
    rows: dict[int, list[Measurement]] = defaultdict(list)
    for row in stored:
        rows[row.indicator_id].append(row)
    breaks: dict[int, list[date]] = defaultdict(list)
    for found in SeriesBreak.objects.filter(indicator__in=ids):
        breaks[found.indicator_id].append(found.on)
    return [
        _indicator_fact(indicator, rows[indicator.pk], breaks[indicator.pk], municipality)
        for indicator in indicators
    ]


def _indicator_fact(
    indicator: Indicator, rows: list[Measurement], breaks: list[date], municipality: Unit
) -> FactJson:
    about_all = sorted(
        (row for row in shown_measurements(indicator, rows) if row.measurement.gender == ALL),
        key=lambda row: (row.on, row.measurement.period),
    )
    own = [row for row in about_all if row.measurement.unit_id == municipality.pk]
    units = [row for row in about_all if row.measurement.unit_id != municipality.pk]
    if indicator.kind == Indicator.Kind.SHARE and (sums := _sums(indicator, units)):
        return _roll_up_chart(indicator, sums[-_PERIODS:], breaks)
    if any(row.value is not None for row in own):
        cells = [[row.label, row.text] for row in own[-_PERIODS:]]
        return table(indicator.name, ("Period", "Kommunen"), cells, right=(1,))
    asked = list({row.measurement.unit_id for row in units})
    years = [one for one in by_year(indicator, units, asked) if one.value is not None]
    if years:
        cells = [
            [one.label, one.text, span(indicator, one.low, one.high), one.speaks_for]
            for one in years[-_PERIODS:]
        ]
        columns = ("Period", "Alla enheter tillsammans", "Spann", "Enheter")
        return table(indicator.name, columns, cells, right=(1, 2, 3))
    return note(f"Det finns inget samlat värde för ”{indicator.name}”.", "info")


def _sums(
    indicator: Indicator, units: Sequence[ShownMeasurement]
) -> list[tuple[Period, int, int, int]]:
    """By period the numerator, the denominator and how many units, oldest first.

    Periods of the same sort as the newest: a term is a part of its school year.
    """
    found: dict[Period, list[tuple[int, int]]] = defaultdict(list)
    for row in units:
        if row.value is not None and (counts := counts_of(indicator, row.measurement)):
            found[Period.parse(row.measurement.period)].append(counts)
    ordered = sorted(found)
    return [
        (
            period,
            sum(p for p, _ in found[period]),
            sum(n for _, n in found[period]),
            len(found[period]),
        )
        for period in ordered
        if period.sort == ordered[-1].sort
    ]


def _roll_up_chart(
    indicator: Indicator, sums: Sequence[tuple[Period, int, int, int]], breaks: list[date]
) -> FactJson:
    points, cells = [], []
    for period, part, whole, units in sums:
        share = 100 * part / whole
        interval = wilson_interval(part, whole, indicator.level)
        low, high = 100 * interval.low, 100 * interval.high
        points.append(
            Point(label=period.label, on=period.ends, value=share, low=low, high=high, note="")
        )
        cells.append(
            [
                *(period.label, format_share(part / whole, indicator.decimals)),
                f"{format_number(part)} av {format_number(whole)}",
                *(span(indicator, low, high), str(units)),
            ]
        )
    chart = SeriesChart(
        title=indicator.name,
        description="",
        unit_of_measure="%",
        points=tuple(points),
        baseline=None,
        desired=None,
        breaks=tuple(breaks),
        better=_BETTER[indicator.better],
        decimals=indicator.decimals,
    )
    return {
        "type": "chart",
        "heading": indicator.name,
        "chart": chart_content(chart),
        "table": {"columns": ["Period", "Andel", "Antal", "Spann", "Enheter"], "rows": cells},
        "alt": describe(chart),
    }


def report_name(report: Report) -> tuple[str, str]:
    """What a report is called in a brief: its kind with the school year, and whose it is."""
    year = f"{report.school_year_id}/{(report.school_year_id + 1) % 100:02d}"
    return f"{report.kind.name} {year}", report.unit.name


def _reports(reports: Sequence[Report]) -> FactJson:
    rows = [[*report_name(report), report.registry_number] for report in reports]
    return table("", ("Rapport", "Enhet", "Diarienummer"), rows)


def brief_content(brief: Brief) -> ReportContent:
    """What the board was sent, as it was then, with its checksum verified.

    Raises:
        BriefDamagedError: when it has been changed since.
    """
    if checksum(brief.content) != brief.sha256:
        raise BriefDamagedError(
            "Underlaget stämmer inte med kontrollsumman från när det skickades. Någon har ändrat "
            "det utanför Rödtråd. Det visas inte, för det är inte det som nämnden fick: innehållet "
            "behöver hämtas ur en säkerhetskopia. Kontakta den som sköter systemet."
        )
    return read(json.loads(brief.content))


def compose_outcome(dialogue: BoardDialogue, *, on: date) -> dict[str, Any]:
    """What was said, what it led to, what is followed up and the answer. Three queries."""
    topic = dialogue.topic
    sections = [
        section("sagt", "Vad som kom fram", html=dialogue.said),
        section("ledde", "Vad det ledde till", html=dialogue.led_to),
    ]
    follow_ups = follow_ups_of(dialogue.follow_ups.all())
    if follow_ups:
        rows = [
            [
                row.what,
                row.responsible.name if row.responsible else "",
                format_date(row.due),
                f"{format_date(row.done_on)}: {row.outcome}" if row.done_on else "Pågår",
            ]
            for row in follow_ups
        ]
        facts = [table("", ("Vad", "Ansvarig", "Senast", "Läge"), rows)]
        sections.append(section("uppfoljning", "Uppföljning", facts=facts))
    if dialogue.answered_on:
        receivers = ", ".join(row.unit.name for row in dialogue.receivers.select_related("unit"))
        sections.append(
            section(
                "svar",
                "Nämndens svar till enheterna",
                html=from_plain(dialogue.answer),
                facts=[note(f"Skickat {format_date(dialogue.answered_on)} till {receivers}.")],
            )
        )
    held = dialogue.held_on or dialogue.day
    return document(
        title=f"Nämndens dialog: {topic.title}",
        kind="board_outcome",
        unit=topic.round.unit,
        municipality=topic.round.unit.name,
        school_year=topic.round.school_year.label,
        standing=f"Genomförd {format_date(held)}",
        final=True,
        on=on,
        cover=[
            ("Genomförd", format_date(held)),
            ("Läsår", topic.round.school_year.label),
            ("Sammanställd", format_date(on)),
        ],
        sections=sections,
    )
