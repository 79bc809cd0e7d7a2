"""The other reports about grade 9: eligibility by gender, SALSA, and other groups of pupils."""

from decimal import Decimal

from rodtrad.indicators.models import ComparisonValue, Indicator, Measurement
from rodtrad.integrations.actions import import_slutbetyg
from rodtrad.integrations.skolverket.tests.files import (
    edited,
    made,
    refusal,
)
from tests.world import World

_OWN = "Västerportskolan;54436997;Ystad;1286;Kommunal;Ystad kommun;2120001181"
_OTHER = "Kastanjeskolan;90360196;Tomelilla;1270;Kommunal;Tomelilla kommun;2120000886"
_RESULTS = "Slutbetyg årskurs 9, samtliga elever"


def _titled(data: bytes, title: str) -> bytes:
    return data.replace(_RESULTS.encode(), title.encode())


ELIGIBILITY = _titled(
    made(
        "Kön;Antal elever;Andel (%) elever behöriga till yrkesprog.;"
        "Andel (%) elever behöriga till estetiskt program",
        f"{_OWN};Samtliga;148;88,5;87,2",
        f"{_OWN};Flickor;70;90,0;..",
        f"{_OWN};Pojkar;78;87,2;~100",
        f"{_OTHER};Samtliga;113;85,0;84,1",
    ),
    "Behörighet till gymnasieskolan, fr.o.m. 2011",
)
SALSA = _titled(
    made(
        "Föräldrarnas genomsnittliga utb.nivå;Andel (%) nyinvandrade;Andel (%) pojkar;"
        "Faktiskt värde (F);Modell- beräknat värde (B);Residual (R=F-B);"
        "Faktiskt värde (F);Modell- beräknat värde (B);Residual (R=F-B)",
        f"{_OWN};2,46;0;32;96;85;11;243;251;-8",
        f"{_OTHER};2,20;.;..;58;70;-12;197;.;..",
        above=";" * 7
        + ";".join(
            ["Bakgrundsinformation"] * 3
            + ["Andel (%) som uppn. kunskapskraven"] * 3
            + ["Genomsnittligt meritvärde"] * 3
        ),
    ),
    "Salsa, skolenheters resultat av slutbetygen i årskurs 9 med hänsyn till elevsammansättningen",
)


def values(world: World, code: str) -> dict[str, tuple[str, Decimal | None, int | None]]:
    rows = Measurement.objects.filter(unit=world.school, indicator__source_code=code)
    return {row.gender: (row.status, row.value, row.denominator) for row in rows}


def test_a_line_for_each_gender_gives_a_value_for_each(world: World) -> None:
    done = import_slutbetyg(data=ELIGIBILITY, by=None)
    assert values(world, "skolverket:slutbetyg:eligible_vocational") == {
        "T": ("reported", Decimal("88.5"), 148),
        "K": ("reported", Decimal("90"), 70),
        "M": ("reported", Decimal("87.2"), 78),
    }
    assert values(world, "skolverket:slutbetyg:eligible_arts")["K"] == ("suppressed", None, 70)
    assert values(world, "skolverket:slutbetyg:eligible_arts")["M"][0] == "approximate"
    assert "1 av kommunens egna enheter, 1 andra skolor" in done.sentences()[1]
    assert import_slutbetyg(data=ELIGIBILITY, by=None).outcome.changed == 0


def test_a_gender_that_is_not_understood_is_refused_with_its_line() -> None:
    assert "Rad 7" in str(refusal(ELIGIBILITY.replace(b";Samtliga;148", b";Alla;148")))


def test_salsa_tells_apart_the_headings_that_it_repeats(world: World) -> None:
    import_slutbetyg(data=SALSA, by=None)
    prefix = "skolverket:salsa:salsa"
    assert values(world, f"{prefix}AverageGradesIn9thGradeDeviation")["T"][1] == Decimal("-8")
    assert values(world, f"{prefix}RequirementsReachedDeviation")["T"][1] == Decimal("11")
    assert values(world, f"{prefix}ParentsEducation")["T"][1] == Decimal("2.46")
    other = ComparisonValue.objects.filter(unit__code="90360196")
    assert other.get(indicator__source_code=f"{prefix}RequirementsReachedDeviation").value == -12
    statuses = dict(other.values_list("indicator__source_code", "status"))
    assert statuses[f"{prefix}AverageCalculated"] == "not_applicable"
    assert statuses[f"{prefix}AverageGradesIn9thGradeDeviation"] == "suppressed"
    deviation = Indicator.objects.get(source_code=f"{prefix}AverageGradesIn9thGradeDeviation")
    assert (deviation.kind, deviation.better) == ("number", "up")
    # Where a school stands in the model is neither good nor bad.
    assert Indicator.objects.get(source_code=f"{prefix}BoysQuota").better == "none"


def test_results_of_other_pupils_are_never_mixed_with_those_of_all(world: World) -> None:
    other = "årskurs 9, utan nyinvandrade och elever med okänd bakgrund"
    import_slutbetyg(data=edited("årskurs 9, samtliga elever", other), by=None)
    names = Indicator.objects.filter(source="Skolverket").values_list("name", flat=True)
    assert all(name.endswith("utan nyinvandrade och elever med okänd bakgrund") for name in names)
    assert not Indicator.objects.filter(source_code__startswith="skolverket:slutbetyg:").exists()


def test_a_negative_share_is_refused() -> None:
    wrong = made("Antal elever;Andel (%) elever behöriga till yrkesprog.", f"{_OWN};148;-8,5")
    assert "går inte att förstå" in str(refusal(wrong))
