"""`rodtrad import slutbetyg` and the pages of imports."""

import hashlib
import json
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rodtrad.indicators.actions import record_measurement
from rodtrad.indicators.models import (
    ComparisonUnit,
    ComparisonValue,
    ImportRun,
    Indicator,
    Measurement,
)
from rodtrad.integrations import actions, waiting
from rodtrad.integrations.actions import import_slutbetyg
from rodtrad.integrations.skolverket.tests.files import EXCERPT, edited
from tests.world import World, browser

COUNTS = {"rows": 18, "numbers": 41, "approximate": 5, "withheld": 21, "not_applicable": 5}
STORED = 17 * 4


def run(path: Path, *options: str) -> tuple[str, dict[str, Any]]:
    out = StringIO()
    call_command("import", "slutbetyg", str(path), "--json", *options, stdout=out)
    text = out.getvalue()
    return text, json.loads(text.splitlines()[-1])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "slutbetyg.csv"
    path.write_bytes(EXCERPT)
    return path


def stored() -> tuple[int, int, int, int]:
    return (
        Measurement.objects.exclude(run=None).count(),
        ComparisonValue.objects.count(),
        Indicator.objects.exclude(source_code="").count(),
        ImportRun.objects.count(),
    )


def country(schools: int) -> bytes:
    """A file of many schools in the excerpt's form."""
    lines = EXCERPT.decode("utf-8-sig").splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("Skola;")) + 1
    last = next(n for n, line in enumerate(lines) if n > first and line.startswith(";;"))
    made = [
        f"Skola {n};{20_000_000 + n};Ort {n % 290};{n % 290 + 100:04d};Kommunal;Ort kommun;"
        f"2120000000;{20 + n % 150};{50 + n % 50},{n % 10};{50 + n % 40},5;{200 + n % 80},1"
        for n in range(schools)
    ]
    return ("\ufeff" + "\n".join([*lines[:first], *made, *lines[last:]]) + "\n").encode()


def test_the_official_file_is_brought_in_with_its_true_meaning(world: World, file: Path) -> None:
    text, counts = run(file)
    assert counts == COUNTS | {"changed": STORED}
    assert "1 av kommunens egna enheter" in text
    own = Measurement.objects.get(
        unit=world.school, indicator__source_code__endswith=":all_subjects"
    )
    assert (own.shown, own.denominator, own.period) == ("83,8\u00a0%", 148, "2024/25")
    assert (own.source, own.original) == ("Skolverket", "83,8")
    nordic = ComparisonValue.objects.get(
        unit__code="49197086", indicator__source_code__endswith=":eligible_vocational"
    )
    assert (nordic.status, nordic.value, nordic.original) == ("approximate", None, "~100")
    aneby = ComparisonValue.objects.filter(unit__code="48000763")
    assert sorted(aneby.values_list("status", flat=True)) == [
        "not_applicable",
        "not_applicable",
        "suppressed",
        "suppressed",
    ]
    assert not aneby.exclude(value=None).exists()
    assert ComparisonUnit.objects.get(code="90360196").municipality == "Tomelilla"


def test_the_same_file_again_changes_nothing(world: World, file: Path) -> None:
    run(file)
    before = stored()
    versions = Measurement.history.count()
    text, counts = run(file)
    assert counts["changed"] == 0
    assert "alla värden finns redan" in text
    assert stored()[:3] == before[:3]
    assert Measurement.history.count() == versions


def test_a_corrected_file_changes_only_what_is_new(world: World, file: Path) -> None:
    run(file)
    file.write_bytes(edited(";83,8;", ";84,1;").replace(b";58,4;85;", b";59;85;"))
    assert run(file)[1]["changed"] == 2
    own = Measurement.objects.get(
        unit=world.school, indicator__source_code__endswith=":all_subjects"
    )
    assert own.shown == "84,1\u00a0%"
    assert own.history.count() == 2


def test_a_dry_run_leaves_everything_as_it_is(world: World, file: Path) -> None:
    text, counts = run(file, "--dry-run")
    assert counts["changed"] == STORED
    assert "provkörning" in text
    assert stored() == (0, 0, 0, 0)


def test_the_source_replaces_what_a_person_wrote(world: World, file: Path) -> None:
    run(file)
    indicator = Indicator.objects.get(source_code__endswith=":all_subjects")
    Measurement.objects.filter(indicator=indicator).delete()
    record_measurement(
        indicator=indicator,
        unit=world.school,
        period="2024/25",
        numerator=1,
        denominator=2,
        by=world.principal,
    )
    assert run(file)[1]["changed"] == 1
    row = Measurement.objects.get(indicator=indicator, unit=world.school)
    assert row.shown == "83,8\u00a0%"
    assert row.numerator is None
    assert row.is_from_outside


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (EXCERPT[:3000], "Rad 33"),
        (edited(";148;83,8;", ";148;183,8;"), "Rad 7"),
        (edited("Antal elever", "Antal katter"), "Antal katter"),
        (b"%PDF-1.7\n", "inte Skolverkets fil"),
        (b"", "tom"),
    ],
)
def test_a_bad_file_is_refused_with_its_line_and_nothing_is_stored(
    world: World, file: Path, content: bytes, words: str
) -> None:
    file.write_bytes(content)
    with pytest.raises(CommandError) as error:
        run(file)
    assert words in str(error.value)
    assert "Ingenting har sparats." in str(error.value)
    # A failed run says why; nothing else is kept.
    assert stored() == (0, 0, 0, 1)
    failed = ImportRun.objects.get()
    assert (failed.state, failed.kind, failed.file_name) == ("failed", "slutbetyg", file.name)
    assert words in failed.error
    assert failed.sha256 == hashlib.sha256(content).hexdigest()


def test_trying_a_bad_file_leaves_no_run(world: World, file: Path) -> None:
    file.write_bytes(EXCERPT[:3000])
    with pytest.raises(CommandError):
        run(file, "--dry-run")
    assert stored() == (0, 0, 0, 0)


def test_a_value_that_cannot_be_stored_takes_everything_back(
    world: World, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def impossible(*args: object, **kwargs: object) -> None:
        raise ValidationError("Värdet är omöjligt.")

    monkeypatch.setattr(actions, "finish_import", impossible)
    with pytest.raises(CommandError, match="omöjligt"):
        run(file)
    assert stored() == (0, 0, 0, 1)
    assert "omöjligt" in ImportRun.objects.get().error


def test_a_failed_file_is_told_among_the_imports(world: World, file: Path) -> None:
    file.write_bytes(EXCERPT[:3000])
    with pytest.raises(CommandError):
        run(file)
    client = browser(world.administrator)
    failed = ImportRun.objects.get()
    assert "Rad 33" in client.get(reverse("import_list"), {"lage": "failed"}).content.decode()
    assert "Rad 33" in client.get(reverse("import_detail", args=[failed.pk])).content.decode()


def test_a_tried_file_is_removed_when_nobody_has_said_yes_for_days(world: World) -> None:
    now = timezone.now()
    fingerprint = waiting.keep(world.administrator, EXCERPT)
    other = waiting.keep(world.development_head, b"annat")
    assert waiting.fetch(world.administrator, fingerprint, now=now) == EXCERPT
    assert waiting.remove_old_files(now=now) == 0
    later = now + waiting.KEPT + timedelta(hours=1)
    # Whether or not anybody has removed it yet.
    assert waiting.fetch(world.administrator, fingerprint, now=later) is None
    assert waiting.remove_old_files(now=later) == 2
    assert waiting.fetch(world.development_head, other, now=now) is None
    assert waiting.remove_old_files(now=later) == 0


def test_the_timer_removes_tried_files(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    fingerprint = waiting.keep(world.administrator, EXCERPT)
    monkeypatch.setattr(waiting, "KEPT", timedelta(0))
    call_command("fetch-due", stdout=StringIO())
    monkeypatch.undo()
    assert waiting.fetch(world.administrator, fingerprint, now=timezone.now()) is None


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="går inte att läsa"):
        call_command("import", "slutbetyg", str(tmp_path / "finns-inte.csv"))


def test_the_whole_country_takes_seconds_and_again_less_than_one(world: World) -> None:
    data = country(1700)
    started = time.process_time()
    first = import_slutbetyg(data=data, by=None)
    middle = time.process_time()
    again = import_slutbetyg(data=data, by=None)
    ended = time.process_time()
    assert first.outcome.changed == 1700 * 4
    assert again.outcome.changed == 0
    assert middle - started < 3
    assert ended - middle < 1


def test_queries_do_not_grow_with_what_is_already_stored(world: World) -> None:
    counted = []
    for schools in (20, 400):
        data = country(schools)
        import_slutbetyg(data=data, by=None)
        with CaptureQueriesContext(connection) as queries:
            import_slutbetyg(data=data, by=None)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_an_administrator_tries_the_file_and_then_brings_it_in(world: World) -> None:
    client = browser(world.administrator)
    url = reverse("import_create")
    upload = {"file": SimpleUploadedFile("slutbetyg.csv", EXCERPT, "text/csv")}
    tried = client.post(url, upload)
    assert f"lägga till {STORED} värden" in tried.content.decode()
    assert stored() == (0, 0, 0, 0)
    chosen = tried.context["form"].initial
    assert client.post(url, chosen).status_code == 302
    assert ImportRun.objects.get().by == world.administrator
    assert "slutbetyg.csv" in client.get(reverse("import_list")).content.decode()
    # The file is not kept once it is brought in.
    client.post(url, chosen)
    assert ImportRun.objects.count() == 1


def test_a_bad_file_is_explained_on_the_page(world: World) -> None:
    upload = {"file": SimpleUploadedFile("slutbetyg.csv", EXCERPT[:3000], "text/csv")}
    response = browser(world.development_head).post(reverse("import_create"), upload)
    assert response.status_code == 422
    assert "Rad 33" in response.content.decode()


def test_only_administrators_reach_the_imports(world: World) -> None:
    for name in ("import_list", "import_create"):
        assert browser(world.principal).get(reverse(name)).status_code == 404
        assert browser(world.head).get(reverse(name)).status_code == 404
