"""Organisations become units. What was here before is never renamed without somebody's yes."""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.models import OutsideLink, Proposal, RunChange
from rodtrad.integrations.runs.account import Account
from rodtrad.integrations.ss12000.answers import Organisation
from rodtrad.organisation.actions import change_unit, open_unit
from rodtrad.organisation.models import SchoolForm, Unit

_KINDS = {
    "Huvudman": Unit.Kind.MUNICIPALITY,
    "Förvaltning": Unit.Kind.ADMINISTRATION,
    "Stadsdel": Unit.Kind.ADMINISTRATION,
    "Verksamhetsområde": Unit.Kind.AREA,
    "Rektorsområde": Unit.Kind.AREA,
    "Skolenhet": Unit.Kind.SCHOOL,
}
# School forms by the names that they have in the specification's time, and ours.
_FORMS = {"GRS": "GRAN", "TR": "GRAN", "GYS": "GYAN", "VUX": "KOMVUX"}


@dataclass
class Units:
    """Which unit each organisation is, as far as it is known."""

    by_id: dict[str, Unit] = field(default_factory=dict)
    added: int = 0
    altered: int = 0
    proposed: int = 0


def store_units(
    run: ImportRun, rows: list[Organisation], gone: set[str], today: date, account: Account
) -> Units:
    """Find or open the unit of each organisation, parents first."""
    units = Units()
    links = {
        link.outside_id: link
        for link in OutsideLink.objects.filter(unit__isnull=False).select_related("unit")
    }
    for outside_id, known in links.items():
        if known.unit is not None:
            units.by_id[outside_id] = known.unit
    given = {row.id: row for row in rows}
    for row in _parents_first(given):
        kind = _kind(row)
        if kind is None:
            # A name that several units share, or a company: no place where work is planned.
            parent = _parent(row, given, units)
            if parent is not None:
                units.by_id[row.id] = parent
            continue
        link = links.get(row.id)
        ended = row.endDate is not None and row.endDate < today
        if link is not None and link.unit is not None:
            _follow(run, link, row, ended, units, account)
        elif not ended:
            _find_or_open(run, row, kind, given, units, today, account)
    for outside_id in gone & set(links):
        unit = links[outside_id].unit
        if unit is not None and unit.closed is None:
            units.proposed += _propose(run, Proposal.Kind.CLOSE, unit, "Öppen", "Borttagen", today)
    account.counts |= {
        "units_added": units.added,
        "units_altered": units.altered,
        "proposals": units.proposed,
    }
    return units


def _kind(row: Organisation) -> str | None:
    kind = _KINDS.get(row.organisationType)
    forms = set(row.schoolTypes or [])
    if kind == Unit.Kind.SCHOOL and forms and forms <= {"FS"}:
        return Unit.Kind.PRESCHOOL.value
    return kind.value if kind else None


def _parents_first(given: dict[str, Organisation]) -> list[Organisation]:
    ordered: list[Organisation] = []
    placed: set[str] = set()

    def place(row: Organisation, above: frozenset[str]) -> None:
        if row.id in placed or row.id in above:
            return
        parent = given.get(row.parentOrganisation.id) if row.parentOrganisation else None
        if parent is not None:
            place(parent, above | {row.id})
        placed.add(row.id)
        ordered.append(row)

    for row in given.values():
        place(row, frozenset())
    return ordered


def _parent(row: Organisation, given: dict[str, Organisation], units: Units) -> Unit | None:
    return units.by_id.get(row.parentOrganisation.id) if row.parentOrganisation else None


def _find_or_open(
    run: ImportRun,
    row: Organisation,
    kind: str,
    given: dict[str, Organisation],
    units: Units,
    today: date,
    account: Account,
) -> None:
    unit = _found(row, kind, {one.pk for one in units.by_id.values()})
    made = unit is None
    if unit is None:
        parent = _parent(row, given, units)
        if parent is None and kind != Unit.Kind.MUNICIPALITY:
            parent = Unit.objects.filter(kind=Unit.Kind.ADMINISTRATION).order_by("path").first()
        code = (row.schoolUnitCode or row.organisationCode or f"SS-{row.id[:8]}")[:20]
        try:
            unit = open_unit(
                parent=parent,
                name=row.displayName[:150],
                kind=kind,
                code=code,
                school_forms=_forms(row),
                # A unit cannot be older than the one above it.
                opened=max(row.startDate or today, parent.opened)
                if parent is not None
                else row.startDate or date(2000, 8, 1),
                by=run.by,
            )
        except ValidationError as error:
            account.note(f"{row.displayName} kunde inte läggas upp: {' '.join(error.messages)}")
            return
        RunChange.made(run, unit)
        units.added += 1
    link = OutsideLink.objects.create(outside_id=row.id, unit=unit, made_here=made)
    RunChange.made(run, link)
    units.by_id[row.id] = unit
    if not made and unit.name != row.displayName:
        units.proposed += _propose(run, Proposal.Kind.RENAME, unit, unit.name, row.displayName)


def _found(row: Organisation, kind: str, taken: set[int]) -> Unit | None:
    """The unit that an organisation is, by code, else by its name among those of its kind."""
    free = Unit.objects.filter(closed__isnull=True).exclude(pk__in=taken)
    for code in (row.schoolUnitCode, row.organisationCode):
        if code and (unit := free.filter(code__iexact=code).first()):
            return unit  # type: ignore[no-any-return]  # the tree's queryset has no types
    if kind == Unit.Kind.MUNICIPALITY:
        # There is one of us.
        roots = list(free.filter(kind=kind)[:2])
        return roots[0] if len(roots) == 1 else None
    named = list(free.filter(kind=kind, name__iexact=row.displayName)[:2])
    return named[0] if len(named) == 1 else None


def _forms(row: Organisation) -> list[SchoolForm]:
    codes = {
        "KOMVUX" if code.startswith("VUX") else _FORMS.get(code, code)
        for code in row.schoolTypes or []
    }
    return list(SchoolForm.objects.filter(code__in=codes))


def _follow(
    run: ImportRun,
    link: OutsideLink,
    row: Organisation,
    ended: bool,
    units: Units,
    account: Account,
) -> None:
    unit = link.unit
    assert unit is not None  # the caller has looked
    if ended:
        if unit.closed is None and row.endDate is not None:
            units.proposed += _propose(
                run, Proposal.Kind.CLOSE, unit, "Öppen", "Upphör", row.endDate
            )
        return
    if unit.name == row.displayName[:150]:
        return
    if not link.made_here:
        units.proposed += _propose(run, Proposal.Kind.RENAME, unit, unit.name, row.displayName)
        return
    RunChange.will_change(run, unit, "name")
    change_unit(
        unit,
        name=row.displayName[:150],
        kind=unit.kind,
        code=unit.code,
        school_forms=list(unit.school_forms.all()),
        opened=unit.opened,
        by=run.by,
    )
    units.altered += 1


def _propose(
    run: ImportRun, kind: str, unit: Unit, before: str, after: str, on: date | None = None
) -> int:
    """Propose a change unless it waits already or has been declined; how many were new."""
    same = Proposal.objects.filter(kind=kind, code=unit.code)
    if (
        same.waiting().exists()
        or same.filter(state=Proposal.State.DECLINED, after=after[:300]).exists()
    ):
        return 0
    Proposal.objects.create(
        run=run,
        kind=kind,
        unit=unit,
        code=unit.code,
        name=unit.name,
        before=before[:300],
        after=after[:300],
        on=on,
    )
    return 1
