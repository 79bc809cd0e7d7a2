"""What sources ask of those who administer."""

from datetime import date

from django.db.models import Count, Max, Q
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.task import Task, task
from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.models import Fetch, Proposal
from rodtrad.organisation.access import Permission, has_anywhere


def tasks_for(user: User, today: date) -> list[Task]:
    """Proposals to decide, and fetches that went wrong the last time: at most two queries."""
    if not has_anywhere(user, Permission.ADMINISTER):
        return []
    found = []
    waiting = Proposal.objects.waiting().aggregate(number=Count("pk"))["number"]
    if waiting:
        url = reverse("proposal_list")
        found.append(
            task(
                due=None,
                today=today,
                title=f"{waiting} förslag om våra enheter",
                context="Källor",
                url=url,
                action="Ta ställning",
                do_url=url,
                is_mine=False,
            )
        )
    latest = ImportRun.objects.filter(kind__in=Fetch.objects.values("key")).values("kind")
    newest = latest.annotate(last=Max("pk")).values("last")
    wrong = ImportRun.objects.filter(
        Q(state=ImportRun.State.FAILED) | Q(state=ImportRun.State.STOPPED), pk__in=newest
    )
    for run in wrong:
        url = reverse("import_detail", args=[run.pk])
        found.append(
            task(
                due=None,
                today=today,
                title=f"Hämtningen från {run.source} {run.get_state_display().lower()}",
                context="Källor",
                url=url,
                action="Se varför",
                do_url=url,
                is_mine=False,
            )
        )
    return found
