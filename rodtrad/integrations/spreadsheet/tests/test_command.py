"""`rodtrad import FIL`: tries, brings in, says what is wrong, and leaves nothing behind."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from rodtrad.indicators.models import ImportRun, Measurement
from rodtrad.integrations.models import MappedUnit, SheetMapping
from rodtrad.integrations.spreadsheet import template
from rodtrad.integrations.spreadsheet.tests import files
from rodtrad.integrations.spreadsheet.tests.rows import (
    ROW,
    mapping_of,
    sent,
    value_of,
)
from tests.world import World


@pytest.fixture
def mapping(world: World) -> SheetMapping:
    return mapping_of(world.share)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "prov.csv"
    found.write_bytes(sent(ROW))
    return found


def command(*words: str) -> tuple[str, dict[str, Any]]:
    out = StringIO()
    call_command("import", *words, "--json", stdout=out)
    return out.getvalue(), json.loads(out.getvalue().splitlines()[-1])


def test_the_command_tries_brings_in_and_undoes(
    world: World, mapping: SheetMapping, path: Path
) -> None:
    text, counts = command(str(path), "--mapping", "Provresultat", "--dry-run")
    assert "provkörning" in text
    assert counts["new"] == 1
    assert not Measurement.objects.exclude(run=None).exists()
    assert not ImportRun.objects.exists()
    text, counts = command(str(path), "--mapping", "Provresultat")
    assert "Lade till 1 värde" in text
    assert value_of(world).run_id == counts["run"]
    out = StringIO()
    call_command("undo-import", str(counts["run"]), stdout=out)
    assert "togs bort" in out.getvalue()
    assert not Measurement.objects.exclude(run=None).exists()


def test_the_command_knows_a_file_by_its_headings(
    world: World, mapping: SheetMapping, path: Path
) -> None:
    assert command(str(path))[1]["new"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--mapping", "Finns inte"], "inget kolumnval som heter ”Finns inte”"),
        (["--mapping", "Provresultat", "--sheet", "Blad 7"], None),
    ],
)
def test_the_command_says_what_is_wrong(
    world: World, mapping: SheetMapping, path: Path, words: list[str], said: str | None
) -> None:
    if said is None:
        # A text file has no sheets to choose among.
        assert command(str(path), *words)[1]["new"] == 1
        return
    with pytest.raises(CommandError, match=said):
        command(str(path), *words)


def test_the_command_fails_on_a_wrong_row_also_when_it_only_tries(
    world: World, mapping: SheetMapping, path: Path
) -> None:
    path.write_bytes(sent(["Riket", *ROW[1:]]))
    for extra in ([], ["--dry-run"]):
        with pytest.raises(CommandError, match=r"Rad 2: ”Riket”"):
            command(str(path), "--mapping", "Provresultat", *extra)
    assert ImportRun.objects.get().state == ImportRun.State.FAILED


def test_the_command_leaves_nothing_behind_of_a_template(world: World, tmp_path: Path) -> None:
    path = tmp_path / "mall.csv"
    row = ["54436997", "V", world.share.name, "2024/25", "Alla", "50", "", ""]
    path.write_bytes(files.csv_file([template.HEADINGS, row]))
    assert command(str(path), "--dry-run")[1]["new"] == 1
    assert command(str(path))[1]["new"] == 1
    assert not SheetMapping.objects.exists()
    assert not MappedUnit.objects.exists()


def test_a_template_among_other_sheets_is_found_by_the_command(
    world: World, tmp_path: Path
) -> None:
    path = tmp_path / "mall.xlsx"
    row = ["54436997", "V", world.share.name, "2024/25", "Alla", 50, "", ""]
    path.write_bytes(files.xlsx([["Anteckningar"], ["Ring skolan"]], [template.HEADINGS, row]))
    assert command(str(path))[1]["new"] == 1
