"""What the reports ask of a person: the next section to write."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import F, Q
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.task import Task, task
from rodtrad.organisation.access import Permission
from rodtrad.organisation.queries import units_worked_in
from rodtrad.reports.models import Report, Section
from rodtrad.reports.reach import report_reach

# How many reports are shown; the list has the rest.
SHOWN = 40


def tasks_for(user: User, today: date) -> list[Task]:
    """Reports to finish, each once, and sections that one has been handed. Two queries."""
    return report_tasks(user, today)


def report_tasks(user: User, today: date) -> list[Task]:
    """Reports to finish, each once with its next unwritten section; sections handed to one."""
    open_states = [Report.State.DRAFT, Report.State.RETURNED]
    # Who leads many units has their reports in the overview, and here only the own ones.
    near = Q(unit__in=units_worked_in(user, Permission.PLAN).order_by().values("pk"))
    reports = list(
        Report.objects.open_to(user, Permission.PLAN)
        .filter(near | Q(group__isnull=False), state__in=open_states)
        .select_related("unit", "kind", "school_year", "group", "occasion")
        .order_by(F("due").asc(nulls_last=True), "pk")[:SHOWN]
    )
    ids = [report.pk for report in reports]
    waiting: dict[int, list[Section]] = defaultdict(list)
    handed: list[Section] = []
    rows: Iterable[Section] = (
        Section.objects.filter(ready=False, report__state__in=open_states)
        .filter(
            Q(report__in=ids)
            | Q(report_reach(user, Permission.TAKE_PART, report="report"), responsible=user)
        )
        .select_related(
            "report__unit",
            "report__kind",
            "report__school_year",
            "report__group",
            "report__occasion",
        )
        .order_by("position", "pk")
    )
    for section in rows:
        if section.report_id in ids:
            waiting[section.report_id].append(section)
        else:
            handed.append(section)
    tasks = [_report_task(report, waiting[report.pk], user, today) for report in reports]
    return tasks + [_section_task(section, today) for section in handed]


def _section_task(section: Section, today: date) -> Task:
    report = section.report
    page = reverse("section_edit", args=[section.pk])
    return task(
        due=report.due,
        today=today,
        title=f"{section.title} i {report.title}",
        context=report.place,
        url=f"{reverse('report_detail', args=[report.pk])}#{section.key}",
        action="Skriv avsnittet",
        do_url=page,
        is_mine=True,
        note="Du har fått avsnittet att skriva.",
    )


def _report_task(report: Report, unready: list[Section], user: User, today: date) -> Task:
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
