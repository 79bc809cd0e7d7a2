"""The way of a report: opened, written, handed in, returned, adopted, corrected."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from rodtrad.audit.models import Event
from rodtrad.core.conflict import Conflict
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.organisation.models import SchoolYear
from rodtrad.reports.actions import (
    adopt_report,
    mark_ready,
    new_version,
    open_report,
    restore_section,
    return_report,
    submit_report,
    unmark_ready,
    write_section,
)
from rodtrad.reports.defaults import UNIT_SECTIONS
from rodtrad.reports.models import Report
from rodtrad.reports.tests.helpers import (
    TODAY,
    adopted_report,
    draft_report,
    ready_report,
    section_of,
    submitted_report,
)
from tests.world import World

pytestmark = pytest.mark.django_db


def test_opening_gives_the_sections_of_the_guideline_in_order(world: World) -> None:
    report = draft_report(world)
    assert [s.title for s in report.sections.all()] == [s.title for s in UNIT_SECTIONS]
    assert report.state == Report.State.DRAFT
    assert Event.objects.filter(verb="report.opened", target_id=str(report.pk)).count() == 1


def test_opening_again_gives_the_same_report_untouched(world: World) -> None:
    report = draft_report(world)
    write_section(section_of(report), text="<p>Vårt år.</p>", revision=0, by=world.principal)
    assert draft_report(world) == report
    assert section_of(report).text == "<p>Vårt år.</p>"
    assert Report.objects.filter(unit=world.school).count() == 1


def test_an_administration_writes_no_unit_report(world: World) -> None:
    with pytest.raises(ValidationError, match="skriver ingen sådan rapport"):
        open_report(unit=world.administration, year=world.last_year.span, by=world.head)


def test_a_year_that_is_not_laid_up_gives_no_report(world: World) -> None:
    with pytest.raises(ValidationError, match="inte upplagt"):
        open_report(unit=world.school, year=YearSpan(2031), by=world.principal)


def test_a_closed_year_gives_no_new_report(world: World) -> None:
    SchoolYear.objects.filter(pk=world.last_year.pk).update(closed_at=TODAY)
    with pytest.raises(ValidationError, match="stängt"):
        open_report(unit=world.other_school, year=world.last_year.span, by=world.head)


def test_written_text_is_cleaned_and_counted(world: World) -> None:
    section = section_of(draft_report(world))
    written = write_section(
        section,
        text="<div>Vi <strong>läser</strong>.<script>alert(1)</script></div>",
        revision=0,
        by=world.principal,
    )
    assert written.text == "<div>Vi <strong>läser</strong>.</div>"
    assert written.revision == 1


def test_two_who_write_at_once_lose_nothing(world: World) -> None:
    section = section_of(draft_report(world))
    write_section(section, text="<p>Den första.</p>", revision=0, by=world.principal)
    with pytest.raises(Conflict) as caught:
        write_section(section, text="<p>Den andra.</p>", revision=0, by=world.assistant_principal)
    assert caught.value.theirs.text == "<p>Den första.</p>"
    assert section_of(section.report).text == "<p>Den första.</p>"


def test_a_personal_identity_number_is_stopped(world: World) -> None:
    section = section_of(draft_report(world))
    with pytest.raises(ValidationError, match="personnummer"):
        write_section(
            section, text="<p>Eleven 20121212-1212 läser.</p>", revision=0, by=world.principal
        )
    assert section_of(section.report).text == ""


def test_an_earlier_wording_can_be_put_back(world: World) -> None:
    section = section_of(draft_report(world))
    write_section(section, text="<p>Först.</p>", revision=0, by=world.principal)
    first = section_of(section.report).history.latest().history_id
    write_section(section_of(section.report), text="<p>Sedan.</p>", revision=1, by=world.principal)
    restore_section(section_of(section.report), number=first, by=world.principal)
    assert section_of(section.report).text == "<p>Först.</p>"
    assert section_of(section.report).revision == 3


def test_handing_in_says_which_sections_are_not_ready(world: World) -> None:
    report = ready_report(world)
    unmark_ready(section_of(report, "analys"), by=world.principal)
    with pytest.raises(ValidationError, match="Analys: vad resultaten beror på"):
        submit_report(report, by=world.principal)
    report.refresh_from_db()
    assert report.state == Report.State.DRAFT


@pytest.mark.parametrize("made", [submitted_report, adopted_report])
def test_nothing_is_written_in_a_report_that_is_not_open(
    world: World, made: Callable[[World], Report]
) -> None:
    section = section_of(made(world))
    attempts: list[Callable[[], object]] = [
        lambda: write_section(section, text="<p>Sent.</p>", revision=0, by=world.principal),
        lambda: mark_ready(section, by=world.principal),
        lambda: unmark_ready(section, by=world.principal),
        lambda: submit_report(section.report, by=world.principal),
    ]
    for attempt in attempts:
        with pytest.raises(ValidationError, match="går inte att ändra"):
            attempt()
    kept = section_of(section.report)
    assert (kept.text, kept.ready) == ("", True)


def test_a_report_is_returned_with_a_reason_that_stays_in_its_history(world: World) -> None:
    report = submitted_report(world)
    with pytest.raises(ValidationError, match="Skriv varför"):
        return_report(report, reason="  ", by=world.head)
    returned = return_report(report, reason="Skriv om orsakerna.", by=world.head)
    assert returned.is_open
    assert returned.return_reason == "Skriv om orsakerna."
    submit_report(returned, by=world.principal)
    reasons = list(report.history.values_list("return_reason", flat=True))
    assert "Skriv om orsakerna." in reasons


def test_only_a_report_that_is_handed_in_is_returned_or_adopted(world: World) -> None:
    report = ready_report(world)
    with pytest.raises(ValidationError, match="inlämnad"):
        return_report(report, reason="Nej.", by=world.head)
    with pytest.raises(ValidationError, match="inlämnad"):
        adopt_report(report, registry_number="BUN 1", on=TODAY, by=world.head)


def test_adopting_takes_a_registry_number(world: World) -> None:
    with pytest.raises(ValidationError, match="diarienummer"):
        adopt_report(submitted_report(world), registry_number=" ", on=TODAY, by=world.head)


def test_a_correction_is_a_new_version_with_the_texts_of_the_old(world: World) -> None:
    draft = draft_report(world)
    write_section(section_of(draft), text="<p>Vårt år.</p>", revision=0, by=world.principal)
    report = adopted_report(world)
    corrected = new_version(report, by=world.principal)
    assert (corrected.version, corrected.state) == (2, Report.State.DRAFT)
    assert section_of(corrected).text == "<p>Vårt år.</p>"
    assert not section_of(corrected).ready
    report.refresh_from_db()
    assert report.state == Report.State.ADOPTED
    with pytest.raises(ValidationError, match="senare version"):
        new_version(report, by=world.principal)


def test_a_draft_needs_no_new_version(world: World) -> None:
    with pytest.raises(ValidationError, match="fastställd"):
        new_version(draft_report(world), by=world.principal)
