"""Writing thousands of stored values over at once."""

from collections.abc import Sequence
from typing import Any

from simple_history.utils import get_history_manager_for_model

from rodtrad.accounts.models import User
from rodtrad.indicators.models import ComparisonValue, Measurement

_BATCH = 1000


def overwrite_measurements(
    rows: Sequence[Measurement], fields: Sequence[str], *, by: User | None
) -> None:
    """Write the fields of rows that are stored already, and how the rows are now in the history."""
    _overwrite(rows, fields)
    get_history_manager_for_model(Measurement).bulk_history_create(
        rows, batch_size=_BATCH, update=True, default_user=by
    )


def overwrite_comparisons(rows: Sequence[ComparisonValue], fields: Sequence[str]) -> None:
    """Write the fields of rows that are stored already."""
    _overwrite(rows, fields)


def _overwrite(rows: Sequence[Any], fields: Sequence[str]) -> None:
    # Not bulk_update: its CASE has a branch for each row and field, which takes eight times as long
    # and keeps everybody else from writing meanwhile.
    if rows:
        type(rows[0]).objects.bulk_create(
            rows,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=fields,
        )
