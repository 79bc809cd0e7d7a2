"""Units' development areas, grouped by the shared goal that they grew from."""

from collections import defaultdict

from rodtrad.core.numbers import format_number
from rodtrad.reports.facts.group.source import GroupSource
from rodtrad.reports.facts.parts import FactJson, figures, listed, note, table
from rodtrad.reports.render.schema import AreaRecord


def development_areas(source: GroupSource) -> list[FactJson]:
    """The areas under each shared goal, those of the same name together, most units first."""
    shared = {goal.pk: goal for goal in source.shared_goals}
    groups: dict[int | None, dict[str, list[tuple[str, AreaRecord]]]] = defaultdict(dict)
    count = left_out = 0
    for unit in source.reporting:
        for area in source.records[unit.row.pk]["areas"]:
            place = area["shared"] if area["shared"] in shared else None
            if place is None and area["goal"] is not None and not source.with_own_goals:
                left_out += 1
                continue
            count += 1
            same = groups[place].setdefault(_same(area["title"]), [])
            same.append((unit.row.name, area))
    facts: list[FactJson] = []
    if count:
        units = {name for found in groups.values() for same in found.values() for name, _ in same}
        facts.append(
            figures(
                "Utvecklingsområden",
                [
                    ("Områden", format_number(count)),
                    (
                        "Enheter som har angett områden",
                        f"{len(units)} av {len(source.reporting)}",
                    ),
                ],
            )
        )
    else:
        facts.append(note("Inga utvecklingsområden finns i underlaget.", "warning"))
    for goal in source.shared_goals:
        if groups.get(goal.pk):
            facts.append(_table(goal.title, groups[goal.pk]))
    if groups.get(None):
        facts.append(_table("Utanför de gemensamma målen", groups[None]))
    if left_out:
        facts.append(
            note(
                f"{left_out} områden kommer ur enheternas egna mål utanför de gemensamma. De finns "
                "i målanalysen och inte här (riktlinjen, avsnitt 4.1.1)."
            )
        )
    return facts


def _same(title: str) -> str:
    """What is the same area however it is written."""
    return " ".join(title.casefold().split()).rstrip(".")


def _table(heading: str, found: dict[str, list[tuple[str, AreaRecord]]]) -> FactJson:
    rows = []
    for same in sorted(found.values(), key=lambda same: (-len(same), same[0][1]["title"])):
        names = list(dict.fromkeys(name for name, _ in same))
        goals = list(dict.fromkeys(goal for _, area in same for goal in area["became"]))
        rows.append(
            (
                same[0][1]["title"],
                format_number(len(names)),
                listed(names),
                f"Mål: {listed(goals)}" if goals else "Inte bestämt",
            )
        )
    return table(
        heading,
        ("Område", "Antal", "Enheter", "Vad det blev"),
        rows,
        caption=f"Utvecklingsområden: {heading}",
        right=(1,),
    )
