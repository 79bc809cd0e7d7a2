"""The bench measures what it says, in a database of its own, and leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import override_settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from rodtrad.demo.bench.city import build_city
from rodtrad.demo.bench.measuring import Page, PageError, Result, main_pages, measure, percentile
from rodtrad.demo.bench.sizes import SIZES, Density, Size
from rodtrad.demo.bench.table import growth_table, results_table
from rodtrad.organisation.models import Unit

TINY = Density(years=2, goals=1, targets=1, activities=1, check_ins=1, indicators=2, events=1)
HAMLET = Size("hamlet", "Liten", 2, others=(2,), full=TINY, thin=TINY)
bench_addresses = override_settings(
    ROOT_URLCONF="rodtrad.demo.bench.urls", ALLOWED_HOSTS=["testserver"]
)


def result(median: float) -> Result:
    return Result("goal_list", 8, 51, median, median * 2, 3.5)


def test_the_nation_has_ten_thousand_units_in_290_municipalities() -> None:
    nation = SIZES["nation"]

    assert nation.all_units == 10_000
    assert len(nation.others) + 1 == 290
    assert nation.full.years == nation.thin.years == 5


@pytest.mark.django_db
def test_what_is_built_is_a_sound_tree() -> None:
    today = timezone.localdate()

    build_city(HAMLET, today=today)

    assert Unit.objects.find_problems() == ([], [], [], [], [])
    assert Unit.objects.schools_and_preschools().count() == HAMLET.all_units


@pytest.mark.django_db
def test_every_main_page_is_measured_beside_its_floor() -> None:
    with bench_addresses:
        pages = main_pages(build_city(HAMLET, today=timezone.localdate()))

        results = measure(pages, runs=1)

    assert [found.page for found in results] == [page.name for page in pages]
    # The first page gathers from every part; what a page may ask is told in tests/test_queries.py.
    assert all(0 < found.queries <= 34 for found in results)
    assert all(found.median_ms > 0 and found.ratio_to_floor > 0 for found in results)


@pytest.mark.django_db
def test_a_page_that_is_not_there_is_told_and_not_timed() -> None:
    with bench_addresses:
        city = build_city(HAMLET, today=timezone.localdate())

        with pytest.raises(PageError, match="404"):
            measure([Page("borta", city.branch.head, "/mal/0/")], runs=1)


def test_the_floor_is_in_no_address_list_of_the_site() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("bench_floor", args=[1])


def test_the_95th_percentile_is_one_of_the_measured_times() -> None:
    assert percentile([5.0, 1.0, 3.0], 95) == 5.0
    assert percentile([float(value) for value in range(1, 101)], 95) == 95.0


def test_the_tables_are_read_as_swedes_write() -> None:
    table = results_table([result(19.25)])
    growth = growth_table(("Kommun", [result(20.0)]), [("Storstad", [result(30.0)])])

    assert "Frågor" in table
    assert "3,50 ×" in table
    assert "1,50 ×" in growth


def _hear_interrupts() -> None:
    """A shell that starts tests in the background has them ignore Ctrl+C; a person's does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _start(folder: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "rodtrad", "bench", *options],
        env={
            **os.environ,
            "DATABASE_URL": "",
            "RODTRAD_DATA_DIR": str(folder / "data"),
            "TMPDIR": str(folder / "tmp"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hear_interrupts,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tmp").mkdir()
    (tmp_path / "data").mkdir()
    return tmp_path


def test_the_command_prints_json_last_and_removes_its_database(folder: Path) -> None:
    with _start(folder, "--runs", "1", "--json") as process:
        out, errors = process.communicate(timeout=300)

    assert process.returncode == 0, errors
    told = json.loads(out.splitlines()[-1])
    assert (told["size"], told["units"]) == ("municipality", 30)
    assert {"page", "queries", "median_ms", "p95_ms", "ratio_to_floor"} <= set(told["pages"][0])
    assert "bygger 30 enheter" in errors
    assert list((folder / "tmp").iterdir()) == []
    assert not (folder / "data" / "rodtrad.sqlite3").exists()


def test_an_interrupted_command_removes_its_database_too(folder: Path) -> None:
    with _start(folder, "--size", "nation") as process:
        assert process.stderr is not None
        # The second line is written when there is a database and the building has begun.
        lines = [process.stderr.readline(), process.stderr.readline()]
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)

    assert "bygger" in lines[1]
    assert process.returncode != 0
    assert "Avbrutet" in errors
    assert list((folder / "tmp").iterdir()) == []
