"""The demo builds, and has what its pages are there to show."""

from datetime import date

import pytest

from rodtrad.demo.build import build
from rodtrad.goals.models import Checkpoint, DevelopmentArea, Goal
from rodtrad.indicators.models import ImportRun, Measurement
from rodtrad.integrations.models import SheetMapping
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Report
from rodtrad.steering.models import Requirement

TODAY = date(2026, 11, 24)


@pytest.mark.django_db
def test_the_demo_shows_every_step_of_the_cycle() -> None:
    build(today=TODAY)

    real = Measurement.objects.filter(unit__code="54436997", run__isnull=False, value="83.8")
    assert real.exists()
    assert ImportRun.objects.get(kind="spreadsheet").state == ImportRun.State.DONE
    assert SheetMapping.objects.saved().exists()
    states = set(Report.objects.values_list("state", flat=True))
    assert states == {"draft", "submitted", "returned", "adopted"}
    assert Checkpoint.objects.waiting().filter(due__lt=TODAY).exists()
    assert Checkpoint.objects.waiting().filter(due__gte=TODAY).exists()
    assert Goal.objects.filter(came_from__isnull=False, previous__isnull=False).exists()
    assert DevelopmentArea.objects.filter(goals__isnull=True).exists()
    assert Unit.objects.filter(closed__isnull=False, successors__isnull=False).exists()


@pytest.mark.django_db
def test_sections_of_the_guideline_can_be_cited() -> None:
    build(today=TODAY)

    cited = Requirement.objects.filter(document__short="Riktlinjen")
    references = list(cited.values_list("reference", flat=True))
    assert references == sorted(set(references))
    assert {"4.1", "4.1.1", "4.2", "4.3", "5", "6.3"} <= set(references)
    assert "utdata" in cited.get(reference="4.2").text
