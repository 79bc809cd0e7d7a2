"""`rodtrad fetch kolada`: the catalogue, the values, and every way in which they can fail."""

import json
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from rodtrad.indicators.models import (
    ComparisonUnit,
    ComparisonValue,
    ImportRun,
    Indicator,
    Measurement,
)
from rodtrad.integrations.kolada.actions import (
    choose_comparisons,
    choose_kpi,
    guessed_kind,
    guessed_unit,
    map_places,
)
from rodtrad.integrations.kolada.suggest import suggestion
from rodtrad.integrations.kolada.tests.answers import (
    ALL_SUBJECTS,
    GROUPS,
    KPIS,
    UNITS,
    data,
    page,
    prepare,
    values,
)
from rodtrad.integrations.models import Kpi, Place
from rodtrad.integrations.tests.service import Answer, Sequenced, Service
from rodtrad.notifications.models import Notice
from tests.world import World

OWN = values("N15419", 2025, municipality="1286", T=83.8, K=86.0, M=81.5)
NATION = values("N15419", 2025, municipality="0000", T=73.1, K=76.0, M=70.4)
SIMILAR = values("N15419", 2025, municipality="G36131", T=75.25, K=None, M=None)
SCHOOL = values("N15419", 2025, ou="V15E128600301", T=84.0, K=None, M=None)


def fetch(service: Service, *options: str) -> dict[str, Any]:
    out = StringIO()
    call_command("fetch", "kolada", "--base-url", service.url, "--json", *options, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue().splitlines()[-1])
    return found


@pytest.fixture
def catalogue(world: World, service: Service) -> Service:
    """The catalogue is fetched, and the schools are mapped."""
    prepare(service)
    fetch(service, "--only", "definitions")
    map_places({"V15E128600301": world.school, "V15E128600399": None}, by=world.administrator)
    return service


def stored() -> list[Any]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Measurement, ComparisonValue, ComparisonUnit)
    ]


def test_the_catalogue_comes_with_its_own_titles(world: World, service: Service) -> None:
    prepare(service)
    told = fetch(service, "--only", "definitions")
    assert told["runs"][0]["kpis"] == 3
    kpi = Kpi.objects.get(pk="N15419")
    assert kpi.title.endswith("kommunala skolor, andel (%)")
    assert (kpi.by_gender, kpi.has_units, str(kpi.published_on)) == (True, True, "2026-11-05")
    places = dict(Place.objects.values_list("code", "compared"))
    assert places == {
        "0000": True,
        "1286": False,
        "1291": False,
        "G36131": True,
        "G171735": False,
        **{unit["id"]: False for unit in UNITS},
    }
    assert Place.objects.get(pk="1286").unit == world.municipality


def test_every_page_of_the_catalogue_is_read_at_our_own_address(
    world: World, service: Service
) -> None:
    prepare(service)
    elsewhere = "https://api.kolada.se/v3/kpi?page=2&per_page=5000"
    service.answers["/v3/kpi"] = lambda asked: (
        page(KPIS[2:]) if asked.query.get("page") == ["2"] else page(KPIS[:2], elsewhere)
    )
    assert fetch(service, "--only", "definitions")["runs"][0]["kpis"] == 3
    assert service.asked[0].query["per_page"] == ["5000"]


def test_pages_that_lead_in_a_ring_end(world: World, service: Service) -> None:
    prepare(service)
    service.answers["/v3/kpi"] = page(KPIS, "https://api.kolada.se/v3/kpi?per_page=5000")
    with pytest.raises(CommandError, match="ring"):
        fetch(service)


def test_values_land_where_they_belong(world: World, catalogue: Service) -> None:
    data(catalogue, OWN, NATION, SIMILAR, SCHOOL)
    told = fetch(catalogue, "--only", "values", "--kpi", "N15419")
    indicator = Indicator.objects.get(source_code="kolada:N15419")
    assert indicator.name == Kpi.objects.get(pk="N15419").title
    assert (indicator.kind, indicator.source) == ("share", "Kolada")
    own = Measurement.objects.filter(indicator=indicator, unit=world.municipality)
    assert dict(own.values_list("gender", "value")) == {
        "T": Decimal("83.8"),
        "K": Decimal("86"),
        "M": Decimal("81.5"),
    }
    row = Measurement.objects.get(indicator=indicator, unit=world.school, gender="T")
    assert (row.period, row.value, row.original, row.source) == (
        "2025",
        Decimal("84"),
        "84.0",
        "Kolada",
    )
    # How many values a mean is of says nothing about how many pupils there are.
    assert row.denominator is None
    missing = Measurement.objects.get(indicator=indicator, unit=world.school, gender="K")
    assert (missing.status, missing.value) == ("missing", None)
    kinds = dict(ComparisonUnit.objects.values_list("code", "kind"))
    assert kinds == {"0000": "nation", "G36131": "group"}
    nation = ComparisonValue.objects.get(unit__code="0000", gender="T")
    assert nation.value == Decimal("73.1")
    assert told["runs"][0]["changed"] == 12


def test_at_most_twenty_five_ids_are_asked_for_at_once(world: World, service: Service) -> None:
    prepare(service)
    many = [{**ALL_SUBJECTS, "id": f"N{number}", "title": f"Tal {number}"} for number in range(60)]
    service.answers["/v3/kpi"] = page(many)
    fetch(service, "--only", "definitions")
    data(service)
    service.asked.clear()
    fetch(service, "--only", "values", "--kpi", ",".join(str(row["id"]) for row in many))
    segments = [path.split("/")[4] for path in service.paths()]
    assert [len(segment.split(",")) for segment in segments] == [25, 25, 10]


def test_the_same_values_again_change_nothing_and_tell_nobody(
    world: World, catalogue: Service
) -> None:
    data(catalogue, OWN, NATION, SIMILAR, SCHOOL)
    fetch(catalogue, "--kpi", "N15419")
    before, notices = stored(), Notice.objects.count()
    assert notices == 1
    told = fetch(catalogue)
    assert [run["state"] for run in told["runs"]] == ["done", "done"]
    assert told["runs"][1]["changed"] == 0
    assert stored() == before
    assert Notice.objects.count() == notices


def test_a_value_that_kolada_removes_is_missing_and_one_never_known_is_left_out(
    world: World, catalogue: Service
) -> None:
    data(catalogue, OWN)
    fetch(catalogue, "--kpi", "N15419")
    removed = {"value": None, "isdeleted": True}
    data(
        catalogue,
        values("N15419", 2025, municipality="1286", T=removed, K=86.0, M=81.5),
        values("N15419", 2024, municipality="1286", T=removed),
    )
    assert fetch(catalogue)["runs"][1]["removed"] == 1
    row = Measurement.objects.get(unit=world.municipality, gender="T")
    assert (row.status, row.value, row.original) == ("missing", None, "borttaget")


def test_a_value_that_kolada_keeps_secret_is_withheld(world: World, catalogue: Service) -> None:
    secret = {"value": None, "status": "Private"}
    data(catalogue, values("N15419", 2025, municipality="1286", T=secret))
    fetch(catalogue, "--kpi", "N15419")
    assert Measurement.objects.get(unit=world.municipality).status == "suppressed"


def test_a_key_figure_that_is_taken_away_keeps_its_values_and_is_told(
    world: World, catalogue: Service
) -> None:
    many = [
        *KPIS,
        *({**ALL_SUBJECTS, "id": f"N{n}", "title": f"Tal {n}"} for n in range(10)),
    ]
    catalogue.answers["/v3/kpi"] = page(many)
    fetch(catalogue, "--only", "definitions")
    data(catalogue, OWN)
    fetch(catalogue, "--kpi", "N15419")
    catalogue.answers["/v3/kpi"] = page(many[1:])
    told = fetch(catalogue)
    assert told["runs"][0]["retired"] == 1
    assert "finns inte längre i Kolada" in " ".join(told["runs"][0]["notes"])
    assert Measurement.objects.filter(unit=world.municipality).count() == 3
    assert told["runs"][1]["kpis"] == 0


def test_a_catalogue_that_lacks_much_changes_nothing(world: World, catalogue: Service) -> None:
    catalogue.answers["/v3/kpi"] = page(KPIS[:1])
    with pytest.raises(CommandError, match="för många för att vara rätt"):
        fetch(catalogue)
    assert not Kpi.objects.exclude(retired_on=None).exists()


def test_an_indicator_follows_a_new_title_unless_people_have_named_it(
    world: World, catalogue: Service
) -> None:
    followed = choose_kpi(Kpi.objects.get(pk="N15419"), by=world.head)
    named = choose_kpi(Kpi.objects.get(pk="N15505"), by=world.head)
    Indicator.objects.filter(pk=named.pk).update(name="Meritvärdet")
    catalogue.answers["/v3/kpi"] = page([{**row, "title": f"Nytt {row['id']}"} for row in KPIS])
    fetch(catalogue, "--only", "definitions")
    followed.refresh_from_db()
    named.refresh_from_db()
    assert (followed.name, named.name) == ("Nytt N15419", "Meritvärdet")


def test_nothing_is_asked_for_when_nothing_is_chosen(world: World, catalogue: Service) -> None:
    catalogue.asked.clear()
    told = fetch(catalogue, "--only", "values")
    assert "Inga nyckeltal är valda" in told["runs"][0]["account"][0]
    assert catalogue.asked == []


def test_a_municipality_without_its_code_is_told_what_to_do(world: World, service: Service) -> None:
    prepare(service)
    world.municipality.code = "YSTAD"
    world.municipality.save()
    with pytest.raises(CommandError, match="fyra siffror"):
        fetch(service)


FAULTS = [
    (Answer(silent=True), "svarade inte i tid"),
    (Answer(page([OWN]), cut_off=40), "bröts"),
    (Answer({}, status=429), "429"),
    (Answer({}, status=500), "500"),
    (Answer(b"<html></html>", kind="text/html"), "i stället för JSON"),
    (Answer(b'{"values": ['), "inte är JSON"),
    (Answer({"values": [{"kpi": "N15419"}]}), "annan form"),
    (page([values("N15419", 2025, ou="V15E128600301", T=183.8)]), "mellan 0 och 100"),
    (page([values("N15419", 2025, ou="V15E128600301", T="många")]), "annan form"),
]


@pytest.mark.parametrize(("fault", "words"), FAULTS)
def test_every_fault_is_a_failed_run_with_a_reason_and_nothing_stored(
    world: World, catalogue: Service, fault: Any, words: str
) -> None:
    for code in ("N15419", "N15505"):
        choose_kpi(Kpi.objects.get(pk=code), by=world.head)
    before = stored()
    # The municipality's values come well; the units' do not.
    whole = catalogue.answers
    data(catalogue, OWN)
    well = catalogue.answers.get("/v3/data/")

    class Answers(dict[str, Any]):
        def get(self, path: str, default: Any = None) -> Any:
            if path.startswith("/v3/data/"):
                return well
            if path.startswith("/v3/oudata/"):
                return fault
            return whole.get(path, default)

    catalogue.answers = Answers()
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("fetch", "kolada", "--only", "values", "--base-url", catalogue.url, stdout=out)
    assert words in str(error.value)
    assert "Ingenting har sparats" in str(error.value)
    run = ImportRun.objects.latest("pk")
    assert (run.state, words in run.error) == ("failed", True)
    assert stored() == before


def test_a_dry_run_leaves_everything_as_it_is(world: World, catalogue: Service) -> None:
    data(catalogue, OWN, SCHOOL)
    before, runs = stored(), ImportRun.objects.count()
    told = fetch(catalogue, "--dry-run", "--kpi", "N15419")
    assert told["runs"][1]["changed"] == 6
    assert stored() == before
    assert ImportRun.objects.count() == runs
    assert not Indicator.objects.filter(source="Kolada").exists()


def test_a_passing_fault_does_not_stop_the_fetch(world: World, catalogue: Service) -> None:
    catalogue.answers["/v3/kpi"] = Sequenced(
        Answer({}, status=429, headers={"Retry-After": "1"}), Answer({}, status=502), page(KPIS)
    )
    assert fetch(catalogue, "--only", "definitions")["ok"]


def test_undoing_a_fetch_takes_its_values_away(world: World, catalogue: Service) -> None:
    before = stored()
    data(catalogue, OWN, SCHOOL)
    run = fetch(catalogue, "--only", "values", "--kpi", "N15419")["runs"][0]["run"]
    call_command("undo-import", str(run), stdout=StringIO())
    assert stored()[:2] == before[:2]


def test_what_is_compared_with_is_chosen(world: World, catalogue: Service) -> None:
    assert choose_comparisons(["0000", "1291"], by=world.administrator) == 2
    assert not Place.objects.get(pk="G36131").compared
    assert GROUPS[0]["id"] == "G36131"


@pytest.mark.parametrize(
    ("title", "kind", "unit"),
    [
        (ALL_SUBJECTS["title"], "share", ""),
        ("Elever i åk. 9, meritvärde kommunala skolor, genomsnitt (17 ämnen)", "mean", ""),
        ("Referenskostnad kommunal vuxenutbildning, kr/inv", "number", "kr/inv"),
        ("Inskrivna barn per årsarbetare i förskolan, kommunal regi, antal", "number", ""),
    ],
)
def test_what_a_key_figure_is_follows_from_its_title(title: str, kind: str, unit: str) -> None:
    assert (guessed_kind(title), guessed_unit(title)) == (kind, unit)


def test_a_unit_is_suggested_by_its_name_only_when_it_can_be_one() -> None:
    ours = [(1, "Västerportskolan"), (2, "Östra skolan"), (3, "Ängens förskola"), (4, "Köpingebro")]
    assert suggestion("Västerportskolan 7-9", ours) == 1
    assert suggestion("Östra skolan F-6", ours) == 2
    assert suggestion("Ängens fsk", ours) is None
    assert suggestion("Okänd skola", ours) is None
    twins = [(1, "Backens skola"), (2, "Backens förskola")]
    assert suggestion("Backens", twins) is None
