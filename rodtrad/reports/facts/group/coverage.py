"""Of the units: which follow the shared goals, what each lacks, and how it went."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.urls import reverse

from rodtrad.goals.coverage import Item
from rodtrad.reports.facts.group.counting import (
    ATTAINMENTS,
    attainment_of,
    attainment_words,
    counted,
)
from rodtrad.reports.facts.group.source import CoveredUnit, GroupSource
from rodtrad.reports.facts.parts import FactJson, listed, note, table

T = TypeVar("T")


# So many columns of goals fit beside a unit's name on a page.
_GOALS_ABREAST = 4


def coverage(source: GroupSource) -> list[FactJson]:
    """For each shared goal how many units have come how far, and what each unit lacks."""
    if not source.shared_goals:
        return [note(f"Det finns inga förvaltningsgemensamma mål för {source.when}.", "warning")]
    rows = []
    for goal in source.shared_goals:
        asked = [cell for cell in source.cells.get(goal.pk, ()) if cell.applies]
        rows.append(
            (
                goal.title,
                *(
                    f"{sum(step(cell) for cell in asked)} av {len(asked)}"
                    for step in (_has_goal, _is_covered, _is_followed, _is_analysed)
                ),
            )
        )
    facts = [
        table(
            "Så många enheter arbetar med målen",
            ("Gemensamt mål", "Eget mål", "Mål och aktivitet", "Uppföljt", "Analyserat"),
            rows,
            right=(1, 2, 3, 4),
        )
    ]
    cells = {
        (cell.unit.pk, goal.pk): cell
        for goal in source.shared_goals
        for cell in source.cells.get(goal.pk, ())
    }
    for part, heading in _abreast(source.shared_goals, "Vad som saknas vid varje enhet"):
        facts.append(
            table(
                heading,
                ("Enhet", *(goal.title for goal in part)),
                [
                    (unit.row.name, *(_lacks(cells.get((unit.row.pk, g.pk))) for g in part))
                    for unit in source.units
                ],
            )
        )
    return facts


def attainment(source: GroupSource) -> list[FactJson]:
    """How many units judge each shared goal how, beside the time before, and unit by unit."""
    if not source.shared_goals:
        return [note(f"Det finns inga förvaltningsgemensamma mål för {source.when}.", "warning")]
    facts = []
    for goal in source.shared_goals:
        now = counted(source.records.values(), goal)
        then = counted(source.earlier.values(), goal)
        columns, rows = ["Bedömning", "Enheter"], []
        judged, judged_then = sum(now.values()), sum(then.values())
        for code, label in ATTAINMENTS:
            row = [label, f"{now[code]} av {judged}"]
            rows.append([*row, f"{then[code]} av {judged_then}"] if judged_then else row)
        if judged_then:
            columns.append("Tiden före")
        asked = len(source.applies(goal))
        facts.append(
            table(
                goal.title,
                columns,
                rows,
                caption=f"Måluppfyllelse för ”{goal.title}”: {judged} av {asked} enheter har "
                "bedömt målet",
                right=range(1, len(columns)),
            )
        )
    for part, heading in _abreast(source.shared_goals, "Måluppfyllelse vid varje enhet"):
        rows = []
        for unit in source.units:
            record = source.records.get(unit.row.pk)
            cells = [
                "Ingen fastställd rapport"
                if record is None and source.draws_on_reports
                else attainment_words(attainment_of(record, goal.pk))
                if record is not None and unit in source.applies(goal)
                else "Gäller inte"
                for goal in part
            ]
            rows.append([unit.row.name, *cells])
        links = [report_link(source, unit) for unit in source.units]
        facts.append(
            table(
                heading,
                ("Enhet", *(goal.title for goal in part)),
                rows,
                links=links if any(links) else (),
            )
        )
    return facts + missing_units(source)


def missing_units(source: GroupSource) -> list[FactJson]:
    """Which units nothing can be counted from, and why."""
    facts = []
    if source.draws_on_reports and source.silent:
        names = [unit.row.name for unit in source.silent]
        facts.append(
            note(
                f"Fastställd rapport saknas från {len(names)} av {len(source.units)} enheter och "
                f"de är inte med i det som räknas ur rapporterna: {listed(names)}.",
                "warning",
            )
        )
    for unit in source.units:
        found = source.reports.get(unit.row.pk)
        if found is not None and found.problem:
            facts.append(note(f"{unit.row.name}: {found.problem}", "warning"))
    return facts


def _abreast(goals: Sequence[T], heading: str) -> Iterator[tuple[Sequence[T], str]]:
    """The goals in groups that fit a page, each with a heading of its own."""
    parts = [goals[n : n + _GOALS_ABREAST] for n in range(0, len(goals), _GOALS_ABREAST)]
    for number, part in enumerate(parts, 1):
        yield part, heading if len(parts) == 1 else f"{heading}, del {number} av {len(parts)}"


def report_link(source: GroupSource, unit: CoveredUnit) -> str:
    """The unit's adopted report; one that is not final is nobody's to read from here."""
    found = source.reports.get(unit.row.pk)
    return reverse("report_detail", args=[found.pk]) if found and found.is_adopted else ""


def _has_goal(cell: Item) -> bool:
    return cell.has_goal


def _is_covered(cell: Item) -> bool:
    return cell.is_covered


def _is_followed(cell: Item) -> bool:
    return cell.is_followed_up


def _is_analysed(cell: Item) -> bool:
    return cell.is_analysed


def _lacks(cell: Item | None) -> str:
    if cell is None or not cell.applies:
        return "Gäller inte"
    if not cell.has_goal:
        return "Saknar eget mål"
    steps = (
        ("aktivitet", cell.has_activity),
        ("uppföljning", cell.is_followed_up),
        ("analys", cell.is_analysed),
    )
    lacking = [word for word, is_done in steps if not is_done]
    return f"Saknar {listed(lacking)}" if lacking else "Allt finns"
