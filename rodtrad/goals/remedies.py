"""Every change of deficiencies and of the remedies that are decided against what falls short."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.goals.models import Deficiency, DevelopmentArea, GoalReview, Remedy
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.steering.models import Requirement

Source = GoalReview | DevelopmentArea | Deficiency


@dataclass(frozen=True)
class RemedyPlan:
    """What people write about a remedy."""

    title: str
    expected_effect: str
    responsible: User
    decided_on: date
    due: date
    description: str = ""


def _year_of(source: Source) -> SchoolYear:
    """The school year whose analysis a remedy comes from.

    Raises:
        ValidationError: when that school year is not laid up.
    """
    if isinstance(source, GoalReview | DevelopmentArea):
        return source.school_year
    if source.review is not None:
        return source.review.school_year
    span = YearSpan.of(source.found_on)
    year = SchoolYear.objects.filter(pk=span.start).first()
    if year is None:
        raise ValidationError(
            f"Läsåret {span.label} är inte upplagt. Be administratören att lägga upp det."
        )
    return year


@transaction.atomic
def decide_remedy(source: Source, *, plan: RemedyPlan, by: User) -> Remedy:
    """Decide what to do about what an analysis, a development area or a deficiency shows.

    Raises:
        ValidationError: when a field is refused, or the deficiency is closed.
    """
    if isinstance(source, Deficiency) and source.closed_on is not None:
        raise ValidationError("Bristen är avslutad. Öppna den igen innan ni beslutar en åtgärd.")
    remedy = Remedy(unit=source.unit, school_year=_year_of(source), **vars(plan))
    if isinstance(source, GoalReview):
        remedy.review = source
    elif isinstance(source, DevelopmentArea):
        remedy.area = source
    else:
        remedy.deficiency = source
    save_by(remedy, by)
    record("remedy.decided", by=by, target=remedy, unit_id=remedy.unit_id)
    return remedy


@transaction.atomic
def change_remedy(remedy: Remedy, *, plan: RemedyPlan, revision: int, by: User) -> Remedy:
    """Change what a remedy says.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when a field is refused.
    """
    remedy = check_revision(remedy, revision)
    for name, value in vars(plan).items():
        setattr(remedy, name, value)
    remedy.revision += 1
    save_by(remedy, by)
    record("remedy.changed", by=by, target=remedy, unit_id=remedy.unit_id)
    return remedy


@transaction.atomic
def record_effect(
    remedy: Remedy, *, outcome: str, effect: str, on: date, revision: int, by: User
) -> Remedy:
    """Say what effect a remedy had, or correct what was said.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when nothing is said, or the day is before the decision.
    """
    remedy = check_revision(remedy, revision)
    if on < remedy.decided_on:
        raise ValidationError({"on": "Effekten kan inte bedömas innan åtgärden beslutades."})
    remedy.outcome, remedy.effect, remedy.effect_on = outcome, effect.strip(), on
    remedy.revision += 1
    save_by(remedy, by)
    record("remedy.effect_recorded", by=by, target=remedy, unit_id=remedy.unit_id, outcome=outcome)
    return remedy


@transaction.atomic
def withdraw_effect(remedy: Remedy, *, by: User) -> Remedy:
    """Take back what was said of a remedy's effect: it is flagged again. The history keeps it."""
    remedy.outcome, remedy.effect, remedy.effect_on = "", "", None
    remedy.revision += 1
    save_by(remedy, by)
    record("remedy.effect_withdrawn", by=by, target=remedy, unit_id=remedy.unit_id)
    return remedy


@dataclass(frozen=True)
class DeficiencyNote:
    """What people write about a deficiency."""

    title: str
    source: str
    found_on: date
    description: str = ""
    requirement: Requirement | None = None
    registry_number: str = ""
    responsible: User | None = None
    due: date | None = None


@transaction.atomic
def register_deficiency(
    *, unit: Unit, note: DeficiencyNote, review: GoalReview | None = None, by: User
) -> Deficiency:
    """Note that something falls short of what is required.

    Args:
        review: the analysis that found it, if one did.

    Raises:
        ValidationError: when a field is refused.
    """
    deficiency = save_by(Deficiency(unit=unit, review=review, **vars(note)), by)
    record("deficiency.registered", by=by, target=deficiency, unit_id=unit.pk)
    return deficiency


@transaction.atomic
def change_deficiency(
    deficiency: Deficiency, *, note: DeficiencyNote, revision: int, by: User
) -> Deficiency:
    """Change what a deficiency says.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when a field is refused.
    """
    deficiency = check_revision(deficiency, revision)
    for name, value in vars(note).items():
        setattr(deficiency, name, value)
    deficiency.revision += 1
    save_by(deficiency, by)
    record("deficiency.changed", by=by, target=deficiency, unit_id=deficiency.unit_id)
    return deficiency


@transaction.atomic
def close_deficiency(
    deficiency: Deficiency, *, ending: str, reason: str, on: date, by: User
) -> Deficiency:
    """Close a deficiency with a reason and a date.

    Raises:
        ValidationError: when it is closed already, nothing is said, or the day is too early.
    """
    if deficiency.closed_on is not None:
        raise ValidationError("Bristen är redan avslutad.")
    if not reason.strip():
        raise ValidationError({"reason": "Skriv varför bristen kan avslutas."})
    if on < deficiency.found_on:
        raise ValidationError({"on": "Bristen kan inte avslutas innan den upptäcktes."})
    deficiency.ending, deficiency.closing_reason, deficiency.closed_on = ending, reason, on
    deficiency.revision += 1
    save_by(deficiency, by)
    record("deficiency.closed", by=by, target=deficiency, unit_id=deficiency.unit_id, ending=ending)
    return deficiency


@transaction.atomic
def reopen_deficiency(deficiency: Deficiency, *, by: User) -> Deficiency:
    """Take up a closed deficiency again; the history keeps why it was closed."""
    deficiency.ending, deficiency.closing_reason, deficiency.closed_on = "", "", None
    deficiency.revision += 1
    save_by(deficiency, by)
    record("deficiency.reopened", by=by, target=deficiency, unit_id=deficiency.unit_id)
    return deficiency
