"""The board's PDF holds to PDF/A-2a and PDF/UA-1, with a funnel, a table and odd characters."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from rodtrad.indicators.actions import record_measurement
from rodtrad.indicators.models import ComparisonUnit, ComparisonValue
from rodtrad.keyfigures.actions import analyse_figures, release_occasion
from rodtrad.keyfigures.content import stored
from rodtrad.keyfigures.render.pdf import prepared, to_pdf
from rodtrad.keyfigures.tests.doors import occasion_of
from tests.verapdf import validate
from tests.world import World


@pytest.fixture
def pdf(world: World, tmp_path: Path) -> Path:
    """What the board is given, as a file."""
    today = timezone.localdate()
    record_measurement(
        indicator=world.share,
        unit=world.other_school,
        period="2025/26",
        numerator=3,
        denominator=40,
        by=world.head,
    )
    for number, part in enumerate((80, 82, 84)):
        ComparisonValue.objects.create(
            indicator=world.share,
            unit=ComparisonUnit.objects.create(code=f"J{number}", name=f"Skola {number}"),
            period="2025/26",
            period_ends="2026-07-31",
            value=part,
            numerator=part,
            denominator=100,
        )
    occasion = occasion_of(world, on=today + timedelta(days=20))
    figure = occasion.figures.get()
    analyse_figures(
        occasion=occasion,
        unit=world.school,
        texts={figure.pk: "Första stycket.\nNy rad #let x = 1.\n\nAndra stycket 🎒 $x$."},
        revisions={},
        on=today,
        by=world.principal,
    )
    release_occasion(occasion=occasion, on=today, by=world.head)
    content = stored(occasion.publications.get())
    assert prepared(content)["figures"][0]["svg"].startswith("<svg")
    path = tmp_path / "nyckeltal.pdf"
    path.write_bytes(to_pdf(content))
    return path


@pytest.mark.parametrize("flavour", ["2a", "ua1"])
def test_the_pdf_keeps_to_the_standards(pdf: Path, flavour: str) -> None:
    assert validate(pdf, flavour) == []
