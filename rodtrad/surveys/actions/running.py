"""A survey that runs: publishing, counting those asked, closing, and what its answers become."""

from datetime import date
from decimal import Decimal
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.indicators.actions import record_measurement
from rodtrad.indicators.models import Indicator, Reading
from rodtrad.surveys.actions.mixing import forget_order
from rodtrad.surveys.actions.participation import log_participation
from rodtrad.surveys.models import (
    Answer,
    OneTimeCode,
    Question,
    Survey,
    SurveyUnit,
)
from rodtrad.surveys.results import IndexLine, Line, read_results
from rodtrad.surveys.secrets import new_code
from rodtrad.surveys.tallies import Tally

# A page of labels; more are made by asking again.
MOST_CODES = 2000


@transaction.atomic
def publish_survey(survey: Survey, *, on: date, by: User) -> Survey:
    """Let a survey be answered from its first day; its questions are then fixed.

    Raises:
        ValidationError: without a question to answer, or when its last day has passed.
    """
    locked: Survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if not locked.is_draft:
        return locked
    if not locked.questions.exclude(kind=Question.Kind.GROUP).exists():
        raise ValidationError("Lägg till minst en fråga innan du publicerar enkäten.")
    if locked.closes < on:
        raise ValidationError("Sista dagen att svara har redan varit. Ändra den först.")
    locked.published_on = on
    save_by(locked, by)
    record("survey.published", by=by, target=locked, unit_id=locked.unit_id)
    return locked


@transaction.atomic
def close_survey(survey: Survey, *, on: date, by: User | None) -> Survey:
    """Take no more answers, and write down that people took part. It cannot be opened again.

    Raises:
        ValidationError: when it was never published.
    """
    locked: Survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if locked.is_draft:
        raise ValidationError("Enkäten är inte publicerad: det finns inget att stänga.")
    if locked.closed_on is None:
        locked.closed_on = on
        save_by(locked, by)
        forget_order(locked)
        record("survey.closed", by=by, target=locked, unit_id=locked.unit_id)
    _log(locked, by)
    return locked


@transaction.atomic
def say_how_many(survey_unit: SurveyUnit, *, asked: int | None, by: User) -> SurveyUnit:
    """Say how many got the survey at a unit: what the response rate is of."""
    survey_unit.asked = asked
    survey_unit.full_clean()
    survey_unit.save(update_fields=["asked"])
    survey = survey_unit.survey
    record("survey.changed", by=by, target=survey, unit_id=survey_unit.unit_id)
    return survey_unit


@transaction.atomic
def make_codes(survey_unit: SurveyUnit, *, count: int, by: User) -> int:
    """Make one-time codes for a unit, to be handed out without noting who got which.

    Returns:
        How many codes the unit now has.

    Raises:
        ValidationError: when the survey is not answered with codes, or too many are asked for.
    """
    survey = survey_unit.survey
    if survey.access != Survey.Access.CODES:
        raise ValidationError("Enkäten besvaras med samma länk för alla, utan koder.")
    there = set(survey_unit.codes.values_list("code", flat=True))
    if count < 1 or len(there) + count > MOST_CODES:
        raise ValidationError(f"Skriv hur många koder: 1 till {MOST_CODES - len(there)}.")
    wanted: set[str] = set()
    while len(wanted) < count:
        wanted |= {new_code()} - there
    OneTimeCode.objects.bulk_create(
        OneTimeCode(survey_unit=survey_unit, code=code) for code in sorted(wanted)
    )
    record("survey.codes_made", by=by, target=survey, unit_id=survey_unit.unit_id, count=count)
    return len(there) + count


@transaction.atomic
def hide_answer(answer: Answer, *, because: str, by: User) -> Answer:
    """Hide a free text that points somebody out; the reason stays. Empty shows it again."""
    answer.hidden_because = because.strip()[:200]
    answer.save(update_fields=["hidden_because"])
    unit = answer.response.survey_unit
    verb = "survey.answer_hidden" if answer.hidden_because else "survey.answer_shown"
    record(verb, by=by, target=unit.survey, unit_id=unit.unit_id)
    return answer


@transaction.atomic
def feed_indicators(survey: Survey, *, today: date, by: User) -> int:
    """Let questions and indexes give their indicators each unit's positive share, with its numbers.

    The period is the survey's school year. Where the numbers may not be shown, as where too few
    answered, the value is withheld.

    Returns:
        How many values were new or changed.

    Raises:
        ValidationError: while answers can still come in, or nothing has an indicator.
    """
    questions = list(survey.questions.filter(indicator__isnull=False).select_related("indicator"))
    if not questions and not survey.indexes.filter(indicator__isnull=False).exists():
        raise ValidationError("Inget i enkäten ger värde till en indikator.")
    try:
        results = read_results(survey, today=today)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    period = YearSpan(survey.school_year_id).label
    changed = 0
    for unit in results.units:
        lines: list[tuple[Indicator | None, Line | IndexLine]] = [
            *((one.indicator, results.line(one, unit)) for one in questions),
            *((one.indicator, _large_enough(results.index(one, unit))) for one in results.indexes),
        ]
        for indicator, line in lines:
            tally = line.tally if line.tally and line.tally.with_opinion else None
            if indicator is None or (tally is None and not line.is_withheld):
                continue
            done = record_measurement(
                indicator=indicator,
                unit=unit.unit,
                period=period,
                **_numbers(line, tally),
                status=Reading.Status.REPORTED if tally else Reading.Status.SUPPRESSED,
                source=f"Enkät: {survey.title}"[:120],
                by=by,
            )
            changed += done.changed
    record("survey.fed", by=by, target=survey, unit_id=survey.unit_id, values=changed)
    return changed


class _Numbers(TypedDict):
    value: Decimal | None
    numerator: int | None
    denominator: int | None


def _numbers(line: Line | IndexLine, tally: Tally | None) -> _Numbers:
    """What a line gives its indicator: an index its share and how many people it is about.

    An index counts answers, several of each person: given as numbers they would make the value
    look surer than it is, and the group larger.
    """
    if tally is None or tally.share is None:
        return {"value": None, "numerator": None, "denominator": None}
    if isinstance(line, IndexLine):
        share = Decimal(100 * tally.positive) / tally.with_opinion
        return {"value": round(share, 2), "numerator": None, "denominator": line.people}
    return {"value": None, "numerator": tally.positive, "denominator": tally.with_opinion}


def _large_enough(line: IndexLine) -> IndexLine:
    """The line, withheld where fewer people answered than the indicator shows.

    An index counts answers, so its denominator does not tell how few the people are.
    """
    indicator = line.index.indicator
    if indicator is None or line.tally is None or line.people >= indicator.smallest_group:
        return line
    return IndexLine(line.index, None, is_withheld=True, people=line.people)


def _log(survey: Survey, by: User | None) -> None:
    """An entry in the log of participation for each unit where somebody answered."""
    for unit in survey.units.select_related("unit"):
        answered = unit.responses.count()
        if answered:
            log_participation(
                unit=unit.unit,
                audience=survey.audience,
                on=min(survey.closed_on or survey.closes, survey.closes),
                what=f"Svarade på enkäten ”{survey.title}”"[:200],
                took_part=answered,
                # More may have answered than were said to be asked: then the number is unknown.
                group_size=unit.asked if unit.asked and unit.asked >= answered else None,
                origin=f"survey:{survey.pk}:{unit.pk}",
                address=reverse("survey_detail", args=[survey.pk]),
                by=by,
            )
