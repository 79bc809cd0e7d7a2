"""What is adopted stays as it was, whatever happens to the records afterwards."""

from datetime import date
from decimal import Decimal

import pytest

from rodtrad.core.frozen import canonical, checksum
from rodtrad.goals.models import (
    Activity,
    CheckIn,
    DevelopmentArea,
    Goal,
    GoalReview,
    Target,
)
from rodtrad.indicators.models import Indicator, Measurement
from rodtrad.organisation.models import Assignment, Unit
from rodtrad.reports.actions import write_section
from rodtrad.reports.compose import compose
from rodtrad.reports.models import Report, ReportKind, Section, Snapshot
from rodtrad.reports.snapshots import (
    SnapshotDamagedError,
    content_as_json,
    frozen_or_composed,
    frozen_text,
)
from rodtrad.reports.tests.helpers import TODAY, adopted_report, draft_report, section_of
from rodtrad.steering.models import Requirement, SteeringDocument
from tests.world import World

pytestmark = pytest.mark.django_db

LATER = date(2027, 3, 1)


def change_everything() -> None:
    """Change every record that the report was composed from, and remove what can be removed."""
    CheckIn.objects.all().delete()
    Measurement.objects.update(value=Decimal("1"), numerator=1, denominator=100)
    Target.objects.update(baseline_value=Decimal("2"), desired_value=Decimal("3"))
    Indicator.objects.update(name="Något annat", decimals=3, smallest_group=900)
    Activity.objects.update(title="Annan aktivitet", lesson="Annan lärdom")
    Goal.objects.update(title="Annat mål", desired_effect="Annan effekt")
    GoalReview.objects.update(result="Annat", attainment="reached", conclusion="end")
    DevelopmentArea.objects.all().delete()
    Requirement.objects.update(heading="Annan rubrik")
    SteeringDocument.objects.update(short="Annan lag")
    Unit.objects.update(name="Annat namn", closed=date(2026, 12, 31))
    Assignment.objects.all().delete()
    ReportKind.objects.update(name="Annan rapport")
    Section.objects.update(title="Annan rubrik", text="<p>Annan text.</p>")


def stored(report: Report) -> Report:
    """The report as the next request reads it."""
    found: Report = Report.objects.select_related("kind", "unit", "school_year").get(pk=report.pk)
    return found


def test_an_adopted_report_does_not_change_when_every_record_under_it_does(
    world: World,
) -> None:
    draft = draft_report(world)
    write_section(section_of(draft), text="<p>Vårt år.</p>", revision=0, by=world.principal)
    report = adopted_report(world)
    text = frozen_text(stored(report))
    shown = frozen_or_composed(stored(report), today=TODAY)
    change_everything()
    assert frozen_text(stored(report)) == text
    assert frozen_or_composed(stored(report), today=LATER) == shown
    assert "Vårt år." in text
    # The records did change: composed anew, the report would be another.
    assert canonical(compose(stored(report), today=LATER)) != text


def test_the_checksum_is_of_the_stored_bytes(world: World) -> None:
    report = adopted_report(world)
    snapshot = Snapshot.objects.get(report=report)
    assert snapshot.sha256 == checksum(snapshot.content)
    assert len(snapshot.sha256) == 64


def test_the_frozen_content_says_that_it_is_adopted(world: World) -> None:
    content = content_as_json(stored(adopted_report(world)), today=LATER)
    assert content["state"] == "adopted"
    assert content["registry_number"] == "BUN 2026/17"
    assert content["adopted_on"] == content["composed_at"] == "2026-06-20"
    assert content["adopted_by"] == "Karin Öberg"


def test_a_snapshot_that_was_tampered_with_is_refused(world: World) -> None:
    report = adopted_report(world)
    content = Snapshot.objects.get(report=report).content
    Snapshot.objects.update(content=content.replace("83,8", "98,8"))
    with pytest.raises(SnapshotDamagedError, match="kontrollsumman"):
        frozen_or_composed(stored(report), today=LATER)


def test_a_snapshot_that_is_gone_is_not_composed_anew(world: World) -> None:
    report = adopted_report(world)
    Snapshot.objects.all().delete()
    with pytest.raises(SnapshotDamagedError, match="inte sparat"):
        frozen_or_composed(stored(report), today=LATER)


def test_a_stored_snapshot_cannot_be_saved_again(world: World) -> None:
    snapshot = Snapshot.objects.get(report=adopted_report(world))
    snapshot.content = "{}"
    with pytest.raises(TypeError, match="never changed"):
        snapshot.save()


def test_the_same_content_gives_the_same_text() -> None:
    assert canonical({"b": "å", "a": 1}) == canonical({"a": 1, "b": "å"}) == '{"a":1,"b":"å"}'
