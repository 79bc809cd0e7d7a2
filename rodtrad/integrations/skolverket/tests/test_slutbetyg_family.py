"""The other reports about grade 9: eligibility by gender, SALSA, and other groups of pupils."""

from decimal import Decimal

import pytest

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


def groups(title: str, above: tuple[str, ...], *schools: str) -> bytes:
    """A report with number of pupils and merit rating for groups of pupils beside each other."""
    headings = "Antal elever;Genomsnittligt meritvärde (17 ämnen)"
    return _titled(
        made(
            ";".join([headings] * len(above)),
            *schools,
            above=";" * 7 + ";".join(f"{group};{group}" for group in above),
        ),
        title,
    )


NEW = groups(
    "Slutbetyg årskurs 9, uppdelat per nyinvandrade och exklusive nyinvandrade",
    ("Samtliga elever", "Samtl. elever, exklusive nyinvandrade och med okänd bakgr."),
    f"{_OWN};148;246,7;140;251,2",
    f"{_OTHER};113;197,0;..;..",
)


def test_groups_of_pupils_beside_each_other_get_their_own_indicators(world: World) -> None:
    import_slutbetyg(data=NEW, by=None)
    assert values(world, "skolverket:slutbetyg:merit_17")["T"] == (
        "reported",
        Decimal("246.7"),
        148,
    )
    without = "skolverket:slutbetyg-utan-nyinvandra:merit_17"
    assert values(world, without)["T"] == ("reported", Decimal("251.2"), 140)
    assert Indicator.objects.get(source_code=without).name == (
        "Genomsnittligt meritvärde (17 ämnen), årskurs 9, utan nyinvandrade och elever med okänd "
        "bakgrund"
    )
    # The report about these pupils alone goes on in the same series.
    alone = "årskurs 9, utan nyinvandrade och elever med okänd bakgrund"
    import_slutbetyg(data=edited("årskurs 9, samtliga elever", alone), by=None)
    assert Indicator.objects.filter(source_code=without).count() == 1
    assert Measurement.objects.filter(indicator__source_code=without).count() == 2


@pytest.mark.parametrize(
    ("title", "above", "codes"),
    [
        (
            "Slutbetyg årskurs 9, uppdelat per nyinvandrade och exklusive nyinvandrade",
            ("Totalt exklusive nyinvandrade elever", "Nyinvandrade elever"),
            {"-utan-nyinvandrade", "-nyinvandrade"},
        ),
        (
            "Slutbetyg årskurs 9, uppdelat per svensk och utländsk bakgrund",
            ("Svensk bakgrund", "Utländsk bakgrund"),
            {"-svensk-bakgrund", "-utl-bakgrund"},
        ),
        (
            "Slutbetyg årskurs 9, uppdelat per föräldrarnas högsta utbildningsnivå",
            ("Förgymnasial utbildning", "Gymnasial utbildning", "Eftergymnasial utbildning"),
            {"-foraldrar-forgy", "-foraldrar-gy", "-foraldrar-eft"},
        ),
        ("Slutbetyg årskurs 9, uppdelat per kön", ("Totalt", "Flickor", "Pojkar"), {""}),
        (
            "Slutbetyg årskurs 9, samtliga elever",
            ("Inklusive okänd bakgrund", "Exklusive okänd bakgrund"),
            {"", "-utan-okand"},
        ),
    ],
)
def test_every_report_of_the_family_is_known(
    world: World, title: str, above: tuple[str, ...], codes: set[str]
) -> None:
    rows = ";".join(["148;246,7"] * len(above))
    done = import_slutbetyg(data=groups(title, above, f"{_OWN};{rows}"), by=None)
    assert done.outcome.own_added == 2 * len(above)
    assert set(
        Indicator.objects.filter(source="Skolverket").values_list("source_code", flat=True)
    ) == {
        f"skolverket:slutbetyg{code}:{measure}"
        for code in codes
        for measure in ("pupils", "merit_17")
    }


def test_a_column_that_does_not_say_which_pupils_is_refused() -> None:
    title = "Slutbetyg årskurs 9, uppdelat per svensk och utländsk bakgrund"
    bare = _titled(made("Antal elever", f"{_OWN};148"), title)
    assert "vilka elever den gäller" in str(refusal(bare))


def test_groups_whose_names_begin_alike_are_kept_apart(world: World) -> None:
    for group in ("elever i stora grupper om fler", "elever i stora grupper om färre"):
        data = edited("årskurs 9, samtliga elever", f"årskurs 9, {group}")
        import_slutbetyg(data=data, by=None)
    assert Measurement.objects.filter(unit=world.school, run__isnull=False).count() == 8
