"""The alignment of a school year's wheels, gathered for the page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Value

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.forums.models import Forum
from rodtrad.goals.models import Goal, Target
from rodtrad.organisation.models import SchoolBreak, Unit
from rodtrad.yearwheel.alignment import shared as ask_shared
from rodtrad.yearwheel.alignment import units as ask_units
from rodtrad.yearwheel.alignment.facts import Check, Deviation, Fact, Mend
from rodtrad.yearwheel.models import AlignmentNumber, Wheel, WheelItem, WheelKind
from rodtrad.yearwheel.queries.placing import Placed, items_of, place_items
from rodtrad.yearwheel.queries.reach import readable
from rodtrad.yearwheel.shifting import Break, why_free

_SHARED_CODES = (WheelKind.SKA, WheelKind.PRINCIPALS, WheelKind.BOARD)


@dataclass(frozen=True)
class UnitAlignment:
    """What a unit's wheels were asked, and how many things deviate."""

    unit: Unit
    checks: list[Check]

    @property
    def deviations(self) -> list[Deviation]:
        """Everything that deviates."""
        return [one for check in self.checks for one in check.deviations]


def shared_alignment(user: User, year: SchoolYear, administration: Unit) -> list[Check]:
    """The shared wheels of a school year against the board's and against the numbers.

    At most ten queries.
    """
    spring_before = year.previous.starts
    wheels = _newest(
        readable(user)
        .touching(spring_before, year.ends)  # type: ignore[attr-defined]  # of WheelQuerySet
        .filter(kind__code__in=_SHARED_CODES, unit=administration)
    )
    placed = _placed(wheels)
    facts = _facts(placed)
    by_code = _by_code(wheels)
    ska = by_code[WheelKind.SKA].get(year.start)
    principals = by_code[WheelKind.PRINCIPALS].get(year.start)
    numbers = dict(AlignmentNumber.objects.values_list("code", "value"))
    checks = [_adopted(by_code, year)]
    if ska is not None:
        here = facts[ska.pk]
        checks += [
            ask_shared.strategy_days(
                here,
                year=year,
                fewest=numbers.get("strategy_days_fewest", 2),
                most=numbers.get("strategy_days_most", 3),
                wheel=ska.pk,
            ),
            ask_shared.analysis_day(
                here,
                year=year,
                wanted=numbers.get("analysis_days", 1),
                from_month=min(max(numbers.get("analysis_day_from_month", 5), 1), 12),
                wheel=ska.pk,
            ),
            ask_shared.set_aside(
                here,
                kind=WheelItem.Kind.LEARNING,
                what="kollegialt lärande",
                said=ska.learning_count,
                wheel=ska.pk,
            ),
            ask_shared.set_aside(
                here,
                kind=WheelItem.Kind.ANALYSIS,
                what="uppföljning och analys av indikatorer",
                said=ska.analysis_count,
                wheel=ska.pk,
            ),
        ]
    board = [
        fact
        for wheel in by_code[WheelKind.BOARD].values()
        for fact in facts[wheel.pk]
        if fact.span.first in year
    ]
    analyses = [f for w in by_code[WheelKind.PRINCIPALS].values() for f in facts[w.pk]]
    checks.append(
        ask_shared.before_board(
            board,
            analyses,
            fewest_weeks=numbers.get("weeks_before_board", 3),
            most_weeks=numbers.get("weeks_of_analysis_before_board", 26),
            principals=principals.pk if principals else None,
        )
    )
    this_year = [one for one in placed if _concerns(one, year)]
    checks.append(_days_hold(this_year, breaks_between(administration, year.starts, year.ends)))
    return checks


def _concerns(one: Placed, year: SchoolYear) -> bool:
    period = one.item.wheel.period
    return period.starts >= year.starts or (one.span is not None and one.span.first in year)


def _adopted(by_code: Mapping[str, Mapping[int, Wheel]], year: SchoolYear) -> Check:
    names = dict(_SHARED_NAMES.items())
    deviations, done, asked = [], 0, 0
    for code, name in names.items():
        wanted = [year.start] if code != WheelKind.BOARD else [year.start, year.start + 1]
        for start in wanted:
            asked += 1
            label = year.label if code != WheelKind.BOARD else str(start)
            wheel = by_code[code].get(start)
            if wheel is None:
                mend = Mend("Gör hjulet", kind=code)
                deviations.append(Deviation(f"{name} saknas för {label}.", mend))
            elif wheel.is_draft and wheel.version == 1:
                mend = Mend("Öppna och fastställ", wheel=wheel.pk)
                deviations.append(Deviation(f"{name} för {label} är inte fastställt.", mend))
            else:
                done += 1
    return Check("Hjulen är fastställda", f"{done} av {asked}", "alla", tuple(deviations))


_SHARED_NAMES = {
    WheelKind.SKA: "SKA-hjulet",
    WheelKind.PRINCIPALS: "Rektorshjulet",
    WheelKind.BOARD: "Nämndens hjul",
}


def _days_hold(placed: Iterable[Placed], breaks: tuple[Break, ...]) -> Check:
    """Every item has a day, and none lies on a day off."""
    deviations, many = [], 0
    for one in placed:
        many += 1
        mend = Mend("Ändra punkten", item=one.item.pk)
        if one.span is None:
            deviations.append(Deviation(f"”{one.item}” har ingen dag. {one.problem}", mend))
        elif one.span.is_day and (why := why_free(one.span.first, breaks)):
            deviations.append(
                Deviation(f"”{one.item}” ligger {one.span.words}, som är {why}.", mend)
            )
    return Check(
        "Dagarna finns och är arbetsdagar",
        f"{many - len(deviations)} av {many}",
        "alla",
        tuple(deviations),
    )


def unit_alignments(
    user: User, year: SchoolYear, units: Sequence[Unit], administrations: Iterable[Unit]
) -> list[UnitAlignment]:
    """The wheels of units against the shared ones of a school year. At most ten queries."""
    kinds = dict(
        WheelKind.objects.filter(scope=WheelKind.Scope.UNIT, retired=False).values_list(
            "code", "name"
        )
    )
    wheels = _newest(
        readable(user)
        .filter(year=year.start, kind__calendar=WheelKind.Calendar.SCHOOL_YEAR)
        .filter(
            Q(unit__in=[unit.pk for unit in units], kind__code__in=kinds)
            | Q(
                unit__in=[unit.pk for unit in administrations],
                kind__code__in=[WheelKind.SKA, WheelKind.PRINCIPALS],
            )
        )
    )
    facts = _facts(_placed(wheels))
    own: dict[int, list[Wheel]] = defaultdict(list)
    common: dict[str, list[Fact]] = defaultdict(list)
    for wheel in wheels:
        if wheel.kind.scope == WheelKind.Scope.UNIT:
            own[wheel.unit_id].append(wheel)
        elif not wheel.is_draft:
            common[wheel.unit.path] += facts[wheel.pk]
    used = _used(units, year)
    return [
        UnitAlignment(
            unit,
            _unit_checks(
                unit,
                own[unit.pk],
                facts,
                [f for path, found in common.items() if unit.path.startswith(path) for f in found],
                kinds,
                used[unit.pk],
                year,
            ),
        )
        for unit in units
    ]


def _unit_checks(
    unit: Unit,
    wheels: Sequence[Wheel],
    facts: Mapping[int, list[Fact]],
    common: Sequence[Fact],
    kinds: Mapping[str, str],
    used: Mapping[int, str],
    year: SchoolYear,
) -> list[Check]:
    mine = [fact for wheel in wheels for fact in facts[wheel.pk]]
    states = {wheel.kind.code: (wheel.pk, wheel.state) for wheel in wheels}
    ska = states.get(WheelKind.UNIT_SKA, (None, ""))[0]
    return [
        ask_units.wheels_there(kinds, states, unit=unit.code, year=year.label),
        ask_units.led_days_free(mine, common),
        ask_units.followed_before(mine, common, used, wheel=ska),
        ask_units.reports_in_time(mine, common, wheel=ska),
    ]


def _used(units: Sequence[Unit], year: SchoolYear) -> dict[int, dict[int, str]]:
    """The indicators that each unit follows goals of the year with. One query."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    goals = Goal.objects.in_year(year).active().filter(unit__in=[unit.pk for unit in units])
    rows = Target.objects.filter(goal__in=goals.order_by().values("pk"))
    for unit, number, name in rows.values_list("goal__unit", "indicator", "indicator__name"):
        found[unit][number] = name
    return found


def breaks_between(unit: Unit, first: date, last: date) -> tuple[Break, ...]:
    """The school breaks of the unit's municipality that touch the days. One query."""
    rows = SchoolBreak.objects.filter(
        municipality__path=unit.path[: Unit.steplen], starts__lte=last, ends__gte=first
    )
    return tuple(Break(*row) for row in rows.values_list("name", "starts", "ends"))


def _newest(wheels: Any) -> list[Wheel]:
    """Of each wheel the version that holds, or its draft when none does."""
    found: dict[tuple[int, int, int], Wheel] = {}
    for wheel in wheels.exclude(state=Wheel.State.REPLACED).order_by("version"):
        key = (wheel.kind_id, wheel.unit_id, wheel.year)
        if key not in found or not wheel.is_draft:
            found[key] = wheel
    return list(found.values())


def _by_code(wheels: Iterable[Wheel]) -> dict[str, dict[int, Wheel]]:
    found: dict[str, dict[int, Wheel]] = defaultdict(dict)
    for wheel in wheels:
        found[wheel.kind.code][wheel.year] = wheel
    return found


def _placed(wheels: Sequence[Wheel]) -> list[Placed]:
    through: Any = WheelItem.forums.through
    leaders = through.objects.filter(wheelitem=OuterRef("pk"), forum__kind=Forum.Kind.LEADERS)
    items = items_of([wheel.pk for wheel in wheels])
    return place_items(items.annotate(in_leaders=Exists(leaders)))


def _links(wheels: Iterable[int]) -> dict[tuple[str, int], dict[int, str]]:
    """Names of the indicators and kinds of reports that items are linked to. One query."""
    numbers = list(wheels)
    found: dict[tuple[str, int], dict[int, str]] = defaultdict(dict)
    indicators: Any = WheelItem.indicators.through
    reports: Any = WheelItem.report_kinds.through
    rows = (
        indicators.objects.filter(wheelitem__wheel__in=numbers)
        .order_by()
        .values_list(Value("indicator"), "wheelitem", "indicator", "indicator__name")
    )
    more = (
        reports.objects.filter(wheelitem__wheel__in=numbers)
        .order_by()
        .values_list(Value("report"), "wheelitem", "reportkind", "reportkind__name")
    )
    for what, item, number, name in rows.union(more, all=True):
        found[what, item][number] = name
    return found


def _facts(placed: Sequence[Placed]) -> dict[int, list[Fact]]:
    """What the alignment asks of each wheel's items. One query, for all their links."""
    found: dict[int, list[Fact]] = defaultdict(list)
    links = _links({one.item.wheel_id for one in placed})
    for one in placed:
        item: Any = one.item
        if one.span is None:
            continue
        found[item.wheel_id].append(
            Fact(
                key=item.pk,
                wheel=item.wheel_id,
                title=item.title,
                kind=item.kind,
                span=one.span,
                indicators=links.get(("indicator", item.pk), {}),
                reports=links.get(("report", item.pk), {}),
                in_leaders=item.in_leaders,
            )
        )
    return found
