"""Making a survey: what it is, what it asks, and in which languages. Only while it is a draft."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.surveys.actions.index import check_feeds, drop_thin_indexes
from rodtrad.surveys.content import standard_labels
from rodtrad.surveys.models import (
    BankQuestion,
    Option,
    OptionTranslation,
    Question,
    QuestionTranslation,
    Scale,
    Stance,
    Survey,
    SurveyIndex,
    SurveyTranslation,
    SurveyUnit,
)
from rodtrad.surveys.secrets import new_address


class SurveyFields(TypedDict, total=False):
    """What a survey says of itself; see the model for the meaning of each."""

    title: str
    intro: str
    audience: str
    access: str
    opens: date
    closes: date
    smallest_group: int
    previous: Survey | None


@transaction.atomic
def create_survey(
    *,
    unit: Unit,
    school_year: SchoolYear,
    units: Iterable[Unit],
    by: User,
    **fields: Unpack[SurveyFields],
) -> Survey:
    """Begin a survey for one unit or many.

    Args:
        unit: whose survey it is; those who plan there make it.
        units: where it is answered.

    Raises:
        ValidationError: when no unit answers it, or a field or constraint refuses it.
    """
    answering = list(units)
    if not answering:
        raise ValidationError({"units": "Välj minst en enhet där enkäten ska besvaras."})
    survey = Survey(unit=unit, school_year=school_year, created_by=by, **fields)
    save_by(survey, by)
    _set_units(survey, answering)
    record("survey.created", by=by, target=survey, unit_id=unit.pk)
    return survey


@transaction.atomic
def change_survey(
    survey: Survey,
    *,
    revision: int,
    units: Iterable[Unit],
    by: User,
    **fields: Unpack[SurveyFields],
) -> Survey:
    """Change what a survey says of itself, and where it is answered.

    When it is published only the last day can change: people have read the rest.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when it is published, ended, or a field refuses it.
    """
    stored = check_revision(survey, revision)
    answering = list(units)
    if not stored.is_draft:
        others = [name for name, new in fields.items() if getattr(stored, name) != new]
        now = set(stored.units.values_list("unit_id", flat=True))
        if set(others) - {"closes"} or {one.pk for one in answering} != now:
            raise ValidationError(
                "Enkäten är publicerad. Nu kan bara sista dagen att svara ändras: det som redan "
                "är besvarat ska gälla samma frågor."
            )
        # Ended by its day too: between two looks one answer could be worked out.
        if stored.has_ended(timezone.localdate()):
            raise ValidationError("Enkäten är stängd och kan inte öppnas igen.")
    elif not answering:
        raise ValidationError({"units": "Välj minst en enhet där enkäten ska besvaras."})
    for name, value in fields.items():
        setattr(stored, name, value)
    stored.revision += 1
    save_by(stored, by)
    if stored.is_draft:
        _set_units(stored, answering)
    record("survey.changed", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def copy_survey(
    survey: Survey, *, school_year: SchoolYear, opens: date, closes: date, by: User
) -> Survey:
    """The same survey once more, to be compared with this one.

    Raises:
        ValidationError: when the days are impossible.
    """
    copy = create_survey(
        unit=survey.unit,
        school_year=school_year,
        units=[row.unit for row in survey.units.select_related("unit")],
        by=by,
        title=survey.title,
        intro=survey.intro,
        audience=survey.audience,
        access=survey.access,
        opens=opens,
        closes=closes,
        smallest_group=survey.smallest_group,
        previous=survey,
    )
    for translation in survey.translations.all():
        SurveyTranslation.objects.create(
            survey=copy,
            language=translation.language,
            title=translation.title,
            intro=translation.intro,
        )
    made = {
        question.pk: _copy_question(question, copy)
        for question in survey.questions.prefetch_related("translations", "options__translations")
    }
    for index in survey.indexes.prefetch_related("questions"):
        again = SurveyIndex.objects.create(survey=copy, name=index.name, indicator=index.indicator)
        again.questions.set([made[question.pk] for question in index.questions.all()])
    return copy


def _copy_question(question: Question, survey: Survey) -> Question:
    made = Question.objects.create(
        survey=survey,
        position=question.position,
        kind=question.kind,
        area=question.area,
        text=question.text,
        reversed=question.reversed,
        bank_question=question.bank_question,
        indicator=question.indicator,
    )
    for words in question.translations.all():
        QuestionTranslation.objects.create(question=made, language=words.language, text=words.text)
    for option in question.options.all():
        step = Option.objects.create(
            question=made, position=option.position, label=option.label, stance=option.stance
        )
        for label in option.translations.all():
            OptionTranslation.objects.create(
                option=step, language=label.language, label=label.label
            )
    return made


@transaction.atomic
def add_from_bank(survey: Survey, *, questions: Iterable[BankQuestion], by: User) -> int:
    """Add questions of the bank, last; those that are there already are passed over.

    Returns:
        How many were added.

    Raises:
        ValidationError: when the survey is published.
    """
    locked = _draft(survey)
    there = set(locked.questions.values_list("bank_question_id", flat=True))
    added = 0
    for one in questions:
        if one.pk in there:
            continue
        question = _add(
            locked,
            kind=Question.Kind.SCALE,
            text=one.text,
            area=one.area,
            reversed=one.reversed,
            bank_question=one,
        )
        _copy_scale(question, one.scale)
        added += 1
    record("survey.changed", by=by, target=locked, unit_id=locked.unit_id, added=added)
    return added


@transaction.atomic
def add_question(
    survey: Survey,
    *,
    kind: str,
    text: str,
    area: str = "",
    reversed: bool = False,
    scale: Scale | None = None,
    choices: Iterable[str] = (),
    indicator: Indicator | None = None,
    by: User,
) -> Question:
    """Add a question of one's own, last.

    Args:
        scale: the steps of the answers, for a question with a scale.
        choices: the groups to choose among, for a question that answers are split by.
        indicator: what the positive share at each unit becomes a value of.

    Raises:
        ValidationError: when the survey is published, the question lacks its answers, or one
            without a scale is reversed or gives an indicator values.
    """
    locked = _draft(survey)
    named = [one.strip() for one in choices if one.strip()]
    if kind == Question.Kind.SCALE and scale is None:
        raise ValidationError({"scale": "Välj vilka svar frågan ska ha."})
    if kind == Question.Kind.GROUP and len(named) < 2:
        raise ValidationError({"choices": "Skriv minst två grupper, en på varje rad."})
    _check_kind(kind, reversed=reversed, indicator=indicator)
    check_feeds(locked, indicator)
    question = _add(locked, kind=kind, text=text, area=area, reversed=reversed, indicator=indicator)
    if kind == Question.Kind.SCALE and scale is not None:
        _copy_scale(question, scale)
    elif kind == Question.Kind.GROUP:
        _add_options(question, [(label, Stance.OTHER) for label in named])
    record("survey.changed", by=by, target=locked, unit_id=locked.unit_id, added=1)
    return question


def _check_kind(kind: str, *, reversed: bool, indicator: Indicator | None) -> None:
    if kind == Question.Kind.SCALE:
        return
    faults = {}
    if reversed:
        faults["reversed"] = "Bara en fråga med svarsskala kan vara omvänd."
    if indicator is not None:
        faults["indicator"] = "Bara en fråga med svarsskala kan ge en indikator värden."
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def change_question(
    question: Question,
    *,
    text: str,
    area: str,
    reversed: bool,
    indicator: Indicator | None,
    by: User,
) -> Question:
    """Change a question's words and what it feeds. Its answers stay as they are.

    The indicator can be chosen when the survey is published too: it changes no answer.

    Raises:
        ValidationError: when the words change in a published survey, the indicator is no share, or
            a question without a scale is reversed or gives an indicator values.
    """
    survey = Survey.objects.select_for_update().get(pk=question.survey_id)
    if not survey.is_draft and (text, area) != (question.text, question.area):
        raise ValidationError("Enkäten är publicerad: frågan kan inte ändras.")
    _check_kind(question.kind, reversed=reversed, indicator=indicator)
    check_feeds(survey, indicator, question=question)
    if survey.is_draft and reversed != question.reversed:
        _turn(question)
        question.reversed = reversed
    question.text, question.area, question.indicator = text.strip(), area.strip(), indicator
    question.full_clean()
    question.save()
    record("survey.changed", by=by, target=survey, unit_id=survey.unit_id)
    return question


@transaction.atomic
def move_question(question: Question, *, steps: int, by: User) -> None:
    """Move a question up (negative) or down among the others.

    Raises:
        ValidationError: when the survey is published.
    """
    survey = _draft(question.survey)
    rows = list(survey.questions.all())
    place = next(index for index, row in enumerate(rows) if row.pk == question.pk)
    rows.insert(max(0, min(len(rows) - 1, place + steps)), rows.pop(place))
    for number, row in enumerate(rows, 1):
        row.position = number
    Question.objects.bulk_update(rows, ["position"])
    record("survey.changed", by=by, target=survey, unit_id=survey.unit_id)


@transaction.atomic
def remove_question(question: Question, *, by: User) -> None:
    """Take a question out of a survey that is not published.

    Raises:
        ValidationError: when it is.
    """
    survey = _draft(question.survey)
    question.delete()
    drop_thin_indexes(survey)
    record("survey.changed", by=by, target=survey, unit_id=survey.unit_id, removed=1)


def _draft(survey: Survey) -> Survey:
    """The survey, locked, if its questions can still change."""
    locked: Survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if not locked.is_draft:
        raise ValidationError(
            "Enkäten är publicerad: frågorna kan inte ändras. Gör en kopia för nästa omgång."
        )
    return locked


def _set_units(survey: Survey, units: list[Unit]) -> None:
    wanted = {unit.pk: unit for unit in units}
    survey.units.exclude(unit__in=wanted).delete()
    there = set(survey.units.values_list("unit_id", flat=True))
    SurveyUnit.objects.bulk_create(
        SurveyUnit(survey=survey, unit=unit, code=new_address())
        for pk, unit in wanted.items()
        if pk not in there
    )


def _add(
    survey: Survey,
    *,
    kind: str,
    text: str,
    area: str,
    reversed: bool,
    bank_question: BankQuestion | None = None,
    indicator: Indicator | None = None,
) -> Question:
    last = survey.questions.aggregate(last=Max("position"))["last"] or 0
    question = Question(
        survey=survey,
        kind=kind,
        text=text.strip(),
        area=area.strip(),
        reversed=reversed,
        position=last + 1,
        bank_question=bank_question,
        indicator=indicator,
    )
    question.full_clean()
    question.save()
    return question


def _copy_scale(question: Question, scale: Scale) -> None:
    _add_options(question, [(step.label, step.stance) for step in scale.options.all()])
    if question.reversed:
        _turn(question)


def _add_options(question: Question, steps: list[tuple[str, str]]) -> None:
    languages = question.survey.translations.values_list("language", flat=True)
    known = {language: standard_labels(language) for language in languages}
    for number, (label, stance) in enumerate(steps, 1):
        option = Option.objects.create(
            question=question, position=number, label=label, stance=stance
        )
        for language, labels in known.items():
            if label in labels:
                OptionTranslation.objects.create(
                    option=option, language=language, label=labels[label]
                )


def _turn(question: Question) -> None:
    """Let the other answers count as positive; those without an opinion stay without."""
    turned = {Stance.POSITIVE: Stance.OTHER, Stance.OTHER: Stance.POSITIVE}
    for option in question.options.all():
        option.stance = turned.get(Stance(option.stance), Stance.NO_OPINION)
        option.save(update_fields=["stance"])
