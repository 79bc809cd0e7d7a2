"""Undoing a run: everything becomes exactly what it was before."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.indicators.models import ImportRun
from rodtrad.indicators.undo import undo_readings
from rodtrad.integrations.models import Proposal, RunChange

# Catalogues: what they bring is theirs and is simply fetched anew.
_NOT_UNDONE = frozenset({"kolada-definitions"})


def can_be_undone(run: ImportRun) -> bool:
    """Whether a run is done and did something that can be taken back."""
    return run.state == ImportRun.State.DONE and run.kind not in _NOT_UNDONE


@transaction.atomic
def undo_run(run: ImportRun, *, at: datetime, by: User | None) -> ImportRun:
    """Undo what a run did. Notices that it sent are not unsent.

    Raises:
        ValidationError: when it is not done, or something of it has been changed or used since.
    """
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state != ImportRun.State.DONE:
        raise ValidationError(
            f"Bara en import som är klar kan ångras. Den här är: {run.get_state_display().lower()}."
        )
    if not can_be_undone(run):
        raise ValidationError("En katalog ångras inte: hämta den på nytt i stället.")
    _refuse_later_changes(run)
    rows = _restore_rows(run)
    undone = undo_readings(run, by=by)
    withdrawn, _ = Proposal.objects.waiting().filter(run=run).delete()
    run.state, run.undone_at, run.undone_by = ImportRun.State.UNDONE, at, by
    run.account = "\n".join([*run.account_lines, f"Ångrad: {undone.sentence()}"])
    run.summary = run.summary | {
        "restored": undone.restored + rows,
        "removed": undone.removed,
        "withdrawn": withdrawn,
    }
    run.save()
    record("run.undone", by=by, target=run, unit_id=None, kind=run.kind)
    return run


def _refuse_later_changes(run: ImportRun) -> None:
    for change in run.changes.all():
        later = (
            RunChange.objects.filter(
                target_type=change.target_type, target_id=change.target_id, pk__gt=change.pk
            )
            .exclude(run=run)
            .first()
        )
        if later is not None:
            raise ValidationError(
                f"Import {later.run_id} har ändrat samma sak senare. Ångra den först."
            )


def _restore_rows(run: ImportRun) -> int:
    """Put rows back, the latest change first; how many there were."""
    changes = list(run.changes.order_by("-pk"))
    for change in changes:
        model = apps.get_model(change.target_type)
        row: Any = model._default_manager.filter(pk=change.target_id).first()
        if row is None:
            continue
        if change.before is None:
            _remove(row)
            continue
        columns = {field.attname: field for field in model._meta.concrete_fields}
        for name, value in change.before.items():
            setattr(row, name, columns[name].to_python(value))
        row.save()
    run.changes.all().delete()
    return len(changes)


def _remove(row: Any) -> None:
    """Remove what the run made; a person who has done something is shut out instead.

    Raises:
        ValidationError: when something else already builds on it.
    """
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        if not isinstance(row, User):
            raise ValidationError(
                f"{row} används redan och kan inte tas bort. Stäng eller flytta den för hand."
            ) from None
        row.is_active = False
        row.save()
