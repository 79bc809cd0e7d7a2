"""Results: shown when it has closed, never for too few, and right also for reversed questions."""

import random
from collections import Counter
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from rodtrad.indicators.models import Indicator, Measurement
from rodtrad.surveys import actions
from rodtrad.surveys.models import Answer, Survey
from rodtrad.surveys.results import Results, read_results
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


def test_nothing_is_shown_while_answers_come_in(world: World) -> None:
    survey = published(world)
    for _ in range(10):
        answer(part_of(survey), safe=GOOD)

    with pytest.raises(ValueError, match="när enkäten har stängt"):
        read_results(survey, today=TODAY)
    page = browser(world.principal).get(reverse("survey_results", args=[survey.pk]), follow=True)
    assert "en enda persons svar" in page.content.decode()


def test_the_share_is_of_those_with_an_opinion(world: World) -> None:
    survey = published(world)
    for label in [GOOD] * 6 + [BAD] * 2 + [UNSURE] * 4:
        answer(part_of(survey), safe=label)
    line = closed(world, survey).line(question(survey, SAFE), part_of(survey))

    assert line.tally is not None
    assert (line.tally.positive, line.tally.with_opinion, line.tally.n) == (6, 8, 12)
    assert line.tally.share == 75


def test_a_reversed_question_counts_the_last_answers_as_good(world: World) -> None:
    survey = published(world)
    for label in ["Aldrig"] * 5 + ["Sällan"] * 2 + ["Alltid"] * 3:
        answer(part_of(survey), safe="", afraid=label)
    line = closed(world, survey).line(question(survey, AFRAID), part_of(survey))

    assert line.tally is not None
    assert line.tally.share == 70


def test_too_few_are_shown_nowhere(world: World) -> None:
    survey = published(world, unit=world.administration, units=[world.school, world.other_school])
    for label in [GOOD] * 6 + [BAD] * 2:
        answer(part_of(survey, world.school), safe=label)
    for _ in range(3):
        answer(part_of(survey, world.other_school), safe=BAD, text="Bara vi tre.")
    results = closed(world, survey)
    asked = question(survey, SAFE)

    small = results.line(asked, part_of(survey, world.other_school))
    assert small.tally is None
    assert small.is_withheld
    # The total is of what is shown: it tells nothing of the three.
    total = results.line(asked, None).tally
    assert total is not None
    assert (total.n, total.share) == (8, 75)
    page = browser(world.head).get(
        reverse("survey_results", args=[survey.pk]),
        {"enhet": part_of(survey, world.other_school).pk},
    )
    assert "Bara vi tre." not in page.content.decode()


def test_no_total_gives_a_withheld_group_away(world: World) -> None:
    draw = random.Random(7)  # noqa: S311  # a drawing for a test
    for _ in range(4):
        survey = published(world)
        part = part_of(survey)
        for _ in range(draw.randint(8, 24)):
            answer(
                part,
                safe=draw.choice([GOOD, BAD, "Till viss del", UNSURE, ""]),
                afraid="Aldrig",
                group=draw.choice(["7", "7", "7", "8", "9", ""]),
            )
        results = closed(world, survey)
        asked = question(survey, SAFE)
        line = results.line(asked, part)
        if line.tally is None:
            continue
        shown = [tally.n for _, tally in line.groups if tally is not None]
        counts = _groups(asked.pk)
        hidden = [n for n in counts.values() if n and n not in shown]
        rest = line.tally.n - sum(shown)
        assert all(n >= 5 for n in shown)
        if any(n < 5 for n in counts.values()):
            assert rest >= 5
            assert len(hidden) >= 2 or not shown


def test_groups_are_not_worked_out_from_a_total_whose_rest_is_alike(world: World) -> None:
    survey = published(world)
    part = part_of(survey)
    for group, labels in (("7", [BAD] * 8 + [GOOD] * 7), ("8", [GOOD] * 8), ("9", [GOOD] * 2)):
        for label in labels:
            answer(part, safe=label, group=group)
    line = closed(world, survey).line(question(survey, SAFE), part)

    assert line.tally is not None
    assert line.groups == (("7", None), ("8", None), ("9", None))
    client = browser(world.principal)
    address = reverse("survey_results", args=[survey.pk])
    assert "7 av 15" not in client.get(address).content.decode()
    exported = client.get(address, {"format": "csv"}).content.decode("utf-8-sig")
    assert exported.count(";7;visas inte;") == 1
    assert ";15" not in exported


def _groups(question_pk: int) -> Counter[str]:
    """How many of each group answered, read straight from the table."""
    found: Counter[str] = Counter()
    for row in Answer.objects.filter(question=question_pk).select_related("response"):
        own = Answer.objects.filter(response=row.response, question__kind="group").first()
        found[str(own.option) if own else ""] += 1
    return found


def test_a_principal_sees_the_own_unit_and_all_together(world: World) -> None:
    survey = published(world, unit=world.administration, units=[world.school, world.other_school])
    for unit in (world.school, world.other_school):
        for _ in range(6):
            answer(part_of(survey, unit), safe=GOOD)
    closed(world, survey)
    client = browser(world.principal)
    address = reverse("survey_results", args=[survey.pk])

    assert client.get(address).status_code == 200
    other = part_of(survey, world.other_school).pk
    assert client.get(address, {"enhet": other}).status_code == 404
    assert "Östra skolan" not in client.get(address).content.decode()


def test_a_name_in_a_free_text_can_be_hidden(world: World) -> None:
    survey = published(world)
    for number in range(6):
        answer(part_of(survey), safe=GOOD, text="Prata med läraren Bo." if number == 0 else "Bra.")
    closed(world, survey)
    named = Answer.objects.get(text="Prata med läraren Bo.")
    client = browser(world.principal)
    client.post(reverse("answer_hide", args=[named.pk]), {"because": "Pekar ut en person"})

    page = client.get(reverse("survey_results", args=[survey.pk])).content.decode()
    assert "läraren Bo" not in page
    assert "Dolt: Pekar ut en person" in page


def test_the_answers_become_the_indicators_values(world: World) -> None:
    survey = published(world)
    asked = question(survey, SAFE)
    safe = Indicator.objects.create(name="Trygga elever", kind=Indicator.Kind.SHARE)
    actions.change_question(
        asked, text=asked.text, area=asked.area, reversed=False, indicator=safe, by=world.principal
    )
    for label in [GOOD] * 9 + [BAD] * 3 + [UNSURE] * 2:
        answer(part_of(survey), safe=label)
    closed(world, survey)

    assert actions.feed_indicators(survey, today=TODAY, by=world.principal) == 1
    value = Measurement.objects.get(indicator=safe)
    assert (value.numerator, value.denominator, value.value) == (9, 12, Decimal(75))
    assert (value.unit, value.period) == (world.school, "2026/27")
    # Once more changes nothing.
    assert actions.feed_indicators(survey, today=TODAY, by=world.principal) == 0


def test_too_few_become_a_withheld_value(world: World) -> None:
    survey = published(world)
    asked = question(survey, SAFE)
    safe = Indicator.objects.create(name="Trygga elever", kind=Indicator.Kind.SHARE)
    actions.change_question(
        asked, text=asked.text, area=asked.area, reversed=False, indicator=safe, by=world.principal
    )
    for _ in range(4):
        answer(part_of(survey), safe=GOOD)
    closed(world, survey)
    actions.feed_indicators(survey, today=TODAY, by=world.principal)

    value = Measurement.objects.get(indicator=safe)
    assert (value.status, value.value, value.numerator) == ("suppressed", None, None)


def test_an_indicator_that_is_no_share_cannot_be_fed(world: World) -> None:
    survey = published(world)
    asked = question(survey, SAFE)

    with pytest.raises(ValidationError, match="är en andel"):
        actions.change_question(
            asked,
            text=asked.text,
            area=asked.area,
            reversed=False,
            indicator=world.levels,
            by=world.principal,
        )


def test_a_new_round_is_compared_with_the_one_before(world: World) -> None:
    first = published(world)
    for _ in range(20):
        answer(part_of(first), safe=BAD)
    closed(world, first)
    second = actions.copy_survey(
        first, school_year=world.year, opens=TODAY, closes=TODAY, by=world.principal
    )
    actions.publish_survey(second, on=TODAY, by=world.principal)
    for _ in range(20):
        answer(part_of(second), safe=GOOD)
    closed(world, second)

    page = browser(world.principal).get(reverse("survey_results", args=[second.pk]))
    assert "Högre än förra gången" in page.content.decode()


def test_the_results_are_exported_from_the_command_line(world: World, tmp_path: Path) -> None:
    survey = published(world)
    for _ in range(10):
        answer(part_of(survey), safe=GOOD)
    out = tmp_path / "resultat.csv"
    options = {"survey": survey.pk, "format": "csv", "out": out, "stdout": StringIO()}

    with pytest.raises(CommandError, match="när enkäten har stängt"):
        call_command("survey", "export", **options)
    closed(world, survey)
    call_command("survey", "export", **options)

    assert "100,0;10;10;10" in out.read_text(encoding="utf-8-sig")
    with pytest.raises(CommandError, match="ingen enkät med nummer 0"):
        call_command("survey", "export", **{**options, "survey": 0})


def test_a_sum_less_ones_own_unit_is_never_another_units_result(world: World) -> None:
    survey = draft(world, units=[world.school, world.other_school], unit=world.administration)
    survey = actions.publish_survey(survey, on=TODAY, by=world.head)
    for unit, good, bad in ((world.school, 8, 4), (world.other_school, 3, 4)):
        for label in [GOOD] * good + [BAD] * bad:
            answer(part_of(survey, unit), safe=label)
    closed(world, survey)
    address = reverse("survey_results", args=[survey.pk])

    own = browser(world.principal).get(address, {"format": "csv"}).content.decode("utf-8-sig")
    whole = browser(world.head).get(address, {"format": "csv"}).content.decode("utf-8-sig")
    assert ";11;19;19" in whole
    assert ";8;12;12" in own
    assert ";11;19" not in own
    page = browser(world.principal).get(address, {"enhet": "alla"}).content.decode()
    assert "11 av 19" not in page
    assert "visas inte" in page.lower()


def test_the_round_before_tells_no_unit_that_this_one_does_not_have(world: World) -> None:
    first = draft(world, units=[world.school, world.other_school], unit=world.administration)
    first = actions.publish_survey(first, on=TODAY, by=world.head)
    for unit, good, bad in ((world.school, 12, 8), (world.other_school, 6, 14)):
        for label in [GOOD] * good + [BAD] * bad:
            answer(part_of(first, unit), safe=label)
    closed(world, first)
    second = draft(world)
    Survey.objects.filter(pk=second.pk).update(previous=first)
    second = actions.publish_survey(second, on=TODAY, by=world.principal)
    for _ in range(20):
        answer(part_of(second), safe=GOOD)
    closed(world, second)
    address = reverse("survey_results", args=[second.pk])

    exported = browser(world.principal).get(address, {"format": "csv"}).content.decode("utf-8-sig")
    assert ";45,0" not in exported
