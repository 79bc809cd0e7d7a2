"""The pages of the reports: what they show, to whom, and what it costs."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.goals import actions as goals
from rodtrad.goals import work
from rodtrad.goals.models import Goal
from rodtrad.indicators.models import Indicator, Measurement
from rodtrad.reports.models import Report, Section, Snapshot
from rodtrad.reports.tests.helpers import (
    adopted_report,
    draft_report,
    ready_report,
    section_of,
    submitted_report,
)
from tests.world import World, browser

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


def page(user: User, address: str) -> str:
    """The page at an address, for a person."""
    answer = browser(user).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def add_goals(world: World, number: int) -> None:
    """Give the school more goals, each with an indicator, a value, an activity and an analysis."""
    for n in range(number):
        goal = goals.create_goal(
            unit=world.school,
            wording=goals.Wording(
                title=f"Mål {n}",
                desired_effect="Det blir bättre.",
                origin=Goal.Origin.DEFICIENCY,
                starts=date(2025, 8, 1),
                ends=date(2026, 7, 31),
            ),
            requirements=[world.requirement],
            by=world.principal,
        )
        target = goals.add_target(
            goal,
            indicator=Indicator.objects.create(name=f"Indikator {n}"),
            movement=goals.Movement(baseline_value=Decimal(50), desired_value=Decimal(80)),
            checkpoints=[],
            by=world.principal,
        )
        Measurement.objects.create(
            indicator=target.indicator,
            unit=world.school,
            period="2025/26",
            period_ends=date(2026, 7, 31),
            value=Decimal(60),
            numerator=12,
            denominator=20,
        )
        activity = work.create_activity(
            goal,
            plan=work.ActivityPlan(
                title=f"Aktivitet {n}",
                aim="Alla gör det.",
                how_it_moves="Det hjälper.",
                starts=date(2025, 9, 1),
                ends=date(2026, 6, 1),
            ),
            targets=[target],
            checkpoints=[],
            by=world.principal,
        )
        work.check_in(
            activity,
            on=date(2026, 2, 1),
            judgement="on_track",
            process_data="Det går.",
            by=world.lead_teacher,
        )
        goals.add_area(
            unit=world.school, school_year=world.last_year, title=f"Område {n}", by=world.principal
        )


def queries_of(user: User, address: str) -> int:
    """How many queries a page takes for a person."""
    client = browser(user)
    with CaptureQueriesContext(connection) as taken:
        assert client.get(address).status_code == 200
    return len(taken)


def test_a_report_shows_facts_and_the_next_section_to_write(world: World) -> None:
    shown = page(world.principal, reverse("report_detail", args=[draft_report(world).pk]))
    assert "Eleverna läser med förståelse" in shown
    assert "124 av 148" in shown
    assert "<svg" in shown
    assert "Skriv: Sammanfattning" in shown
    assert "0 av 9 avsnitt är klara" in shown


@pytest.mark.parametrize("name", ["report_detail", "section_edit"])
def test_queries_do_not_grow_with_the_goals(world: World, name: str) -> None:
    report = draft_report(world)
    row: Report | Section = report if name == "report_detail" else section_of(report)
    address = reverse(name, args=[row.pk])
    few = queries_of(world.principal, address)
    add_goals(world, 6)
    assert queries_of(world.principal, address) == few <= MOST_QUERIES


@pytest.mark.parametrize("made", [draft_report, submitted_report, adopted_report])
def test_every_state_is_read_within_the_budget(
    world: World, made: Callable[[World], Report]
) -> None:
    address = reverse("report_detail", args=[made(world).pk])
    for user in (world.principal, world.head):
        assert queries_of(user, address) <= MOST_QUERIES


def test_the_list_stays_within_the_budget(world: World) -> None:
    adopted_report(world)
    for user in (world.head, world.principal, world.board_member):
        assert queries_of(user, reverse("report_list") + "?lasar=2025-26") <= MOST_QUERIES


def test_a_group_too_small_is_withheld_in_the_report(world: World) -> None:
    Measurement.objects.update(numerator=3, denominator=4, value=Decimal(75))
    shown = page(world.principal, reverse("report_detail", args=[draft_report(world).pk]))
    assert "3 av 4" not in shown
    assert "75,0" not in shown
    assert "Visas inte: för få" in shown


def test_the_head_sees_units_that_have_not_begun(world: World) -> None:
    draft_report(world)
    shown = page(world.head, reverse("report_list") + "?lasar=2025-26")
    assert "Östra skolan" in shown
    assert "Inte påbörjad" in shown
    assert "0 av 9 klara" in shown
    only = page(world.head, reverse("report_list") + "?lasar=2025-26&lage=saknas")
    assert "Östra skolan" in only
    assert "Västerportskolan" not in only


def test_a_board_member_reads_only_what_is_adopted(world: World) -> None:
    report = draft_report(world)
    address = reverse("report_detail", args=[report.pk])
    assert browser(world.board_member).get(address).status_code == 404
    assert "Västerportskolan" not in page(
        world.board_member, reverse("report_list") + "?lasar=2025-26"
    )
    adopted_report(world)
    assert "Markera som klart" not in page(world.board_member, address)
    assert "Västerportskolan" in page(world.board_member, reverse("report_list") + "?lasar=2025-26")


def test_the_list_is_exported_with_one_row_a_unit(world: World) -> None:
    draft_report(world)
    answer = browser(world.head).get(reverse("report_list") + "?lasar=2025-26&format=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert "Västerportskolan;54436997;2025/26;Utkast;1;0;9;2026-06-30" in lines[1]


def test_a_principal_opens_the_report_from_the_list(world: World) -> None:
    client = browser(world.principal)
    answer = client.post(
        reverse("report_create"),
        {"unit": world.school.pk, "school_year": world.last_year.pk},
    )
    report = Report.objects.get(unit=world.school)
    assert answer.headers["Location"] == reverse("report_detail", args=[report.pk])


def test_a_principal_cannot_open_another_units_report(world: World) -> None:
    answer = browser(world.principal).post(
        reverse("report_create"),
        {"unit": world.other_school.pk, "school_year": world.last_year.pk},
    )
    assert answer.status_code == 422
    assert not Report.objects.filter(unit=world.other_school).exists()


def test_writing_a_section_stores_text_and_mark(world: World) -> None:
    section = section_of(draft_report(world))
    answer = browser(world.principal).post(
        reverse("section_edit", args=[section.pk]),
        {"text": "<div>Vårt år.</div>", "ready": "on", "revision": "0"},
    )
    assert answer.status_code == 302
    section.refresh_from_db()
    assert (section.text, section.ready) == ("<div>Vårt år.</div>", True)


def test_both_versions_are_shown_when_two_write_at_once(world: World) -> None:
    section = section_of(draft_report(world))
    address = reverse("section_edit", args=[section.pk])
    browser(world.principal).post(address, {"text": "<div>Den första.</div>", "revision": "0"})
    answer = browser(world.assistant_principal).post(
        address, {"text": "<div>Den andra.</div>", "ready": "on", "revision": "0"}
    )
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Den första." in shown
    assert "Den andra." in shown
    section.refresh_from_db()
    assert (section.text, section.ready) == ("<div>Den första.</div>", False)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_mark_is_set_with_and_without_scripts(world: World, headers: dict[str, str]) -> None:
    section = section_of(draft_report(world))
    client = browser(world.principal)
    address = reverse("section_ready", args=[section.pk])
    answer = client.post(address, {"ready": "1"}, headers=headers, follow=True)
    assert "1 av 9 avsnitt är klara" in answer.content.decode()
    answer = client.post(address, {"ready": "0"}, headers=headers, follow=True)
    assert "0 av 9 avsnitt är klara" in answer.content.decode()


def test_a_teacher_reads_the_draft_but_does_not_write(world: World) -> None:
    report = draft_report(world)
    section = section_of(report)
    client = browser(world.lead_teacher)
    assert client.get(reverse("report_detail", args=[report.pk])).status_code == 200
    assert client.get(reverse("section_edit", args=[section.pk])).status_code == 404
    assert client.post(reverse("section_ready", args=[section.pk])).status_code == 404
    assert client.post(reverse("report_submit", args=[report.pk])).status_code == 404


def test_a_principal_hands_in_but_does_not_adopt(world: World) -> None:
    report = ready_report(world)
    client = browser(world.principal)
    client.post(reverse("report_submit", args=[report.pk]))
    report.refresh_from_db()
    assert report.state == Report.State.SUBMITTED
    assert client.get(reverse("report_adopt", args=[report.pk])).status_code == 404
    assert client.post(reverse("report_return", args=[report.pk])).status_code == 404


def test_a_report_that_is_not_ready_says_what_is_missing(world: World) -> None:
    report = draft_report(world)
    answer = browser(world.principal).post(reverse("report_submit", args=[report.pk]), follow=True)
    assert "inte markerade som klara: Sammanfattning" in answer.content.decode()


def test_the_reason_stands_first_in_a_returned_report(world: World) -> None:
    report = submitted_report(world)
    answer = browser(world.head).post(
        reverse("report_return", args=[report.pk]), {"reason": "Skriv om orsakerna."}
    )
    assert answer.status_code == 302
    assert "Skriv om orsakerna." in page(
        world.principal, reverse("report_detail", args=[report.pk])
    )


def test_the_head_adopts_with_a_registry_number(world: World) -> None:
    report = submitted_report(world)
    client = browser(world.head)
    address = reverse("report_adopt", args=[report.pk])
    refused = client.post(address, {"registry_number": "", "on": "2026-06-20"})
    assert refused.status_code == 422
    client.post(address, {"registry_number": "BUN 2026/17", "on": "2026-06-20"})
    shown = page(world.board_member, reverse("report_detail", args=[report.pk]))
    assert "diarienummer BUN 2026/17" in shown
    assert Snapshot.objects.get(report=report).sha256 in shown


@pytest.mark.parametrize(
    ("name", "start", "ending"), [("report_pdf", b"%PDF", "pdf"), ("report_docx", b"PK", "docx")]
)
def test_a_report_is_downloaded_under_its_own_name(
    world: World, name: str, start: bytes, ending: str
) -> None:
    report = adopted_report(world)
    answer = browser(world.board_member).get(reverse(name, args=[report.pk]))
    assert answer.content.startswith(start)
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="kvalitetsrapport-vasterportskolan-2025-26.{ending}"'
    )


def test_a_damaged_report_is_not_shown(world: World) -> None:
    report = adopted_report(world)
    Snapshot.objects.update(content="{}")
    for name in ("report_detail", "report_pdf", "report_docx"):
        answer = browser(world.head).get(reverse(name, args=[report.pk]))
        assert answer.status_code == 500
        assert "stämmer inte med kontrollsumman" in answer.content.decode()


def test_history_restores_an_earlier_wording(world: World) -> None:
    section = section_of(draft_report(world))
    client = browser(world.principal)
    edit = reverse("section_edit", args=[section.pk])
    client.post(edit, {"text": "<div>Först.</div>", "revision": "0"})
    first = section.history.latest().history_id
    client.post(edit, {"text": "<div>Sedan.</div>", "revision": "1"})
    shown = page(world.principal, reverse("section_history", args=[section.pk]))
    address = reverse("section_restore", args=[section.pk, first])
    assert address in shown
    client.post(address)
    section.refresh_from_db()
    assert section.text == "<div>Först.</div>"


def test_the_report_tells_who_did_what(world: World) -> None:
    report = adopted_report(world)
    shown = page(world.principal, reverse("report_history", args=[report.pk]))
    assert "Karin Öberg" in shown
    assert "Fastställd" in shown


def test_a_later_version_is_pointed_to(world: World) -> None:
    report = adopted_report(world)
    client = browser(world.principal)
    answer = client.post(reverse("report_new_version", args=[report.pk]))
    later = Report.objects.get(unit=world.school, version=2)
    assert answer.headers["Location"] == reverse("report_detail", args=[later.pk])
    assert "senare version" in page(world.principal, reverse("report_detail", args=[report.pk]))
    # Its draft is not for the board.
    assert "senare version" not in page(
        world.board_member, reverse("report_detail", args=[report.pk])
    )
