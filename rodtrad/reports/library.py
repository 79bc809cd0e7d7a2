"""Answers about adopted reports only: nothing that is being written is counted or named here."""

from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from rodtrad.accounts.models import User
from rodtrad.core.numbers import parse_pk
from rodtrad.organisation.access import Permission
from rodtrad.organisation.queries import matching
from rodtrad.reports.models import Report
from rodtrad.reports.reach import adopted_reach, report_reach


def readable_adopted(user: User) -> QuerySet[Report]:
    """Adopted reports that the person may read, the latest adopted version of each."""
    later: Any = (
        Report.objects.adopted()
        .alias(of_group=Coalesce("group", 0), of_occasion=Coalesce("occasion", 0))
        .filter(
            kind=OuterRef("kind"),
            unit=OuterRef("unit"),
            of_group=Coalesce(OuterRef("group"), 0),
            period=OuterRef("period"),
            of_occasion=Coalesce(OuterRef("occasion"), 0),
            version__gt=OuterRef("version"),
        )
    )
    reports: QuerySet[Report] = (
        Report.objects.adopted()
        .filter(adopted_reach(user) | report_reach(user, Permission.READ))
        .exclude(Exists(later))
    )
    return reports


def library_reports(user: User, *, kind: str, year: str, text: str) -> QuerySet[Any]:
    """The adopted reports for the list, the latest frozen first, with `frozen_at`.

    Args:
        kind: a kind's code; year: a school year's number; "" for all.
    """
    reports = readable_adopted(user)
    if kind:
        reports = reports.filter(kind__code=kind)
    if year:
        number = parse_pk(year)
        reports = reports.none() if number is None else reports.filter(school_year=number)
    if text:
        reports = reports.filter(
            matching(text, "unit__name", "group__name", "kind__name", "registry_number")
        )
    return (
        reports.select_related("kind", "unit", "group", "occasion", "school_year", "adopted_by")
        .annotate(frozen_at=F("snapshot__at"))
        # The administration's own stand before the units' that were adopted the same day.
        .order_by("-adopted_on", "-kind__position", "unit__name", "pk")
    )


def adopted_kinds(user: User) -> list[tuple[str, str]]:
    """The code and name of the kinds that there are adopted reports of: one query."""
    rows = readable_adopted(user).order_by("kind__position", "kind__code")
    return list(rows.values_list("kind__code", "kind__name").distinct())


def adopted_years(user: User) -> list[int]:
    """The school years that there are adopted reports of, the latest first: one query."""
    rows = readable_adopted(user).order_by("-school_year")
    return list(rows.values_list("school_year", flat=True).distinct())
