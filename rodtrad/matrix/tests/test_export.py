"""A self-assessment taken along says what its page says, and withholds what it withholds."""

import csv

import pytest
from django.test import Client
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.matrix.actions.raters import close_individual
from rodtrad.matrix.actions.ratings import add_team
from rodtrad.matrix.models import SelfAssessment
from rodtrad.matrix.tests.helpers import all_rate, assessment_at, campaign_of, staff
from tests.world import World

pytestmark = pytest.mark.django_db


def _taken(user: User, assessment: SelfAssessment) -> list[dict[str, str]]:
    client = Client()
    client.force_login(user)
    address = reverse("assessment_detail", args=[assessment.pk], query={"format": "csv"})
    lines = client.get(address).content.decode("utf-8-sig").splitlines()
    return list(csv.DictReader(lines, delimiter=";"))


def test_how_many_chose_each_level_is_in_the_file_as_on_the_page(world: World) -> None:
    assessment = assessment_at(campaign_of(world), world.school)
    all_rate(assessment, staff(world.school, 6), [0, 0, 1, 2, 3, 3])
    close_individual(assessment, by=world.principal)

    first = _taken(world.principal, assessment)[0]

    counts = [value for heading, value in first.items() if heading.startswith("Enskilda:")]
    assert counts == ["2", "1", "1", "2"]


def test_nothing_of_what_too_few_have_said_is_in_the_file(world: World) -> None:
    assessment = assessment_at(campaign_of(world), world.school)
    all_rate(assessment, staff(world.school, 2), [0, 3])
    close_individual(assessment, by=world.principal)

    rows = _taken(world.principal, assessment)

    assert rows
    assert not [heading for heading in rows[0] if heading.startswith("Enskilda:")]
    assert "Grund" not in " ".join(" ".join(row.values()) for row in rows)


def test_nothing_is_told_of_the_raters_while_they_rate(world: World) -> None:
    assessment = assessment_at(campaign_of(world), world.school)
    all_rate(assessment, staff(world.school, 6), [0, 0, 1, 2, 3, 3])

    rows = _taken(world.principal, assessment)

    assert not [heading for heading in rows[0] if heading.startswith("Enskilda:")]


def test_each_team_has_a_column(world: World) -> None:
    assessment = assessment_at(campaign_of(world), world.school)
    close_individual(assessment, by=world.principal)
    add_team(assessment, name="Högstadiet", by=world.principal)
    assessment.refresh_from_db()

    assert "Arbetslag: Högstadiet" in _taken(world.principal, assessment)[0]
