"""The demo's year wheels: last year's, the running year's, and what waits to be adopted."""

from datetime import date, timedelta
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.core.red_days import red_day
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.demo.basis import Basis
from rodtrad.demo.clock import happening_on, workday
from rodtrad.demo.content import read
from rodtrad.demo.forums import board_day
from rodtrad.demo.season import Season
from rodtrad.forums.models import Forum
from rodtrad.organisation.actions.years import add_school_break
from rodtrad.organisation.models import Role, SchoolBreak, Unit
from rodtrad.reports.models import ReportKind
from rodtrad.steering.models import SteeringDocument
from rodtrad.yearwheel.actions.items import Content, add_item, move_item
from rodtrad.yearwheel.actions.wheels import adopt_wheel, change_wheel, open_wheel, roll_over
from rodtrad.yearwheel.models import Wheel, WheelItem, WheelKind
from rodtrad.yearwheel.queries.alignment import breaks_between

# Which units have made their wheels: adopted, and only begun.
_ADOPTED = ("54436997", "DEMO-S1", "DEMO-F1")
_BEGUN = ("89680009",)
# What was new this year in the SKA wheel: it was not there last year.
_NEW = {"Lärande: vad lärde vi oss i år?", "Dialogernas överenskommelser följs upp"}


def draw_wheels(season: Season) -> None:
    """Last year's wheels rolled over to the running year; the board's on to the next."""
    basis = season.basis
    forum = Forum.objects.get(kind=Forum.Kind.LEADERS)
    running = YearSpan.of(season.today)
    content = {entry["kind"]: entry for entry in read("wheels")["wheel"]}
    administration = basis.units["1286-UTB"]
    for code in (WheelKind.SKA, WheelKind.PRINCIPALS):
        last = _made(season, content[code], administration, running.start - 1, forum)
        _adopt(last, basis.head)
        wheel = _next(last, basis.head)
        if code == WheelKind.SKA:
            _complete(season, content[code], wheel, forum)
        _adopt(wheel, basis.head)
    board = _made(season, content[WheelKind.BOARD], administration, running.start - 1, forum)
    _adopt(board, basis.head)
    this_year = _next(board, basis.head)
    _adopt(this_year, basis.head)
    # Next year's is begun in the autumn: it waits to be adopted.
    _next(this_year, basis.head)
    for unit_code in (*_ADOPTED, *_BEGUN):
        unit = basis.units[unit_code]
        for code in (WheelKind.UNIT_OPERATIONS, WheelKind.UNIT_SKA):
            if unit_code in _BEGUN and code == WheelKind.UNIT_OPERATIONS:
                continue
            _unit_wheel(season, content[code], unit, running, forum)


def _unit_wheel(
    season: Season, entry: dict[str, Any], unit: Unit, running: YearSpan, forum: Forum
) -> None:
    by = season.basis.principal(unit.code)
    if unit.code in _BEGUN:
        _made(season, entry, unit, running.start, forum)
        return
    last = _made(season, entry, unit, running.start - 1, forum)
    _adopt(last, by)
    wheel = _next(last, by)
    if unit.code == "DEMO-S1" and entry["kind"] == WheelKind.UNIT_SKA:
        # Something to mend in the alignment: after the shared analysis.
        test = wheel.items.get(title="Läsförståelsetest och lagens analys")
        move_item(item=test, week=46, by=by)
    _adopt(wheel, by)


def add_breaks(basis: Basis) -> None:
    """The breaks that Swedish municipalities have, where there are none yet."""
    top = basis.units["1286"]
    if SchoolBreak.objects.filter(municipality=top).exists():
        return
    for year in (*(one.span for one in basis.years), basis.years[-1].span.next):
        monday = date.fromisocalendar(year.start, 44, 1)
        easter = _easter_monday(year.start + 1)
        for name, first, last in (
            ("Höstlov", monday, monday + timedelta(days=4)),
            ("Jullov", date(year.start, 12, 21), date(year.start + 1, 1, 8)),
            ("Sportlov", *_week(year.start + 1, 8)),
            ("Påsklov", easter + timedelta(days=1), easter + timedelta(days=4)),
        ):
            add_school_break(municipality=top, name=name, starts=first, ends=last, by=None)


def _week(year: int, number: int) -> tuple[date, date]:
    return date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 5)


def _easter_monday(year: int) -> date:
    first = date(year, 3, 23)
    days = (first + timedelta(days=n) for n in range(40))
    return next(day for day in days if red_day(day) == "Annandag påsk")


def _made(season: Season, entry: dict[str, Any], unit: Unit, year: int, forum: Forum) -> Wheel:
    kind = WheelKind.objects.get(code=entry["kind"])
    is_unit = kind.scope == WheelKind.Scope.UNIT
    by = season.basis.principal(unit.code) if is_unit else season.basis.head
    with happening_on(date(year, 5, 20)):
        wheel = open_wheel(kind=kind, unit=unit, year=year, by=by)
        if "learning" in entry:
            wheel = change_wheel(
                wheel=wheel,
                note="",
                learning_count=entry["learning"] - 1,
                analysis_count=entry["analysis"],
                revision=wheel.revision,
                by=by,
            )
        items = [
            one
            for one in entry["item"]
            if one["title"] not in _NEW and one.get("only", unit.kind) == unit.kind
        ]
        _put(season, wheel, items, forum, by)
    return wheel


def _complete(season: Season, entry: dict[str, Any], wheel: Wheel, forum: Forum) -> None:
    """What the running year's SKA wheel has that last year's had not."""
    by = season.basis.head
    with happening_on(workday(wheel.period.starts - timedelta(days=50))):
        items = [one for one in entry["item"] if one["title"] in _NEW]
        _put(season, wheel, items, forum, by)
        change_wheel(
            wheel=wheel,
            note="Ett ledarforum till för kollegialt lärande, efter skolledarnas utvärdering.",
            learning_count=entry["learning"],
            analysis_count=entry["analysis"],
            revision=wheel.revision,
            by=by,
        )


def _put(season: Season, wheel: Wheel, items: list[dict[str, Any]], forum: Forum, by: User) -> None:
    rings = {ring.name: ring for ring in wheel.kind.rings.all()}
    roles = {role.code: role for role in Role.objects.all()}
    indicators = season.basis.indicators
    reports = list(ReportKind.objects.filter(code__startswith="unit")[:1]) or list(
        ReportKind.objects.all()[:1]
    )
    guideline = list(SteeringDocument.objects.filter(kind=SteeringDocument.Kind.GUIDELINE)[:1])
    shared = wheel.kind.scope == WheelKind.Scope.SHARED
    for entry in items:
        meets = shared and entry["kind"] not in ("strategy_day", "analysis_day", "survey")
        add_item(
            wheel=wheel,
            content=Content(
                title=entry["title"],
                ring=rings[entry["ring"]],
                kind=entry["kind"],
                description=entry.get("description", ""),
                role=roles[entry["role"]],
                forums=[forum] if meets else [],
                indicators=[indicators[name] for name in entry.get("indicators", [])],
                goals=[season.shared[name] for name in entry.get("goals", [])],
                documents=guideline if "documents" in entry else [],
                report_kinds=reports if entry.get("reports") else [],
                **_when(entry, wheel, forum),
            ),
            by=by,
        )


def _when(entry: dict[str, Any], wheel: Wheel, forum: Forum) -> dict[str, Any]:
    if "week" in entry:
        return {"when": "week", "week": entry["week"]}
    if "day" in entry:
        day = _day(wheel, *entry["day"])
        # Key figures are told when the board meets.
        is_told = wheel.kind.code == "nyckeltal"
        return {"when": "date", "first": board_day(day) if is_told else day}
    if "span" in entry:
        w0, d0, w1, d1 = entry["span"]
        return {"when": "span", "first": _day(wheel, w0, d0), "last": _day(wheel, w1, d1)}
    if "month" in entry:
        return {"when": "month", "month": entry["month"]}
    if "forum" in entry:
        ordinal, month = entry["forum"]
        return {"when": "forum", "rule_forum": forum, "ordinal": ordinal, "month": month}
    title, weeks = entry["after"]
    base: WheelItem = wheel.items.get(title=title)
    return {"when": "after", "after": base, "weeks_after": weeks}


def _day(wheel: Wheel, week: int, weekday: int) -> date:
    """The weekday of the week in the wheel's year: weeks from 31 on belong to its autumn."""
    period = wheel.period
    is_spring = period.starts.month == 8 and week < 31
    return date.fromisocalendar(period.starts.year + is_spring, week, weekday)


def _next(wheel: Wheel, by: User) -> Wheel:
    starts = wheel.period.ends + timedelta(days=1)
    ends = starts + timedelta(days=364)
    with happening_on(workday(starts - timedelta(days=60))):
        return roll_over(wheel=wheel, breaks=breaks_between(wheel.unit, starts, ends), by=by)


def _adopt(wheel: Wheel, by: User) -> None:
    day = workday(wheel.period.starts - timedelta(days=40))
    with happening_on(day):
        adopt_wheel(wheel=wheel, on=day, by=by)
