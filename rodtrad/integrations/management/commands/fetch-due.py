"""`rodtrad fetch-due`: make the fetches whose time has come; for cron or a timer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.runs.actions import mark_dead, perform, queue_due
from rodtrad.integrations.spreadsheet.actions import remove_expired
from rodtrad.integrations.waiting import remove_old_files


class Command(BaseCommand):
    """Make the fetches that are due, one after the other."""

    help = "Gör de hämtningar vars tid är inne."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry out each and say how it went.

        Raises:
            CommandError: when one failed.
        """
        now = timezone.now()
        mark_dead(now=now)
        remove_expired(now=now)
        remove_old_files(now=now)
        runs = queue_due(now=now)
        if not runs:
            self.stdout.write("Ingen hämtning är planerad till nu.")
        wrong = []
        for run in runs:
            # A worker may have taken it already.
            waiting = ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.WAITING).first()
            done = perform(waiting, options={}) if waiting else run
            self.stdout.write(f"{done.source}, {done.kind}: {done.get_state_display().lower()}.")
            if done.state in (ImportRun.State.FAILED, ImportRun.State.STOPPED):
                wrong.append(done.error)
        if wrong:
            raise CommandError("\n".join(wrong))
