"""Three school years of work: goals, measurements, check-ins, analyses and what came of them."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.demo.basis import Basis
from rodtrad.demo.clock import happening_on, workday
from rodtrad.demo.content import read
from rodtrad.demo.figures import described, desired_from, level_at, measure, measuring_days
from rodtrad.demo.season import Season
from rodtrad.goals import actions, work
from rodtrad.goals.models import Activity, DevelopmentArea, Goal, GoalReview, Target
from rodtrad.indicators.models import Indicator, Measurement
from rodtrad.indicators.validity import review_validity
from rodtrad.organisation.models import SchoolYear, Unit

# What is left undone on purpose, so that coverage and "mitt arbete" have something to show.
_NO_GOAL = {("DEMO-S3", "safety"), ("DEMO-F4", "language")}
_NO_ACTIVITY = {("DEMO-F2", "safety")}
_NOT_ANALYSED = {"DEMO-S3", "DEMO-F2"}


def work_through(basis: Basis, *, today: date, seed: int) -> Season:
    """Let the demo's people work for two whole school years and into the third."""
    content = read("goals")
    season = Season(basis, today, random.Random(seed), content["texts"], {})  # noqa: S311
    for entry in content["shared"]:
        season.shared[entry["key"]] = _share_goal(season, entry)
    for unit in basis.working_units:
        for entry in content["unit"]:
            if entry["kind"] == unit.kind and (unit.code, entry["supports"]) not in _NO_GOAL:
                _pursue(season, unit, entry, season.shared[entry["supports"]])
        for key in dict.fromkeys(
            entry["supports"] for entry in content["unit"] if entry["kind"] == unit.kind
        ):
            _analyse_shared(season, unit, season.shared[key])
        for entry in content["own"]:
            if entry["kind"] == unit.kind:
                _pursue_own(season, unit, entry)
    return season


def follow_shared_goals(season: Season) -> None:
    """The administration follows its shared goals by indicators that the units measure too."""
    years = season.basis.years
    knowledge = Indicator.objects.get(source_code="skolverket:slutbetyg:all_subjects")
    for key, indicator, baseline, desired in (
        ("knowledge", knowledge, Decimal("80"), Decimal("88")),
        ("safety", season.basis.indicators["safe"], Decimal("79"), Decimal("92")),
        ("language", season.basis.indicators["language"], Decimal("58"), Decimal("90")),
    ):
        with happening_on(workday(years[0].span.ends + timedelta(days=60))):
            actions.add_target(
                season.shared[key],
                indicator=indicator,
                movement=actions.Movement(
                    baseline_value=baseline,
                    baseline_on=years[0].span.ends,
                    desired_value=desired,
                    desired_by=workday(years[-1].span.ends - timedelta(days=46)),
                ),
                checkpoints=[],
                by=season.basis.head,
            )


def follow_grade_nine(season: Season) -> None:
    """Where the official file has a school's results, its knowledge goal is followed by them."""
    first = season.basis.years[0]
    known = Measurement.objects.filter(
        indicator__source_code="skolverket:slutbetyg:all_subjects", value__isnull=False
    ).select_related("indicator", "unit")
    for measurement in known:
        by = season.basis.principal(measurement.unit.code)
        goal = Goal.objects.filter(
            unit=measurement.unit, supports=season.shared["knowledge"], targets__isnull=False
        ).first()
        if goal is None or measurement.value is None:
            continue
        with happening_on(workday(first.span.ends + timedelta(days=60))):
            actions.add_target(
                goal,
                indicator=measurement.indicator,
                movement=actions.Movement(
                    baseline_value=measurement.value,
                    baseline_on=measurement.period_ends,
                    desired_value=min(Decimal(98), measurement.value + 6),
                    desired_by=workday(season.basis.years[-1].span.ends - timedelta(days=46)),
                ),
                checkpoints=[workday(season.today + timedelta(days=18))],
                by=by,
            )


def _wording(entry: dict[str, Any], starts: date, ends: date) -> actions.Wording:
    return actions.Wording(
        title=entry["title"],
        description=entry.get("description", ""),
        desired_effect=entry["desired_effect"],
        origin=entry["origin"],
        origin_note=entry.get("origin_note", ""),
        starts=starts,
        ends=ends,
    )


def _share_goal(season: Season, entry: dict[str, Any]) -> Goal:
    basis = season.basis
    starts, ends = basis.years[0].span.starts, basis.years[-1].span.ends
    with happening_on(workday(starts - timedelta(days=50))):
        return actions.create_goal(
            unit=basis.units["1286-UTB"],
            wording=_wording(entry, starts, ends),
            requirements=[basis.requirements[name] for name in entry["requirements"]],
            school_forms=list(
                basis.units["1286-UTB"].school_forms.model.objects.filter(code__in=entry["forms"])
            ),
            owner=basis.development_head,
            by=basis.head,
        )


def _pursue(season: Season, unit: Unit, entry: dict[str, Any], shared: Goal) -> None:
    """A goal over all three years that supports a shared one."""
    years = season.basis.years
    goal, target = _plan(season, unit, entry, years[0], years[-1], supports=shared)
    if (unit.code, entry["supports"]) in _NO_ACTIVITY:
        return
    for number, activity_entry in enumerate(entry["activity"]):
        first = years[min(number, len(years) - 1)]
        last = years[-1] if number + 1 == len(entry["activity"]) else years[number]
        activity = _start(season, goal, target, activity_entry, first.span, last.span)
        _check(season, unit, activity, first.span, last.span)
        if last != years[-1]:
            _end(season, unit, activity, activity_entry["lesson"], last.span)
    for year in years:
        measure(season, unit, target, year)
    for year in years[:-1]:
        _analyse(season, unit, goal, target, year, conclusion="continue")


def _analyse_shared(season: Season, unit: Unit, shared: Goal) -> None:
    """What the unit's own work has meant for a shared goal: each unit says so each year."""
    by = season.basis.principal(unit.code)
    for year in season.basis.years[:-1]:
        if year == season.basis.years[-2] and unit.code in _NOT_ANALYSED:
            continue
        day = workday(year.span.ends - timedelta(days=38))
        with happening_on(day):
            work.save_review(
                goal=shared,
                unit=unit,
                school_year=year,
                analysis=work.Analysis(
                    result=season.text("result"),
                    effect=season.text("effect"),
                    causes=season.text("causes"),
                    validity=season.text("validity"),
                    attainment=season.dice.choice(["partly", "partly", "not_reached"]),
                    conclusion="continue",
                ),
                revision=0,
                done_on=day,
                by=by,
            )


def _pursue_own(season: Season, unit: Unit, entry: dict[str, Any]) -> None:
    """A goal of the unit's own that ends, and the one that grew out of its analysis."""
    years = season.basis.years
    goal, target = _plan(season, unit, entry, years[0], years[1])
    activity = _start(season, goal, target, entry["activity"][0], years[0].span, years[1].span)
    _check(season, unit, activity, years[0].span, years[1].span)
    measure(season, unit, target, years[0])
    measure(season, unit, target, years[1])
    _analyse(season, unit, goal, target, years[0], conclusion="continue")
    _end(season, unit, activity, entry["activity"][0]["lesson"], years[1].span)
    area = _analyse(season, unit, goal, target, years[1], conclusion="end")
    by = season.basis.principal(unit.code)
    with happening_on(workday(years[1].span.ends - timedelta(days=36))):
        actions.close_goal(goal, note=entry["activity"][0]["lesson"], by=by)
    if area is None:
        return
    following = {**entry, "title": f"{entry['title']} – nästa steg", "origin": "development"}
    goal, target = _plan(season, unit, following, years[2], years[2], came_from=area, previous=goal)
    activity = _start(season, goal, target, entry["activity"][0], years[2].span, years[2].span)
    _check(season, unit, activity, years[2].span, years[2].span)
    measure(season, unit, target, years[2])


def _plan(
    season: Season,
    unit: Unit,
    entry: dict[str, Any],
    first: SchoolYear,
    last: SchoolYear,
    *,
    supports: Goal | None = None,
    came_from: DevelopmentArea | None = None,
    previous: Goal | None = None,
) -> tuple[Goal, Target]:
    basis, by = season.basis, season.basis.principal(unit.code)
    indicator = basis.indicators[entry["indicators"][0]]
    spec = basis.invented[entry["indicators"][0]]
    step = basis.years.index(first)
    baseline = level_at(season, unit, spec, step - 1)
    desired = desired_from(indicator, baseline, float(spec["drift"]))
    with happening_on(workday(first.span.starts + timedelta(days=12))):
        goal = actions.create_goal(
            unit=unit,
            wording=_wording(entry, first.span.starts, last.span.ends),
            requirements=[basis.requirements[name] for name in entry["requirements"]],
            supports=supports,
            came_from=came_from,
            previous=previous,
            owner=by,
            by=by,
        )
        days = [
            day
            for year in basis.years[step : basis.years.index(last) + 1]
            for day in measuring_days(season, year.span)
        ]
        target = actions.add_target(
            goal,
            indicator=indicator,
            movement=actions.Movement(
                baseline_value=baseline,
                baseline_text=described(indicator, baseline),
                baseline_on=workday(first.span.starts - timedelta(days=45)),
                desired_value=desired,
                desired_text=described(indicator, desired),
                desired_by=workday(last.span.ends - timedelta(days=46)),
            ),
            checkpoints=days,
            by=by,
        )
    return goal, target


def _start(
    season: Season,
    goal: Goal,
    target: Target,
    entry: dict[str, Any],
    first: YearSpan,
    last: YearSpan,
) -> Activity:
    people = season.basis.people[goal.unit.code]
    with happening_on(workday(first.starts + timedelta(days=17))):
        return work.create_activity(
            goal,
            plan=work.ActivityPlan(
                title=entry["title"],
                aim=entry["aim"],
                how_it_moves=entry["how_it_moves"],
                process_data=entry["process_data"],
                grounds=entry["grounds"],
                starts=workday(first.starts + timedelta(days=17)),
                ends=workday(last.ends - timedelta(days=48)),
            ),
            targets=[target],
            checkpoints=[
                day for year in _spans(first, last) for day in _checking_days(season, year)
            ],
            responsible=people[min(2, len(people) - 1)],
            by=people[0],
        )


def _spans(first: YearSpan, last: YearSpan) -> list[YearSpan]:
    return [YearSpan(start) for start in range(first.start, last.start + 1)]


def _checking_days(season: Season, year: YearSpan) -> list[date]:
    if year == season.basis.years[-1].span:
        return [
            workday(season.today - timedelta(days=30)),
            workday(season.today + timedelta(days=9)),
        ]
    return [workday(date(year.start, 11, 10)), workday(date(year.start + 1, 3, 10))]


def _check(season: Season, unit: Unit, activity: Activity, first: YearSpan, last: YearSpan) -> None:
    people = season.basis.people[unit.code]
    by: User = people[min(2, len(people) - 1)]
    for year in _spans(first, last):
        for day in _checking_days(season, year):
            if day > season.today or day < activity.starts:
                continue
            if unit.code in _NOT_ANALYSED and year == season.basis.years[-1].span:
                continue
            judgement = season.dice.choice(["on_track", "on_track", "adjust"])
            with happening_on(day):
                work.check_in(
                    activity,
                    on=day,
                    judgement=judgement,
                    process_data=season.text("process"),
                    change="" if judgement == "on_track" else season.text("change"),
                    by=by,
                )


def _end(season: Season, unit: Unit, activity: Activity, lesson: str, year: YearSpan) -> None:
    with happening_on(workday(year.ends - timedelta(days=47))):
        work.close_activity(
            activity, state="done", lesson=lesson, by=season.basis.principal(unit.code)
        )


def _analyse(
    season: Season,
    unit: Unit,
    goal: Goal,
    target: Target,
    year: SchoolYear,
    *,
    conclusion: str,
) -> DevelopmentArea | None:
    """The year's analysis of a goal; some units have not finished last year's."""
    by, day = season.basis.principal(unit.code), workday(year.span.ends - timedelta(days=40))
    last_finished = season.basis.years[-2]
    finished = not (year == last_finished and unit.code in _NOT_ANALYSED)
    with happening_on(day):
        review_validity(
            indicator=target.indicator,
            unit=unit,
            school_year=year,
            by=by,
            on=day,
            reliable="yes",
            reliable_why="Högt deltagande och samma instrument varje gång.",
            measures="yes",
            measures_why="Den mäter det vi vill förflytta.",
            shows="partly",
            shows_why=season.text("validity"),
        )
        review = work.save_review(
            goal=goal,
            unit=unit,
            school_year=year,
            analysis=work.Analysis(
                result=season.text("result"),
                effect=season.text("effect") if finished else "",
                causes=season.text("causes") if finished else "",
                validity=season.text("validity"),
                attainment=season.dice.choice(list(GoalReview.Attainment.values)[:3])
                if finished
                else "",
                conclusion=conclusion if finished else "",
            ),
            revision=0,
            done_on=day if finished else None,
            by=by,
        )
        if not finished:
            return None
        titles = season.texts[f"areas_{unit.kind}"]
        return actions.add_area(
            unit=unit,
            school_year=year,
            title=titles[(goal.pk + year.start) % len(titles)],
            description=review.causes,
            review=review,
            by=by,
        )
