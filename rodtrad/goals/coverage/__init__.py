"""How far the units have come: unit × shared goal and unit × step of the cycle.

The queries are the same however many units there are, and are reused by whoever needs to know what
has been done, as the pages of who leads, the reports and the evidence for an inspector.
"""

from rodtrad.goals.coverage.reading import covered_units, cycle_rows, shared_goals, shared_items
from rodtrad.goals.coverage.rows import Item, UnitCycle
from rodtrad.goals.coverage.summaries import goal_summaries, step_summaries

__all__ = [
    "Item",
    "UnitCycle",
    "covered_units",
    "cycle_rows",
    "goal_summaries",
    "shared_goals",
    "shared_items",
    "step_summaries",
]
