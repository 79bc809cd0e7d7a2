"""What each section of a report about several units shows beside its text."""

from collections.abc import Callable, Sequence
from typing import Final

from rodtrad.core.numbers import format_date, format_number
from rodtrad.goals.models import Activity
from rodtrad.reports.facts.group.areas import development_areas
from rodtrad.reports.facts.group.counting import (
    ATTAINMENTS,
    attainment_words,
    counted,
    outside,
    supporting,
)
from rodtrad.reports.facts.group.coverage import attainment, coverage, missing_units, report_link
from rodtrad.reports.facts.group.goals import shared_goals
from rodtrad.reports.facts.group.source import CoveredUnit, GroupSource
from rodtrad.reports.facts.group.spread import spread
from rodtrad.reports.facts.parts import FactJson, figures, listed, note, table
from rodtrad.reports.render.schema import GoalRecord
from rodtrad.surveys.models import Audience

GroupComposer = Callable[[GroupSource], list[FactJson]]


_ACTIVITY_STATES = {str(value): str(label) for value, label in Activity.State.choices}


def summary(source: GroupSource) -> list[FactJson]:
    """How many units report, and the shared goals with their attainment on one line each."""
    if not source.units:
        return [note(f"Ingen enhet av det här slaget var i gång {source.when}.", "warning")]
    rows = [("Enheter", format_number(len(source.units)))]
    if source.draws_on_reports:
        adopted = sum(found.is_adopted for found in source.reports.values())
        rows.append(("Fastställda enhetsrapporter", f"{adopted} av {len(source.units)}"))
    rows.append(("Förvaltningsgemensamma mål", format_number(len(source.shared_goals))))
    facts = [figures("Underlaget i siffror", rows)]
    if source.shared_goals:
        facts.append(_in_short(source))
    else:
        facts.append(
            note(f"Det finns inga förvaltningsgemensamma mål för {source.when}.", "warning")
        )
    return facts + missing_units(source)


def units(source: GroupSource) -> list[FactJson]:
    """Which units the report is about, and how far each one's own report is."""
    if not source.units:
        return [note(f"Ingen enhet av det här slaget var i gång {source.when}.", "warning")]
    columns = ["Enhet", "Slag", "Skolformer", "Rektor"]
    if source.draws_on_reports:
        columns.append("Enhetens rapport")
    rows = []
    for unit in source.units:
        row = [
            unit.row.name,
            str(unit.row.get_kind_display()),
            listed(unit.school_forms) or "Inte angivet",
            unit.principal or "Inte angivet",
        ]
        rows.append([*row, _report_state(source, unit)] if source.draws_on_reports else row)
    links = [report_link(source, unit) for unit in source.units]
    facts = [table("Enheterna", columns, rows, links=links if any(links) else ())]
    for unit in source.units:
        if unit.row.opened > source.year.starts:
            facts.append(note(f"{unit.row.name} startade {format_date(unit.row.opened)}."))
        if unit.row.closed is not None and unit.row.closed <= source.year.ends:
            facts.append(
                note(
                    f"{unit.row.name} stängde {format_date(unit.row.closed)} och är med för den "
                    "tid då den var i gång."
                )
            )
    return facts


def unit_goals(source: GroupSource) -> list[FactJson]:
    """The goal analysis: units' own goals outside the shared ones (guideline 4.1.1)."""
    if not source.with_own_goals:
        return [
            note(
                "Enheternas egna mål utanför de gemensamma ingår inte i den här rapporten "
                "(riktlinjen, avsnitt 4.1.1). De finns i målanalysen."
            )
        ]
    shared = {goal.pk: goal for goal in source.shared_goals}
    rows = [
        (unit.row.name, goal["title"], attainment_words(goal["attainment"]), _conclusion(goal))
        for unit in source.reporting
        for goal in outside(source.records[unit.row.pk], shared)
    ]
    if not rows:
        return [
            note("Inga egna mål utanför de gemensamma finns i underlaget."),
            *missing_units(source),
        ]
    units_with = len({row[0] for row in rows})
    return [
        figures(
            "Enheternas egna mål utanför de gemensamma",
            [
                ("Mål", format_number(len(rows))),
                ("Enheter som har sådana mål", f"{units_with} av {len(source.reporting)}"),
            ],
        ),
        table("Egna mål vid varje enhet", ("Enhet", "Mål", "Måluppfyllelse", "Slutsats"), rows),
        *missing_units(source),
    ]


def movements(source: GroupSource) -> list[FactJson]:
    """What units did for the shared goals and what it led to; their own goals when they belong."""
    facts: list[FactJson] = []
    for goal in source.shared_goals:
        rows = [
            (unit.row.name, activity["title"], _state(activity["state"]), activity["lesson"] or "–")
            for unit in source.reporting
            for own in supporting(source.records[unit.row.pk], goal.pk)
            for activity in own["activities"]
        ]
        if rows:
            facts.append(
                table(
                    goal.title,
                    ("Enhet", "Aktivitet", "Läge", "Vad den ledde till"),
                    rows,
                    caption=f"Enheternas aktiviteter för ”{goal.title}”",
                )
            )
        else:
            facts.append(
                note(f"Inga aktiviteter finns i underlaget för ”{goal.title}”.", "warning")
            )
    if source.with_own_goals:
        shared = {goal.pk: goal for goal in source.shared_goals}
        rows = [
            (
                unit.row.name,
                f"{activity['title']}\n({own['title']})",
                _state(activity["state"]),
                activity["lesson"] or "–",
            )
            for unit in source.reporting
            for own in outside(source.records[unit.row.pk], shared)
            for activity in own["activities"]
        ]
        if rows:
            facts.append(
                table(
                    "Aktiviteter för enheternas egna mål",
                    ("Enhet", "Aktivitet (mål)", "Läge", "Vad den ledde till"),
                    rows,
                )
            )
    return facts or [note(f"Det finns inga mål för {source.when}.", "warning")]


def validity(source: GroupSource) -> list[FactJson]:
    """For each indicator how many units answered how to the three questions (guideline 4.2)."""
    answers: dict[int, tuple[str, list[tuple[str, str, str]]]] = {}
    for unit in source.reporting:
        for one in source.records[unit.row.pk]["validity"]:
            _, found = answers.setdefault(one["indicator"], (one["name"], []))
            found.append((one["reliable"], one["measures"], one["shows"]))
    if not answers:
        return [note("Ingen validitetsuppföljning finns i underlaget.", "warning")]
    rows = [
        (name, str(len(found)), *(_answers([row[n] for row in found]) for n in range(3)))
        for name, found in sorted(answers.values(), key=lambda pair: pair[0])
    ]
    return [
        table(
            "Validitetsuppföljning",
            (
                "Indikator",
                "Enheter",
                "Tillförlitlig data",
                "Mäter det avsedda",
                "Visar verkligheten",
            ),
            rows,
            right=(1,),
        )
    ]


def participation(source: GroupSource) -> list[FactJson]:
    """How often activities were checked; the rest is written in the text."""
    made = sum(
        activity["check_ins"]
        for unit in source.reporting
        for goal in source.records[unit.row.pk]["goals"]
        for activity in goal["activities"]
    )
    facts = [figures("Personal", [("Avstämningar av aktiviteter", format_number(made))])]
    rows = []
    for code, label in Audience.choices:
        times = [
            source.records[unit.row.pk].get("participation", {}).get(code, 0)
            for unit in source.reporting
        ]
        if any(times):
            units = sum(n > 0 for n in times)
            rows.append((label, f"{units} av {len(times)}", format_number(sum(times))))
    if rows:
        facts.append(
            table("Så har de varit med", ("Grupp", "Enheter", "Gånger"), rows, right=(1, 2))
        )
    else:
        facts.append(
            note(
                "Ingen delaktighet är införd för barn, elever eller vårdnadshavare. Skriv hur de "
                "har medverkat här i texten."
            )
        )
    return facts


def analyses(source: GroupSource) -> list[FactJson]:
    """How many units have a finished analysis of each shared goal, and what they concluded."""
    rows = []
    for goal in source.shared_goals:
        found = [
            own
            for unit in source.reporting
            for own in source.records[unit.row.pk]["goals"]
            if own["id"] == goal.pk and own["attainment"]
        ]
        ends = {code: sum(own["conclusion"] == code for own in found) for code in _CONCLUSIONS}
        rows.append(
            (
                goal.title,
                f"{len(found)} av {len(source.applies(goal))}",
                *(format_number(ends[code]) for code in _CONCLUSIONS),
            )
        )
    if not rows:
        return [note("Det finns inga mål att analysera.", "warning")]
    return [
        table(
            "Enheternas analyser av de gemensamma målen",
            ("Gemensamt mål", "Analyserat av", *_CONCLUSIONS.values()),
            rows,
            right=(1, 2, 3, 4),
        )
    ]


# What a section's `facts` may name, in a report about several units.
GROUP_COMPOSERS: Final[dict[str, GroupComposer]] = {
    "summary": summary,
    "unit": units,
    "shared_goals": shared_goals,
    "coverage": coverage,
    "attainment": attainment,
    "spread": spread,
    "unit_goals": unit_goals,
    "movements": movements,
    "validity": validity,
    "analyses": analyses,
    "participation": participation,
    "development_areas": development_areas,
}


_CONCLUSIONS: Final = {"continue": "Fortsätter", "adjust": "Justeras", "end": "Avslutas"}


def _in_short(source: GroupSource) -> FactJson:
    rows = []
    for goal in source.shared_goals:
        found = counted(source.records.values(), goal)
        judged = sum(found.values())
        rows.append(
            (
                goal.title,
                *(f"{found[code]} av {judged}" if judged else "–" for code, _ in ATTAINMENTS),
                f"{judged} av {len(source.applies(goal))}",
            )
        )
    return table(
        "De gemensamma målen i korthet",
        ("Mål", *(label for _, label in ATTAINMENTS), "Enheter som har bedömt"),
        rows,
        right=(1, 2, 3, 4, 5),
    )


def _report_state(source: GroupSource, unit: CoveredUnit) -> str:
    found = source.reports.get(unit.row.pk)
    if found is not None and found.is_adopted and found.adopted_on:
        return f"Fastställd {format_date(found.adopted_on)}"
    # How far a draft has come is the unit's own matter: the board reads this table.
    return "Inte fastställd"


def _conclusion(goal: GoalRecord) -> str:
    return _CONCLUSIONS.get(goal["conclusion"], "–")


def _state(code: str) -> str:
    return _ACTIVITY_STATES.get(code, code)


def _answers(found: Sequence[str]) -> str:
    words = (("yes", "ja"), ("partly", "delvis"), ("no", "nej"))
    return listed([f"{found.count(code)} {word}" for code, word in words if code in found])
