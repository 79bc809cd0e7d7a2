"""A small group is told nowhere: not itself, and not by what is left when others are taken away.

One school has three girls among forty pupils, the other three pupils in all. Neither the girls, nor
the boys who would give them away, nor the other school, nor a total above it may be read anywhere.
"""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.dialogues.board_documents import indicator_facts
from rodtrad.evidence.queries import trials_of
from rodtrad.evidence.tests.helpers import tried
from rodtrad.indicators.actions import record_measurement
from rodtrad.inspection.package import _measured
from rodtrad.keyfigures.content import compose as compose_figures
from rodtrad.keyfigures.content import gather
from rodtrad.keyfigures.tests.doors import occasion_of
from rodtrad.reports.compose import compose
from rodtrad.reports.tests.helpers import draft_report
from tests.world import World

# Of each hidden value its share in percent and its numbers, as any page would write them.
HIDDEN = {
    "the girls": r"66,[67]|\b2 av 3\b",
    "the boys": r"78,[34]|\b29 av 37\b",
    "the small school": r"33,3|\b1 av 3\b",
    "the total": r"74,4|\b32 av 43\b",
}


@pytest.fixture
def small(world: World) -> World:
    """The world with a small gender, a small school and totals above."""
    for unit, gender, part, n in (
        (world.school, "T", 31, 40),
        (world.school, "K", 2, 3),
        (world.school, "M", 29, 37),
        (world.other_school, "T", 1, 3),
        (world.administration, "T", 32, 43),
        (world.municipality, "T", 32, 43),
    ):
        record_measurement(
            indicator=world.share,
            unit=unit,
            period="2025/26",
            gender=gender,
            numerator=part,
            denominator=n,
            by=world.head,
        )
    return world


def hidden_in(text: str) -> list[str]:
    return [whose for whose, pattern in HIDDEN.items() if re.search(pattern, text)]


def pages(world: World) -> list[str]:
    share = world.share.pk
    series = [
        reverse("series_detail", args=[share, unit.code])
        for unit in (world.school, world.other_school, world.administration)
    ]
    occasion = occasion_of(world)
    lists = [
        *series,
        reverse("indicator_detail", args=[share]),
        reverse("indicator_compare", args=[share]),
    ]
    return [
        *lists,
        *(f"{address}?format=csv" for address in lists),
        reverse("occasion_detail", args=[occasion.pk]),
        reverse("analysis_edit", args=[occasion.pk, world.other_school.code]),
        reverse("analysis_edit", args=[occasion.pk, world.school.code]),
        reverse("goal_detail", args=[world.goal.pk]),
        reverse("goal_detail", args=[world.shared_goal.pk]),
        reverse("target_measure", args=[world.target.pk]),
        reverse("indicator_list"),
    ]


@pytest.mark.django_db
def test_no_page_and_no_export_tells_of_a_small_group(small: World) -> None:
    reached = 0
    for person in (small.head, small.principal, small.board_member):
        client = Client()
        client.force_login(person)
        for address in pages(small):
            answer: Any = client.get(address)
            text = answer.content.decode("utf-8-sig").replace("\u00a0", " ")
            assert hidden_in(text) == [], (person, address)
            reached += answer.status_code == 200 and "31" in text
    # The page that holds nothing at all would pass as well: the school's own value is there.
    assert reached >= 6


@pytest.mark.django_db
def test_no_document_tells_of_a_small_group(small: World) -> None:
    report = draft_report(small)
    occasion = compose_figures(gather(occasion_of(small)))
    day = timezone.localdate()
    units = [small.school, small.other_school, small.administration, small.municipality]
    measured = _measured(
        [unit.pk for unit in units],
        {unit.pk: unit.name for unit in units},
        (day.replace(year=2000), day.replace(year=2100)),
    )
    [one] = trials_of(tried(small).practice)
    documents: dict[str, Any] = {
        "the report": compose(report, today=day),
        "the key figures": occasion,
        "the board's brief": indicator_facts([small.share], small.municipality),
        "the register of values": list(measured),
        "the trial": [str(curve.after and curve.after.text) for curve in one.curves],
    }
    for name, document in documents.items():
        text = json.dumps(document, ensure_ascii=False, default=str).replace("\u00a0", " ")
        assert hidden_in(text) == [], name
    assert "31 av 40" in json.dumps(documents["the key figures"], ensure_ascii=False)
