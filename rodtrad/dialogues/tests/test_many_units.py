"""Five hundred units cost no more questions to the database than five."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rodtrad.demo.bench.ground import Branch, add_branch, lay_ground
from rodtrad.dialogues.models import Occasion, OccasionGroup
from rodtrad.dialogues.tests.helpers import signed_in

TODAY = date(2026, 11, 25)
YEAR = "?lasar=2026-27"


def _branch(units: int) -> Branch:
    ground = lay_ground(years=2, today=TODAY, running=2026, seed=1)
    branch = add_branch(ground, number=1, units=units)
    occasions = Occasion.objects.bulk_create(
        Occasion(
            unit=unit,
            school_year=ground.running,
            on=TODAY,
            method="Samråd",
            held=True,
            said="Det.",
            recorded_by=branch.head,
        )
        for unit in branch.units
    )
    OccasionGroup.objects.bulk_create(
        OccasionGroup(occasion=one, group="guardians", took_part=4, size=40) for one in occasions
    )
    return branch


def _asked(branch: Branch, query: str) -> int:
    client = signed_in(branch.head)
    client.get(reverse("home"))
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(reverse("unit_dialogue_list") + YEAR + query)
    assert answer.status_code == 200
    return len(captured.captured_queries)


@pytest.mark.django_db
def test_the_coverage_of_500_units_takes_a_fixed_number_of_queries() -> None:
    branch = _branch(500)
    for query in ("", "&saknar=staff", "&format=csv"):
        assert _asked(branch, query) <= 12, query

    page = signed_in(branch.head).get(reverse("unit_dialogue_list") + YEAR)
    sums = {one["label"]: (one["held"], one["units"]) for one in page.context["sums"]}
    assert sums["Vårdnadshavare"] == (500, 500)
    assert sums["Personal"] == (0, 500)
