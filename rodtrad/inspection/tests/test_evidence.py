"""What the law asks for is counted from the records, and taken along in one checked package."""

import hashlib
import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.coverage import covered_units, cycle_rows, shared_goals
from rodtrad.goals.cycle import State, Step
from rodtrad.goals.following import answer_step
from rodtrad.goals.models import Checkpoint, StepAnswer, Target
from rodtrad.inspection.actions import count_complaints, keep_for, remove_old
from rodtrad.inspection.counts import Facts, StepCount
from rodtrad.inspection.facts import read_facts
from rodtrad.inspection.findings import Finding, unit_findings
from rodtrad.inspection.judging import all_findings
from rodtrad.inspection.models import ComplaintTheme, Removal
from rodtrad.inspection.package import registers
from rodtrad.inspection.retention import due_today, months_before
from rodtrad.inspection.standing import Standing, of
from rodtrad.notifications.actions import mark_read, tell
from rodtrad.notifications.models import Notice
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Report, Snapshot
from rodtrad.surveys.actions import write_participation
from tests.world import World, browser

TODAY = date(2026, 11, 24)


def found(world: World, unit: Unit, *, last: bool = False, on: date = TODAY) -> dict[str, Finding]:
    """The points of a unit by their keys."""
    year = (world.last_year if last else world.year).span
    facts = read_facts([unit], year, today=on)
    return {
        one.key: one for one in unit_findings(facts[unit.pk], code=unit.code, year=year, today=on)
    }


def test_an_administration_has_its_own_points_and_its_units_together(world: World) -> None:
    own, each = all_findings(world.administration, world.last_year.span, today=TODAY)
    whole, _ = all_findings(world.municipality, world.last_year.span, today=TODAY)
    client = browser(world.development_head)
    page = client.get(
        reverse("evidence_detail", args=[world.administration.code]),
        {"lasar": world.last_year.span.slug},
    )

    assert [unit for unit, _ in each] == [world.school, world.other_school, world.preschool]
    assert own == whole
    assert {"shared", "board", "plan", "follow"} <= {one.key for one in own}
    assert "3 enheter tillsammans" in page.content.decode()
    assert "fanns inte" not in page.content.decode()


def test_what_the_municipality_lacks_is_said_in_words(world: World) -> None:
    own, _ = all_findings(world.municipality, world.last_year.span, today=TODAY)
    lacking = [one for one in own if one.standing in (Standing.MISSING, Standing.PARTLY)]

    assert lacking
    assert [one.key for one in lacking if not one.missing] == []


def test_a_unit_that_plans_shows_it(world: World) -> None:
    points = found(world, world.school, last=True)

    assert points["plan"].standing == Standing.FULFILLED
    assert points["follow"].standing == Standing.FULFILLED
    assert points["analyse"].standing == Standing.FULFILLED
    assert points["direction"].standing == Standing.FULFILLED


def test_a_unit_without_goals_shows_that_too(world: World) -> None:
    points = found(world, world.other_school)

    assert points["plan"].standing == Standing.MISSING
    assert points["plan"].missing == ("Det finns inga mål för läsåret.",)
    assert points["document"].missing == ("1 rapport är inte fastställd.",)


def test_the_groups_that_have_not_taken_part_are_named(world: World) -> None:
    write_participation(
        unit=world.school, audience="pupils", on=TODAY, what="Elevråd", by=world.principal
    )
    point = found(world, world.school, on=date(2027, 8, 15))["participation"]

    assert point.standing == Standing.PARTLY
    assert point.missing == ("Personal har inte varit med.", "Vårdnadshavare har inte varit med.")


def test_what_is_not_due_yet_is_not_missing(world: World) -> None:
    """In November the year's analyses are still to be written; when their day has passed, not."""
    autumn = found(world, world.school)
    for key, day in (
        ("analyse", date(2027, 6, 30)),
        ("develop", date(2027, 8, 31)),
        ("participation", date(2027, 7, 31)),
    ):
        assert (autumn[key].standing, autumn[key].due) == (Standing.LATER, day)
    page = browser(world.principal).get(reverse("evidence_list")).content.decode()
    assert "Inte ännu" in page
    assert "senast 30 juni 2027" in page

    later = found(world, world.school, on=date(2027, 7, 1))
    assert (later["analyse"].standing, later["analyse"].due) == (Standing.MISSING, None)
    assert later["develop"].standing == Standing.LATER


def test_an_answer_for_a_whole_step_counts_here_as_in_the_coverage(world: World) -> None:
    on = date(2027, 7, 1)
    year = world.year.span
    assert found(world, world.school, on=on)["analyse"].standing == Standing.MISSING
    answer_step(
        unit=world.school,
        school_year=world.year,
        goal=None,
        step=Step.ANALYSED,
        answer=StepAnswer.Answer.NO_DEVIATION,
        why="Allt är som det ska.",
        on=TODAY,
        by=world.principal,
    )
    point = found(world, world.school, on=on)["analyse"]
    [row] = cycle_rows([world.school], shared_goals(world.head, year), year, today=on)

    assert row.states[Step.ANALYSED] in (State.ANSWERED, State.DONE)
    assert point.standing == Standing.FULFILLED
    tally = row.tallies[Step.ANALYSED]
    assert point.shown.startswith(f"{tally.done} av {tally.of} ")
    assert "besvara" in point.shown


def test_a_day_that_was_missed_is_not_followed_up_here_either(world: World) -> None:
    """What the table of the cycle calls not followed up is not shown to an inspector as done."""
    year = world.last_year.span
    assert found(world, world.school, last=True)["follow"].standing == Standing.FULFILLED
    target = Target.objects.filter(
        goal__unit=world.school, goal__starts__lte=year.ends, goal__ends__gte=year.starts
    )[0]
    Checkpoint.objects.create(unit=world.school, target=target, due=date(2026, 2, 1))
    goals = shared_goals(world.head, year)
    [row] = [
        one
        for one in cycle_rows(list(covered_units(world.head, year)), goals, year, today=TODAY)
        if one.unit == world.school
    ]
    assert any(item.states["followed_up"] == "late" for item in row.items)

    point = found(world, world.school, last=True)["follow"]
    assert point.standing != Standing.FULFILLED
    assert "1 av målen har en avstämningsdag som har passerat." in point.missing


def test_an_adopted_report_is_the_documentation(world: World) -> None:
    assert found(world, world.preschool, last=True)["document"].standing == Standing.FULFILLED


@pytest.mark.parametrize(
    ("part", "whole", "standing"),
    [(0, 0, "missing"), (0, 3, "missing"), (2, 3, "partly"), (3, 3, "fulfilled")],
)
def test_nothing_of_nothing_is_not_everything(part: int, whole: int, standing: str) -> None:
    assert of(part, whole) == standing


def _package(world: World, client: Client, code: str) -> zipfile.ZipFile:
    answer = client.get(reverse("evidence_package", args=[code]), {"lasar": "2025-26"})
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(answer.content))


def test_the_package_holds_overview_reports_registers_and_true_checksums(world: World) -> None:
    package = _package(world, browser(world.development_head), world.municipality.code)
    names = package.namelist()

    assert "oversikt.pdf" in names
    assert any(name.startswith("rapporter/angens-forskola") for name in names)
    assert {"register/mal.xlsx", "register/atgarder.xlsx", "register/delaktighet.xlsx"} <= {*names}
    sums: dict[str, str] = {}
    for line in package.read("sha256sums.txt").decode().splitlines():
        checksum, name = line.split("  ", 1)
        sums[name] = checksum
    assert set(sums) == set(names) - {"sha256sums.txt"}
    for name, checksum in sums.items():
        assert hashlib.sha256(package.read(name)).hexdigest() == checksum


def test_a_principal_takes_along_the_own_unit_only(world: World) -> None:
    client = browser(world.principal)

    names = _package(world, client, world.school.code).namelist()
    assert not any("angens" in name for name in names)
    for code in (world.preschool.code, world.municipality.code):
        assert client.get(reverse("evidence_package", args=[code])).status_code == 404


def test_the_package_is_written_from_the_command_line(world: World, tmp_path: Path) -> None:
    out = tmp_path / "underlag.zip"
    options: dict[str, Any] = {"year": "2025/26", "out": out, "stdout": StringIO()}
    call_command("evidence", unit=world.school.code, **options)

    assert zipfile.ZipFile(out).testzip() is None
    with pytest.raises(CommandError, match="ingen enhet med koden 0"):
        call_command("evidence", unit="0", **options)
    with pytest.raises(CommandError, match="är inte ett läsår"):
        call_command("evidence", **{**options, "year": "i fjol"})


def test_complaints_are_numbers_and_nothing_else(world: World) -> None:
    client = browser(world.principal)
    theme = ComplaintTheme.objects.all()[0]
    address = reverse("complaint_edit", args=[world.school.code, "ht2026"])
    client.post(address, {f"tema_{theme.pk}": "2"})

    page = client.get(reverse("complaint_list"), {"lasar": "2026-27"}).content.decode()
    assert f"{theme.name} 2" in page
    assert found(world, world.school)["deficiencies"].shown.endswith("2 klagomål är inskrivna.")
    with pytest.raises(ValidationError, match="för en termin"):
        count_complaints(world.school, period="2026/27", counts={theme: 1}, by=world.principal)


def test_zero_complaints_is_an_answer(world: World) -> None:
    theme = ComplaintTheme.objects.all()[0]
    count_complaints(world.school, period="HT 2026", counts={theme: 0}, by=world.principal)

    assert "0 klagomål är inskrivna" in found(world, world.school)["deficiencies"].shown
    assert "Inga klagomål är inskrivna" in found(world, world.other_school)["deficiencies"].shown


def _old_notice(world: World) -> Notice:
    tell([world.principal], kind="test", sentence="Gammalt", address="/", key="1")
    tell([world.head], kind="test", sentence="Nytt", address="/", key="1")
    old = Notice.objects.get(recipient=world.principal)
    mark_read([old], at=timezone.now() - timedelta(days=500))
    return old


def test_what_is_old_is_shown_before_it_is_removed(world: World) -> None:
    _old_notice(world)
    client = browser(world.administrator)
    address = reverse("retention_remove", args=["read-notices"])

    before = client.get(address).content.decode()
    assert "<dd>1</dd>" in before
    assert "De har gjort sitt när de är lästa." in before
    assert Notice.objects.count() == 2
    done = client.post(address, follow=True).content.decode()
    assert "1 rad av slaget lästa meddelanden" in " ".join(done.split())
    assert [str(one) for one in Notice.objects.all()] == ["Nytt"]
    assert Removal.objects.get().count == 1


def test_the_page_says_whether_the_old_goes_by_itself(world: World, settings: Any) -> None:
    client, address = browser(world.administrator), reverse("retention_list")
    settings.ROUTINES = frozenset()
    assert "Inget tas bort av sig självt" in client.get(address).content.decode()
    settings.ROUTINES = frozenset({"retention"})
    assert "av sig självt varje natt" in client.get(address).content.decode()


def test_the_rule_decides_what_is_old(world: World) -> None:
    _old_notice(world)
    keep_for("read-notices", months=24, by=world.administrator)

    assert remove_old("read-notices", today=timezone.localdate(), by=None).count == 0
    with pytest.raises(ValidationError, match="inget sådant slag"):
        keep_for("reports", months=1, by=world.administrator)


def test_a_preview_removes_nothing(world: World) -> None:
    _old_notice(world)
    out = StringIO()
    call_command("retention", preview=True, stdout=out)

    assert "Lästa meddelanden: 1 äldre än" in out.getvalue()
    assert Notice.objects.count() == 2


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 24), 12, date(2025, 11, 24)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 2, date(2025, 11, 15)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
    ],
)
def test_months_are_counted_backwards(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_every_kind_says_why(world: World) -> None:
    assert all(one.kind.why and one.kind.label for one in due_today(TODAY))


def test_two_adopted_reports_of_a_kind_are_both_in_the_package(world: World) -> None:
    first = world.adopted
    snapshot = first.snapshot
    second = Report.objects.get(pk=first.pk)
    second.pk, second.period = None, first.school_year.span.autumn.code
    second.save()
    Snapshot.objects.create(report=second, content=snapshot.content, sha256=snapshot.sha256)

    names = _package(world, browser(world.development_head), first.unit.code).namelist()
    reports = [name for name in names if name.startswith("rapporter/")]
    assert len(reports) == 2
    assert {name.rsplit("-", 2)[1] for name in reports} == {str(first.pk), str(second.pk)}


def test_the_link_to_the_whole_leads_to_the_year(world: World) -> None:
    client = browser(world.development_head)
    page = client.get(reverse("evidence_list"), {"lasar": "2025-26"}).content.decode()
    address = f"{reverse('evidence_detail', args=[world.administration.code])}?lasar=2025-26"
    assert address in page
    assert client.get(address).status_code == 200


def test_removal_is_for_who_administers_everything(world: World) -> None:
    _old_notice(world)
    address = reverse("retention_remove", args=["read-notices"])
    partly, wholly = browser(world.development_head), browser(world.administrator)
    assert partly.post(address).status_code == 404
    assert Notice.objects.count() == 2
    home, link = reverse("admin_home"), reverse("retention_list")
    assert link not in partly.get(home).content.decode()
    assert link in wholly.get(home).content.decode()


def _together(*units: Facts) -> Facts:
    whole = Facts(reports_expected=0)
    for one in units:
        whole.add(one)
    return whole


def _said(facts: Facts, key: str, *, on: date) -> Finding:
    findings = unit_findings(facts, code="", year=SchoolYear(2025), today=on)
    return next(one for one in findings if one.key == key)


@pytest.mark.parametrize(
    ("answers", "standing"),
    [((0, 0, 1), Standing.PARTLY), ((1, 1, 1), Standing.FULFILLED), ((0, 0), Standing.MISSING)],
)
def test_that_nothing_had_to_be_decided_is_said_of_all_when_all_have_said_it(
    answers: tuple[int, ...], standing: Standing
) -> None:
    whole = _together(*(Facts(nothing_to_decide=one) for one in answers))

    assert _said(whole, "develop", on=date(2027, 6, 1)).standing == standing


def test_many_units_lack_what_one_of_them_is_late_with() -> None:
    early, late = Facts(report_due=date(2026, 6, 15)), Facts(report_due=date(2026, 8, 30))
    done = Facts(report_due=date(2026, 6, 1), report_adopted=1)

    whole = _together(done, early, late)
    assert _said(whole, "document", on=date(2026, 6, 15)).standing == Standing.LATER
    assert _said(whole, "document", on=date(2026, 6, 16)).standing == Standing.PARTLY
    rest = _together(done, late)
    assert _said(rest, "document", on=date(2026, 6, 16)).due == date(2026, 8, 30)


def test_one_is_said_as_one() -> None:
    steps = {step: StepCount(1, 1) for step in Step}
    facts = Facts(steps=steps, goals=1, remedies=1, traced=1, deficiencies=1)
    findings = unit_findings(facts, code="", year=SchoolYear(2025), today=TODAY)
    said = " ".join(one.shown for one in findings)
    for words in (
        "1 av 1 mål är analyserat.",
        "1 av 1 mål är uppföljt",
        "1 åtgärd är beslutad.",
        "1 av 1 åtgärd.",
        "0 av 1 brist är avslutad.",
        "0 av 1 rapport är fastställd.",
    ):
        assert words in said


def test_the_measured_values_of_the_package_can_be_summed(world: World) -> None:
    [table] = [
        one
        for one in registers([world.school], world.school, world.last_year.span)
        if one.name == "matvarden"
    ]
    assert table.rows
    for row in table.rows:
        line = dict(zip(table.columns, row, strict=True))
        assert line["Värde"] is None or isinstance(line["Värde"], Decimal)
        assert line["Utskrivet"]
