"""A spreadsheet is tried row by row, brought in whole or not at all, and can be undone."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.audit.models import Event
from rodtrad.indicators.actions import define_indicator, record_measurement
from rodtrad.indicators.aside import set_aside
from rodtrad.indicators.models import ImportRun, Indicator, Measurement
from rodtrad.integrations.models import MappedColumn, SheetMapping
from rodtrad.integrations.runs.undo import undo_run
from rodtrad.integrations.spreadsheet import actions, template
from rodtrad.integrations.spreadsheet.check import check_sheet
from rodtrad.integrations.spreadsheet.importing import bring_in, import_sheet
from rodtrad.integrations.spreadsheet.tests import files
from rodtrad.integrations.spreadsheet.tests.rows import (
    HEADINGS,
    KINDS,
    ROW,
    brought_in,
    mapping_of,
    sent,
    value_of,
)
from rodtrad.integrations.spreadsheet.workbook import SheetError, read
from rodtrad.notifications.models import Notice
from rodtrad.organisation.models import Unit
from tests.world import World


@pytest.fixture
def mapping(world: World) -> SheetMapping:
    return mapping_of(world.share)


def snapshot() -> list[Any]:
    return [
        list(Measurement.objects.order_by("pk").values()),
        Measurement.history.count(),
        ImportRun.objects.count(),
    ]


@pytest.mark.parametrize("make", KINDS)
def test_values_come_in_with_source_run_and_what_the_file_said(
    world: World, mapping: SheetMapping, make: Callable[[Any], bytes]
) -> None:
    outcome = brought_in(make([HEADINGS, ROW]), mapping, world.administrator)
    row = value_of(world)
    assert (row.value, row.numerator, row.denominator) == (Decimal(80), 40, 50)
    assert (row.source, row.original, row.run) == ("Proven", "80", outcome.run)
    assert row.is_from_outside
    assert outcome.run is not None
    run = ImportRun.objects.get(pk=outcome.run.pk)
    assert (run.state, run.kind, run.file_name) == ("done", "spreadsheet", "prov.csv")
    assert run.by == world.administrator
    assert "Lade till 1 värde" in run.account
    assert run.summary["changed"] == 1
    assert Event.objects.filter(verb="import.done", target_id=str(run.pk)).exists()
    assert Notice.objects.filter(key=f"run:{run.pk}:unit:{world.school.pk}").exists()


def test_the_same_file_again_changes_nothing(world: World, mapping: SheetMapping) -> None:
    brought_in(sent(ROW), mapping)
    before = snapshot()
    outcome = brought_in(sent(ROW), mapping)
    assert outcome.counts()["unchanged"] == 1
    assert "Ingenting ändras" in " ".join(outcome.sentences())
    assert snapshot()[:2] == before[:2]


def test_an_import_is_undone_to_exactly_what_was_before(
    world: World, mapping: SheetMapping
) -> None:
    by_hand = record_measurement(
        indicator=world.share,
        unit=world.school,
        period="2024/25",
        gender="K",
        value=Decimal(70),
        comment="Räknat i maj",
        by=world.principal,
    ).measurement
    before = list(Measurement.objects.order_by("pk").values())
    outcome = brought_in(sent(ROW, [*ROW[:2], "pojkar", "", "30", "50"]), mapping)
    assert outcome.counts()["altered"] == outcome.counts()["new"] == 1
    assert value_of(world).value == 80
    assert outcome.run is not None
    undone = undo_run(outcome.run, at=timezone.now(), by=world.administrator)
    assert undone.state == ImportRun.State.UNDONE
    assert list(Measurement.objects.order_by("pk").values()) == before
    assert not Measurement.objects.get(pk=by_hand.pk).is_from_outside


def fates(data: bytes, mapping: SheetMapping, by: User | None = None) -> list[tuple[str, str]]:
    checked = check_sheet(read(data), mapping=mapping, by=by)
    return [(line.fate, line.why) for line in checked.lines]


def test_every_row_is_told_its_fate(world: World, mapping: SheetMapping) -> None:
    brought_in(sent(ROW, [*ROW[:2], "pojkar", "60", "", "50"]), mapping)
    found = fates(
        sent(
            ROW,
            [*ROW[:2], "pojkar", "61", "", "50"],
            [*ROW[:2], "alla", "70", "", ""],
            ["Östra skolan", "2024/25", "", "", "", ""],
            ["Riket", "2024/25", "", "70", "", ""],
        ),
        mapping,
    )
    assert [fate for fate, _ in found] == ["unchanged", "altered", "new", "empty", "wrong"]
    assert "”Riket” är ingen av våra enheter" in found[-1][1]


def test_the_dry_run_shows_what_stands_there_now(world: World, mapping: SheetMapping) -> None:
    brought_in(sent(ROW), mapping)
    line = check_sheet(read(sent([*ROW[:3], "90", "45", "50"])), mapping=mapping, by=None).lines[0]
    assert (line.value, line.now) == ("90,0\u00a0%", "80,0\u00a0% (Proven)")
    assert (line.number, line.unit, line.period, line.gender_label) == (
        2,
        "Västerportskolan",
        "2024/25",
        "Flickor",
    )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["", *ROW[1:]], "Enheten saknas"),
        (["Västerport", *ROW[1:]], "ingen av våra enheter"),
        ([ROW[0], "i våras", *ROW[2:]], "inte en period"),
        ([ROW[0], "", *ROW[2:]], "Perioden saknas"),
        ([*ROW[:2], "okänt", *ROW[3:]], "inget kön"),
        ([*ROW[:3], "åttio", "", ""], "inte ett tal"),
        ([*ROW[:3], "80.5", "", ""], "decimalkomma"),
        ([*ROW[:3], "180", "", ""], "mellan 0 och 100"),
        ([*ROW[:3], "", "60", "50"], "kan inte vara större än alla"),
        ([*ROW[:3], "", "5", ""], "hur många det är totalt"),
        ([*ROW[:3], "30", "40", "50"], "40 av 50 är 80,0 %"),
        ([*ROW[:3], "#REF!", "", ""], "formelfelet"),
        ([*ROW[:3], "..", "40", "50"], "Saknas är inte 0"),
        ([*ROW[:3], "80", "", "2,5"], "inget antal"),
    ],
)
def test_a_wrong_row_says_why_and_nothing_of_the_file_is_stored(
    world: World, mapping: SheetMapping, row: list[str], words: str
) -> None:
    before = snapshot()
    data = sent([*ROW[:2], "alla", "75", "", ""], row)
    assert words in fates(data, mapping)[1][1]
    with pytest.raises(SheetError, match="Rad 3"):
        brought_in(data, mapping)
    assert snapshot()[:2] == before[:2]
    run = ImportRun.objects.latest("pk")
    assert run.state == ImportRun.State.FAILED
    assert words in run.error
    assert run.error.endswith("Ingenting har sparats.")
    assert Event.objects.filter(verb="run.failed", target_id=str(run.pk)).exists()


def test_the_same_unit_period_and_gender_twice_is_wrong(
    world: World, mapping: SheetMapping
) -> None:
    found = fates(sent(ROW, ["54436997", "Läsåret 24/25", "K", "80", "", ""]), mapping)
    assert found[0][0] == "new"
    assert "står redan på rad 2" in found[1][1]


def test_marks_are_kept_for_what_they_say_and_never_as_0(
    world: World, mapping: SheetMapping
) -> None:
    brought_in(
        sent(
            [*ROW[:2], "flickor", "..", "", ""],
            [*ROW[:2], "pojkar", "saknas", "", ""],
            [*ROW[:2], "alla", "~100", "", ""],
            ["Östra skolan", "2024/25", "alla", ".", "", ""],
        ),
        mapping,
    )
    stored = {
        (row.unit.name, row.gender): (row.status, row.value)
        for row in Measurement.objects.exclude(run=None).select_related("unit")
    }
    assert stored == {
        ("Västerportskolan", "K"): ("suppressed", None),
        ("Västerportskolan", "M"): ("missing", None),
        ("Västerportskolan", "T"): ("approximate", None),
        ("Östra skolan", "T"): ("not_applicable", None),
    }
    assert value_of(world, "T").shown == "ungefär 100\u00a0%"


def test_excels_percent_is_read_as_percent(world: World) -> None:
    mapping = mapping_of(world.share, as_fractions=True)
    brought_in(files.xlsx([HEADINGS, [*ROW[:3], 0.838, "", 50]]), mapping)
    assert value_of(world).value == Decimal("83.8")


def test_shares_under_one_percent_are_doubted(world: World, mapping: SheetMapping) -> None:
    checked = check_sheet(
        read(files.xlsx([HEADINGS, [*ROW[:3], 0.838, "", 50]])), mapping=mapping, by=None
    )
    assert "0,838" in checked.doubts(mapping)[0]


def test_a_value_set_aside_stays_so_until_the_file_says_something_else(
    world: World, mapping: SheetMapping
) -> None:
    brought_in(sent(ROW), mapping)
    set_aside(measurement=value_of(world), why="Fel grupp", by=world.principal)
    assert fates(sent(ROW), mapping)[0][0] == "unchanged"
    brought_in(sent(ROW), mapping)
    assert value_of(world).status == "set_aside"
    assert fates(sent([*ROW[:3], "90", "45", "50"]), mapping)[0][0] == "altered"


def test_a_column_can_say_the_indicator_by_name_code_or_number(world: World) -> None:
    world.share.source_code = "kolada:N15419"
    world.share.save()
    headings = ["Enhet", "Period", "Värde", "Indikator"]
    mapping = mapping_of(None, [])
    for place, (heading, role) in enumerate(
        zip(headings, ["unit", "period", "value", "indicator"], strict=True)
    ):
        MappedColumn.objects.create(mapping=mapping, position=place, heading=heading, role=role)
    data = files.csv_file(
        [
            headings,
            ["54436997", "2020", "1", "n15419"],
            ["54436997", "2021", "2", world.share.name],
            ["54436997", "2022", "3", f"Vad som helst (nr {world.levels.pk})"],
            ["54436997", "2023", "3", "Någon annan"],
        ]
    )
    checked = check_sheet(read(data), mapping=mapping, by=None)
    found = [line.reading.indicator if line.reading else None for line in checked.lines]
    assert found == [world.share, world.share, world.levels, None]
    assert "ingen indikator som används" in checked.lines[-1].why


def test_a_units_own_indicator_has_values_of_that_unit_only(world: World) -> None:
    own = define_indicator(
        owner=world.school,
        by=world.principal,
        name="Egen",
        origin=Indicator.Origin.OWN.value,
        instrument="Vi räknar.",
    )
    found = fates(sent(["Östra skolan", *ROW[1:]], ROW), mapping_of(own))
    assert "annan enhets egen" in found[0][1]
    assert found[1][0] == "new"


def test_a_person_imports_only_for_units_that_are_theirs_to_administer(world: World) -> None:
    other = Unit.objects.add_root(
        instance=Unit(name="Grannkommunen", kind=Unit.Kind.MUNICIPALITY, code="9999")
    )
    mapping = mapping_of(world.share)
    data = sent([other.name, *ROW[1:]])
    assert fates(data, mapping)[0][0] == "new"
    assert fates(data, mapping, world.administrator)[0][0] == "wrong"


def test_names_that_a_file_uses_are_remembered_with_the_mapping(
    world: World, mapping: SheetMapping
) -> None:
    data = sent(["Västerport F–9", *ROW[1:]], ["Riket", *ROW[1:]])
    assert {fate for fate, _ in fates(data, mapping)} == {"wrong"}
    actions.map_units(
        mapping,
        answers={"Västerport F–9": world.school.pk, "Riket": None},
        by=world.administrator,
    )
    assert [fate for fate, _ in fates(data, mapping)] == ["new", "skipped"]
    brought_in(data, mapping)
    assert value_of(world).value == 80


def test_rows_about_others_can_be_skipped(world: World) -> None:
    mapping = mapping_of(world.share, skip_unknown=True)
    assert [fate for fate, _ in fates(sent(ROW, ["Riket", *ROW[1:]]), mapping)] == [
        "new",
        "skipped",
    ]


def test_two_units_with_the_same_name_must_be_told_apart_by_code(
    world: World, mapping: SheetMapping
) -> None:
    Unit.objects.filter(pk=world.other_school.pk).update(name=world.school.name)
    assert "Skriv enhetens kod i stället (54436997, 10000002)" in fates(sent(ROW), mapping)[0][1]


def test_a_code_that_lost_its_zeros_is_found(world: World, mapping: SheetMapping) -> None:
    Unit.objects.filter(pk=world.school.pk).update(code="00436997")
    assert fates(files.xlsx([HEADINGS, [436997, *ROW[1:]]]), mapping)[0][0] == "new"


def test_a_file_with_personal_identity_numbers_is_stopped(
    world: World, mapping: SheetMapping
) -> None:
    data = files.csv_file([[*HEADINGS, "Pnr"], [*ROW, "811218-9876"]])
    with pytest.raises(SheetError, match=r"rad 2.*personnummer"):
        brought_in(data, mapping)
    as_number = files.xlsx([[*HEADINGS, "Pnr"], [*ROW, 8112189876]])
    with pytest.raises(SheetError, match="personnummer"):
        brought_in(as_number, mapping)
    assert not Measurement.objects.exclude(run=None).exists()


def test_a_file_without_values_is_not_brought_in(world: World, mapping: SheetMapping) -> None:
    with pytest.raises(SheetError, match="inga värden"):
        brought_in(sent([*ROW[:3], "", "", "50"]), mapping)


def test_a_column_that_is_gone_is_told(world: World, mapping: SheetMapping) -> None:
    with pytest.raises(SheetError, match=r"”Skola” finns inte|Inga rubriker|”.*” finns inte"):
        brought_in(files.csv_file([["Enhet", "Värde"], ["A", "1"]]), mapping)


def test_queries_do_not_grow_with_the_rows(world: World, mapping: SheetMapping) -> None:
    def counted(years: int, *, dry_run: bool) -> int:
        data = sent(*([ROW[0], str(1901 + n), *ROW[2:]] for n in range(years)))
        with CaptureQueriesContext(connection) as queries:
            import_sheet(data=data, file_name="prov.csv", mapping=mapping, by=None, dry_run=dry_run)
        return len(queries)

    assert counted(5, dry_run=True) == counted(250, dry_run=True) <= 10
    brought_in(sent(*([ROW[0], str(1901 + n), *ROW[2:]] for n in range(250))), mapping)
    assert counted(5, dry_run=False) == counted(250, dry_run=False)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_template_comes_back_without_any_choosing(world: World, ending: str) -> None:
    from rodtrad.core.export import table_file
    from rodtrad.core.schoolyear import Period

    made = template.template_for(
        world.share, Period.parse("2024/25"), by_gender=True, by=world.administrator
    )
    assert len(made.rows) == 3 * 3
    rows = [list(row) for row in made.rows]
    rows[0][5] = Decimal("66.6")
    data = table_file(ending, made.name, template.HEADINGS, rows)
    now = timezone.now()
    file = actions.keep_file(data, file_name=f"mall.{ending}", by=world.administrator, now=now)
    assert file.mapping is not None
    run = bring_in(file, by=world.administrator, now=now)
    assert run.summary["new"] == 1
    assert run.summary["empty"] == 8
    stored = Measurement.objects.get(run=run)
    assert (stored.value, stored.unit.code) == (Decimal("66.6"), rows[0][0])


def test_a_count_that_was_withheld_is_not_missing(world: World, mapping: SheetMapping) -> None:
    brought_in(sent([*ROW[:3], "", "..", "50"]), mapping)
    assert value_of(world).status == "suppressed"


def test_shares_read_as_parts_of_one_are_told_of_until_the_choice_is_saved(world: World) -> None:
    """0,4 in a template filled in by hand may be 0,4 % or 40 %: it is said, never silent."""
    mapping = mapping_of(world.share, as_fractions=True)
    checked = check_sheet(
        read(files.xlsx([HEADINGS, [*ROW[:3], 0.4, "", 50]])), mapping=mapping, by=None
    )
    assert checked.doubts(mapping) == []
    mapping.name = ""
    assert "0,4 blir 40 %" in checked.doubts(mapping)[0]


def test_more_decimals_than_the_indicator_shows_are_doubted(world: World) -> None:
    pupils = define_indicator(
        owner=None,
        name="Antal elever",
        kind=Indicator.Kind.NUMBER,
        decimals=0,
        by=world.administrator,
    )
    mapping = mapping_of(pupils)
    data = sent([*ROW[:3], "81,5", "", ""], [*ROW[:2], "pojkar", "80", "", ""])
    checked = check_sheet(read(data), mapping=mapping, by=None)

    assert checked.is_right
    assert "1 rad har fler decimaler" in checked.doubts(mapping)[0]
    assert "först rad 2" in checked.doubts(mapping)[0]


def test_an_indicator_that_is_not_used_any_more_takes_no_values(
    world: World, mapping: SheetMapping
) -> None:
    world.share.retired_on = timezone.localdate()
    world.share.save()
    with pytest.raises(SheetError, match="används inte längre"):
        brought_in(sent(ROW), mapping)
