"""What each section of a unit's report shows beside its text."""

from collections.abc import Callable
from typing import Final

from rodtrad.core.numbers import format_date, format_number
from rodtrad.goals.models import Activity
from rodtrad.organisation.models import Unit
from rodtrad.reports.facts.goals import (
    analyses,
    goal_in_short,
    is_analysed,
    shared_goals,
    unit_goals,
)
from rodtrad.reports.facts.parts import (
    FactJson,
    figures,
    listed,
    note,
    plain,
    quoted,
    span_of,
    table,
)
from rodtrad.reports.facts.source import Source
from rodtrad.reports.facts.targets import movement_row
from rodtrad.surveys.models import Audience, Participation

Composer = Callable[[Source], list[FactJson]]


def summary(source: Source) -> list[FactJson]:
    """How much was done, and the goals with their attainment on one line each."""
    if not source.goals:
        return [note(f"Det finns inga mål för {source.when}.", "warning")]
    done = [goal for goal in source.goals if is_analysed(source, goal)]
    check_ins = sum(len(source.check_ins.get(a.pk, [])) for a in source.own_activities)
    facts = [
        figures(
            "Läsåret i siffror",
            [
                ("Förvaltningsgemensamma mål", format_number(len(source.shared_goals))),
                ("Enhetens egna mål", format_number(len(source.unit_goals))),
                ("Egna aktiviteter under läsåret", format_number(len(source.own_activities))),
                ("Avstämningar av egna aktiviteter", format_number(check_ins)),
                ("Analyserade mål", f"{len(done)} av {len(source.goals)}"),
            ],
        ),
        table(
            "Målen i korthet",
            ("Mål", "Slag", "Måluppfyllelse", "Slutsats"),
            [goal_in_short(source, goal) for goal in source.goals],
        ),
    ]
    if missing := [goal.title for goal in source.goals if goal not in done]:
        facts.append(note(f"Färdig analys saknas för {quoted(missing)}.", "warning"))
    return facts


def unit(source: Source) -> list[FactJson]:
    """Which unit it is."""
    row = source.report.unit
    facts = [
        figures(
            "Om enheten",
            [
                ("Enhet", row.name),
                ("Slag", str(row.get_kind_display())),
                ("Skolenhetskod" if row.code.isdigit() else "Kod", row.code),
                ("Skolformer", listed(source.unit.school_forms) or "Inte angivet"),
                ("Rektor", source.unit.principal or "Inte angivet"),
                ("Huvudman", source.unit.municipality),
            ],
        )
    ]
    if row.closed is not None:
        facts.append(note(f"Enheten stängde {format_date(row.closed)}."))
    return facts


def movements(source: Source) -> list[FactJson]:
    """Activities with what they led to, check-ins, and how far each indicator moved."""
    facts: list[FactJson] = []
    for goal in source.unit_goals:
        activities = source.activities.get(goal.pk, [])
        if not activities:
            facts.append(
                note(f"Målet ”{goal.title}” har inga aktiviteter under läsåret.", "warning")
            )
            continue
        facts.append(
            table(
                goal.title,
                ("Aktivitet", "Tid", "Läge", "Ska påverka", "Vad den ledde till"),
                [_activity_row(source, activity) for activity in activities],
                caption=f"Aktiviteter för målet ”{goal.title}”",
            )
        )
    facts += _check_ins(source)
    rows = [
        [f"{target.indicator.name}\n({goal.title})", *movement_row(source, goal, target)]
        for goal in source.goals
        for target in source.targets.get(goal.pk, [])
    ]
    if rows:
        facts.append(
            table(
                "Förflyttningar",
                (
                    "Indikator (mål)",
                    "Nuläge vid start",
                    "Senaste värde",
                    "Önskat läge",
                    "Förflyttning",
                ),
                rows,
            )
        )
    return facts or [note("Det finns inga aktiviteter för läsåret.", "warning")]


def validity(source: Source) -> list[FactJson]:
    """The three questions of the guideline's section 4.2, answered for each indicator."""
    names = {
        target.indicator_id: target.indicator.name
        for goal in source.goals
        for target in source.targets.get(goal.pk, [])
    }
    if not names:
        return [note("Målen har inga indikatorer att följa upp.", "warning")]
    facts = []
    rows = [
        _validity_row(name, source.validity[pk])
        for pk, name in names.items()
        if pk in source.validity
    ]
    if rows:
        facts.append(
            table(
                "Validitetsuppföljning",
                ("Indikator", "Tillförlitlig data", "Mäter det avsedda", "Visar verkligheten"),
                rows,
            )
        )
    if missing := [name for pk, name in names.items() if pk not in source.validity]:
        facts.append(note(f"Validiteten är inte uppföljd i år för {quoted(missing)}.", "warning"))
    return facts


def participation(source: Source) -> list[FactJson]:
    """Who took part, as far as the records say it."""
    made = [check_in for a in source.own_activities for check_in in source.check_ins.get(a.pk, [])]
    facts = []
    if made:
        people = len({check_in.by_id for check_in in made})
        facts.append(
            figures(
                "Personal",
                [
                    ("Avstämningar av aktiviteter", format_number(len(made))),
                    ("Medarbetare som har gjort dem", format_number(people)),
                ],
            )
        )
    if source.participation:
        facts.append(
            table(
                "Så har de varit med",
                ("Datum", "Grupp", "Vad", "Antal", "Vad det ledde till"),
                [
                    (
                        format_date(row.on),
                        str(row.get_audience_display()),
                        row.what,
                        _how_many(row),
                        plain(row.led_to) or "–",
                    )
                    for row in source.participation
                ],
                right=(3,),
            )
        )
    here = {row.audience for row in source.participation} | ({Audience.STAFF} if made else set())
    learners = (
        (Audience.CHILDREN, "barn")
        if source.report.unit.kind == Unit.Kind.PRESCHOOL
        else (Audience.PUPILS, "elever")
    )
    wanted = ((Audience.STAFF, "personal"), learners, (Audience.GUARDIANS, "vårdnadshavare"))
    if missing := [word for code, word in wanted if code not in here]:
        facts.append(
            note(
                f"Ingen delaktighet är införd för {listed(missing)}. Skriv "
                "hur de har medverkat här i texten."
            )
        )
    return facts


def _how_many(row: Participation) -> str:
    if row.took_part is None:
        return "–"
    if row.group_size is None:
        return format_number(row.took_part)
    return f"{format_number(row.took_part)} av {format_number(row.group_size)}"


def development_areas(source: Source) -> list[FactJson]:
    """What the analysis found, and what became of it."""
    if not source.areas:
        return [note("Inga utvecklingsområden är införda för läsåret.", "warning")]
    rows = []
    for area in source.areas:
        if titles := source.goals_of_area.get(area.pk):
            became = f"Mål: {listed(titles)}"
        elif area.set_aside_why:
            became = f"Blir inte ett mål: {plain(area.set_aside_why)}"
        else:
            became = "Inte bestämt"
        rows.append((area.title, plain(area.description) or "–", became))
    return [table("Utvecklingsområden", ("Område", "Varför", "Vad det blev"), rows)]


# What a section's `facts` may name.
COMPOSERS: Final[dict[str, Composer]] = {
    "summary": summary,
    "unit": unit,
    "shared_goals": shared_goals,
    "unit_goals": unit_goals,
    "movements": movements,
    "validity": validity,
    "analyses": analyses,
    "participation": participation,
    "development_areas": development_areas,
}


def _activity_row(source: Source, activity: Activity) -> list[str]:
    moves = source.indicators_of.get(activity.pk, [])
    names = [
        target.indicator.name
        for target in source.targets.get(activity.goal_id, [])
        if target.indicator_id in moves
    ]
    if activity.lesson:
        outcome = plain(activity.lesson)
    elif activity.is_overdue(source.year.ends):
        outcome = "Tiden har gått ut, men aktiviteten är inte avslutad."
    else:
        outcome = f"Mål med aktiviteten: {plain(activity.aim)}"
    return [
        activity.title,
        span_of(activity.starts, activity.ends),
        str(activity.get_state_display()),
        listed(names) or "Saknas",
        outcome,
    ]


def _check_ins(source: Source) -> list[FactJson]:
    rows = []
    silent = []
    for activity in source.own_activities:
        found = source.check_ins.get(activity.pk, [])
        if not found:
            silent.append(activity.title)
        for row in found:
            rows.append(
                (
                    format_date(row.on),
                    activity.title,
                    str(row.get_judgement_display()),
                    plain(row.process_data),
                    plain(row.change) or "–",
                )
            )
    facts: list[FactJson] = []
    if rows:
        facts.append(
            table(
                "Avstämningar under läsåret",
                ("Datum", "Aktivitet", "Bedömning", "Vad processdata visar", "Vad vi ändrade"),
                rows,
            )
        )
    if silent:
        facts.append(note(f"Ingen avstämning är gjord under läsåret av {quoted(silent)}."))
    return facts


def _validity_row(name: str, review: dict[str, str]) -> list[str]:
    words = {"yes": "Ja", "partly": "Delvis", "no": "Nej"}
    cells = [name]
    for question in ("reliable", "measures", "shows"):
        why = plain(review[f"{question}_why"])
        answer = words.get(review[question], review[question])
        cells.append(f"{answer}. {why}" if why else answer)
    return cells
