"""The pages of sources, runs, key figures, mapping, proposals and duty roles."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.indicators.models import ImportRun, Indicator, Measurement
from rodtrad.integrations.actions import import_slutbetyg
from rodtrad.integrations.models import DutyRole, Fetch, Kpi, Place, Proposal, Source
from rodtrad.integrations.skolverket.tests.files import EXCERPT
from rodtrad.integrations.tasks import tasks_for
from rodtrad.organisation.models import Unit
from tests.world import World


@pytest.fixture
def browser(world: World) -> Client:
    return signed_in(world.administrator)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(client: Client, name: str, *args: Any, query: str = "") -> str:
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_sources_say_what_to_do_before_anything_is_fetched(browser: Client) -> None:
    page = text(browser, "source_list")
    assert "Ingen adress ännu" in page
    assert "RODTRAD_SS12000_TOKEN" in page
    assert page.count("Hämta nu") == 5
    assert "Katalogen är inte hämtad ännu" in text(browser, "kpi_list")
    assert "Inga enheter är hämtade ännu" in text(browser, "place_edit")
    assert "Inget att ta ställning till" in text(browser, "proposal_list")


def test_a_fetch_is_started_with_one_click_and_its_page_asks_again_by_itself(
    browser: Client, world: World
) -> None:
    start = reverse("fetch_start", args=["kolada-definitions"])
    response = browser.post(start)
    run = ImportRun.objects.get()
    assert response["Location"] == reverse("import_detail", args=[run.pk])
    page = text(browser, "import_detail", run.pk)
    assert 'hx-trigger="every 2s"' in page
    assert "Väntar på sin tur" in page
    # Once more while it waits: told, not begun twice.
    assert "pågår redan" in browser.post(start, follow=True).content.decode()
    ImportRun.objects.filter(pk=run.pk).update(
        state="running", steps=4, steps_done=1, step="Hämtar kommunerna", beat_at=timezone.now()
    )
    page = text(browser, "import_detail", run.pk)
    assert 'value="25"' in page
    assert "Hämtar kommunerna" in page
    ImportRun.objects.filter(pk=run.pk).update(state="failed", error="Kolada svarade inte i tid.")
    page = text(browser, "import_detail", run.pk)
    assert "Kolada svarade inte i tid." in page
    assert "hx-trigger" not in page
    assert [one.action for one in tasks_for(world.administrator, timezone.localdate())] == [
        "Se varför"
    ]


def test_a_run_that_stopped_to_ask_can_be_allowed_to_go_on(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Source.objects.filter(pk="ss12000").update(address="http://127.0.0.1:1")
    run = ImportRun.objects.create(
        source="SS12000", kind="ss12000-sync", state="stopped", error="5 av 9 personer."
    )
    page = text(browser, "import_detail", run.pk)
    assert "Godkänn och kör igen" in page
    assert 'name="allow_removals"' in page


def test_an_import_is_undone_after_a_question(browser: Client, world: World) -> None:
    import_slutbetyg(data=EXCERPT, by=world.administrator)
    run = ImportRun.objects.get()
    assert "Ångra importen" in text(browser, "import_detail", run.pk)
    assert "blir som det var före" in text(browser, "import_undo", run.pk)
    assert Measurement.objects.filter(run=run).exists()
    browser.post(reverse("import_undo", args=[run.pk]))
    assert not Measurement.objects.filter(run=run).exists()
    page = text(browser, "import_detail", run.pk)
    assert "Ångrad" in page
    assert "Ångra importen" not in page


def test_runs_are_filtered_by_source_and_state(browser: Client) -> None:
    ImportRun.objects.create(source="Kolada", state="failed", error="Kolada är nere.")
    ImportRun.objects.create(source="Skolverket", account="2 skolor.")
    assert "Kolada är nere." not in text(browser, "import_list", query="?kalla=Skolverket")
    assert "2 skolor." not in text(browser, "import_list", query="?lage=failed")
    csv = browser.get(reverse("import_list") + "?format=csv").content.decode()
    assert "Kolada är nere." in csv


def test_the_address_and_the_schedule_are_changed(browser: Client) -> None:
    page = reverse("source_edit", args=["kolada"])
    sent = {"address": "http://127.0.0.1:8999/v3", "every_kolada-values": "week"}
    assert browser.post(page, sent).status_code == 302
    assert Source.objects.get(pk="kolada").address == "http://127.0.0.1:8999/v3"
    assert Fetch.objects.get(pk="kolada-values").next_at is not None
    assert browser.post(page, {"address": "kolada"}).status_code == 422


def test_a_key_figure_is_found_and_followed(browser: Client, world: World) -> None:
    Kpi.objects.create(
        code="N15419", title="Elever i åk 9 i alla ämnen, andel (%)", area="Grundskola"
    )
    Kpi.objects.create(code="N11010", title="Inskrivna barn per årsarbetare", area="Förskola")
    assert "N11010" not in text(browser, "kpi_list", query="?q=alla+ämnen")
    assert "N15419" not in text(browser, "kpi_list", query="?omrade=Förskola")
    assert 'value="share" selected' in text(browser, "kpi_choose", "N15419")
    choose = reverse("kpi_choose", args=["N15419"])
    assert browser.post(choose, {"kind": "share", "better": "up"}).status_code == 302
    indicator = Indicator.objects.get(source_code="kolada:N15419")
    assert (indicator.kind, indicator.better) == ("share", "up")
    assert "N15419" in text(browser, "kpi_list", query="?visa=foljs")
    browser.post(reverse("kpi_stop", args=["N15419"]))
    assert Kpi.objects.get(pk="N15419").indicator is None
    assert Indicator.objects.filter(pk=indicator.pk).exists()


def test_setting_up_kolada_leads_on_from_step_to_step(browser: Client, world: World) -> None:
    Kpi.objects.create(code="N1", title="Elever i åk 9, andel (%)")
    Kpi.objects.create(code="N2", title="Elever i åk 6, andel (%)")
    Place.objects.create(code="V15E1", title="Västerportskolan 7-9", kind="unit")
    run = ImportRun.objects.create(source="Kolada", kind="kolada-definitions", state="done")
    page = text(browser, "import_detail", run.pk)
    assert reverse("place_edit") in page
    assert "Välj vilka nyckeltal" in page
    sent = {"place_V15E1": world.school.pk}
    assert browser.post(reverse("place_edit"), sent).headers["Location"] == reverse("kpi_list")
    # Several are often found by one search, which is gone back to.
    found = text(browser, "kpi_list", query="?q=elever+i")
    choose = f"{reverse('kpi_choose', args=['N1'])}?q=elever+i"
    assert choose in found
    assert "Hämta värdena nu" not in found
    back = browser.post(choose, {"kind": "share", "better": "up"}, follow=True)
    assert "N2" in back.content.decode()
    assert "Hämta värdena nu" in back.content.decode()
    assert "bara när någon startar det" in back.content.decode()
    assert "Hämta värden för de nyckeltal" in text(browser, "import_detail", run.pk)


def test_units_are_mapped_with_suggestions_and_comparisons_chosen(
    browser: Client, world: World
) -> None:
    Place.objects.create(code="V15E1", title="Västerportskolan 7-9", kind="unit")
    Place.objects.create(code="V15E2", title="Fristående", kind="unit")
    Place.objects.create(code="G1", title="Liknande kommuner", kind="group")
    page = text(browser, "place_edit")
    assert "Förslag efter namnet." in page
    sent = {"place_V15E1": world.school.pk, "place_V15E2": "-", "compared": ["G1"]}
    assert browser.post(reverse("place_edit"), sent).status_code == 302
    assert Place.objects.get(pk="V15E1").unit == world.school
    assert Place.objects.get(pk="V15E2").settled
    assert Place.objects.get(pk="G1").compared


def test_a_proposal_is_carried_out_or_declined(browser: Client, world: World) -> None:
    run = ImportRun.objects.create(source="Skolverket")
    made = [
        Proposal.objects.create(
            run=run, kind="rename", unit=unit, code=unit.code, name=unit.name, after="Nytt namn"
        )
        for unit in (world.school, world.other_school)
    ]
    assert tasks_for(world.administrator, timezone.localdate())[0].title.startswith("2 förslag")
    browser.post(reverse("proposal_edit", args=[made[0].pk]))
    browser.post(reverse("proposal_edit", args=[made[1].pk]), {"decline": "1"})
    assert Unit.objects.get(pk=world.school.pk).name == "Nytt namn"
    assert Unit.objects.get(pk=world.other_school.pk).name == "Östra skolan"
    assert "Avböjt" in text(browser, "proposal_list", query="?visa=avgjorda")
    assert tasks_for(world.principal, timezone.localdate()) == []


def test_duty_roles_get_roles(browser: Client) -> None:
    duty = DutyRole.objects.get(name="Bibliotekarie")
    role = DutyRole.objects.get(name="Rektor").role
    assert role is not None
    Fetch.objects.filter(pk="ss12000-sync").update(fetched_until=timezone.now())
    kept = {f"duty_{one.pk}": one.role_id or "" for one in DutyRole.objects.all()}
    browser.post(reverse("dutyrole_edit"), kept | {f"duty_{duty.pk}": role.pk})
    duty.refresh_from_db()
    assert duty.role == role
    # What has changed here has not changed there: everything is asked for the next time.
    assert Fetch.objects.get(pk="ss12000-sync").fetched_until is None


def test_a_principal_sets_a_fetched_value_aside_and_takes_it_back(world: World) -> None:
    import_slutbetyg(data=EXCERPT, by=None)
    row = Measurement.objects.get(
        unit=world.school, indicator__source_code__endswith=":all_subjects"
    )
    principal = signed_in(world.principal)
    series = reverse("series_detail", args=[row.indicator_id, world.school.code])
    page = principal.get(series).content.decode()
    assert "Sätt åt sidan" in page
    aside = reverse("measurement_set_aside", args=[row.pk])
    assert principal.post(aside, {"why": ""}).status_code == 422
    assert principal.post(aside, {"why": "Fel årskull."}).status_code == 302
    page = principal.get(series).content.decode()
    assert "Fel årskull." in page
    assert "Använd igen" in page
    assert "83,8" not in page
    back = reverse("measurement_take_back", args=[row.pk])
    assert "Fel årskull." in principal.get(back).content.decode()
    principal.post(back)
    assert "83,8" in principal.get(series).content.decode()
    # Who takes part but does not plan decides nothing of the kind.
    assert signed_in(world.lead_teacher).get(aside).status_code == 404
