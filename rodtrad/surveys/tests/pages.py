"""The pages of surveys, for the counting of queries: answered at every unit of the city."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from rodtrad.demo.bench.city import City
from rodtrad.surveys import actions
from rodtrad.surveys.actions import Submission, submit_answers
from rodtrad.surveys.models import Answer, BankQuestion, Survey, SurveyIndex


def _survey(city: City, *, closed: bool = False, **fields: Any) -> Survey:
    """A survey at all the city's units, with as many questions as the city is large."""
    # The same city is asked for several pages: the survey is there after the first.
    state = {"published_on__isnull": not closed, "closed_on__isnull": True}
    there = Survey.objects.filter(unit=city.branch.administration, **state, **fields).first()
    if there is not None:
        return there
    today = timezone.localdate()
    units = city.branch.units
    survey = actions.create_survey(
        unit=city.branch.administration,
        school_year=city.ground.running,
        units=units,
        by=city.branch.head,
        title="Trygghet",
        audience="pupils",
        opens=today - timedelta(days=1),
        closes=today + timedelta(days=10),
        **fields,
    )
    bank = BankQuestion.objects.filter(audience="pupils")[: len(units)]
    actions.add_from_bank(survey, questions=bank, by=city.branch.head)
    actions.add_question(
        survey, kind="group", text="Årskurs", choices=["8", "9"], by=city.branch.head
    )
    actions.add_question(survey, kind="text", text="Något mer?", by=city.branch.head)
    _add_index(city, survey)
    return actions.publish_survey(survey, on=today, by=city.branch.head) if closed else survey


def _add_index(city: City, survey: Survey) -> None:
    """An index of all the survey's questions with a scale, when it has two."""
    scales = list(survey.questions.filter(kind="scale"))
    if len(scales) > 1:
        actions.set_index(
            SurveyIndex(survey=survey),
            name="Allt",
            questions=scales,
            indicator=None,
            by=city.branch.head,
        )


def _index(city: City) -> list[Any]:
    return [SurveyIndex.objects.filter(survey=_survey(city))[0].pk]


def _answered(city: City, **fields: Any) -> Survey:
    """A survey that six have answered at each of three units, and that is closed."""
    there = Survey.objects.filter(closed_on__isnull=False, **fields).first()
    if there is not None:
        return there
    survey = _survey(city, closed=True, **fields)
    today = timezone.localdate()
    questions = list(survey.questions.prefetch_related("options"))
    for part in survey.units.all()[:3]:
        for number in range(6):
            chosen = {
                one.pk: one.options.all()[number % 2].pk for one in questions if one.kind != "text"
            }
            written = {one.pk: "Mer ute" for one in questions if one.kind == "text"}
            submit_answers(part, Submission(uuid.uuid4(), chosen, written), today=today)
    return actions.close_survey(survey, on=today, by=city.branch.head)


def _draft(city: City) -> list[Any]:
    return [_survey(city).pk]


def _published(city: City) -> list[Any]:
    return [_survey(city, closed=True).pk]


def _closed(city: City) -> list[Any]:
    return [_answered(city, previous=_answered(city)).pk]


def _part(city: City) -> list[Any]:
    return [_survey(city, closed=True, access="codes").units.all()[0].pk]


def _codes(city: City) -> list[Any]:
    part = _survey(city, closed=True, access="codes").units.all()[0]
    actions.make_codes(part, count=len(city.branch.units), by=city.branch.head)
    return [part.pk]


def _code(city: City) -> list[Any]:
    return [_survey(city, closed=True).units.all()[0].code]


def _question(city: City) -> list[Any]:
    return [_survey(city).questions.all()[0].pk]


def _written(city: City) -> list[Any]:
    _answered(city)
    return [Answer.objects.exclude(text="")[0].pk]


def _log(city: City) -> list[Any]:
    for unit in city.branch.units:
        actions.write_participation(
            unit=unit,
            audience="pupils",
            on=timezone.localdate(),
            what="Elevråd",
            by=city.branch.head,
        )
    return []


def _entry(city: City) -> list[Any]:
    entry = actions.write_participation(
        unit=city.branch.units[0],
        audience="pupils",
        on=timezone.localdate(),
        what="Elevråd",
        by=city.branch.head,
    )
    return [entry.pk]


def _anywhere(city: City) -> list[Any]:
    _answered(city)
    return []


PAGES = {
    "answer_survey": (_code, ""),
    "answer_thanks": (_code, ""),
    "survey_list": (_anywhere, ""),
    "survey_list:xlsx": (_anywhere, "format=xlsx"),
    "survey_create": (_anywhere, ""),
    "survey_detail": (_published, ""),
    "survey_edit": (_draft, ""),
    "survey_preview": (_draft, ""),
    "survey_copy": (_draft, ""),
    "survey_bank": (_draft, ""),
    "question_create": (_draft, ""),
    "index_create": (_draft, ""),
    "index_edit": (_index, ""),
    "index_remove": (_index, ""),
    "question_edit": (_question, ""),
    "question_remove": (_question, ""),
    "survey_translate": (lambda city: [*_draft(city), "ar"], ""),
    "survey_publish": (_draft, ""),
    "survey_close": (_published, ""),
    "survey_results": (_closed, ""),
    "survey_results:xlsx": (_closed, "format=xlsx"),
    "survey_feed": (_closed, ""),
    "survey_unit": (_part, ""),
    "survey_poster": (_part, ""),
    "code_list": (_codes, ""),
    "answer_hide": (_written, ""),
    "participation_list": (_log, ""),
    "participation_create": (_anywhere, ""),
    "participation_edit": (_entry, ""),
    "participation_remove": (_entry, ""),
}
WRITES = frozenset({"question_move"})
