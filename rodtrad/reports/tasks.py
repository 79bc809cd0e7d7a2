"""What the reports ask of a person: the next section to write."""

from dataclasses import replace
from datetime import date

from django.db.models import F, Prefetch
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.task import Task, task
from rodtrad.organisation.access import Permission
from rodtrad.organisation.queries import units_worked_in
from rodtrad.reports.models import Report, Section

# How many reports are shown; the list has the rest.
SHOWN = 40


def tasks_for(user: User, today: date) -> list[Task]:
    """Reports to finish, each once. Two queries."""
    return report_tasks(user, today)


def report_tasks(user: User, today: date) -> list[Task]:
    """Reports to finish, each once, with its next unwritten section. Two queries."""
    waiting = Section.objects.filter(ready=False).order_by("position", "pk")
    reports = (
        Report.objects.open_to(user, Permission.PLAN)
        .filter(
            unit__in=units_worked_in(user, Permission.PLAN).order_by().values("pk"),
            state__in=[Report.State.DRAFT, Report.State.RETURNED],
        )
        .select_related("unit", "kind", "school_year", "group", "occasion")
        .prefetch_related(Prefetch("sections", queryset=waiting, to_attr="unready"))
        .order_by(F("due").asc(nulls_last=True), "pk")[:SHOWN]
    )
    return [_report_task(report, user, today) for report in reports]


def _report_task(report: Report, user: User, today: date) -> Task:
    unready: list[Section] = report.unready  # type: ignore[attr-defined]  # from the prefetch
    page = reverse("report_detail", args=[report.pk])
    if unready:
        own = [section for section in unready if section.responsible_id == user.pk]
        first = (own or unready)[0]
        count = len(unready)
        note = f"{count} avsnitt kvar. Nästa: {first.title}."
        action, do_url = "Skriv avsnittet", reverse("section_edit", args=[first.pk])
        is_mine = bool(own)
    else:
        note, action, do_url, is_mine = "Alla avsnitt är klara.", "Lämna in", page, False
    returned = report.state == Report.State.RETURNED
    if returned and report.return_reason:
        note = f"Återlämnad: {report.return_reason} {note}"
    found = task(
        due=report.due,
        today=today,
        title=report.title,
        context=report.place,
        url=page,
        action=action,
        do_url=do_url,
        is_mine=is_mine,
        note=note,
    )
    # A returned report waits for nobody else: it is due whatever the day says.
    return replace(found, kind="due") if returned and found.kind == "later" else found
