"""A survey of the school's, ready to be answered, and people who answer it."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from rodtrad.organisation.models import Unit
from rodtrad.surveys import actions
from rodtrad.surveys.actions import Submission, submit_answers
from rodtrad.surveys.models import BankQuestion, Question, Survey, SurveyUnit
from tests.world import World

TODAY = date(2026, 11, 24)
LATER = date(2026, 12, 20)
SAFE = "Känner du dig trygg i skolan?"
AFRAID = "Känner du dig rädd för andra elever i skolan?"


def draft(world: World, *, units: Iterable[Unit] = (), **fields: Any) -> Survey:
    """The school's survey with a question, its opposite, the year group, and a free text."""
    wanted: dict[str, Any] = {
        "title": "Trygghet hösten 2026",
        "audience": "pupils",
        "opens": date(2026, 11, 1),
        "closes": date(2026, 12, 1),
    }
    survey = actions.create_survey(
        unit=fields.pop("unit", world.school),
        school_year=world.year,
        units=list(units) or [world.school],
        by=world.principal,
        **(wanted | fields),
    )
    bank = BankQuestion.objects.filter(text__in=[SAFE, AFRAID]).order_by("-text")
    actions.add_from_bank(survey, questions=bank, by=world.principal)
    actions.add_question(
        survey, kind="group", text="Årskurs", choices=["7", "8", "9"], by=world.principal
    )
    actions.add_question(survey, kind="text", text="Vad kan bli bättre?", by=world.principal)
    return survey


def published(world: World, **fields: Any) -> Survey:
    """The same, open for answers."""
    return actions.publish_survey(draft(world, **fields), on=TODAY, by=world.principal)


def part_of(survey: Survey, unit: Unit | None = None) -> SurveyUnit:
    """The survey's part at a unit, or its only one."""
    rows = survey.units.filter(unit=unit) if unit else survey.units.all()
    return rows.get()


def question(survey: Survey, text: str) -> Question:
    """A question of the survey by its words."""
    return survey.questions.get(text=text)


def answer(
    part: SurveyUnit,
    *,
    safe: str = "Till stor del",
    afraid: str = "",
    group: str = "",
    text: str = "",
    today: date = TODAY,
    code: str = "",
    receipt: uuid.UUID | None = None,
) -> bool:
    """One person answers; the words are the answers' own."""
    survey = part.survey
    chosen = {}
    for words, label in ((SAFE, safe), (AFRAID, afraid), ("Årskurs", group)):
        if label:
            asked = question(survey, words)
            chosen[asked.pk] = asked.options.get(label=label).pk
    written = {question(survey, "Vad kan bli bättre?").pk: text} if text else {}
    return submit_answers(
        part, Submission(receipt or uuid.uuid4(), chosen, written, code), today=today
    )
