"""A large spreadsheet is brought in behind the page, and only as it was seen."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.indicators.actions import record_measurement
from rodtrad.indicators.models import ImportRun, Measurement
from rodtrad.integrations.models import SheetFile
from rodtrad.integrations.runs.account import Progress
from rodtrad.integrations.spreadsheet import actions, background
from rodtrad.integrations.spreadsheet.background import carry_sheet
from rodtrad.integrations.spreadsheet.tests import files
from rodtrad.integrations.spreadsheet.tests.made import made_mapping
from tests.world import World

ROW = ["Västerportskolan", "2024/25", "83,8", ""]


@pytest.fixture(autouse=True)
def _behind_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "AT_ONCE", 0)


@pytest.fixture
def admin(world: World) -> Client:
    client = Client()
    client.force_login(world.administrator)
    return client


def _file(world: World, *rows: list[str]) -> SheetFile:
    mapping = made_mapping(world.share)
    headings = [one.heading for one in mapping.columns.all()]
    file = actions.keep_file(
        files.csv_file([headings, *(rows or [ROW])]),
        file_name="stor.csv",
        by=world.administrator,
        now=timezone.now(),
    )
    file.mapping = mapping
    file.save()
    return file


def _begin(admin: Client, file: SheetFile) -> ImportRun:
    detail = reverse("sheet_detail", args=[file.pk])
    tried = admin.get(detail).context["digest"]
    answer: Any = admin.post(detail, {"provad": tried})
    run = ImportRun.objects.latest("pk")
    assert answer.url == reverse("import_detail", args=[run.pk])
    return run


def _tried(admin: Client, file: SheetFile) -> str:
    return str(admin.get(reverse("sheet_detail", args=[file.pk])).context["digest"])


def test_a_large_file_waits_its_turn_and_is_then_brought_in_whole(
    world: World, admin: Client, django_capture_on_commit_callbacks: Any
) -> None:
    file = _file(world)
    tried, path = _tried(admin, file), str(file.file.name)
    run = _begin(admin, file)
    page = admin.get(reverse("import_detail", args=[run.pk])).content.decode()
    assert run.state == ImportRun.State.WAITING
    assert "Väntar på sin tur" in page
    assert "every 2s" in page
    assert not Measurement.objects.filter(run=run).exists()
    # Clicked once more it is the same run.
    assert _begin_again(admin, file, tried) == run

    with django_capture_on_commit_callbacks(execute=True):
        assert carry_sheet.call(file.pk, tried) == "done"
    run.refresh_from_db()
    assert (run.state, run.steps_done) == (ImportRun.State.DONE, 3)
    assert Measurement.objects.get(run=run).shown == "83,8\u00a0%"
    assert not default_storage.exists(path)
    assert (
        "Lade till 1 värde" in admin.get(reverse("import_detail", args=[run.pk])).content.decode()
    )
    assert carry_sheet.call(file.pk, tried) == "gone"


def _begin_again(admin: Client, file: SheetFile, tried: str) -> ImportRun:
    admin.post(reverse("sheet_detail", args=[file.pk]), {"provad": tried})
    return ImportRun.objects.latest("pk")


def test_what_is_wrong_when_its_turn_comes_is_told_and_the_file_can_be_tried_again(
    world: World, admin: Client
) -> None:
    file = _file(world)
    run = _begin(admin, file)
    world.share.retired_on = timezone.localdate() - timedelta(days=1)
    world.share.save()

    assert carry_sheet.call(file.pk, "") == "failed"
    run.refresh_from_db()
    assert "används inte längre" in run.error
    assert "Ingenting har sparats" in run.error
    assert not Measurement.objects.filter(run=run).exists()
    page = admin.get(reverse("import_detail", args=[run.pk])).content.decode()
    assert reverse("sheet_detail", args=[file.pk]) in page
    assert (
        "Rätta filen först" in admin.get(reverse("sheet_detail", args=[file.pk])).content.decode()
    )
    assert SheetFile.objects.waiting().filter(pk=file.pk).exists()


def test_a_fault_that_nobody_foresaw_does_not_leave_the_run_going_on(
    world: World, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _file(world)
    run = _begin(admin, file)
    monkeypatch.setattr(background, "store_in", lambda *args: 1 / 0)

    assert carry_sheet.call(file.pk, _digest(file, world)) == "failed"
    run.refresh_from_db()
    assert "oväntat fel" in run.error


def _digest(file: SheetFile, world: World) -> str:
    from rodtrad.integrations.spreadsheet.importing import check_file, content_of

    data = content_of(file, now=timezone.now())
    return check_file(file, data, by=world.administrator).digest


def test_one_spreadsheet_at_a_time(world: World, admin: Client) -> None:
    run = _begin(admin, _file(world))
    other = _file(world, ["Västerportskolan", "2023/24", "80", ""])
    detail = reverse("sheet_detail", args=[other.pk])
    answer = admin.post(detail, {"provad": _tried(admin, other)}, follow=True)

    assert "Ett annat kalkylark läses in just nu" in answer.content.decode()
    assert ImportRun.objects.latest("pk") == run


def test_a_run_that_nobody_began_does_not_stand_in_the_way_for_ever(
    world: World, admin: Client
) -> None:
    file = _file(world)
    lost = _begin(admin, file)
    ImportRun.objects.filter(pk=lost.pk).update(at=timezone.now() - timedelta(hours=2))
    # The file can be tried again once another is asked for, and is then brought in.
    other = _file(world, ["Västerportskolan", "2023/24", "80", ""])
    assert _begin(admin, other) != lost
    lost.refresh_from_db()
    assert lost.state == ImportRun.State.FAILED
    assert "Ingen började med det" in lost.error
    assert carry_sheet.call(file.pk, "") == "gone"
    assert SheetFile.objects.waiting().filter(pk=file.pk).exists()


@pytest.mark.parametrize("at_once", [0, 100_000])
def test_what_was_seen_is_what_is_brought_in(
    world: World, admin: Client, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """Somebody changed the choice of columns, or the values, between the trial and the yes."""
    monkeypatch.setattr(background, "AT_ONCE", at_once)
    file = _file(world)
    tried = _tried(admin, file)
    assert file.mapping is not None
    file.mapping.as_fractions = True
    file.mapping.save()
    admin.post(reverse("sheet_detail", args=[file.pk]), {"provad": tried})
    carry_sheet.call(file.pk, tried)

    run = ImportRun.objects.latest("pk")
    assert run.state == ImportRun.State.FAILED
    assert "Något har ändrats sedan du såg raderna" in run.error
    assert not Measurement.objects.filter(run=run).exists()


def test_a_file_that_waits_its_turn_is_not_removed_and_stands_in_nobodys_way(
    world: World, admin: Client
) -> None:
    file = _file(world)
    tried = _tried(admin, file)
    run = _begin(admin, file)

    answer = admin.post(reverse("sheet_remove", args=[file.pk]), follow=True)
    assert "läses redan in" in answer.content.decode()
    for page in ("sheet_edit", "sheet_choose", "sheet_units"):
        sent: Any = admin.get(reverse(page, args=[file.pk]))
        assert sent.url == reverse("import_detail", args=[run.pk])
    assert carry_sheet.call(file.pk, tried) == "done"


def test_what_a_colleague_writes_while_the_rows_are_tried_is_not_written_over(
    world: World, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _file(world)
    tried = _tried(admin, file)
    run = _begin(admin, file)
    ordinary = Progress.step

    def step(self: Progress, text: str) -> None:
        ordinary(self, text)
        if text.startswith("Sparar"):
            record_measurement(
                indicator=world.share,
                unit=world.school,
                period="2024/25",
                value=Decimal(75),
                by=world.principal,
            )

    monkeypatch.setattr(Progress, "step", step)
    assert carry_sheet.call(file.pk, tried) == "failed"
    run.refresh_from_db()
    assert "Något har ändrats sedan du såg raderna" in run.error
    row = Measurement.objects.get(indicator=world.share, unit=world.school, period="2024/25")
    assert row.value == 75


def test_nothing_is_brought_in_that_nobody_has_seen_tried(world: World, admin: Client) -> None:
    file = _file(world)
    address = reverse("sheet_detail", args=[file.pk])

    answer = admin.post(address, {}, follow=True)
    assert "Se först vad som skulle hända" in answer.content.decode()
    assert not Measurement.objects.filter(run__isnull=False).exists()


def test_what_is_seen_is_told_apart_to_the_last_decimal(world: World, admin: Client) -> None:
    stored = record_measurement(
        indicator=world.share,
        unit=world.school,
        period="2024/25",
        value=Decimal("70.02"),
        by=world.principal,
    ).measurement
    file = _file(world)
    tried = _tried(admin, file)
    Measurement.objects.filter(pk=stored.pk).update(value=Decimal("69.98"))

    assert _tried(admin, file) != tried
