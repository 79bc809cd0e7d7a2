"""Answers about reports that span models; each says how many queries it costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.queries import allowed
from rodtrad.organisation.access import Permission, reach_filter
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Report

# What the list may be asked for besides the states of a report.
NOT_BEGUN = "saknas"
NOT_BEGUN_LABEL = "Inte påbörjad"

_ORDERS = {
    "enhet": ("name", "pk"),
    "lage": ("report_state", "name", "pk"),
    "senast": ("report_due", "name", "pk"),
}


@dataclass(frozen=True)
class Step:
    """What the reader of a row can do with it."""

    label: str
    url: str
    is_due: bool


@dataclass(frozen=True)
class ReportRow:
    """A unit and its report for a school year, if it has one that the reader may see."""

    unit: Unit
    report: Report | None
    ready: int
    total: int
    step: Step | None

    @property
    def state_label(self) -> str:
        """The state as it is read."""
        return str(self.report.get_state_display()) if self.report else NOT_BEGUN_LABEL

    @property
    def state_tag(self) -> str:
        """The kind of tag that shows the state."""
        return str(self.report.state) if self.report else "missing"

    @property
    def progress(self) -> str:
        """How many of the sections are ready; "" when there is nothing to write any more."""
        if self.report is None or not self.report.is_open:
            return ""
        return f"{self.ready} av {self.total} klara"


def readable_reports(user: User) -> QuerySet[Report]:
    """Reports that the person may read, each with `may_plan`, `may_lead` and `later`.

    `later` is the number of a later version that the person may read, or None.
    """
    later = (
        Report.objects.readable_by(user)
        .filter(
            kind=OuterRef("kind"),
            unit=OuterRef("unit"),
            school_year=OuterRef("school_year"),
            version__gt=OuterRef("version"),
        )
        .order_by("-version")
        .values("pk")[:1]
    )
    reports: QuerySet[Report] = (
        Report.objects.readable_by(user)
        .select_related(
            "kind", "unit", "group", "occasion", "school_year", "adopted_by", "snapshot"
        )
        .annotate(
            may_plan=allowed(reach_filter(user, Permission.PLAN, unit="unit")),
            may_lead=allowed(reach_filter(user, Permission.LEAD, unit="unit")),
            later=Subquery(later),
        )
    )
    return reports


def reporting_units(
    user: User, *, year: SchoolYear, text: str = "", state: str = "", order: str = "enhet"
) -> QuerySet[Unit]:
    """Units that report for a school year, with the latest report that the person may read.

    Units without a report are there for those who may read the unit's work. Each row has
    `report_pk`, `report_state`, `report_due`, `may_plan` and `may_lead`.

    Args:
        state: one of the report's states, or NOT_BEGUN.
        order: a key of the columns that can be sorted by, with "-" before it to turn it around.
    """
    latest = (
        Report.objects.readable_by(user)
        .filter(unit=OuterRef("pk"), school_year=year.start)
        .order_by("-version")
    )
    units: Any = (
        Unit.objects.schools_and_preschools()
        .filter(opened__lte=year.ends)
        .filter(Q(closed__isnull=True) | Q(closed__gt=year.starts))
        .annotate(
            report_pk=Subquery(latest.values("pk")[:1]),
            report_state=Subquery(latest.values("state")[:1]),
            report_due=Subquery(latest.values("due")[:1]),
            may_plan=allowed(reach_filter(user, Permission.PLAN)),
            may_lead=allowed(reach_filter(user, Permission.LEAD)),
        )
        # Said twice over, so that reports are looked for only where one may read at all.
        .filter(reach_filter(user, Permission.READ) | reach_filter(user, Permission.READ_ADOPTED))
        .filter(reach_filter(user, Permission.READ) | Q(report_pk__isnull=False))
    )
    if text:
        units = units.filter(Q(name__icontains=text) | Q(code__icontains=text))
    if state == NOT_BEGUN:
        units = units.filter(report_pk__isnull=True)
    elif state:
        units = units.filter(report_state=state)
    columns = _ORDERS.get(order.removeprefix("-"), _ORDERS["enhet"])
    found: QuerySet[Unit] = units.order_by(
        *(f"-{columns[0]}" if order.startswith("-") else columns[0], *columns[1:])
    )
    return found


def count_by_state(units: QuerySet[Unit]) -> list[tuple[str, str, int]]:
    """Code, label and how many units are in each state, in the order of the work: one query."""
    counted = dict(units.order_by().values_list("report_state").annotate(n=Count("pk")).order_by())
    labels: list[tuple[str | None, str]] = [(None, NOT_BEGUN_LABEL), *Report.State.choices]
    return [(code or NOT_BEGUN, label, counted.get(code, 0)) for code, label in labels]


def report_rows(units: Sequence[Any], *, year: SchoolYear) -> list[ReportRow]:
    """The rows of the list for units from `reporting_units`: one query."""
    reports: dict[int, Any] = {
        report.pk: report
        for report in Report.objects.filter(pk__in=_report_ids(units))
        .select_related("kind", "school_year", "unit", "group", "occasion")
        .annotate(total=Count("sections"), ready=Count("sections", filter=Q(sections__ready=True)))
    }
    rows = []
    for unit in units:
        report = reports.get(unit.report_pk)
        rows.append(
            ReportRow(
                unit=unit,
                report=report,
                ready=report.ready if report else 0,
                total=report.total if report else 0,
                step=_step(unit, report, year),
            )
        )
    return rows


def _report_ids(units: Iterable[Any]) -> list[int]:
    return [unit.report_pk for unit in units if unit.report_pk]


def _step(unit: Any, report: Any, year: SchoolYear) -> Step | None:
    if report is None:
        if not unit.may_plan:
            return None
        slug = year.label.replace("/", "-")
        return Step(
            "Öppna rapporten", f"{reverse('report_create')}?enhet={unit.code}&lasar={slug}", True
        )
    page = reverse("report_detail", args=[report.pk])
    if report.is_open and unit.may_plan:
        if report.total and report.ready == report.total:
            return Step("Lämna in", reverse("report_submit", args=[report.pk]), True)
        return Step("Skriv vidare", page, True)
    if report.state == Report.State.SUBMITTED and unit.may_lead:
        return Step("Läs och fastställ", page, True)
    return Step("Läs", page, False)
