"""Opening a report, and a new version of one that is adopted."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.numbers import format_date
from rodtrad.core.schoolyear import Period
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.notifications.actions import tell
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.reports.actions.shared import locked
from rodtrad.reports.defaults import UNIT_KIND
from rodtrad.reports.models import (
    Deadline,
    Occasion,
    Report,
    ReportKind,
    Section,
    UnitGroup,
)
from rodtrad.reports.recipients import who_write


@transaction.atomic
def open_report(
    *,
    unit: Unit,
    by: User,
    year: YearSpan | None = None,
    kind_code: str = UNIT_KIND,
    period: Period | None = None,
    occasion: Occasion | None = None,
    group: UnitGroup | None = None,
    due: date | None = None,
) -> Report:
    """The report of a kind for some time, made from the kind's sections if there is none.

    Opening it again gives the latest version and changes nothing.

    Args:
        unit: whose it is; for a group of units the one that the group belongs to.
        year: the school year, for a kind that is about school years.
        period: the time, for any kind.
        occasion: which of several in the same time.

    Raises:
        ValidationError: for a unit that writes no such report, a time or an occasion that the
            kind does not have, or a school year that is not laid up or is closed.
    """
    kind = ReportKind.objects.filter(code=kind_code, retired_on__isnull=True).first()
    if kind is None or not writes(unit, kind, group):
        raise ValidationError(f"{group or unit} skriver ingen sådan rapport.")
    span = period or (year.period if year is not None else None)
    if span is None or not kind.holds(span):
        word = kind.get_period_kind_display().lower()
        raise ValidationError(f"{kind} skrivs per {word}. Välj ett {word}.")
    _check_occasion(kind, occasion)
    # The unit is locked so that two who open the report at once get the same one.
    Unit.objects.select_for_update().get(pk=unit.pk)
    latest: Report | None = (
        Report.objects.filter(
            kind=kind, unit=unit, group=group, period=span.code, occasion=occasion
        )
        .select_related("kind", "unit", "group", "occasion", "school_year")
        .order_by("-version")
        .first()
    )
    if latest is not None:
        return latest
    school_year = SchoolYear.objects.filter(pk=span.school_year.start).first()
    if school_year is None:
        raise ValidationError(
            f"Läsåret {span.school_year} är inte upplagt. Be den som administrerar Rödtråd att "
            "lägga upp det."
        )
    if school_year.closed_at is not None:
        raise ValidationError(
            f"Läsåret {school_year} är stängt. Det går inte att börja en ny rapport."
        )
    report = save_by(
        Report(
            kind=kind,
            unit=unit,
            group=group,
            school_year=school_year,
            period=span.code,
            period_starts=span.starts,
            period_ends=span.ends,
            occasion=occasion,
            due=due or due_day(kind, span, occasion),
        ),
        by,
    )
    for template in kind.sections.filter(retired_on__isnull=True):
        save_by(
            Section(
                report=report,
                key=template.key,
                title=template.title,
                instruction=template.instruction,
                facts=template.facts,
                position=template.position,
            ),
            by,
        )
    record("report.opened", by=by, target=report, unit_id=unit.pk)
    return report


@transaction.atomic
def open_reports(
    places: Iterable[tuple[Unit, UnitGroup | None]],
    *,
    kind: ReportKind,
    period: Period,
    occasion: Occasion | None = None,
    by: User,
) -> list[Report]:
    """Open the reports that are not begun, so that everybody finds theirs; writers are told.

    Raises:
        ValidationError: as for one report.
    """
    opened = []
    for unit, group in places:
        report = open_report(
            unit=unit, group=group, kind_code=kind.code, period=period, occasion=occasion, by=by
        )
        opened.append(report)
        last = f" Lämna in senast {format_date(report.due)}." if report.due else ""
        tell(
            who_write(report, today=timezone.localdate()),
            kind="report-opened",
            sentence=f"{report.title} för {report.place} är öppnad.{last}",
            address=reverse("report_detail", args=[report.pk]),
            key=f"report:{report.pk}",
            unit=unit,
            by=by,
        )
    return opened


def writes(unit: Unit, kind: ReportKind, group: UnitGroup | None = None) -> bool:
    """Whether a unit, or a group that belongs to it, writes reports of a kind."""
    if kind.per == ReportKind.Per.GROUP:
        return group is not None and group.kind_id == kind.pk and group.unit_id == unit.pk
    if group is not None:
        return False
    if kind.per == ReportKind.Per.ADMINISTRATION:
        return bool(unit.kind == Unit.Kind.ADMINISTRATION)
    if unit.kind not in kind.unit_kinds:
        return False
    wanted = set(kind.school_forms.values_list("pk", flat=True))
    return not wanted or unit.school_forms.filter(pk__in=wanted).exists()


def due_day(kind: ReportKind, period: Period, occasion: Occasion | None) -> date:
    """The last day for a report: as it is set for the time, else by the kind's rule."""
    found = Deadline.objects.filter(kind=kind, period=period.code, occasion=occasion).first()
    if found is not None:
        day: date = found.due
        return day
    return period.ends + timedelta(days=kind.due_after_days)


def _check_occasion(kind: ReportKind, occasion: Occasion | None) -> None:
    """Refuse an occasion of another kind, and none where the kind has several."""
    if occasion is not None:
        if occasion.kind_id != kind.pk or occasion.retired_on is not None:
            raise ValidationError(f"{kind} har inget tillfälle som heter {occasion}.")
    elif kind.occasions.filter(retired_on__isnull=True).exists():
        raise ValidationError(
            f"Välj vilket tillfälle eller tema rapporten gäller: {kind} har flera."
        )


@transaction.atomic
def new_version(report: Report, *, by: User) -> Report:
    """A new draft that corrects an adopted report, with the texts of the adopted one.

    The adopted version stays as it is.

    Raises:
        ValidationError: when the report is not adopted, or a later version exists.
    """
    stored = locked(report)
    if stored.state != Report.State.ADOPTED:
        raise ValidationError("En ny version görs av en rapport som är fastställd.")
    siblings = Report.objects.filter(
        kind=stored.kind_id,
        unit=stored.unit_id,
        group=stored.group_id,
        period=stored.period,
        occasion=stored.occasion_id,
    )
    if siblings.filter(version__gt=stored.version).exists():
        raise ValidationError("Det finns redan en senare version av rapporten.")
    draft = save_by(
        Report(
            kind=stored.kind,
            unit=stored.unit,
            group=stored.group,
            school_year=stored.school_year,
            period=stored.period,
            period_starts=stored.period_starts,
            period_ends=stored.period_ends,
            occasion=stored.occasion,
            version=stored.version + 1,
        ),
        by,
    )
    for section in stored.sections.all():
        save_by(
            Section(
                report=draft,
                key=section.key,
                title=section.title,
                instruction=section.instruction,
                facts=section.facts,
                position=section.position,
                text=section.text,
                responsible_id=section.responsible_id,
            ),
            by,
        )
    record(
        "report.new_version",
        by=by,
        target=draft,
        unit_id=draft.unit_id,
        version=draft.version,
    )
    return draft
