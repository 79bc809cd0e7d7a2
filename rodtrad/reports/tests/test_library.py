"""The board reads what is adopted, and nothing else is anywhere for it to find."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.organisation.models import Unit
from rodtrad.reports.actions import new_version, note_visit, return_report, write_section
from rodtrad.reports.models import LibraryVisit, Snapshot
from rodtrad.reports.tests.helpers import (
    adopted_administration_report,
    adopted_unit_report,
    draft_report,
    section_of,
    submitted_report,
)
from tests.world import World, assign, browser, person

pytestmark = pytest.mark.django_db

LIBRARY = "report_library"


def page(user: User, name: str, query: str = "") -> str:
    """A page's text, for a person."""
    answer = browser(user).get(reverse(name) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_latest_stands_first(world: World) -> None:
    adopted_administration_report(world)
    shown = page(world.board_member, LIBRARY)
    assert shown.index("Övergripande kvalitetsrapport 2025/26") < shown.index("Ängens förskola")


def test_no_draft_leaks_to_the_board(world: World) -> None:
    report = draft_report(world)
    write_section(
        section_of(report),
        text="<p>Ett utkast om Kajsavargen.</p>",
        revision=0,
        by=world.principal,
    )
    return_report(submitted_report(world), reason="Kajsavargen saknas.", by=world.head)
    addresses = [
        reverse(LIBRARY),
        reverse(LIBRARY) + "?format=csv",
        reverse("report_list") + "?lasar=2025-26",
        reverse("report_list") + "?lasar=2025-26&format=csv",
        reverse("report_list") + "?lasar=2025-26&slag=overall",
        reverse("search") + "?q=Kajsavargen",
        reverse("search") + "?q=Västerportskolan",
        reverse("event_list"),
        reverse("home"),
    ]
    for user in (world.board_member, world.secretary, world.chair):
        client = browser(user)
        for address in addresses:
            shown = client.get(address).content.decode()
            assert "om Kajsavargen" not in shown, address
            assert "Kajsavargen saknas" not in shown, address
            if "q=" not in address:
                assert "Västerportskolan" not in shown, address
            assert "Utkast" not in shown.replace('<option value="draft">Utkast</option>', ""), (
                address
            )
        assert (
            "Kvalitetsrapport"
            not in client.get(reverse("search") + "?q=Västerportskolan")
            .content.decode()
            .partition("<main")[2]
        )
        for name in ("report_detail", "report_pdf", "report_docx", "report_history"):
            assert client.get(reverse(name, args=[report.pk])).status_code == 404
        assert client.get(reverse("report_progress")).status_code == 404


def test_a_correction_being_written_does_not_hide_or_show(world: World) -> None:
    first = adopted_unit_report(world)
    second = new_version(first, by=world.principal)
    shown = page(world.board_member, LIBRARY)
    assert reverse("report_detail", args=[first.pk]) in shown
    assert reverse("report_detail", args=[second.pk]) not in shown
    client = browser(world.board_member)
    assert client.get(reverse("report_detail", args=[second.pk])).status_code == 404
    detail = client.get(reverse("report_detail", args=[first.pk])).content.decode()
    assert "senare version" not in detail


def test_what_is_new_since_last_time_is_marked(world: World) -> None:
    assert "Ny<" not in page(world.board_member, LIBRARY)
    LibraryVisit.objects.update(at=timezone.now() - timedelta(days=3))
    Snapshot.objects.update(at=timezone.now() - timedelta(days=9))
    adopted_unit_report(world)

    shown = page(world.board_member, LIBRARY)
    assert "1 ny rapport sedan du var här" in shown
    # Loaded anew in the same visit it is still new.
    assert "1 ny rapport sedan du var här" in page(world.board_member, LIBRARY)


def test_a_visit_is_kept_with_the_one_before(world: World) -> None:
    now = timezone.now()
    assert note_visit(world.board_member, at=now) is None
    assert note_visit(world.board_member, at=now + timedelta(days=2)) == now
    assert note_visit(world.board_member, at=now + timedelta(days=2, minutes=5)) == now


def test_the_history_is_not_for_readers_of_the_result(world: World) -> None:
    report = adopted_unit_report(world)
    client = browser(world.board_member)
    assert client.get(reverse("report_detail", args=[report.pk])).status_code == 200
    assert client.get(reverse("report_history", args=[report.pk])).status_code == 404


def test_everybody_in_the_municipality_reads_the_administrations_adopted_reports(
    world: World,
) -> None:
    report = adopted_administration_report(world)
    for user in (world.board_member, world.lead_teacher, world.preschool_principal):
        answer = browser(user).get(reverse("report_detail", args=[report.pk]))
        assert answer.status_code == 200
        assert reverse("report_board", args=[report.pk]) not in answer.content.decode()
    former = browser(world.former_principal).get(reverse("report_detail", args=[report.pk]))
    assert former.status_code == 404


def test_another_municipality_reads_nothing_of_it(world: World) -> None:
    elsewhere = Unit.objects.add_root(
        instance=Unit(name="Grannkommunen", kind=Unit.Kind.MUNICIPALITY, code="0000")
    )
    stranger = person("Sten Främling")
    assign(stranger, "board_member", elsewhere)
    report = adopted_administration_report(world)
    client = browser(stranger)
    assert client.get(reverse("report_detail", args=[report.pk])).status_code == 404
    assert "Utbildningsförvaltningen" not in client.get(reverse(LIBRARY)).content.decode()


def test_an_adopted_report_is_read_with_summary_first_and_the_evidence_folded(
    world: World,
) -> None:
    report = adopted_administration_report(world)
    shown = browser(world.board_member).get(reverse("report_detail", args=[report.pk]))
    text = shown.content.decode()
    assert text.index("Innehåll") < text.index('id="sammanfattning"')
    assert text.index('id="sammanfattning"') < text.index('id="verksamheterna"')
    assert "Skriv<" not in text


def test_a_year_that_is_no_number_finds_nothing_and_breaks_nothing(world: World) -> None:
    report = adopted_unit_report(world)
    for written in ("\u00b2", "9" * 30):
        assert str(report.unit) not in page(world.head, LIBRARY, f"?ar={written}&q=finns-ej")
        made = browser(world.principal).get(reverse("report_create"), {"grupp": written})
        assert made.status_code == 404


def test_the_board_is_led_from_an_empty_running_year_to_what_is_adopted(
    world: World, client: Client
) -> None:
    client.force_login(world.board_member)
    answer = client.get(reverse("report_list"), follow=True)
    assert answer.redirect_chain == [(reverse("report_library"), 302)]
    assert "Ängens förskola" in answer.content.decode()
    # Who has chosen a year sees that year, and who writes sees what is not begun.
    assert client.get(reverse("report_list", query={"lasar": "2026-27"})).status_code == 200
    client.force_login(world.principal)
    assert client.get(reverse("report_list")).status_code == 200
