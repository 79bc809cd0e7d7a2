"""A few who answered alike: the numbers would tell what each of them answered."""

import pytest
from django.urls import reverse
from django.utils import timezone

from rodtrad.surveys import actions
from rodtrad.surveys.models import Survey
from rodtrad.surveys.results import Line, Results, read_results
from rodtrad.surveys.tests.helpers import SAFE, TODAY, answer, part_of, published, question
from tests.world import World, browser

GOOD, BAD = "Helt och hållet", "Inte alls"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


def closed(world: World, survey: Survey) -> Results:
    actions.close_survey(survey, on=TODAY, by=world.principal)
    survey.refresh_from_db()
    return read_results(survey, today=TODAY)


@pytest.mark.parametrize(
    ("labels", "is_shown"),
    [
        ([GOOD] * 7, False),
        ([GOOD] * 6 + [BAD], False),
        ([BAD] * 9, False),
        ([GOOD] * 5 + [BAD] * 2, True),
        ([GOOD] * 10, True),
    ],
)
def test_a_few_who_answered_alike_are_not_counted_out(
    world: World, labels: list[str], is_shown: bool
) -> None:
    survey = published(world)
    for label in labels:
        answer(part_of(survey), safe=label)
    line = closed(world, survey).line(question(survey, SAFE), part_of(survey))

    assert (line.tally is not None) == is_shown
    assert bool(line.alike) == (not is_shown)


def test_all_and_all_but_one_look_the_same(world: World) -> None:
    said = []
    for odd in (GOOD, BAD):
        survey = published(world)
        for label in [GOOD] * 6 + [odd]:
            answer(part_of(survey), safe=label)
        closed(world, survey)
        address = reverse("survey_results", args=[survey.pk])
        page = browser(world.principal).get(address).content.decode()
        assert "Alla eller alla utom en positiva" in page
        said.append(closed(world, survey).line(question(survey, SAFE), part_of(survey)).alike)
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("school", "preschool", "counted"),
    [
        ([GOOD] * 7, [GOOD] * 3, (8, 1, 2)),
        ([GOOD] * 7, [GOOD] * 5, (8, 1, 2)),
        ([GOOD] * 6 + [BAD], [GOOD] * 4 + [BAD], (8, 1, 2)),
        ([GOOD] * 6 + [BAD], [BAD] * 5, (8, 1, 2)),
        ([GOOD] * 6 + [BAD], [GOOD] * 5, (20, 3, 0)),
    ],
)
def test_units_that_answered_alike_are_in_the_total_only_where_it_leaves_doubt_about_each(
    world: World, school: list[str], preschool: list[str], counted: tuple[int, int, int]
) -> None:
    units = [world.school, world.other_school, world.preschool]
    survey = published(world, unit=world.administration, units=units)
    for unit, labels in zip(units, (school, [GOOD] * 4 + [BAD] * 4, preschool), strict=True):
        for label in labels:
            answer(part_of(survey, unit), safe=label)
    line = read_results_when_closed(world, survey)

    assert (line.tally and line.tally.n, line.units, line.left_out) == counted


def read_results_when_closed(world: World, survey: Survey) -> Line:
    """The first question for all units together, when the survey has closed."""
    return closed(world, survey).line(question(survey, SAFE), None)
