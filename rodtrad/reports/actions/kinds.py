"""Which reports there are: kinds, sections, occasions, groups of units and last days.

Reports that are opened keep the sections that they were opened with.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.core.schoolyear import Period
from rodtrad.goals.models import Goal
from rodtrad.organisation.models import SchoolForm, Unit
from rodtrad.reports.facts.catalogue import joined
from rodtrad.reports.models import (
    Deadline,
    Occasion,
    Report,
    ReportKind,
    SectionTemplate,
    UnitGroup,
)


@dataclass(frozen=True)
class KindPlan:
    """What a kind of report is."""

    name: str
    purpose: str = ""
    per: str = ReportKind.Per.UNIT
    unit_kinds: Sequence[str] = ()
    school_forms: Iterable[SchoolForm] = ()
    period_kind: str = ReportKind.PeriodKind.SCHOOL_YEAR
    draws_on: Iterable[ReportKind] = ()
    with_own_goals: bool = True
    due_after_days: int = -31
    remind_before_days: int = 14


@transaction.atomic
def add_kind(plan: KindPlan, *, by: User) -> ReportKind:
    """Add a kind of report, without sections.

    Raises:
        ValidationError: when it is about no units.
    """
    kind = ReportKind(code=_free_code(plan.name), position=_next(ReportKind.objects.all()))
    _apply(kind, plan, by)
    record("report_kind.added", by=by, target=kind, unit_id=None)
    return kind


@transaction.atomic
def change_kind(kind: ReportKind, plan: KindPlan, *, revision: int, by: User) -> ReportKind:
    """Change a kind of report; those already opened stay what they are.

    Raises:
        ValidationError: when it has reports and is to be about other units or times.
        Conflict: when somebody else has changed it since it was read.
    """
    stored = check_revision(kind, revision)
    has_reports = Report.objects.filter(kind=stored).exists()
    if has_reports and (stored.per, stored.period_kind) != (plan.per, plan.period_kind):
        raise ValidationError(
            "Det finns rapporter av slaget. Hur många de är och vilken tid de gäller kan inte "
            "ändras: ta slaget ur bruk och lägg upp ett nytt."
        )
    stored.revision += 1
    _apply(stored, plan, by)
    record("report_kind.changed", by=by, target=stored, unit_id=None)
    return stored


@transaction.atomic
def retire_kind(kind: ReportKind, *, on: date | None, by: User) -> ReportKind:
    """Stop opening reports of a kind, or begin again with None; those there are stay."""
    stored: ReportKind = ReportKind.objects.select_for_update().get(pk=kind.pk)
    stored.retired_on = on
    save_by(stored, by)
    verb = "report_kind.retired" if on else "report_kind.resumed"
    record(verb, by=by, target=stored, unit_id=None)
    return stored


@transaction.atomic
def add_section(
    kind: ReportKind, *, title: str, instruction: str, facts: Iterable[str], by: User
) -> SectionTemplate:
    """Add a section last among those that new reports of a kind get."""
    keys = set(kind.sections.values_list("key", flat=True))
    section = save_by(
        SectionTemplate(
            kind=kind,
            key=_free(slugify(title)[:34] or "avsnitt", keys),
            title=title.strip(),
            instruction=instruction.strip(),
            facts=joined(facts),
            position=_next(kind.sections.all()),
        ),
        by,
    )
    record("report_section.added", by=by, target=section, unit_id=None, kind=kind.pk)
    return section


@transaction.atomic
def change_section(
    section: SectionTemplate,
    *,
    title: str,
    instruction: str,
    facts: Iterable[str],
    revision: int,
    by: User,
) -> SectionTemplate:
    """Change what new reports have in a section.

    Raises:
        Conflict: when somebody else has changed it since it was read.
    """
    stored = check_revision(section, revision)
    stored.title, stored.instruction = title.strip(), instruction.strip()
    stored.facts = joined(facts)
    stored.revision += 1
    save_by(stored, by)
    record("report_section.changed", by=by, target=stored, unit_id=None, kind=stored.kind_id)
    return stored


@transaction.atomic
def retire_section(section: SectionTemplate, *, on: date | None, by: User) -> SectionTemplate:
    """Leave a section out of new reports, or take it in again with None."""
    stored: SectionTemplate = SectionTemplate.objects.select_for_update().get(pk=section.pk)
    stored.retired_on = on
    save_by(stored, by)
    verb = "report_section.retired" if on else "report_section.resumed"
    record(verb, by=by, target=stored, unit_id=None, kind=stored.kind_id)
    return stored


@transaction.atomic
def move_section(section: SectionTemplate, *, up: bool, by: User) -> None:
    """Let a section change places with the one before or after it; at the ends nothing happens."""
    rows = list(
        SectionTemplate.objects.select_for_update().filter(
            kind=section.kind_id, retired_on__isnull=True
        )
    )
    here = next((n for n, row in enumerate(rows) if row.pk == section.pk), None)
    there = None if here is None else here - 1 if up else here + 1
    if here is None or there is None or not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position
            save_by(row, by)
    record("report_section.moved", by=by, target=section, unit_id=None, kind=section.kind_id)


@transaction.atomic
def add_occasion(kind: ReportKind, *, name: str, goals: Iterable[Goal] = (), by: User) -> Occasion:
    """Let there be one more report of a kind in the same time, for an occasion or a theme."""
    occasion = Occasion(kind=kind, name=name.strip(), position=_next(kind.occasions.all()))
    occasion.full_clean()
    occasion.save()
    occasion.goals.set(goals)
    record("report_kind.changed", by=by, target=kind, unit_id=None, occasion=occasion.name)
    return occasion


@transaction.atomic
def retire_occasion(occasion: Occasion, *, on: date | None, by: User) -> Occasion:
    """Open no more reports for an occasion, or begin again with None."""
    occasion.retired_on = on
    occasion.full_clean()
    occasion.save()
    record("report_kind.changed", by=by, target=occasion.kind, unit_id=None, occasion=occasion.name)
    return occasion


@transaction.atomic
def save_group(
    kind: ReportKind,
    *,
    name: str,
    unit: Unit,
    members: Iterable[Unit],
    by: User,
    group: UnitGroup | None = None,
) -> UnitGroup:
    """Put together units that report together, or change which they are.

    Raises:
        ValidationError: when there are fewer than two.
    """
    chosen = list(members)
    if len(chosen) < 2:
        raise ValidationError({"members": "Välj minst två enheter som rapporterar tillsammans."})
    row = group or UnitGroup(kind=kind)
    row.name, row.unit = name.strip(), unit
    row.full_clean()
    row.save()
    row.members.set(chosen)
    record("report_kind.changed", by=by, target=kind, unit_id=None, group=row.name)
    return row


@transaction.atomic
def set_deadline(
    kind: ReportKind, *, period: Period, occasion: Occasion | None = None, due: date, by: User
) -> Deadline:
    """Say by when reports of a kind are handed in; those that are being written follow.

    A report that has been given a day of its own keeps it.

    Raises:
        ValidationError: for a time that the kind is not about, or a day far from it.
    """
    if not kind.holds(period):
        raise ValidationError(f"{kind} skrivs inte för {period}.")
    if abs((due - period.ends).days) > 400:
        raise ValidationError({"due": "Dagen ligger mer än ett år från tiden rapporten gäller."})
    found = (
        Deadline.objects.select_for_update()
        .filter(kind=kind, period=period.code, occasion=occasion)
        .first()
    )
    before = found.due if found else None
    deadline = found or Deadline(kind=kind, period=period.code, occasion=occasion)
    deadline.due = due
    save_by(deadline, by)
    usual = {before} if before else {_by_rule(kind, period)}
    for report in Report.objects.select_for_update().filter(
        kind=kind,
        period=period.code,
        occasion=occasion,
        state__in=[Report.State.DRAFT, Report.State.RETURNED],
        due__in=usual,
    ):
        report.due = due
        save_by(report, by)
    record("report_kind.deadline_set", by=by, target=kind, unit_id=None, due=due.isoformat())
    return deadline


def _by_rule(kind: ReportKind, period: Period) -> date:
    return date.fromordinal(period.ends.toordinal() + kind.due_after_days)


def _apply(kind: ReportKind, plan: KindPlan, by: User) -> None:
    if not plan.unit_kinds:
        raise ValidationError({"unit_kinds": "Välj vilka slags enheter rapporten handlar om."})
    for name in (
        *("name", "purpose", "per", "period_kind", "with_own_goals"),
        *("due_after_days", "remind_before_days"),
    ):
        setattr(kind, name, getattr(plan, name))
    kind.unit_kinds = list(plan.unit_kinds)
    save_by(kind, by)
    kind.school_forms.set(plan.school_forms)
    kind.draws_on.set([other for other in plan.draws_on if other.pk != kind.pk])


def _next(rows: QuerySet[Any]) -> int:
    last = rows.order_by("-position").values_list("position", flat=True).first()
    return int(last or 0) + 1


def _free_code(name: str) -> str:
    taken = set(ReportKind.objects.values_list("code", flat=True))
    return _free(slugify(name)[:34] or "rapport", taken)


def _free(wanted: str, taken: set[str]) -> str:
    number, code = 1, wanted
    while code in taken:
        number += 1
        code = f"{wanted}-{number}"
    return code
