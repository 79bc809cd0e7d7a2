"""Every change to a report: opening, writing, handing in, returning, adopting, correcting.

Nothing is written in a report that is handed in or adopted: each action says so itself, so that
a page, a command and a part of a page all meet the same lock.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.history import wording_at
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.core.frozen import canonical, checksum
from rodtrad.core.prose import find_personal_identity_numbers, sanitise, to_plain
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.reports.compose import compose
from rodtrad.reports.defaults import UNIT_KIND
from rodtrad.reports.models import Report, ReportKind, Section, Snapshot

# What a report for the year that ends in July is handed in by, when nothing else is said:
# the guideline's analysis day lies at the end of the school year.
_DUE_MONTH, _DUE_DAY = 6, 30


@transaction.atomic
def open_report(
    *, unit: Unit, year: YearSpan, by: User, kind_code: str = UNIT_KIND, due: date | None = None
) -> Report:
    """The unit's report for a school year, made from the kind's sections if there is none.

    Opening it again gives the latest version and changes nothing.

    Raises:
        ValidationError: for a unit that writes no such report, or a school year that is not
            laid up or is closed.
    """
    kind = ReportKind.objects.filter(code=kind_code).first()
    if kind is None or unit.kind not in kind.unit_kinds:
        raise ValidationError(f"{unit} skriver ingen sådan rapport.")
    # The unit is locked so that two who open the report at once get the same one.
    Unit.objects.select_for_update().get(pk=unit.pk)
    latest: Report | None = (
        Report.objects.filter(kind=kind, unit=unit, school_year_id=year.start)
        .order_by("-version")
        .first()
    )
    if latest is not None:
        return latest
    school_year = SchoolYear.objects.filter(pk=year.start).first()
    if school_year is None:
        raise ValidationError(
            f"Läsåret {year} är inte upplagt. Be den som administrerar Rödtråd att lägga upp det."
        )
    if school_year.closed_at is not None:
        raise ValidationError(f"Läsåret {year} är stängt. Det går inte att börja en ny rapport.")
    report = save_by(
        Report(
            kind=kind,
            unit=unit,
            school_year=school_year,
            due=due or date(year.start + 1, _DUE_MONTH, _DUE_DAY),
        ),
        by,
    )
    for template in kind.sections.all():
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
def write_section(section: Section, *, text: str, revision: int, by: User) -> Section:
    """Store what was written in a section.

    Args:
        text: HTML as the editor sends it; cleaned before it is stored.
        revision: the one that the writer had in front of them.

    Raises:
        ValidationError: when the report is not open, or the text holds a personal identity
            number.
        Conflict: when somebody else has saved the section since it was read.
    """
    report = _open_report_of(section)
    stored = check_revision(section, revision)
    cleaned = sanitise(text).strip()
    if find_personal_identity_numbers(to_plain(cleaned)):
        raise ValidationError(
            {
                "text": "Texten ser ut att innehålla ett personnummer. Ta bort det: rapporten "
                "blir en allmän handling."
            }
        )
    if cleaned == stored.text:
        return stored
    stored.text = cleaned
    stored.revision += 1
    save_by(stored, by)
    record("section.written", by=by, target=stored, unit_id=report.unit_id, report=report.pk)
    return stored


@transaction.atomic
def restore_section(section: Section, *, number: int, by: User) -> Section:
    """Put an earlier wording of a section back, as a new version.

    Raises:
        LookupError: when the section has no such version.
        ValidationError: when the report is not open.
    """
    earlier = wording_at(section, number, ("text",))["text"]
    return write_section(section, text=earlier, revision=section.revision, by=by)


@transaction.atomic
def mark_ready(section: Section, *, by: User) -> Section:
    """Say that a section is ready to be handed in.

    Raises:
        ValidationError: when the report is not open.
    """
    return _set_ready(section, ready=True, by=by)


@transaction.atomic
def unmark_ready(section: Section, *, by: User) -> Section:
    """Say that a section needs more work after all.

    Raises:
        ValidationError: when the report is not open.
    """
    return _set_ready(section, ready=False, by=by)


@transaction.atomic
def submit_report(report: Report, *, by: User) -> Report:
    """Hand in a report whose sections are all ready.

    Raises:
        ValidationError: when it is handed in or adopted already, or names what is not ready.
    """
    stored = _locked(report)
    _require_open(stored)
    waiting = [section.title for section in stored.sections.filter(ready=False)]
    if waiting:
        raise ValidationError(f"De här avsnitten är inte markerade som klara: {_listed(waiting)}.")
    stored.state = Report.State.SUBMITTED
    stored.return_reason = ""
    save_by(stored, by)
    record("report.submitted", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def return_report(report: Report, *, reason: str, by: User) -> Report:
    """Send a report that was handed in back to its unit, saying why.

    Raises:
        ValidationError: without a reason, or when the report is not handed in.
    """
    stored = _locked(report)
    if stored.state != Report.State.SUBMITTED:
        raise ValidationError("Bara en rapport som är inlämnad kan återlämnas.")
    if not reason.strip():
        raise ValidationError({"reason": "Skriv varför, så att enheten vet vad som ska ändras."})
    stored.state = Report.State.RETURNED
    stored.return_reason = reason.strip()
    save_by(stored, by)
    # The reason is in the row's history; the log is read by more people than the report is.
    record("report.returned", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def adopt_report(report: Report, *, registry_number: str, on: date, by: User) -> Report:
    """Make a report final: its content is frozen as it is now, with a checksum.

    Args:
        registry_number: the case number that the registry has given it (diarienummer).
        on: the day it is adopted, and the day the facts are composed for.

    Raises:
        ValidationError: without a registry number, or when the report is not handed in.
    """
    stored = _locked(report)
    if stored.state != Report.State.SUBMITTED:
        raise ValidationError("Bara en rapport som är inlämnad kan fastställas.")
    if not registry_number.strip():
        raise ValidationError({"registry_number": "Skriv rapportens diarienummer."})
    stored.state = Report.State.ADOPTED
    stored.registry_number = registry_number.strip()
    stored.adopted_on = on
    stored.adopted_by = by
    save_by(stored, by)
    text = canonical(compose(stored, today=on))
    snapshot = Snapshot(report=stored, content=text, sha256=checksum(text))
    snapshot.full_clean()
    snapshot.save()
    record(
        "report.adopted",
        by=by,
        target=stored,
        unit_id=stored.unit_id,
        registry_number=stored.registry_number,
        sha256=snapshot.sha256,
    )
    return stored


@transaction.atomic
def new_version(report: Report, *, by: User) -> Report:
    """A new draft that corrects an adopted report, with the texts of the adopted one.

    The adopted version stays as it is.

    Raises:
        ValidationError: when the report is not adopted, or a later version exists.
    """
    stored = _locked(report)
    if stored.state != Report.State.ADOPTED:
        raise ValidationError("En ny version görs av en rapport som är fastställd.")
    siblings = Report.objects.filter(
        kind=stored.kind_id, unit=stored.unit_id, school_year=stored.school_year_id
    )
    if siblings.filter(version__gt=stored.version).exists():
        raise ValidationError("Det finns redan en senare version av rapporten.")
    draft = save_by(
        Report(
            kind=stored.kind,
            unit=stored.unit,
            school_year=stored.school_year,
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


def _set_ready(section: Section, *, ready: bool, by: User) -> Section:
    report = _open_report_of(section)
    stored = Section.objects.select_for_update().get(pk=section.pk)
    changed: Section = stored
    if changed.ready == ready:
        return changed
    changed.ready = ready
    save_by(changed, by)
    record(
        "section.ready" if ready else "section.unready",
        by=by,
        target=changed,
        unit_id=report.unit_id,
        report=report.pk,
    )
    return changed


def _locked(report: Report) -> Report:
    stored: Report = (
        Report.objects.select_for_update(of=("self",))
        .select_related("kind", "unit", "school_year")
        .get(pk=report.pk)
    )
    return stored


def _open_report_of(section: Section) -> Report:
    """The section's report, locked so that it cannot be handed in while somebody writes."""
    report = _locked(Report(pk=section.report_id))
    _require_open(report)
    return report


def _require_open(report: Report) -> None:
    if not report.is_open:
        state = "fastställd" if report.state == Report.State.ADOPTED else "inlämnad"
        raise ValidationError(f"Rapporten är {state} och går inte att ändra.")


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"
