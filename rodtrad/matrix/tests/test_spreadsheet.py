"""A matrix as a spreadsheet: out and in again, or nothing and every fault named."""

import io
from collections.abc import Sequence

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rodtrad.matrix.actions.importing import import_matrix
from rodtrad.matrix.models import Criterion, Matrix
from rodtrad.matrix.queries.matrix import whole
from rodtrad.matrix.spreadsheet import SheetError, read_sheet
from rodtrad.matrix.tests.helpers import small_matrix
from tests.world import World

HEAD = ("Område", "Kriterium", "Vad ni tittar efter", "Nyckel", "Steg 1: Börjar", "Steg 2: Kan")
ROW = ("Ledning", "Rektor leder", "Hur märks det?", "", "Lite.", "Mycket.")


def xlsx(*rows: Sequence[str]) -> bytes:
    """A workbook with these rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def faults(*rows: Sequence[str]) -> list[str]:
    """What is wrong with a file of these rows."""
    with pytest.raises(SheetError) as refused:
        read_sheet(xlsx(*rows), needs_texts=True)
    return refused.value.faults


def test_an_unknown_column_is_named(world: World) -> None:
    found = faults((*HEAD, "Ansvarig"), (*ROW, "Rektor"))
    assert "Kolumnen ”Ansvarig” känns inte igen" in found[0]


def test_a_missing_column_is_named() -> None:
    assert "Kolumnen Kriterium saknas." in faults(("Område", "Steg 1: A", "Steg 2: B"))


def test_steps_without_order_are_refused() -> None:
    assert "utan luckor" in faults(("Område", "Kriterium", "Steg 1: A", "Steg 3: B"))[0]


def test_every_row_is_told_what_is_wrong() -> None:
    found = faults(HEAD, ("", "Rektor leder", "", "", "Lite.", ""), ROW, ROW)
    assert found == [
        "Rad 2: Området saknas.",
        "Rad 2: Beskrivningen av ”Kan” saknas.",
        "Rad 4: ”Rektor leder” står redan på rad 3.",
    ]


def test_an_identity_number_is_stopped() -> None:
    found = faults(HEAD, (*ROW[:4], "Barnet 811218-9876", "Mycket."))
    assert "personnummer" in found[0]


@pytest.mark.parametrize("data", [b"", b"Omr\xe5de;Kriterium", b"PK\x03\x04trasig"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(SheetError, match=r"\.xlsx"):
        read_sheet(data, needs_texts=True)


def test_nothing_is_stored_of_a_file_with_one_fault(world: World) -> None:
    before = Criterion.objects.count(), Matrix.objects.count()
    client = Client()
    client.force_login(world.head)
    file = SimpleUploadedFile("matris.xlsx", xlsx(HEAD, ROW, (*ROW[:5], "")))
    answer = client.post(
        reverse("matrix_import"),
        {"file": file, "name": "Inläst", "unit_kind": "school", "scale": "levels"},
    )
    assert answer.status_code == 422
    assert "Rad 3" in answer.content.decode()
    assert (Criterion.objects.count(), Matrix.objects.count()) == before


def test_a_matrix_goes_out_and_comes_in_as_a_new_version_with_its_keys(world: World) -> None:
    old = small_matrix(world)
    client = Client()
    client.force_login(world.head)
    data = client.get(reverse("version_export", args=[old.pk])).content
    file = SimpleUploadedFile("matris.xlsx", data)
    address = f"{reverse('matrix_import')}?matris={old.matrix_id}"
    assert client.post(address, {"file": file, "scale": "levels"}).status_code == 302
    new = old.matrix.versions.get(number=2)
    assert new.is_draft
    assert [(r.criterion.key, [x.text for x in r.levels]) for r in whole(old).rows] == [
        (r.criterion.key, [x.text for x in r.levels]) for r in whole(new).rows
    ]


def test_a_file_without_keys_finds_them_by_name(world: World) -> None:
    old = small_matrix(world)
    rows = [("Delaktighet", "Samråd", "", "", "Lite.", "Mycket.")]
    new = import_matrix(xlsx(HEAD, *rows), matrix=old.matrix, by=world.head)
    assert Criterion.objects.get(area__version=new).key == "samrad"


def test_points_need_no_descriptions(world: World) -> None:
    head = ("Område", "Kriterium", "Steg 1: 1", "Steg 2: 2", "Steg 3: 3")
    new = import_matrix(
        xlsx(head, ("Ledning", "Rektor leder", "", "", "")),
        name="Poäng",
        unit_kind="school",
        scale="points",
        by=world.head,
    )
    assert new.steps.count() == 3
