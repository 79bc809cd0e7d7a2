"""The PDF and the DOCX of every kind of report hold what the unit's do."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from rodtrad.reports.defaults import COMPULSORY_KIND, OVERALL_KIND, PRESCHOOL_KIND
from rodtrad.reports.models import Report
from rodtrad.reports.render.docx import to_docx
from rodtrad.reports.render.pdf import to_pdf
from rodtrad.reports.render.schema import ReportContent
from rodtrad.reports.snapshots import frozen_or_composed
from rodtrad.reports.tests.helpers import (
    TODAY,
    administration_report,
    adopted_administration_report,
    adopted_unit_report,
    measured,
    supporting_goal,
)
from rodtrad.reports.tests.test_render_pdf import text_of
from rodtrad.reports.tests.test_snapshots import stored
from tests.verapdf import validate
from tests.world import World

pytestmark = pytest.mark.django_db

KINDS = (PRESCHOOL_KIND, COMPULSORY_KIND, OVERALL_KIND)


def rich(world: World) -> None:
    """Units with figures, so that there are charts, sums and spread to set."""
    supporting_goal(world, world.other_school)
    supporting_goal(world, world.preschool)
    for unit, part in ((world.school, 90), (world.other_school, 60), (world.preschool, 70)):
        measured(world, unit, part, 100)
        world.share.measurements.filter(unit=unit).update(period_ends="2026-07-31")
        world.share.measurements.create(
            unit=unit,
            period="2024/25",
            period_ends="2025-07-31",
            value=50,
            numerator=50,
            denominator=100,
        )
    adopted_unit_report(world)


def content_of(report: Report) -> ReportContent:
    return frozen_or_composed(stored(report), today=TODAY)


@pytest.mark.parametrize("kind", KINDS)
def test_the_pdf_of_every_kind_holds_both_standards(
    world: World, kind: str, tmp_path: Path
) -> None:
    rich(world)
    draft = content_of(administration_report(world, kind))
    adopted = content_of(adopted_administration_report(world, kind))
    file = tmp_path / "rapport.pdf"
    for content in (draft, adopted):
        file.write_bytes(to_pdf(content))
        for flavour in ("2a", "ua1"):
            assert validate(file, flavour) == []
    words = text_of(to_pdf(adopted))
    assert "Utkast – inte fastställd" not in words
    assert "Utkast – inte fastställd" in text_of(to_pdf(draft))
    assert "Fastställd 20 september 2026" in words
    assert to_pdf(adopted) == to_pdf(adopted)


@pytest.mark.parametrize("kind", KINDS)
def test_the_docx_of_every_kind_has_real_headings_and_tables(world: World, kind: str) -> None:
    rich(world)
    content = content_of(adopted_administration_report(world, kind))
    document = Document(BytesIO(to_docx(content)))
    levels = [
        int(paragraph.style.name[-1])
        for paragraph in document.paragraphs
        if paragraph.style is not None
        and paragraph.style.name
        and paragraph.style.name.startswith("Heading")
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert document.tables
    for table in document.tables:
        properties = table.rows[0]._tr.trPr
        assert properties is not None
        assert properties.find(qn("w:tblHeader")) is not None
    assert document.inline_shapes
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)
    assert to_docx(content) == to_docx(content)
