"""Taking somebody's answers: all of them once, or none, and a reason that can be mended."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction

from rodtrad.core.prose import find_personal_identity_numbers
from rodtrad.surveys.actions.mixing import forget_which
from rodtrad.surveys.models import Answer, OneTimeCode, Question, Response, Survey, SurveyUnit
from rodtrad.surveys.secrets import as_written

LONGEST_TEXT = 2000


class Refused(Exception):
    """The answers were not taken; nothing is stored.

    Attributes:
        reason: a key of the frame's words, as "closed".
        questions: the reason by question's number, where single answers are the fault.
    """

    def __init__(self, reason: str, questions: Mapping[int, str] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.questions = dict(questions or {})


@dataclass(frozen=True)
class Submission:
    """What somebody sent.

    Attributes:
        receipt: made by the page, so that the same page sent twice is taken once.
        chosen: the chosen answer's number by question's number.
        written: free text by question's number.
        code: the one-time code, where the survey asks for one.
    """

    receipt: uuid.UUID
    chosen: Mapping[int, int] = field(default_factory=dict)
    written: Mapping[int, str] = field(default_factory=dict)
    code: str = ""


def submit_answers(survey_unit: SurveyUnit, submission: Submission, *, today: date) -> bool:
    """Store somebody's answers.

    Returns:
        False when this very page's answers are stored already: they count once.

    Raises:
        Refused: when the survey takes no answers, the code does not hold, nothing is answered,
            or a text holds what must not be written. Nothing is stored.
    """
    # Read anew: it may have been closed while the page was filled in.
    _check_open(Survey.objects.get(pk=survey_unit.survey_id), today)
    if Response.objects.filter(receipt=submission.receipt).exists():
        return False
    answers = _checked(survey_unit, submission)
    try:
        with transaction.atomic():
            # Locked: nobody closes it before the answers are stored.
            survey = Survey.objects.select_for_update().get(pk=survey_unit.survey_id)
            _check_open(survey, today)
            if survey.access == survey.Access.CODES:
                _use_code(survey_unit, submission.code)
            response = Response.objects.create(
                survey_unit=survey_unit, day=today, receipt=submission.receipt
            )
            for answer in answers:
                answer.response = response
            Answer.objects.bulk_create(answers)
            if survey.access == survey.Access.CODES:
                forget_which(survey_unit)
    except (IntegrityError, Refused):
        # The same page was sent twice at the same moment: the other one was first, and it has used
        # the code.
        if Response.objects.filter(receipt=submission.receipt).exists():
            return False
        raise
    return True


def _check_open(survey: Survey, today: date) -> None:
    if not survey.is_answerable(today):
        raise Refused("not_open" if survey.published_on and today < survey.opens else "closed")


def _checked(survey_unit: SurveyUnit, submission: Submission) -> list[Answer]:
    answers: list[Answer] = []
    faults: dict[int, str] = {}
    for question in survey_unit.survey.questions.prefetch_related("options"):
        if question.kind == Question.Kind.TEXT:
            text = submission.written.get(question.pk, "").strip()
            if len(text) > LONGEST_TEXT:
                faults[question.pk] = "too_long"
            elif find_personal_identity_numbers(text):
                faults[question.pk] = "identity_number"
            elif text:
                answers.append(Answer(question=question, text=text))
            continue
        chosen = submission.chosen.get(question.pk)
        option = next((one for one in question.options.all() if one.pk == chosen), None)
        if option is not None:
            answers.append(Answer(question=question, option=option))
    if faults:
        raise Refused("errors", faults)
    if not any(answer.question.kind != Question.Kind.GROUP for answer in answers):
        raise Refused("empty")
    return answers


def _use_code(survey_unit: SurveyUnit, written: str) -> None:
    """Note that a code is used. Which answers it was used for is written nowhere."""
    code = (
        OneTimeCode.objects.select_for_update()
        .filter(survey_unit=survey_unit, code=as_written(written))
        .first()
    )
    if code is None:
        raise Refused("code_wrong")
    if code.is_used:
        raise Refused("code_used")
    code.is_used = True
    code.save(update_fields=["is_used"])
