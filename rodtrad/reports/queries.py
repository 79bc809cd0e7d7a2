"""Answers about reports that span models; each says how many queries it costs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import Period
from rodtrad.goals.queries import allowed
from rodtrad.organisation.access import (
    Permission,
    branch_filter,
    reach_filter,
    reaches,
    roots,
)
from rodtrad.organisation.models import Unit
from rodtrad.organisation.queries import matching
from rodtrad.reports.models import Feedback, Occasion, Report, ReportKind, UnitGroup
from rodtrad.reports.reach import report_reach

Reach = Callable[[str], Q]

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
    """A unit or group and its report, if it has one that the reader may see."""

    place: Any
    report: Report | None
    ready: int
    total: int
    step: Step | None

    @property
    def name(self) -> str:
        """Whose the report is."""
        return str(self.place.name)

    @property
    def code(self) -> str:
        """The unit's code; "" for a group."""
        return getattr(self.place, "code", "")

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


def readable_reports(user: User) -> QuerySet[Any]:
    """Reports that the person may read, each with `may_plan`, `may_lead` and `later`.

    `later` is the number of a later version that the person may read, or None.
    """
    later = (
        Report.objects.readable_by(user)
        .alias(of_group=Coalesce("group", 0), of_occasion=Coalesce("occasion", 0))
        .filter(
            kind=OuterRef("kind"),
            unit=OuterRef("unit"),
            of_group=Coalesce(OuterRef("group"), 0),
            period=OuterRef("period"),
            of_occasion=Coalesce(OuterRef("occasion"), 0),
            version__gt=OuterRef("version"),
        )
        .order_by("-version")
        .values("pk")[:1]
    )
    reports: QuerySet[Any] = (
        Report.objects.readable_by(user)
        .select_related(
            "kind", "unit", "group", "occasion", "school_year", "adopted_by", "snapshot"
        )
        .annotate(
            may_read=allowed(report_reach(user, Permission.READ)),
            may_take_part=allowed(report_reach(user, Permission.TAKE_PART)),
            may_plan=allowed(report_reach(user, Permission.PLAN)),
            may_lead=allowed(report_reach(user, Permission.LEAD)),
            may_note=allowed(report_reach(user, Permission.KEEP_PAPERS)),
            later=Subquery(later),
            feedback_total=_feedback(Feedback.objects.all()),
            feedback_unread=_feedback(Feedback.objects.filter(read_at__isnull=True)),
        )
    )
    return reports


def _feedback(rows: QuerySet[Any]) -> Coalesce:
    """How many rows of feedback a report has, so that its page need not ask for them."""
    counted = rows.filter(report=OuterRef("pk")).order_by().values("report").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


@dataclass(frozen=True)
class Slot:
    """Which reports are meant: of a kind, for a time, and an occasion where there are several."""

    kind: ReportKind
    forms: frozenset[str]
    period: Period
    occasion: Occasion | None = None

    @property
    def label(self) -> str:
        """As "Kvalitetsrapport 2025/26"."""
        name = f"{self.kind} {self.period}"
        return f"{name}, {self.occasion}" if self.occasion else name

    @property
    def query(self) -> str:
        """The slot in an address."""
        words = {
            "slag": self.kind.code,
            "lasar": self.period.school_year.slug,
            "tid": self.period.code,
        }
        if self.occasion:
            words["tillfalle"] = str(self.occasion.pk)
        return urlencode(words)


def reporting_places(
    user: User, slot: Slot, *, text: str = "", state: str = "", order: str = "enhet"
) -> QuerySet[Any]:
    """Units, or groups of units, that write a report, with the latest that the person may read.

    Those without a report are there for those who may read the work. Each row has `report_pk`,
    `report_state`, `report_due`, `may_plan` and `may_lead`.

    Args:
        state: one of the report's states, or NOT_BEGUN.
        order: a key of the columns that can be sorted by, with "-" before it to turn it around.
    """
    places, reach = _groups(user, slot) if slot.kind.per == "group" else _units(user, slot)
    latest = (
        Report.objects.readable_by(user)
        .filter(kind=slot.kind, period=slot.period.code, occasion=slot.occasion)
        .order_by("-version")
    )
    of = "group" if slot.kind.per == "group" else "unit"
    latest = latest.filter(**{of: OuterRef("pk")})
    places = (
        places.annotate(
            report_pk=Subquery(latest.values("pk")[:1]),
            report_state=Subquery(latest.values("state")[:1]),
            report_due=Subquery(latest.values("due")[:1]),
            may_read=allowed(reach(Permission.READ)),
            may_plan=allowed(reach(Permission.PLAN)),
            may_lead=allowed(reach(Permission.LEAD)),
        )
        # Said twice over, so that reports are looked for only where one may read at all.
        .filter(reach(Permission.READ) | reach(Permission.READ_ADOPTED))
        .filter(reach(Permission.READ) | Q(report_pk__isnull=False))
    )
    if text:
        found = matching(text, "name") if of == "group" else matching(text, "name", "code")
        places = places.filter(found)
    if state == NOT_BEGUN:
        places = places.filter(report_pk__isnull=True)
    elif state:
        places = places.filter(report_state=state)
    columns = _ORDERS.get(order.removeprefix("-"), _ORDERS["enhet"])
    ordered: QuerySet[Any] = places.order_by(
        *(f"-{columns[0]}" if order.startswith("-") else columns[0], *columns[1:])
    )
    return ordered


def _units(user: User, slot: Slot) -> tuple[Any, Reach]:
    """The units that write reports of the kind, and a condition for where one may do what."""
    kind, period = slot.kind, slot.period
    above = kind.per == ReportKind.Per.ADMINISTRATION
    kinds = [Unit.Kind.ADMINISTRATION.value] if above else kind.unit_kinds
    units: Any = Unit.objects.filter(kind__in=kinds, opened__lte=period.ends).filter(
        Q(closed__isnull=True) | Q(closed__gt=period.starts)
    )
    if not above and slot.forms:
        units = units.filter(
            pk__in=Unit.school_forms.through.objects.filter(schoolform__in=slot.forms).values(
                "unit_id"
            )
        )

    def reach(permission: str) -> Q:
        condition = reach_filter(user, permission)
        if not above:
            return condition
        for one in reaches(user):
            if permission in one.permissions and one.school_form in slot.forms:
                condition |= branch_filter(one.path)
        if permission == Permission.READ_ADOPTED:
            for root in roots(user, permission):
                condition |= branch_filter(root)
        return condition

    return units, reach


def _groups(user: User, slot: Slot) -> tuple[Any, Reach]:
    groups: Any = UnitGroup.objects.filter(kind=slot.kind, retired_on__isnull=True).select_related(
        "unit"
    )

    def reach(permission: str) -> Q:
        condition = reach_filter(user, permission, unit="unit")
        if permission == Permission.LEAD:
            return condition
        members = UnitGroup.members.through.objects.filter(
            reach_filter(user, permission, unit="unit")
        )
        return condition | Q(pk__in=members.values("unitgroup_id"))

    return groups, reach


def count_by_state(units: QuerySet[Any]) -> list[tuple[str, str, int]]:
    """Code, label and how many units are in each state, in the order of the work: one query."""
    counted = dict(units.order_by().values_list("report_state").annotate(n=Count("pk")).order_by())
    labels: list[tuple[str | None, str]] = [(None, NOT_BEGUN_LABEL), *Report.State.choices]
    return [(code or NOT_BEGUN, label, counted.get(code, 0)) for code, label in labels]


def report_rows(places: Sequence[Any], slot: Slot) -> list[ReportRow]:
    """The rows of the list for places from `reporting_places`: one query."""
    reports: dict[int, Any] = {
        report.pk: report
        for report in Report.objects.filter(pk__in=_report_ids(places))
        .select_related("kind", "school_year", "unit", "group", "occasion")
        .annotate(total=Count("sections"), ready=Count("sections", filter=Q(sections__ready=True)))
    }
    rows = []
    for place in places:
        report = reports.get(place.report_pk)
        rows.append(
            ReportRow(
                place=place,
                report=report,
                ready=report.ready if report else 0,
                total=report.total if report else 0,
                step=_step(place, report, slot),
            )
        )
    return rows


def _report_ids(units: Iterable[Any]) -> list[int]:
    return [unit.report_pk for unit in units if unit.report_pk]


def _step(place: Any, report: Any, slot: Slot) -> Step | None:
    if report is None:
        if not place.may_plan:
            return None
        where = (
            {"grupp": place.pk} if slot.kind.per == ReportKind.Per.GROUP else {"enhet": place.code}
        )
        address = f"{reverse('report_create')}?{slot.query}&{urlencode(where)}"
        return Step("Öppna rapporten", address, True)
    page = reverse("report_detail", args=[report.pk])
    if report.is_open and place.may_plan:
        if report.total and report.ready == report.total:
            return Step("Lämna in", reverse("report_submit", args=[report.pk]), True)
        return Step("Skriv vidare", page, True)
    if report.state == Report.State.SUBMITTED and place.may_lead:
        return Step("Läs och fastställ", page, True)
    return Step("Läs", page, False)
