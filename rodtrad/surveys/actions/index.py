"""Indexes of a survey: which questions are counted together, and what that feeds."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.indicators.models import Indicator
from rodtrad.surveys.models import Question, Survey, SurveyIndex

# One question alone is no index: it can feed an indicator itself.
FEWEST_QUESTIONS = 2


@transaction.atomic
def set_index(
    index: SurveyIndex,
    *,
    name: str,
    questions: Iterable[Question],
    indicator: Indicator | None,
    by: User,
) -> SurveyIndex:
    """Say which questions an index is of, and which indicator it gives values to.

    Also when the survey is published or has ended: it changes no answer, and adds up only what is
    shown already.

    Raises:
        ValidationError: with fewer than two questions, with a question that has no scale or is
            another survey's, when the name is taken, or when the indicator cannot be fed.
    """
    survey: Survey = Survey.objects.select_for_update().get(pk=index.survey_id)
    chosen = list(questions)
    if len({one.pk for one in chosen}) < FEWEST_QUESTIONS:
        raise ValidationError({"questions": "Välj minst två frågor."})
    if any(one.survey_id != survey.pk or one.kind != Question.Kind.SCALE for one in chosen):
        raise ValidationError({"questions": "Välj bland enkätens frågor med svarsskala."})
    check_feeds(survey, indicator, index=index)
    index.name, index.indicator = name.strip(), indicator
    index.full_clean()
    index.save()
    index.questions.set(chosen)
    record("survey.changed", by=by, target=survey, unit_id=survey.unit_id, index=index.name)
    return index


@transaction.atomic
def remove_index(index: SurveyIndex, *, by: User) -> None:
    """Take an index away; its questions and what it has given its indicator stay."""
    survey = index.survey
    record("survey.changed", by=by, target=survey, unit_id=survey.unit_id, removed_index=index.name)
    index.delete()


def drop_thin_indexes(survey: Survey) -> None:
    """Take away indexes that a removed question has left with too few."""
    survey.indexes.annotate(left=Count("questions")).filter(left__lt=FEWEST_QUESTIONS).delete()


def check_feeds(
    survey: Survey,
    indicator: Indicator | None,
    *,
    question: Question | None = None,
    index: SurveyIndex | None = None,
) -> None:
    """Check that an indicator can be fed by a question or an index of a survey.

    Raises:
        ValidationError: when it is no share, or something else in the survey feeds it: the values
            would take each other's place.
    """
    if indicator is None:
        return
    if indicator.kind != Indicator.Kind.SHARE:
        raise ValidationError(
            {"indicator": "Välj en indikator som är en andel: svaren ger andelen positiva."}
        )
    others = survey.questions.filter(indicator=indicator)
    indexes = survey.indexes.filter(indicator=indicator)
    if question is not None:
        others = others.exclude(pk=question.pk)
    if index is not None:
        indexes = indexes.exclude(pk=index.pk)
    taken = [str(one) for one in (*others[:1], *indexes[:1])]
    if taken:
        raise ValidationError(
            {"indicator": f"Indikatorn får redan sitt värde av ”{taken[0]}” i den här enkäten."}
        )
