"""The administration's visits: last year's with what came of them, this year's planned."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.demo.clock import happening_on, schoolday, workday
from rodtrad.demo.content import read
from rodtrad.demo.season import Season
from rodtrad.dialogues.actions import commitment as commitments
from rodtrad.dialogues.actions import visit as actions
from rodtrad.dialogues.actions import visit_plan as planning
from rodtrad.dialogues.models import Visit, VisitRound
from rodtrad.organisation.models import SchoolYear, Unit

# This year's first visits are soon, so that there is one to read up on; these are prepared.
_SOON, _PREPARED = {"89680009": 2, "DEMO-F2": 8}, ("89680009", "DEMO-F2")


def visit_units(season: Season) -> None:
    """Visit every unit last year, and plan this year's round."""
    content, years = read("visits"), season.basis.years
    last = _open(season, years[1], starts=date(years[1].start + 1, 2, 2))
    staffed = [one for one in _visits(last) if one.unit.code in season.basis.people]
    for number, visit in enumerate(staffed):
        _hold(season, visit, content, number)
    now = _open(season, years[2], starts=workday(season.today + timedelta(days=2)))
    with happening_on(workday(season.today - timedelta(days=14))):
        for visit in _visits(now):
            if days := _SOON.get(visit.unit.code):
                day = schoolday(season.today + timedelta(days=days))
                slot = planning.Slot(day, time(9), "Konferensrummet")
                planning.plan_visit(visit, slot, by=season.basis.development_head)
        planning.suggest_visit_days(now, today=season.today, by=season.basis.development_head)
    for visit in _visits(now):
        if visit.unit.code in _PREPARED:
            _prepare(
                season, visit, content, ready=True, on=workday(season.today - timedelta(days=3))
            )
    first = season.basis.working_units[0]
    _prepare(season, now.visits.get(unit=first), content, ready=False, on=season.today)


def _open(season: Season, year: SchoolYear, *, starts: date) -> VisitRound:
    opened = min(workday(starts - timedelta(days=60)), workday(season.today - timedelta(days=20)))
    with happening_on(opened):
        return planning.open_visit_round(
            unit=Unit.objects.get(code="1286-UTB"),
            school_year=year,
            starts=starts,
            ends=max(workday(starts + timedelta(days=75)), date(year.start + 1, 4, 23)),
            message=read("visits")["message"],
            today=season.today,
            by=season.basis.development_head,
        )


def _visits(round_: VisitRound) -> list[Visit]:
    found = round_.visits.select_related("unit", "round__school_year", "round__unit")
    return list(found.order_by("unit__path"))


def _prepare(
    season: Season, visit: Visit, content: dict[str, Any], *, ready: bool, on: date
) -> None:
    with happening_on(on):
        actions.prepare_visit(
            visit,
            wants_to_tell=season.dice.choice(content["texts"]["tell"]),
            wants_to_discuss=season.dice.choice(content["texts"]["discuss"]),
            ready=ready,
            today=on,
            by=season.basis.principal(visit.unit.code),
        )


def _hold(season: Season, visit: Visit, content: dict[str, Any], number: int) -> None:
    day = schoolday(visit.round.starts + timedelta(days=7 * number + number % 4))
    head: User = season.basis.people["1286-UTB"][0 if visit.unit.kind == Unit.Kind.SCHOOL else 1]
    _prepare(season, visit, content, ready=True, on=workday(day - timedelta(days=8)))
    with happening_on(day):
        slot = planning.Slot(day, time(9), "")
        visit = planning.plan_visit(visit, slot, by=head)
        texts = content["texts"]
        kind = 0 if visit.unit.kind == Unit.Kind.SCHOOL else 1
        visit = actions.write_notes(
            visit,
            notes=texts["notes"][kind],
            revision=visit.revision,
            by=head,
            now=timezone.now(),
        )
        visit = actions.hold_visit(
            visit, on=day, children=4 + number % 4, children_asked=8, by=head
        )
        for place in (number % 2, 2 + number % 2):
            _commit(season, visit, content["commitment"][place], head)
    with happening_on(workday(day + timedelta(days=9))):
        actions.give_feedback(
            visit,
            feedback=texts["feedback"][kind],
            on=workday(day + timedelta(days=9)),
            send=True,
            by=head,
        )


def _commit(season: Season, visit: Visit, entry: dict[str, Any], head: User) -> None:
    principal = season.basis.principal(visit.unit.code)
    due = workday(season.today + timedelta(days=12))
    if entry["state"] != "open":
        due = visit.round.school_year.span.ends
    row = commitments.save_commitment(
        visit=visit,
        side=entry["side"],
        text=entry["text"],
        due=due,
        responsible=principal if entry["side"] == "unit" else head,
        by=head,
    )
    if entry["state"] != "open":
        commitments.follow_up_commitment(
            row,
            state=entry["state"],
            outcome=entry["outcome"],
            on=due,
            revision=row.revision,
            by=head,
        )
