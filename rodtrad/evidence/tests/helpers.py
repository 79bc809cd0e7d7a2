"""A practice of the school's with a trial, and a reference."""

from datetime import date
from typing import Any

from rodtrad.evidence import actions
from rodtrad.evidence.models import Practice, Reference, Trial
from tests.world import World

ON = date(2026, 6, 10)


def described(world: World, **fields: Any) -> Practice:
    """A practice that a colleague can try."""
    wanted: dict[str, Any] = {
        "title": "Läsande klasser med lässtrategier",
        "problem": "Eleverna läser men förstår inte texterna i ämnena.",
        "how": "Lässtrategierna modelleras varje vecka i alla ämnen.",
        "context": "Årskurs 7–9, två parallella klasser.",
        "by": world.lead_teacher,
    }
    return actions.add_practice(unit=fields.pop("unit", world.school), **(wanted | fields))


def tried(world: World, practice: Practice | None = None, *, outcome: str = "") -> Trial:
    """The school's activity as a trial, evaluated when there is an outcome."""
    trial = actions.try_practice(
        practice or described(world), activity=world.activity, by=world.principal
    )
    if not outcome:
        return trial
    return actions.evaluate_trial(
        trial,
        outcome=outcome,
        evaluation="Fler elever använder strategierna utan att bli påminda.",
        on=ON,
        revision=trial.revision,
        by=world.principal,
    )


def referred(world: World, **fields: Any) -> Reference:
    """A reference."""
    wanted: dict[str, Any] = {
        "title": "Lässtrategier i undervisningen",
        "authors": "Ek, Anna; Berg, Bo",
        "year": 2019,
        "kind": "review",
        "by": world.lead_teacher,
    }
    return actions.add_reference(**(wanted | fields))
