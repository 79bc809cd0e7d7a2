"""The brief of one of the board's dialogues, and what came out of it, as documents."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from rodtrad.core.charts import Point, SeriesChart, describe
from rodtrad.core.frozen import FrozenDamagedError, checksum
from rodtrad.core.numbers import format_date, format_number
from rodtrad.core.prose import from_plain
from rodtrad.core.schoolyear import Period
from rodtrad.dialogues.models import BoardDialogue, Brief
from rodtrad.dialogues.queries.board import follow_ups_of
from rodtrad.goals.models import Goal, GoalReview
from rodtrad.indicators.models import Indicator, Measurement, Reading
from rodtrad.indicators.statistics import wilson_interval
from rodtrad.organisation.models import Unit
from rodtrad.reports.documents import document, section
from rodtrad.reports.facts.parts import FactJson, figures, note, table
from rodtrad.reports.models import Report
from rodtrad.reports.render.schema import ReportContent, chart_content, read

ALL = "T"

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
    """Each indicator over the years for all units together. Two queries.

    Shares are summed by numerator and denominator, and groups under the smallest size add
    nothing, so that no sum gives one of them away. Other kinds are shown as the municipality's
    own value where there is one.
    """
    ids = [row.pk for row in indicators]
    sums: dict[int, list[tuple[str, date, int, int, int]]] = defaultdict(list)
    smallest = {row.pk: max(row.smallest_group, 1) for row in indicators}
    countable = Q()
    for pk, size in smallest.items():
        countable |= Q(indicator=pk, denominator__gte=size)
    rows = (
        Measurement.objects.filter(
            countable,
            indicator__in=ids,
            gender=ALL,
            status=Reading.Status.REPORTED,
            numerator__isnull=False,
            unit__path__startswith=municipality.path,
            unit__kind__in=Unit.WORKING_KINDS,
        )
        .order_by("period_ends", "period")
        .values_list("indicator_id", "period", "period_ends")
        .annotate(part=Sum("numerator"), whole=Sum("denominator"), units=Count("unit"))
    )
    for pk, period, ends, part, whole, units in rows:
        sums[pk].append((period, ends, part, whole, units))
    own: dict[int, list[Measurement]] = defaultdict(list)
    for row in Measurement.objects.filter(
        indicator__in=ids, gender=ALL, unit=municipality, value__isnull=False
    ).order_by("period_ends"):
        own[row.indicator_id].append(row)
    facts: list[FactJson] = []
    for indicator in indicators:
        if sums[indicator.pk] and indicator.kind == Indicator.Kind.SHARE:
            facts.append(_roll_up_chart(indicator, sums[indicator.pk][-8:]))
        elif own[indicator.pk]:
            cells = [
                [Period.parse(row.period).label, indicator.show(row.value)]
                for row in own[indicator.pk][-8:]
                if row.value is not None
            ]
            facts.append(table(indicator.name, ("Period", "Kommunen"), cells, right=(1,)))
        else:
            facts.append(note(f"Det finns inget samlat värde för ”{indicator.name}”.", "info"))
    return facts


def _roll_up_chart(
    indicator: Indicator, sums: Sequence[tuple[str, date, int, int, int]]
) -> FactJson:
    points, cells = [], []
    for period, ends, part, whole, units in sums:
        label, share = Period.parse(period).label, 100 * part / whole
        interval = wilson_interval(part, whole)
        points.append(
            Point(
                label=label,
                on=ends,
                value=share,
                low=100 * interval.low,
                high=100 * interval.high,
                note="",
            )
        )
        shown = f"{format_number(share, indicator.decimals)} %"
        cells.append([label, shown, f"{format_number(part)} av {format_number(whole)}", str(units)])
    chart = SeriesChart(
        title=indicator.name,
        description="",
        unit_of_measure="%",
        points=tuple(points),
        baseline=None,
        desired=None,
        breaks=(),
        better="down" if indicator.better == Indicator.Better.DOWN else "up",
        decimals=indicator.decimals,
    )
    return {
        "type": "chart",
        "heading": indicator.name,
        "chart": chart_content(chart),
        "table": {"columns": ["Period", "Andel", "Antal", "Enheter"], "rows": cells},
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
