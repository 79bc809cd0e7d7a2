"""Skolverket's register of school units (v2): what differs from ours becomes proposals.

Nothing is changed by a fetch: the register and the municipality's own register of units may each
be right, and a person says which.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from pydantic import BaseModel, Field

from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.http import Client, NotThere
from rodtrad.integrations.models import Proposal
from rodtrad.integrations.own import own_municipality, own_schools
from rodtrad.integrations.runs.account import Account, Job, Store
from rodtrad.organisation.models import Assignment, SchoolForm, Unit

# The register's code of a school form where it is not ours.
_FORMS = {"VUX": "KOMVUX"}
_RUNNING = ("AKTIV",)
_Kind = Proposal.Kind


class ListedUnit(BaseModel):
    """A unit in the list."""

    schoolUnitCode: str = Field(pattern=r"^[0-9]{8}$")
    name: str = ""
    status: str = ""


class _ListData(BaseModel):
    attributes: list[ListedUnit]


class UnitList(BaseModel):
    """The answer with a list of units."""

    data: _ListData


class UnitInfo(BaseModel):
    """What the register says of one unit, in the parts that are used here."""

    displayName: str = Field(min_length=1)
    status: str = ""
    headMaster: str | None = None
    schoolTypes: list[str] = []
    startdate: date | None = None
    endDate: date | None = None


class _InfoData(BaseModel):
    schoolUnitCode: str
    attributes: UnitInfo


class _Organizer(BaseModel):
    organizationNumber: str = ""


class UnitAnswer(BaseModel):
    """The answer about one unit, with who runs it."""

    data: _InfoData
    included: _Organizer | None = None


@dataclass(frozen=True)
class Difference:
    """Something that the register says and we do not."""

    kind: str
    code: str
    name: str
    unit: Unit | None
    before: str
    after: str
    on: date | None = None


def fetch_register(job: Job) -> Store:
    """Ask for our units and those that we lack; the rest of the work writes the proposals."""
    units = own_schools()
    client = job.client("/skolenhetsregistret")
    # Whose units they are is known from those that we have; else the municipality's are asked for.
    job.progress.plan(len(units) + 2)
    answers: dict[str, UnitAnswer] = {}
    absent = []
    for code, unit in units.items():
        job.progress.step(f"Hämtar {unit}")
        try:
            answers[code] = client.get(f"/v2/school-units/{code}", UnitAnswer)
        except NotThere:
            absent.append(unit)
    job.progress.step("Hämtar huvudmannens enheter")
    others = _others(client, answers, set(units))
    codes = {form.code for form in SchoolForm.objects.all()}

    def store(run: ImportRun) -> Account:
        account = Account()
        found = [
            difference
            for code, answer in answers.items()
            for difference in _differences(
                units[code], answer.data.attributes, codes, job.today, account
            )
        ]
        found += [_unknown(answer) for answer in others]
        for unit in absent:
            account.note(f"{unit} ({unit.code}) finns inte i Skolenhetsregistret.")
        _propose(run, found, account)
        account.lines.insert(
            0, f"{len(answers)} av {len(units)} skolor hittades i Skolenhetsregistret."
        )
        account.counts |= {"units": len(answers), "absent": len(absent)}
        return account

    return store


def _others(client: Client, answers: dict[str, UnitAnswer], ours: set[str]) -> list[UnitAnswer]:
    """The organiser's running units that we lack, with what the register says of each."""
    organisers = sorted(
        {
            answer.included.organizationNumber
            for answer in answers.values()
            if answer.included and answer.included.organizationNumber
        }
    )
    if not organisers:
        return []
    listed = client.get(
        "/v2/school-units",
        UnitList,
        {"organization_number": organisers, "municipality_code": own_municipality().code},
    )
    known = ours | set(Unit.objects.values_list("code", flat=True))
    found = []
    for row in listed.data.attributes:
        if row.schoolUnitCode in known or row.status not in _RUNNING:
            continue
        try:
            answer = client.get(f"/v2/school-units/{row.schoolUnitCode}", UnitAnswer)
        except NotThere:
            continue
        # A register that does not mind our filter would give every school in the country.
        if answer.included and answer.included.organizationNumber in organisers:
            found.append(answer)
    return found


def _unknown(answer: UnitAnswer) -> Difference:
    info = answer.data.attributes
    return Difference(
        kind=_Kind.OPEN.value,
        code=answer.data.schoolUnitCode,
        name=info.displayName,
        unit=None,
        before="",
        after=", ".join(_forms(info)),
        on=info.startdate,
    )


def _forms(info: UnitInfo) -> list[str]:
    return sorted({_FORMS.get(code, code) for code in info.schoolTypes})


def _differences(
    unit: Unit, info: UnitInfo, known_forms: set[str], today: date, account: Account
) -> list[Difference]:
    found = []

    def differs(kind: str, before: str, after: str, on: date | None = None) -> None:
        found.append(Difference(kind, unit.code, unit.name, unit, before, after, on))

    if _same(unit.name) != _same(info.displayName):
        differs(_Kind.RENAME.value, unit.name, info.displayName)
    if info.status == "UPPHORT":
        differs(_Kind.CLOSE.value, "Öppen", "Upphört", info.endDate or today)
    elif info.status == "VILANDE":
        account.note(f"{unit} är vilande enligt Skolenhetsregistret.")
    ours = {form.code for form in unit.school_forms.all()}
    # Preschool is not in the register, and forms that we do not know cannot be set.
    theirs = set(_forms(info)) & known_forms | ours & {"FS"}
    if theirs and theirs != ours:
        differs(_Kind.FORMS.value, ", ".join(sorted(ours)), ", ".join(sorted(theirs)))
    if info.headMaster and info.headMaster.strip():
        names = _principals(unit, today)
        if _same(info.headMaster) not in {_same(name) for name in names}:
            differs(
                _Kind.PRINCIPAL.value,
                ", ".join(names)[:300],
                " ".join(info.headMaster.split())[:300],
            )
    return found


def _principals(unit: Unit, today: date) -> list[str]:
    return list(
        Assignment.objects.running_on(today)
        .filter(unit=unit, role__code="principal")
        .order_by("user__name")
        .values_list("user__name", flat=True)
    )


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()


def _propose(run: ImportRun, found: list[Difference], account: Account) -> None:
    """Write the proposals; one that no longer has any reason is withdrawn."""
    waiting = {(one.kind, one.code): one for one in Proposal.objects.waiting()}
    declined = set(
        Proposal.objects.filter(state=Proposal.State.DECLINED).values_list("kind", "code", "after")
    )
    new = altered = 0
    for one in found:
        stored = waiting.pop((one.kind, one.code), None)
        if stored is not None:
            if (stored.before, stored.after) != (one.before, one.after):
                stored.before, stored.after, stored.on = one.before, one.after, one.on
                stored.name = one.name
                stored.save()
                altered += 1
            continue
        if (one.kind, one.code, one.after) in declined:
            continue
        Proposal.objects.create(
            run=run,
            kind=one.kind,
            unit=one.unit,
            code=one.code,
            name=one.name[:200],
            before=one.before[:300],
            after=one.after[:300],
            on=one.on,
        )
        new += 1
    left = [one.pk for one in waiting.values() if one.run.kind == run.kind]
    withdrawn, _ = Proposal.objects.filter(Q(pk__in=left)).delete()
    account.lines.append(
        f"{new} nya förslag att ta ställning till, {altered} ändrade och {withdrawn} som inte "
        "längre behövs."
    )
    account.counts |= {"proposals": new, "altered": altered, "withdrawn": withdrawn}
