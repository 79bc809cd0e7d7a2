"""Let a unit go over to the next school year, or say what that would do."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.models import Rollover
from rodtrad.goals.rollover.actions import roll_over, undo_rollover
from rodtrad.goals.rollover.plan import Plan, plan_rollover
from rodtrad.organisation.models import Unit


class Command(BaseCommand):
    """`rodtrad rollover --unit 54436997 --to 2026/27 --preview`."""

    help = "Låter en enhet gå över till nästa läsår, eller visar vad det skulle göra."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which unit and school year, and whether only to look."""
        parser.add_argument("--unit", required=True, metavar="KOD", help="enhetens kod")
        parser.add_argument("--to", required=True, metavar="LÄSÅR", help="som 2026/27")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--preview", action="store_true", help="visa bara vad som skulle hända")
        what.add_argument("--undo", action="store_true", help="ångra övergången till läsåret")
        parser.add_argument("--json", action="store_true", help="skriv svaret som JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Show, do or undo.

        Raises:
            CommandError: when there is no such unit or year, or something stands in the way.
        """
        unit, year = _unit(options["unit"]), _year(options["to"])
        if options["undo"]:
            self._undo(unit, year)
            return
        today = timezone.localdate()
        plan = plan_rollover(unit, year, today=today)
        if options["preview"]:
            self._tell(plan, done=False, as_json=options["json"])
            if plan.hindrances:
                raise CommandError("\n".join(plan.hindrances))
            return
        try:
            roll_over(unit, year, on=today, by=None)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self._tell(plan, done=True, as_json=options["json"])

    def _undo(self, unit: Unit, year: SchoolYear) -> None:
        rollover = Rollover.objects.standing().filter(unit=unit, to_year=year.start).first()
        if rollover is None:
            raise CommandError(f"{unit} har inte gått över till {year.label}.")
        try:
            undo_rollover(rollover, at=timezone.now(), by=None)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(f"{unit} är tillbaka i {year.previous.label}, som före övergången.")

    def _tell(self, plan: Plan, *, done: bool, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(_as_json(plan, done=done), ensure_ascii=False, indent=2))
            return
        verb = "har gått över" if done else "skulle gå över"
        self.stdout.write(f"{plan.unit} {verb} från {plan.from_year} till {plan.to_year}.")
        for change in plan.changes:
            self.stdout.write(f"  {change.label}")
        if not plan.changes:
            self.stdout.write("  Enheten har inga mål eller utvecklingsområden att föra över.")
        for warning in plan.warnings:
            self.stdout.write(f"Observera: {warning}")


def _as_json(plan: Plan, *, done: bool) -> dict[str, Any]:
    return {
        "unit": plan.unit.code,
        "from": plan.from_year.label,
        "to": plan.to_year.label,
        "done": done,
        "changes": [{"kind": str(one.kind), "what": one.label} for one in plan.changes],
        "warnings": plan.warnings,
        "hindrances": plan.hindrances,
    }


def _unit(code: str) -> Unit:
    unit: Unit | None = Unit.objects.filter(code=code).first()
    if unit is None:
        raise CommandError(f"Det finns ingen enhet med koden {code}.")
    return unit


def _year(text: str) -> SchoolYear:
    try:
        return SchoolYear.parse(text)
    except ValueError as error:
        raise CommandError(str(error)) from error
