"""The task that a worker carries out: one run, from beginning to end."""

from django_tasks import task

from rodtrad.indicators.models import ImportRun


@task()
def carry_through(run_id: int, options: dict[str, str]) -> str:
    """Carry a waiting run through; what became of it. A run that is not waiting is left alone."""
    # Here and not above: the actions name this task.
    from rodtrad.integrations.runs.actions import perform

    run = ImportRun.objects.filter(pk=run_id, state=ImportRun.State.WAITING).first()
    if run is None:
        return "gone"
    return str(perform(run, options=options).state)
