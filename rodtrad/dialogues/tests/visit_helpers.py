"""Rounds and visits that tests stand on, made through the actions as people would."""

from datetime import date, time

from django.utils import timezone

from rodtrad.dialogues.actions.commitment import save_commitment
from rodtrad.dialogues.actions.visit import give_feedback, hold_visit, prepare_visit, write_notes
from rodtrad.dialogues.actions.visit_plan import Slot, open_visit_round, plan_visit
from rodtrad.dialogues.models import Commitment, Visit, VisitRound
from rodtrad.organisation.models import SchoolYear, Unit
from tests.world import World

TODAY = date(2026, 11, 25)
DAY = date(2027, 2, 10)


def round_of(world: World, *, year: SchoolYear | None = None) -> VisitRound:
    """A round of visits to every unit."""
    chosen = year or world.year
    return open_visit_round(
        unit=world.administration,
        school_year=chosen,
        starts=date(chosen.start + 1, 2, 1),
        ends=date(chosen.start + 1, 4, 30),
        today=TODAY,
        by=world.head,
    )


def visit_at(round_: VisitRound, unit: Unit) -> Visit:
    """The unit's visit in a round."""
    found: Visit = round_.visits.get(unit=unit)
    return found


def planned(world: World) -> Visit:
    """The school's visit, with a day."""
    visit = Visit.objects.filter(unit=world.school, round__school_year=world.year).first()
    if visit is None:
        visit = visit_at(round_of(world), world.school)
    if visit.on is None:
        visit = plan_visit(visit, Slot(DAY, time(9, 0), "Biblioteket"), by=world.head)
    return visit


def prepared(world: World, *, ready: bool = True) -> Visit:
    """The school's visit, which the unit has prepared."""
    return prepare_visit(
        planned(world),
        wants_to_tell="Läsningen har lossnat i årskurs 5.",
        wants_to_discuss="Hur når vi dem som är borta mycket?",
        ready=ready,
        today=TODAY,
        by=world.principal,
    )


def held(world: World) -> Visit:
    """The school's visit, held with notes and a commitment on each side."""
    visit = planned(world)
    if visit.state == Visit.State.HELD:
        return visit
    visit = prepared(world)
    visit = write_notes(
        visit,
        notes="Eleverna vill ha lugn.",
        revision=visit.revision,
        by=world.head,
        now=timezone.now(),
    )
    visit = hold_visit(visit, on=DAY, children=6, children_asked=8, by=world.head)
    for side, who in (("unit", world.principal), ("administration", world.head)):
        save_commitment(
            visit=visit,
            side=side,
            text=f"Åtagande av {side}",
            due=date(2027, 6, 1),
            responsible=who,
            by=world.head,
        )
    return visit


def fed_back(world: World) -> Visit:
    """The school's visit when the unit has its feedback."""
    return give_feedback(
        held(world), feedback="Ni har kommit långt.", on=date(2027, 2, 17), send=True, by=world.head
    )


def commitment(world: World) -> Commitment:
    """The unit's commitment of the school's visit."""
    visit = Visit.objects.filter(unit=world.school, state=Visit.State.HELD).first() or held(world)
    found: Commitment = visit.commitments.get(side="unit")
    return found
