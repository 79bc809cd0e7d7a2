"""How the demo's units close the circle: remedies, deficiencies, the turn of the year, a split."""

from datetime import date, timedelta
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.demo.clock import happening_on, workday
from rodtrad.demo.content import read
from rodtrad.demo.season import Season, analysis_day_of
from rodtrad.goals import actions, days, remedies
from rodtrad.goals.cycle import Step
from rodtrad.goals.following import answer_step, leaders_of, remind, step_key
from rodtrad.goals.models import AnalysisDay, Deficiency, DevelopmentArea, Remedy
from rodtrad.goals.rollover.actions import roll_over
from rodtrad.organisation.actions.joining import Part, split_unit
from rodtrad.organisation.models import SchoolYear, Unit

# Whose report of the last year is still open, and who has simply not done it yet.
_NOT_OVER = {"DEMO-S3", "DEMO-F2", "DEMO-F4"}


def close_the_circle(season: Season) -> None:
    """Decide, judge, answer, analyse together and go over to the running year."""
    content = read("cycle")
    for kind in (Unit.Kind.SCHOOL, Unit.Kind.PRESCHOOL):
        entries = [row for row in content["remedy"] if row["kind"] == kind]
        units = [unit for unit in season.basis.working_units if unit.kind == kind]
        for turn, unit in enumerate(units):
            _decide(season, unit, entries, turn)
    for entry in content["deficiency"]:
        _fall_short(season, entry)
    for entry in content["answer"]:
        _answer(season, entry)
    _gather(season, content)
    _split(season, content["split"])
    _turn(season)
    _remind(season)


def _decide(season: Season, unit: Unit, entries: list[dict[str, Any]], turn: int) -> None:
    """Remedies for areas of each finished year; the first year's effect is judged.

    Args:
        turn: which of the units of its kind it is: each has remedies of its own.
    """
    by = season.basis.principal(unit.code)
    first, last = season.basis.years[0], season.basis.years[1]
    judged = [entry for entry in entries if "outcome" in entry]
    waiting = [entry for entry in entries if "outcome" not in entry]
    for number, (year, entry) in enumerate(
        (
            (first, judged[turn % len(judged)]),
            (first, judged[(turn + 2) % len(judged)]),
            (last, waiting[turn % len(waiting)]),
        )
    ):
        areas = DevelopmentArea.objects.filter(unit=unit, school_year=year).order_by("pk")
        area = areas[number % 2 : number % 2 + 1].first()
        if area is None:
            continue
        remedy = _remedy(season, area, entry, year, by)
        if year == first and not (unit.code == "DEMO-S3" and number == 1):
            _judge(remedy, entry, workday(remedy.due - timedelta(days=12)), by)


def _remedy(
    season: Season, area: DevelopmentArea, entry: dict[str, Any], year: SchoolYear, by: User
) -> Remedy:
    decided = workday(year.span.ends - timedelta(days=25))
    with happening_on(decided):
        return remedies.decide_remedy(
            area,
            plan=remedies.RemedyPlan(
                title=entry["title"],
                description=entry["description"],
                expected_effect=entry["expected_effect"],
                responsible=by,
                decided_on=decided,
                due=workday(date(year.start + 2, 4, 30)),
            ),
            by=by,
        )


def _judge(remedy: Remedy, entry: dict[str, Any], day: date, by: User) -> None:
    with happening_on(day):
        remedies.record_effect(
            remedy,
            outcome=entry["outcome"],
            effect=entry["effect"],
            on=day,
            revision=remedy.revision,
            by=by,
        )


def _fall_short(season: Season, entry: dict[str, Any]) -> None:
    by, today = season.basis.principal(entry["unit"]), season.today
    found = workday(today - timedelta(days=entry["found"]))
    with happening_on(found):
        row = remedies.register_deficiency(
            unit=season.basis.units[entry["unit"]],
            note=remedies.DeficiencyNote(
                title=entry["title"],
                description=entry["description"],
                source=entry["source"],
                registry_number=entry.get("registry_number", ""),
                found_on=found,
                due=workday(today - timedelta(days=entry["due"])) if "due" in entry else None,
                responsible=by,
            ),
            by=by,
        )
        if "remedy" in entry:
            remedy = remedies.decide_remedy(
                row,
                plan=remedies.RemedyPlan(
                    title=entry["remedy"],
                    expected_effect=entry["expected_effect"],
                    responsible=by,
                    decided_on=found,
                    due=workday(today + timedelta(days=20)) if "closed" not in entry else today,
                ),
                by=by,
            )
    if "closed" in entry:
        _end(entry, row, workday(today - timedelta(days=entry["closed"])), by)
        if "outcome" in entry:
            _judge(remedy, entry, workday(today - timedelta(days=entry["closed"])), by)


def _end(entry: dict[str, Any], row: Deficiency, day: date, by: User) -> None:
    with happening_on(day):
        remedies.close_deficiency(
            row, ending=entry["ending"], reason=entry["reason"], on=day, by=by
        )


def _answer(season: Season, entry: dict[str, Any]) -> None:
    last, day = season.basis.years[1], workday(season.basis.years[1].span.ends - timedelta(days=20))
    goal = season.shared[entry["goal"]] if "goal" in entry else None
    with happening_on(day):
        answer_step(
            unit=season.basis.units[entry["unit"]],
            school_year=last,
            goal=goal,
            step=entry["step"],
            answer=entry["answer"],
            why=entry["why"],
            on=day,
            by=season.basis.principal(entry["unit"]),
        )


def _gather(season: Season, content: dict[str, Any]) -> None:
    """Last year's analysis day, with what it led to, and one that is open to try."""
    basis, words = season.basis, content["day"]
    administration, by = basis.units["1286-UTB"], basis.development_head
    last, day = basis.years[1], analysis_day_of(basis.years[1].span)
    with happening_on(day):
        held = days.plan_day(
            unit=administration,
            school_year=last,
            title=f"{words['title']} {day.year}",
            on=day,
            by=by,
        )
        theme = days.make_theme(held, title=words["theme"], why=words["theme_why"], by=by)
        days.make_theme(held, title=words["other_theme"], by=by)
        for entry in content["note"]:
            note = _note(season, held, entry)
            if entry.get("theme"):
                days.sort_note(note, theme=theme, by=by)
        days.theme_to_area(theme, by=by)
        days.close_day(held, on=day, by=by)
    with happening_on(season.today):
        tried = days.plan_day(
            unit=administration,
            school_year=basis.years[-1],
            title=words["open_title"],
            on=season.today,
            by=by,
        )
        for entry in content["note"][:3]:
            _note(season, tried, entry)


def _note(season: Season, day: AnalysisDay, entry: dict[str, Any]) -> Any:
    return days.write_note(
        day,
        unit=season.basis.units[entry["unit"]],
        goal=season.shared[entry["goal"]],
        kind=entry["kind"],
        text=entry["text"],
        by=season.basis.principal(entry["unit"]),
    )


def _split(season: Season, entry: dict[str, Any]) -> None:
    unit, on = season.basis.units[entry["unit"]], season.basis.years[-1].span.starts
    with happening_on(workday(on - timedelta(days=40))):
        split_unit(
            Unit.objects.get(pk=unit.pk),
            [
                Part(
                    name=entry["name"],
                    code=entry["code"],
                    kind=unit.kind,
                    school_forms=list(unit.school_forms.all()),
                )
            ],
            on=on,
            goes_on=True,
            note=entry["note"],
            by=season.basis.development_head,
        )


def _turn(season: Season) -> None:
    """Most units have gone over, and have taken on or set aside what was suggested to them."""
    running: YearSpan = season.basis.years[-1].span
    day = workday(running.starts + timedelta(days=14))
    for unit in season.basis.working_units:
        if unit.code in _NOT_OVER:
            continue
        by = season.basis.principal(unit.code)
        with happening_on(day):
            roll_over(unit, running, on=day, by=by)
            suggested = list(DevelopmentArea.objects.filter(unit=unit, suggested_for=running.start))
            for area in suggested[1:]:
                actions.set_area_aside(
                    area,
                    why="Ryms i målen vi redan har. Fler mål på en gång ger målträngsel.",
                    by=by,
                )


def _remind(season: Season) -> None:
    """The head has reminded a principal of the analysis, some days ago."""
    basis, day = season.basis, workday(season.today - timedelta(days=6))
    unit, last = basis.units["DEMO-S3"], basis.years[1]
    with happening_on(day):
        remind(
            unit=unit,
            school_year=last,
            key=step_key(Step.ANALYSED, None),
            sentence=f"Kom ihåg att analysera: enhetens kvalitetsarbete, {unit.name} {last.label}.",
            address=f"/mal/?enhet={unit.code}&lasar={last.slug}",
            recipients=leaders_of(unit, today=day),
            on=day,
            by=basis.head,
        )
