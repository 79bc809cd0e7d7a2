"""The way of the reports: hand-overs, decisions, many at once, the board, the overview."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from rodtrad.audit.models import Event
from rodtrad.notifications.models import Notice
from rodtrad.reports.actions import (
    adopt_report,
    adopt_reports,
    give_feedback,
    hand_over_section,
    mark_ready,
    new_version,
    open_report,
    open_reports,
    record_board_outcome,
    return_report,
    submit_report,
    write_section,
)
from rodtrad.reports.defaults import OVERALL_KIND, UNIT_KIND
from rodtrad.reports.models import Report, ReportKind, Section
from rodtrad.reports.snapshots import frozen_text
from rodtrad.reports.tasks import tasks_for
from rodtrad.reports.tests.helpers import (
    TODAY,
    administration_report,
    adopted_administration_report,
    adopted_report,
    adopted_unit_report,
    draft_report,
    ready_report,
    section_of,
    submitted_report,
    told,
)
from rodtrad.reports.tests.test_snapshots import stored
from tests.world import World, browser

pytestmark = pytest.mark.django_db


def test_a_colleague_is_told_writes_the_section_and_only_that(world: World) -> None:
    report = draft_report(world)
    section = section_of(report, "analys")
    hand_over_section(section, to=world.lead_teacher, by=world.principal, today=TODAY)

    assert told(world.lead_teacher, "report-section") == [
        "Åsa Lindgren har gett dig avsnittet ”Analys: vad resultaten beror på” i "
        "Kvalitetsrapport 2025/26, Västerportskolan, att skriva."
    ]
    titles = [task.title for task in tasks_for(world.lead_teacher, TODAY) if task.is_mine]
    assert "Analys: vad resultaten beror på i Kvalitetsrapport 2025/26" in titles
    client = browser(world.lead_teacher)
    address = reverse("section_edit", args=[section.pk])
    assert client.get(address).status_code == 200
    client.post(address, {"text": "<p>Vi ser två orsaker.</p>", "ready": "on", "revision": 0})
    assert "två orsaker" in section_of(report, "analys").text
    assert section_of(report, "analys").ready
    other = section_of(report, "sammanfattning")
    assert client.get(reverse("section_edit", args=[other.pk])).status_code == 404
    assert client.get(reverse("report_submit", args=[report.pk])).status_code == 404


def test_a_section_taken_back_is_not_written_by_the_colleague(world: World) -> None:
    section = section_of(draft_report(world), "analys")
    hand_over_section(section, to=world.lead_teacher, by=world.principal, today=TODAY)
    hand_over_section(section, to=None, by=world.principal, today=TODAY)
    address = reverse("section_edit", args=[section.pk])
    assert browser(world.lead_teacher).get(address).status_code == 404


def test_a_section_goes_to_nobody_outside_the_work(world: World) -> None:
    section = section_of(draft_report(world), "analys")
    with pytest.raises(ValidationError, match="deltar inte i arbetet"):
        hand_over_section(section, to=world.preschool_principal, by=world.principal, today=TODAY)


def test_the_reports_not_begun_are_opened_at_once_and_their_writers_told(world: World) -> None:
    kind = ReportKind.objects.get(code=UNIT_KIND)
    opened = open_reports(
        [(world.school, None), (world.other_school, None)],
        kind=kind,
        period=world.year.span.period,
        by=world.head,
    )
    assert {report.unit for report in opened} == {world.school, world.other_school}
    assert "är öppnad. Lämna in senast 30 juni 2027." in told(world.principal, "report-opened")[0]
    assert told(world.preschool_principal, "report-opened") == []


def test_who_decides_is_told_and_who_writes_is_told_of_the_decision(world: World) -> None:
    report = submitted_report(world)
    assert "väntar på dig" in told(world.head, "report-submitted")[0]
    assert "Västerport" not in "".join(told(world.head_of_preschools, "report-submitted"))
    return_report(report, reason="Utveckla analysen.", by=world.head)
    assert "återlämnad" in told(world.principal, "report-returned")[0]
    # The reason stays in the report and its history; the notice does not repeat it.
    assert "Utveckla" not in told(world.principal, "report-returned")[0]


def test_the_reason_of_a_return_stays_to_be_looked_at(world: World) -> None:
    report = submitted_report(world)
    return_report(report, reason="Utveckla analysen.", by=world.head)
    submit_report(report, by=world.principal)

    shown = browser(world.head).get(reverse("report_detail", args=[report.pk]))
    assert "Den har varit återlämnad" in shown.content.decode()
    assert "Utveckla analysen." in shown.content.decode()
    history = browser(world.principal).get(reverse("report_history", args=[report.pk]))
    assert "Utveckla analysen." in history.content.decode()
    adopt_report(report, registry_number="BUN 2026/5", on=TODAY, by=world.head)
    assert "Utveckla" not in frozen_text(stored(report))


def test_several_are_adopted_at_once_after_a_look(world: World) -> None:
    first = submitted_report(world)
    second = open_report(unit=world.other_school, year=world.last_year.span, by=world.head)
    for section in second.sections.all():
        mark_ready(section, by=world.head)
    submit_report(second, by=world.head)
    client = browser(world.head)
    address = reverse("report_adopt_many")
    chosen = {f"valj-{first.pk}": "1", f"valj-{second.pk}": "1", "on": "2026-06-25"}

    missing = client.post(address, chosen)
    assert missing.status_code == 422
    assert "Skriv diarienummer för Västerportskolan" in missing.content.decode()
    sent = chosen | {"dnr": "BUN 2026/200", f"dnr-{second.pk}": "BUN 2026/201"}
    looked_at = client.post(address, sent)
    assert "Fastställ 2 rapporter" in looked_at.content.decode()
    assert Report.objects.get(pk=first.pk).state == Report.State.SUBMITTED
    client.post(address, sent | {"bekrafta": "1"})

    numbers = dict(Report.objects.adopted().values_list("pk", "registry_number"))
    assert numbers[first.pk] == "BUN 2026/200"
    assert numbers[second.pk] == "BUN 2026/201"
    assert Report.objects.get(pk=second.pk).adopted_on == date(2026, 6, 25)


def test_all_are_adopted_or_none(world: World) -> None:
    first, second = submitted_report(world), administration_report(world)
    with pytest.raises(ValidationError, match="Ingen rapport är fastställd"), transaction.atomic():
        adopt_reports([(first, "BUN 1"), (second, "BUN 2")], on=TODAY, by=world.head)
    assert Report.objects.get(pk=first.pk).state == Report.State.SUBMITTED


def test_nobody_adopts_many_where_they_do_not_lead(world: World) -> None:
    report = submitted_report(world)
    client = browser(world.head_of_preschools)
    sent = {f"valj-{report.pk}": "1", "on": "2026-06-25", "dnr": "BUN 1", "bekrafta": "1"}
    assert client.post(reverse("report_adopt_many"), sent).status_code == 422
    assert Report.objects.get(pk=report.pk).state == Report.State.SUBMITTED


def test_the_board_decides_or_notes_and_what_is_frozen_stays(world: World) -> None:
    report = adopted_administration_report(world)
    before = frozen_text(stored(report)).encode()
    client = browser(world.secretary)
    answer = client.post(
        reverse("report_board", args=[report.pk]),
        {"outcome": "noted", "on": "2026-10-06", "reference": "§ 87"},
    )
    assert answer.status_code == 302
    shown = client.get(reverse("report_detail", args=[report.pk])).content.decode()
    assert "Nämnden noterade informationen 6 oktober 2026, § 87." in shown
    assert frozen_text(stored(report)).encode() == before
    record_board_outcome(
        report, outcome="decided", on=date(2026, 10, 6), reference="", by=world.head
    )
    assert "beslutade om rapporten" in stored(report).board_sentence


def test_the_board_is_told_of_the_administrations_reports_and_of_no_drafts(world: World) -> None:
    report = administration_report(world)
    for section in report.sections.all():
        mark_ready(section, by=world.head)
    submit_report(report, by=world.head)
    assert Notice.objects.filter(recipient=world.board_member).count() == 0
    adopt_report(report, registry_number="BUN 2026/90", on=TODAY, by=world.head)
    assert told(world.board_member, "report-to-read") == [
        "Övergripande kvalitetsrapport 2025/26 är fastställd och går att läsa."
    ]


def test_the_board_treats_nothing_before_it_is_adopted(world: World) -> None:
    with pytest.raises(ValidationError, match="Bara en fastställd"):
        record_board_outcome(
            draft_report(world), outcome="noted", on=TODAY, reference="", by=world.head
        )
    report = adopted_report(world)
    with pytest.raises(ValidationError, match="innan den fastställdes"):
        record_board_outcome(
            report, outcome="noted", on=TODAY - timedelta(days=9), reference="", by=world.head
        )
    with pytest.raises(ValidationError, match="vilken dag"):
        record_board_outcome(report, outcome="noted", on=None, reference="", by=world.head)


def test_a_new_version_shows_what_differs_in_text_and_figures(world: World) -> None:
    first = adopted_unit_report(world)
    world.share.measurements.update(numerator=130)
    world.share.measurements.update(value=Decimal("87.8"))
    second = new_version(first, by=world.principal)
    section = section_of(second, "analys")
    write_section(
        section,
        text=section.text.replace("hela året", "hela läsåret med läsning"),
        revision=0,
        by=world.principal,
    )

    shown = browser(world.principal).get(reverse("report_changes", args=[second.pk]))
    page = shown.content.decode()
    assert "<del>året.</del>" in page
    assert "läsåret" in page
    assert "124 av 148" in page
    assert "130 av 148" in page
    # A first version has nothing to be compared with.
    alone = browser(world.principal).get(reverse("report_changes", args=[first.pk]))
    assert alone.status_code == 404


def test_the_overview_shows_every_section_of_every_unit(world: World) -> None:
    report = draft_report(world)
    section = section_of(report, "analys")
    write_section(section, text="<p>Påbörjat.</p>", revision=0, by=world.principal)
    hand_over_section(section, to=world.lead_teacher, by=world.principal, today=TODAY)
    mark_ready(section_of(report), by=world.principal)
    client = browser(world.head)

    page = client.get(reverse("report_progress") + "?lasar=2025-26").content.decode()
    assert "Västerportskolan" in page
    assert "Östra skolan" in page
    assert "Eva Ström" in page
    csv = client.get(reverse("report_progress") + "?lasar=2025-26&format=csv").content.decode()
    line = next(one for one in csv.splitlines() if one.startswith("Västerportskolan"))
    assert "Klart" in line
    assert "Påbörjat" in line
    only = client.get(reverse("report_progress") + "?lasar=2025-26&lage=saknas").content.decode()
    assert "Östra skolan" in only
    assert "Västerportskolan</a>" not in only


def test_what_units_wrote_is_found_and_quoted_with_its_reference(world: World) -> None:
    adopted_unit_report(world)
    report = administration_report(world, "compulsory")
    section = section_of(report, "analys")
    client = browser(world.head)
    found = client.get(reverse("section_quotes", args=[section.pk]) + "?q=arbetat hela")
    page = found.content.decode()
    assert "Västerportskolan, Kvalitetsrapport 2025/26, avsnittet Sammanfattning" in page
    key = found.context["quotes"][0].key

    client.post(reverse("section_quote", args=[section.pk]), {"citat": key})

    text = section_of(report, "analys").text
    assert "<blockquote>Vi har arbetat med sammanfattning hela året.</blockquote>" in text
    assert "(Västerportskolan, Kvalitetsrapport 2025/26, avsnittet Sammanfattning)" in text


def test_drafts_and_own_goals_cannot_be_quoted_in_the_joint_report(world: World) -> None:
    draft = draft_report(world)
    write_section(
        section_of(draft),
        text="<p>Ett hemligt utkast som ingen har läst.</p>",
        revision=0,
        by=world.principal,
    )
    section = Section.objects.filter(report=administration_report(world, OVERALL_KIND))[0]
    client = browser(world.head)
    address = reverse("section_quotes", args=[section.pk])
    assert client.get(address + "?q=hemligt").context["quotes"] == []
    for one in draft.sections.all():
        mark_ready(one, by=world.principal)
    own = section_of(draft, "egna-mal")
    write_section(
        own, text="<p>Vårt eget mål om matsalen.</p>", revision=own.revision, by=world.principal
    )
    submit_report(draft, by=world.principal)
    adopt_report(draft, registry_number="BUN 2026/5", on=TODAY, by=world.head)
    assert client.get(address + "?q=hemligt").context["quotes"]
    assert client.get(address + "?q=matsalen").context["quotes"] == []
    made_up = client.post(
        reverse("section_quote", args=[section.pk]), {"citat": f"{draft.pk}.egna-mal.0"}
    )
    assert made_up.status_code == 404


def test_every_step_is_in_the_log(world: World) -> None:
    report = ready_report(world)
    hand_over_section(
        section_of(report, "analys"), to=world.lead_teacher, by=world.principal, today=TODAY
    )
    submit_report(report, by=world.principal)
    adopt_report(report, registry_number="BUN 2026/5", on=TODAY, by=world.head)
    record_board_outcome(report, outcome="noted", on=TODAY, reference="", by=world.head)
    give_feedback(report, text="Tack.", at=timezone.now(), by=world.head)
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {
        "section.handed_over",
        "report.board_outcome",
        "feedback.given",
    } <= verbs
