"""Several questions read as one, reversed ones turned, and given to an indicator."""

from decimal import Decimal
from math import sqrt
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.indicators.models import Indicator, Measurement
from rodtrad.indicators.statistics import wilson_interval
from rodtrad.surveys import actions
from rodtrad.surveys.models import Survey, SurveyIndex
from rodtrad.surveys.results import Results, read_results
from rodtrad.surveys.tallies import index_interval
from rodtrad.surveys.tests.helpers import (
    AFRAID,
    SAFE,
    TODAY,
    answer,
    draft,
    part_of,
    published,
    question,
)
from tests.world import World, browser

GOOD, BAD, UNSURE = "Helt och hållet", "Inte alls", "Vet inte"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


def closed(world: World, survey: Survey) -> Results:
    actions.close_survey(survey, on=TODAY, by=world.principal)
    survey.refresh_from_db()
    return read_results(survey, today=TODAY)


def _index(world: World, survey: Survey, indicator: Indicator) -> SurveyIndex:
    return actions.set_index(
        SurveyIndex(survey=survey),
        name="Trygghet",
        questions=[question(survey, SAFE), question(survey, AFRAID)],
        indicator=indicator,
        by=world.principal,
    )


def _safety() -> Indicator:
    return Indicator.objects.create(name="Trygghetsindex", kind=Indicator.Kind.SHARE)


def test_an_index_pools_its_questions_with_the_reversed_one_turned(world: World) -> None:
    survey = published(world)
    index = _index(world, survey, _safety())
    for safe, afraid in [(GOOD, "Aldrig")] * 6 + [(BAD, "Alltid")] * 3 + [(UNSURE, "Sällan")] * 3:
        answer(part_of(survey), safe=safe, afraid=afraid)
    line = closed(world, survey).index(index, part_of(survey))

    assert line.tally is not None
    # Safe: 6 of 9 with an opinion. Not afraid: 9 of 12.
    assert (line.tally.positive, line.tally.with_opinion) == (15, 21)
    assert actions.feed_indicators(survey, today=TODAY, by=world.principal) == 1
    value = Measurement.objects.get(indicator=index.indicator)
    # As many people as had an opinion in the question where the fewest had, not all answers.
    assert (value.numerator, value.denominator, value.unit) == (None, 9, world.school)
    assert value.value == Decimal("71.43")


def test_an_index_is_withheld_where_one_of_its_questions_is(world: World) -> None:
    survey = published(world)
    index = _index(world, survey, _safety())
    for number in range(12):
        answer(
            part_of(survey),
            safe=GOOD if number % 2 else BAD,
            afraid="Aldrig" if number < 3 else "",
        )
    line = closed(world, survey).index(index, part_of(survey))

    assert line.tally is None
    assert line.is_withheld
    actions.feed_indicators(survey, today=TODAY, by=world.principal)
    value = Measurement.objects.get(indicator=index.indicator)
    assert (value.status, value.numerator) == ("suppressed", None)


def test_an_index_of_few_people_is_withheld_though_their_answers_are_many(world: World) -> None:
    survey = published(world)
    safety = _safety()
    safety.smallest_group = 15
    safety.save()
    index = _index(world, survey, safety)
    for number in range(12):
        answer(part_of(survey), safe=GOOD if number % 2 else BAD, afraid="Aldrig")
    closed(world, survey)
    actions.feed_indicators(survey, today=TODAY, by=world.principal)

    assert Measurement.objects.get(indicator=index.indicator).status == "suppressed"


def test_an_index_is_made_by_filling_in_its_page(world: World) -> None:
    survey = published(world)
    safety = _safety()
    client = browser(world.principal)
    numbers = [question(survey, SAFE).pk, question(survey, AFRAID).pk]
    address = reverse("index_create", args=[survey.pk])
    sent = {"name": "Trygghet", "questions": numbers[:1], "indicator": safety.pk}

    assert "Välj minst två frågor" in client.post(address, sent).content.decode()
    client.post(address, {**sent, "questions": numbers})
    index = SurveyIndex.objects.get()
    assert {one.pk for one in index.questions.all()} == set(numbers)
    # Nothing else in the survey can feed the same indicator.
    asked = question(survey, SAFE)
    with pytest.raises(ValidationError, match="får redan sitt värde av"):
        actions.change_question(
            asked,
            text=asked.text,
            area=asked.area,
            reversed=asked.reversed,
            indicator=safety,
            by=world.principal,
        )
    again = actions.copy_survey(
        survey, school_year=world.year, opens=TODAY, closes=TODAY, by=world.principal
    )
    copied = again.indexes.get()
    assert {one.survey for one in copied.questions.all()} == {again}
    client.post(reverse("index_remove", args=[index.pk]))
    assert not survey.indexes.exists()


def test_an_index_left_with_one_question_is_none(world: World) -> None:
    survey = draft(world)
    _index(world, survey, _safety())
    actions.remove_question(question(survey, AFRAID), by=world.principal)

    assert not survey.indexes.exists()


@given(st.integers(1, 40), st.integers(1, 5), st.data())
def test_the_interval_of_an_index_holds_what_the_share_itself_would_give(
    people: int, questions: int, data: st.DataObject
) -> None:
    answers = people * questions
    positive = data.draw(st.integers(0, answers))
    found = index_interval(positive, answers, people)
    z, share = 1.959964, positive / answers
    middle = (share + z * z / (2 * people)) / (1 + z * z / people)
    half = z * sqrt(share * (1 - share) / people + (z / (2 * people)) ** 2) / (1 + z * z / people)

    assert found.low <= middle - half + 1e-6
    assert found.high >= middle + half - 1e-6


@pytest.mark.parametrize("people", [8, 30, 200])
@pytest.mark.parametrize("alike", [0.3, 3.0])
def test_the_interval_of_an_index_is_not_too_narrow_though_answers_go_together(
    people: int, alike: float
) -> None:
    """Counted as so many people's own, the five answers of each would miss far more often."""
    chance = Random(f"{people} {alike}")  # noqa: S311  # a simulation, the same every time
    truth, questions, rounds = 0.7, 5, 600
    hits = naive = 0
    for _ in range(rounds):
        positive = 0
        for _ in range(people):
            lean = chance.betavariate(alike * truth, alike * (1 - truth))
            positive += sum(chance.random() < lean for _ in range(questions))
        answers = people * questions
        found = index_interval(positive, answers, people)
        hits += found.low <= truth <= found.high
        old = wilson_interval(positive, answers)
        naive += old.low <= truth <= old.high

    assert hits / rounds >= 0.94
    assert naive / rounds < 0.92
