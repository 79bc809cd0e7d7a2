"""An uploaded spreadsheet is its owner's only, lies for some days, and is brought in once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.models import SheetFile, SheetMapping
from rodtrad.integrations.spreadsheet import actions, importing
from rodtrad.integrations.spreadsheet.importing import bring_in
from rodtrad.integrations.spreadsheet.tests import files
from rodtrad.integrations.spreadsheet.tests.rows import (
    HEADINGS,
    ROW,
    mapping_of,
    sent,
)
from rodtrad.integrations.spreadsheet.workbook import SheetError, read
from tests.world import World


@pytest.fixture
def mapping(world: World) -> SheetMapping:
    return mapping_of(world.share)


def test_an_uploaded_file_is_its_owners_only_and_does_not_lie_for_ever(
    world: World, mapping: SheetMapping
) -> None:
    now = timezone.now()
    file = actions.keep_file(sent(ROW), file_name="prov.csv", by=world.administrator, now=now)
    path = str(file.file.name)
    assert default_storage.exists(path)
    assert file.mapping == mapping
    assert SheetFile.objects.open_to(world.administrator, now).exists()
    assert not SheetFile.objects.open_to(world.development_head, now).exists()
    later = now + timedelta(days=3)
    assert not SheetFile.objects.open_to(world.administrator, later).exists()
    assert actions.remove_expired(now=now) == 0
    with pytest.raises(SheetError, match="inte kvar"):
        bring_in(file, by=world.administrator, now=later)
    assert actions.remove_expired(now=later) == 1
    assert not SheetFile.objects.exists()
    assert SheetMapping.objects.filter(pk=mapping.pk).exists()


def test_a_file_is_brought_in_once_and_then_removed(
    world: World, mapping: SheetMapping, django_capture_on_commit_callbacks: Any
) -> None:
    now = timezone.now()
    file = actions.keep_file(sent(ROW), file_name="prov.csv", by=world.administrator, now=now)
    path = str(file.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        run = bring_in(file, by=world.administrator, now=now)
    assert not default_storage.exists(path)
    again = bring_in(SheetFile.objects.get(pk=file.pk), by=world.administrator, now=now)
    assert again == run
    assert ImportRun.objects.filter(kind="spreadsheet").count() == 1


def test_two_mappings_that_fit_alike_are_not_chosen_between(
    world: World, mapping: SheetMapping
) -> None:
    mapping.name = "Det andra"
    mapping.save()
    mapping_of(world.share)
    file = actions.keep_file(
        sent(ROW), file_name="prov.csv", by=world.administrator, now=timezone.now()
    )
    assert file.mapping is None


def test_a_file_that_cannot_be_read_leaves_a_failed_run(world: World) -> None:
    with pytest.raises(SheetError):
        actions.keep_file(
            b"%PDF-1.7", file_name="a.pdf", by=world.administrator, now=timezone.now()
        )
    run = ImportRun.objects.latest("pk")
    assert (run.state, run.by) == (ImportRun.State.FAILED, world.administrator)
    assert "inget kalkylark" in run.error
    assert not SheetFile.objects.exists()


def test_only_so_many_files_wait_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.exceptions import ValidationError

    monkeypatch.setattr(actions.files, "_MOST_WAITING", 1)
    now = timezone.now()
    actions.keep_file(sent(ROW), file_name="a.csv", by=world.administrator, now=now)
    with pytest.raises(ValidationError, match="väntar redan"):
        actions.keep_file(sent(ROW), file_name="b.csv", by=world.administrator, now=now)


def test_a_corrected_file_takes_the_place_of_the_first_with_its_choice_of_columns(
    world: World, mapping: SheetMapping
) -> None:
    now = timezone.now()
    mapping.name = ""
    mapping.save()
    wrong = [ROW[0], "snart", *ROW[2:]]
    first = actions.keep_file(sent(wrong), file_name="a.csv", by=world.administrator, now=now)
    first.mapping = mapping
    first.save()
    client = Client()
    client.force_login(world.administrator)
    page = client.get(reverse("sheet_detail", args=[first.pk])).content.decode()
    address = f"{reverse('sheet_create')}?ersatter={first.pk}"
    assert address in page
    upload = SimpleUploadedFile("b.csv", sent(ROW))
    answer: Any = client.post(address, {"file": upload})

    [file] = SheetFile.objects.all()
    assert (file.file_name, file.mapping) == ("b.csv", mapping)
    assert answer.url == reverse("sheet_detail", args=[file.pk])
    # Nobody replaces another's file.
    other = Client()
    other.force_login(world.development_head)
    other.post(f"{reverse('sheet_create')}?ersatter={file.pk}", {"file": upload})
    assert SheetFile.objects.filter(pk=file.pk).exists()


def test_a_file_with_personal_identity_numbers_does_not_lie_waiting(world: World) -> None:
    client = Client()
    client.force_login(world.administrator)
    data = files.csv_file([[*HEADINGS, "Pnr"], [*ROW, "811218-9876"]])
    client.post(reverse("sheet_create"), {"file": SimpleUploadedFile("a.csv", data)})
    file = SheetFile.objects.get()
    answer = client.get(reverse("sheet_edit", args=[file.pk]), follow=True)

    assert "På rad 2 står något som ser ut som ett personnummer" in answer.content.decode()
    assert "borttagen härifrån" in answer.content.decode()
    assert not SheetFile.objects.exists()


def test_names_and_headings_that_no_database_keeps_are_read_all_the_same(world: World) -> None:
    now = timezone.now()
    text = "Sko\0la;Andel\nVästerportskolan;80".encode("utf-16")
    file = actions.keep_file(text, file_name="a.csv", by=world.administrator, now=now)
    assert read(importing.content_of(file, now=now)).rows[0][0] == "Skola"
    long_name = files.ods([HEADINGS, ROW], name="Resultat " * 20)
    file = actions.keep_file(long_name, file_name="b.ods", by=world.administrator, now=now)
    assert len(file.sheet) == 100
    assert read(importing.content_of(file, now=now), file.sheet).rows[1] == ROW
