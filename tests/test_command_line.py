"""What the command line says of words that it cannot read: one Swedish sentence, exit code 1."""

import errno
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, base, call_command

from rodtrad.config import cli
from rodtrad.core.files import why_not
from tests.world import World


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("evidence", "Det saknas något: --year, --out."),
        ("evidence --year", "--year saknar sitt värde."),
        ("evidence --year 2025/26 --out x.zip --bara", "Det här hör inte till kommandot: --bara."),
        ("survey export", "Det saknas något: --survey, --out."),
        ("survey export --survey sju --out x", "--survey ska vara ett heltal, inte ”sju”."),
        (
            "survey export --survey 7 --out x --format pdf",
            "--format kan inte vara ”pdf”. Välj bland 'xlsx', 'csv'.",
        ),
    ],
)
def test_what_is_wrong_with_the_words_is_said_in_swedish(
    words: str,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # Put back afterwards: the command line sets it for its whole process.
    monkeypatch.setattr(base, "CommandParser", base.CommandParser)
    monkeypatch.setattr("sys.argv", ["rodtrad", *words.split()])

    with pytest.raises(SystemExit) as stopped:
        cli.main()
    said = capsys.readouterr().err
    assert stopped.value.code == 1
    assert sentence in said
    assert "--help" in said
    assert "error" not in said


def test_what_has_no_sentence_of_its_own_is_still_said() -> None:
    assert cli.in_swedish("strange") == "Kommandot kan inte läsas: strange."


def test_why_a_file_cannot_be_written_is_said_in_swedish() -> None:
    for number in (errno.ENOENT, errno.EISDIR, errno.EACCES, errno.ENOSPC):
        error = OSError(number, os.strerror(number))
        assert why_not(error) != error.strerror
    assert why_not(OSError(errno.EIO, "Input/output error")) == "Input/output error"


def test_a_package_is_not_made_for_a_year_that_has_not_begun_or_had_no_units(
    world: World, tmp_path: Path
) -> None:
    out = tmp_path / "x.zip"
    with pytest.raises(CommandError, match="2099/00 har inte börjat än"):
        call_command("evidence", year="2099/00", out=out)
    with pytest.raises(CommandError, match="hade ingen skola eller förskola läsåret 1950/51"):
        call_command("evidence", year="1950/51", out=out)
    with pytest.raises(CommandError, match="mappen eller filen finns inte"):
        call_command(
            "evidence", year="2025/26", unit=world.school.code, out=tmp_path / "ingen" / "x.zip"
        )
    assert not out.exists()
