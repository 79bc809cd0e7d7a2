"""What is said of a report: written, read, answered, and never a part of it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from rodtrad.reports.actions import (
    adopt_report,
    answer_feedback,
    give_feedback,
    read_feedback,
)
from rodtrad.reports.snapshots import frozen_text
from rodtrad.reports.tests.helpers import (
    TODAY,
    draft_report,
    section_of,
    submitted_report,
    told,
)
from rodtrad.reports.tests.test_snapshots import stored
from tests.world import World, browser

pytestmark = pytest.mark.django_db


def test_feedback_is_written_read_answered_and_never_frozen(world: World) -> None:
    report = submitted_report(world)
    given = give_feedback(
        report,
        text="Bra att ni prövar fler förklaringar.",
        section=section_of(report, "analys"),
        at=timezone.now(),
        by=world.head,
    )
    assert "har gett återkoppling" in told(world.principal, "report-feedback")[0]
    page = browser(world.principal).get(reverse("feedback_list", args=[report.pk]))
    assert "Oläst" in page.content.decode()
    read_feedback(given, at=timezone.now(), by=world.principal)
    answered = answer_feedback(
        given, answer="Tack, vi gör så.", at=timezone.now(), by=world.principal
    )
    assert answered.read_by == world.principal
    assert "har svarat" in told(world.head, "report-feedback-answer")[0]
    adopt_report(report, registry_number="BUN 2026/5", on=TODAY, by=world.head)
    assert "fler förklaringar" not in frozen_text(stored(report))
    assert "Tack, vi gör så" not in frozen_text(stored(report))
    # What was said of it is for those who may read the work, not for readers of the result.
    elsewhere = browser(world.board_member).get(reverse("feedback_list", args=[report.pk]))
    assert elsewhere.status_code == 404


def test_feedback_waits_until_the_report_is_handed_in(world: World) -> None:
    with pytest.raises(ValidationError, match="inlämnad eller fastställd"):
        give_feedback(draft_report(world), text="Hej", at=timezone.now(), by=world.head)
    with pytest.raises(ValidationError, match="Skriv något"):
        give_feedback(submitted_report(world), text="  ", at=timezone.now(), by=world.head)


def test_feedback_with_a_personal_identity_number_is_stopped(world: World) -> None:
    with pytest.raises(ValidationError, match="personnummer"):
        give_feedback(submitted_report(world), text="811218-9876", at=timezone.now(), by=world.head)
