"""Surveys that have been answered, one that is open, and a log of how people took part."""

import uuid
from datetime import date, timedelta
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.demo.clock import happening_on, workday
from rodtrad.demo.content import read
from rodtrad.demo.season import Season
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.surveys import actions
from rodtrad.surveys.actions import Submission, submit_answers
from rodtrad.surveys.models import BankQuestion, Question, Survey, SurveyIndex, SurveyUnit

# How many answer at each unit: enough for groups, few enough to be quick to build.
_LEAST, _MOST = 14, 26
# One unit has too few to be shown, as a small preschool has.
_FEW = {"DEMO-F4": 3}
# An answer leans towards the good ones, a little more the second time.
_LEANING = {"positive": 5.0, "other": 2.0, "no_opinion": 0.7}


def ask_and_log(season: Season) -> None:
    """Last year's surveys with results, this year's open one, and both years' log."""
    content = read("surveys")
    years = season.basis.years
    latest: dict[str, Survey] = {}
    for key, kind in (("schools", Unit.Kind.SCHOOL), ("preschools", Unit.Kind.PRESCHOOL)):
        entry = content[key]
        first = _ask(season, entry, kind, years[0])
        last = _ask_again(season, first, years[1])
        latest[key] = last
    _open(season, latest["schools"], content["open_pupils"])
    for number, year in enumerate(years[:2]):
        for unit in season.basis.working_units:
            for entry in content["log"]:
                if entry["kind"] == unit.kind and (unit.code, number) != ("DEMO-S3", 1):
                    _write(season, unit, entry, year)
    _open(season, latest["preschools"], content["open_guardians"])


def _ask(season: Season, entry: dict[str, Any], kind: str, year: SchoolYear) -> Survey:
    basis = season.basis
    opens = workday(date(year.start + 1, 3, 2))
    with happening_on(workday(opens - timedelta(days=20))):
        survey = actions.create_survey(
            unit=basis.units["1286-UTB"],
            school_year=year,
            units=[unit for unit in basis.working_units if unit.kind == kind],
            by=basis.development_head,
            title=entry["title"],
            intro=entry["intro"],
            audience=entry["audience"],
            opens=opens,
            closes=workday(opens + timedelta(days=20)),
        )
        bank = BankQuestion.objects.filter(audience=entry["audience"], area__in=entry["areas"])
        actions.add_from_bank(survey, questions=bank[: entry["most"]], by=basis.development_head)
        if "group" in entry:
            actions.add_question(
                survey,
                kind=Question.Kind.GROUP,
                text=entry["group"],
                choices=entry["groups"],
                by=basis.development_head,
            )
        actions.add_question(
            survey, kind=Question.Kind.TEXT, text=entry["free"], by=basis.development_head
        )
        _translate(survey, entry, basis.development_head)
    _add_index(survey, entry["areas"][0], by=basis.development_head)
    return _run(season, survey, entry["texts"], leaning=1.0)


def _add_index(survey: Survey, area: str, *, by: User) -> None:
    """The questions of an area read as one, when they are several."""
    questions = list(survey.questions.filter(kind=Question.Kind.SCALE, area=area))
    if len(questions) > 1:
        index = SurveyIndex(survey=survey)
        actions.set_index(index, name=area, questions=questions, indicator=None, by=by)


def _ask_again(season: Season, first: Survey, year: SchoolYear) -> Survey:
    opens = workday(date(year.start + 1, 3, 2))
    with happening_on(workday(opens - timedelta(days=10))):
        survey = actions.copy_survey(
            first,
            school_year=year,
            opens=opens,
            closes=workday(opens + timedelta(days=20)),
            by=season.basis.development_head,
        )
    texts = read("surveys")["schools" if first.audience == "pupils" else "preschools"]["texts"]
    return _run(season, survey, texts, leaning=1.6)


def _run(season: Season, survey: Survey, texts: list[str], *, leaning: float) -> Survey:
    by = season.basis.development_head
    with happening_on(survey.opens):
        survey = actions.publish_survey(survey, on=survey.opens, by=by)
        questions = list(survey.questions.prefetch_related("options"))
        for part in survey.units.select_related("unit"):
            _answer(season, part, questions, texts, survey.opens, leaning)
    with happening_on(survey.closes):
        return actions.close_survey(survey, on=survey.closes, by=by)


def _answer(
    season: Season,
    part: SurveyUnit,
    questions: list[Question],
    texts: list[str],
    day: date,
    leaning: float,
) -> None:
    draw = season.dice
    count = _FEW.get(part.unit.code) or draw.randint(_LEAST, _MOST)
    for number in range(count):
        chosen, written = {}, {}
        for question in questions:
            options = list(question.options.all())
            if question.kind == Question.Kind.TEXT:
                if number < 3:
                    written[question.pk] = draw.choice(texts)
                continue
            weights = [
                1.0
                if question.kind == Question.Kind.GROUP
                else _LEANING[one.stance] * (leaning if one.stance == "positive" else 1)
                for one in options
            ]
            chosen[question.pk] = draw.choices(options, weights)[0].pk
        receipt = uuid.UUID(int=draw.getrandbits(128), version=4)
        submit_answers(part, Submission(receipt, chosen, written), today=day)
    asked = count + draw.randint(2, 9)
    actions.say_how_many(part, asked=asked, by=season.basis.development_head)


def _open(season: Season, last: Survey, entry: dict[str, Any]) -> None:
    """The running year's survey of one unit, open today, so that it can be tried."""
    unit = season.basis.units[entry["unit"]]
    by = season.basis.principal(unit.code)
    with happening_on(workday(season.today - timedelta(days=4))):
        survey = actions.create_survey(
            unit=unit,
            school_year=season.basis.years[-1],
            units=[unit],
            by=by,
            title=entry["title"],
            intro=entry["intro"],
            audience=last.audience,
            opens=workday(season.today - timedelta(days=3)),
            closes=workday(season.today + timedelta(days=18)),
        )
        bank = BankQuestion.objects.filter(
            pk__in=last.questions.values("bank_question").exclude(bank_question=None)
        )
        actions.add_from_bank(survey, questions=bank[:6], by=by)
        actions.add_question(survey, kind=Question.Kind.TEXT, text=entry["free"], by=by)
        _translate(survey, entry, by)
        survey = actions.publish_survey(survey, on=survey.opens, by=by)
        part = survey.units.get()
        questions = list(survey.questions.prefetch_related("options"))
        _answer(season, part, questions, entry["texts"], season.today, 1.2)


def _translate(survey: Survey, entry: dict[str, Any], by: User) -> None:
    """What there is in each language; the rest is in Swedish."""
    for language, words in entry.get("translations", {}).items():
        actions.translate_survey(
            survey,
            language=language,
            title=words["title"],
            intro=words["intro"],
            questions={
                question.pk: words.get("questions", {}).get(question.text, "")
                for question in survey.questions.all()
            },
            options=words.get("answers", {}),
            by=by,
        )


def _write(season: Season, unit: Unit, entry: dict[str, Any], year: SchoolYear) -> None:
    on = workday(date(year.start, 10, 6) + timedelta(days=season.dice.randint(0, 120)))
    size = max(6, season.basis.sizes.get(unit.code, 60))
    size = max(6, size // 9) if entry["audience"] == "staff" else size
    with happening_on(on):
        actions.write_participation(
            unit=unit,
            audience=entry["audience"],
            on=on,
            what=entry["what"],
            how=entry["how"],
            said=entry["said"],
            led_to=entry["led_to"],
            took_part=max(3, size * entry["share"] // 100),
            group_size=size,
            by=season.basis.principal(unit.code),
        )
