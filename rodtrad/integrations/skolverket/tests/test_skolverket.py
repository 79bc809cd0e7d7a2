"""`rodtrad fetch skolverket`: the register becomes proposals, the statistics become values."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from rodtrad.indicators.models import (
    ComparisonUnit,
    ComparisonValue,
    ImportRun,
    Indicator,
    Measurement,
)
from rodtrad.integrations.actions import import_slutbetyg
from rodtrad.integrations.models import Proposal
from rodtrad.integrations.proposals import accept_proposal, decline_proposal
from rodtrad.integrations.runs.undo import undo_run
from rodtrad.integrations.skolverket.tests.answers import (
    FEW,
    NEW,
    OTHER,
    PRIVATE,
    SCHOOL,
    exists,
    planned,
    register,
    statistics,
    unit,
)
from rodtrad.integrations.skolverket.tests.files import EXCERPT
from rodtrad.integrations.skolverket.tests.test_slutbetyg_family import SALSA as SALSA_FILE
from rodtrad.integrations.tests.service import Answer, Service
from rodtrad.organisation.models import Assignment, SchoolForm, Unit
from rodtrad.steering.models import Requirement, SteeringDocument
from tests.world import World

NOW = timezone.now()
DAY = date(2026, 8, 1)
SAME = unit(SCHOOL, "Västerportskolan", headMaster="Åsa  Lindgren")
SAME_OTHER = unit(OTHER, "Östra skolan", schoolTypes=["FKLASS", "GR", "FTH"])


def fetch(service: Service, part: str, *options: str) -> dict[str, Any]:
    out = StringIO()
    call_command(
        *("fetch", "skolverket", "--base-url", service.url, "--only", part, "--json"),
        *options,
        stdout=out,
    )
    found: dict[str, Any] = json.loads(out.getvalue().splitlines()[-1])
    run: dict[str, Any] = found["runs"][0]
    return run


def waiting() -> list[tuple[str, str, str, str]]:
    return list(
        Proposal.objects.waiting()
        .order_by("kind", "code")
        .values_list("kind", "code", "before", "after")
    )


def only(kind: str) -> Proposal:
    return Proposal.objects.waiting().get(kind=kind)


def test_a_register_that_agrees_proposes_nothing(world: World, service: Service) -> None:
    register(service, SAME, SAME_OTHER)
    told = fetch(service, "register")
    assert (told["units"], told["proposals"]) == (2, 0)
    assert waiting() == []


def test_every_difference_is_proposed_and_nothing_is_changed(
    world: World, service: Service
) -> None:
    register(
        service,
        unit(SCHOOL, "Västerport 7–9", headMaster="Ny Rektorsson", schoolTypes=["GR", "FTH"]),
        unit(
            OTHER,
            "Östra skolan",
            status="UPPHORT",
            endDate="2026-06-30",
            schoolTypes=["FKLASS", "GR", "FTH"],
        ),
        unit(NEW, "Nya skolan", schoolTypes=["GR", "VUX"], startdate="2026-07-01"),
        unit(PRIVATE, "Fristående skolan", organiser="5565000000"),
    )
    before = list(Unit.objects.values_list("name", "closed"))
    assert fetch(service, "register")["proposals"] == 5
    assert waiting() == [
        ("close", OTHER, "Öppen", "Upphört"),
        ("forms", SCHOOL, "GR", "FTH, GR"),
        ("open", NEW, "", "GR, KOMVUX"),
        ("principal", SCHOOL, "Åsa Lindgren", "Ny Rektorsson"),
        ("rename", SCHOOL, "Västerportskolan", "Västerport 7–9"),
    ]
    assert list(Unit.objects.values_list("name", "closed")) == before
    assert fetch(service, "register")["proposals"] == 0


def test_accepting_carries_the_proposal_out(world: World, service: Service) -> None:
    register(
        service,
        unit(SCHOOL, "Västerport 7–9", headMaster="Omar Haddad", schoolTypes=["GR", "FTH"]),
        unit(
            OTHER,
            "Östra skolan",
            status="UPPHORT",
            endDate="2026-06-30",
            schoolTypes=["FKLASS", "GR", "FTH"],
        ),
        unit(NEW, "Nya skolan", startdate="2026-07-01"),
    )
    fetch(service, "register")
    decided: dict[str, Any] = {"on": DAY, "at": NOW, "by": world.administrator}
    accept_proposal(only("rename"), **decided)
    accept_proposal(only("forms"), **decided)
    accept_proposal(only("principal"), person=world.assistant_principal, **decided)
    accept_proposal(only("close"), **decided)
    with pytest.raises(ValidationError, match="Välj var enheten ska ligga"):
        accept_proposal(only("open"), **decided)
    accept_proposal(only("open"), parent=world.administration, **decided)

    school = Unit.objects.get(code=SCHOOL)
    assert school.name == "Västerport 7–9"
    assert {form.code for form in school.school_forms.all()} == {"GR", "FTH"}
    principals = Assignment.objects.running_on(DAY).filter(unit=school, role__code="principal")
    assert [one.user for one in principals] == [world.assistant_principal]
    assert Unit.objects.get(code=OTHER).closed == DAY
    assert Unit.objects.get(code=NEW).path.startswith(world.administration.path)
    assert waiting() == []
    with pytest.raises(ValidationError, match="redan tagit ställning"):
        decline_proposal(Proposal.objects.all()[0], at=NOW, by=world.administrator)


def test_what_is_declined_is_not_proposed_again_until_the_register_says_something_else(
    world: World, service: Service
) -> None:
    register(service, unit(SCHOOL, "Västerport"), SAME_OTHER)
    fetch(service, "register")
    decline_proposal(only("rename"), at=NOW, by=world.administrator)
    assert fetch(service, "register")["proposals"] == 0
    register(service, unit(SCHOOL, "Västra skolan"), SAME_OTHER)
    assert fetch(service, "register")["proposals"] == 1


def test_a_proposal_without_reason_any_more_is_withdrawn(world: World, service: Service) -> None:
    register(service, unit(SCHOOL, "Västerport"), SAME_OTHER)
    fetch(service, "register")
    register(service, SAME, SAME_OTHER)
    assert fetch(service, "register")["withdrawn"] == 1
    assert waiting() == []


def test_undoing_the_fetch_withdraws_its_proposals(world: World, service: Service) -> None:
    register(service, unit(SCHOOL, "Västerport"), SAME_OTHER)
    run = fetch(service, "register")["run"]
    undo_run(ImportRun.objects.get(pk=run), at=NOW, by=None)
    assert waiting() == []


def test_a_school_that_the_register_lacks_is_told(world: World, service: Service) -> None:
    register(service, SAME)
    told = fetch(service, "register")
    assert told["absent"] == 1
    assert "Östra skolan" in told["notes"][0]


def test_statistics_come_as_what_they_are(world: World, service: Service) -> None:
    statistics(service)
    told = fetch(service, "statistics")
    certified = Indicator.objects.get(source_code__endswith=":certifiedTeachersQuota")
    assert certified.name == ("Lärare med legitimation och behörighet i minst ett ämne, grundskola")
    own = Measurement.objects.filter(indicator=certified, unit=world.school)
    assert list(own.order_by("-period").values_list("period", "status", "value", "original")) == [
        ("2024/25", "reported", Decimal("89.6"), "89,6"),
        ("2023/24", "missing", None, "."),
        ("2022/23", "suppressed", None, ".."),
    ]
    pupils = Measurement.objects.get(indicator__source_code__endswith="totalNumberOfPupils")
    assert (pupils.status, pupils.shown) == ("approximate", "ungefär 1110")
    # Nobody here has a value of it: it would be an indicator about nothing.
    assert not Indicator.objects.filter(source_code__contains="specialTeacher").exists()
    nation = ComparisonValue.objects.get(indicator=certified, unit__code="0000")
    assert (nation.unit.kind, nation.value) == ("nation", Decimal("71.5"))
    assert "Östra skolan" in " ".join(told["notes"])


def test_salsa_and_surveys_come_with_the_period_of_the_answer(
    world: World, service: Service
) -> None:
    statistics(service)
    fetch(service, "statistics")
    salsa = Indicator.objects.get(source_code__endswith="salsaAverageGradesIn9thGradeDeviation")
    own = Measurement.objects.get(indicator=salsa)
    assert (own.period, own.value) == ("2022/23", Decimal("-4"))
    other = ComparisonValue.objects.get(indicator=salsa)
    assert (other.unit.name, other.value) == ("Väröbackaskolan 4-9", Decimal("-20"))
    safe = Measurement.objects.get(indicator__source_code__endswith="custodiansgr:security")
    assert (safe.period, safe.value, safe.denominator) == ("VT 2024", Decimal("8.2"), 85)
    assert safe.indicator.name == "Skolenkäten: trygghet, vårdnadshavare i grundskola"
    pupils = Measurement.objects.get(indicator__source_code__endswith="pupilsgr5:security")
    assert pupils.value == Decimal("7.9")
    # Three answers in grade 8: withheld, and then an indicator that says something.
    few = Measurement.objects.get(indicator__source_code__endswith="pupilsgr8:security")
    assert (few.status, few.value) == ("suppressed", None)


def test_salsa_comes_whole_and_meets_the_file_of_the_same(world: World, service: Service) -> None:
    statistics(service)
    fetch(service, "statistics")
    boys = Measurement.objects.get(indicator__source_code="skolverket:salsa:salsaBoysQuota")
    assert (boys.value, boys.indicator.better) == (Decimal("47"), "none")
    before = set(Indicator.objects.values_list("pk", flat=True))
    import_slutbetyg(data=SALSA_FILE, by=None)
    # The measures of the interface are those of the file; only what nobody had is new.
    added = Indicator.objects.exclude(pk__in=before).values_list("source_code", flat=True)
    assert "skolverket:salsa:salsaBoysQuota" not in added
    assert Indicator.objects.filter(source_code="skolverket:salsa:salsaBoysQuota").count() == 1


def test_a_survey_in_the_earlier_form_is_read_when_the_later_is_not_there(
    world: World, service: Service
) -> None:
    statistics(service)
    del service.answers[f"/planned-educations/v4/school-units/{SCHOOL}/nestedsurveys/custodiansgr"]
    planned(
        service,
        f"/school-units/{SCHOOL}/surveys/custodiansgr",
        {
            "schoolUnitCode": SCHOOL,
            "semester": "VT24",
            "noOfAnswers": "85",
            "securityAverage": "8,2",
            "securityRatioCorrespondsFully": "60%",
            "securityQuestionDescription": "Känner sig ditt barn tryggt?",
        },
    )
    fetch(service, "statistics")
    safe = Measurement.objects.get(indicator__source_code__endswith="custodiansgr:security")
    assert (safe.period, safe.value, safe.denominator) == ("VT 2024", Decimal("8.2"), 85)


def test_upper_secondary_school_is_told_by_programme(world: World, service: Service) -> None:
    world.school.school_forms.add(SchoolForm.objects.get(code="GY"))
    statistics(service)
    programme = {
        "programCode": "EK",
        "averageResultNationalTestsSubjectMA1": [exists("5,2", "VT24")],
        "ma1SubjectTest": "Matematik 2B",
        "ratioOfStudentsEligibleForUndergraduateEducation": [],
        "ratioOfPupilsWithExamWithin3Years": [exists("72,9", "2021/22"), FEW],
        "admissionPointsMin": [exists("230,0", "2024")],
    }
    # A code that could lead elsewhere in an address is none.
    wrong = {"programCode": "../x", "admissionPointsMin": [exists("1,0", "2024")]}
    planned(
        service,
        f"/school-units/{SCHOOL}/statistics/gy",
        {"schoolUnit": SCHOOL, "programMetrics": [programme, wrong]},
    )
    planned(
        service,
        "/statistics/national-values/gy/EK",
        {"programCode": "EK", "ratioOfPupilsWithExamWithin3Years": [exists("84,6", "2021/22")]},
    )
    fetch(service, "statistics")
    exam = Indicator.objects.get(source_code="skolverket:gy:EK:within3Years")
    assert exam.name == "Elever med examen inom tre år, gymnasieskola, program EK"
    own = Measurement.objects.filter(indicator=exam, unit=world.school)
    assert set(own.values_list("period", "status")) == {
        ("2021/22", "reported"),
        ("2022/23", "suppressed"),
    }
    assert ComparisonValue.objects.get(indicator=exam).value == Decimal("84.6")
    test = Measurement.objects.get(indicator__source_code="skolverket:gy:EK:testMA1")
    assert test.indicator.name.startswith("Nationella prov i Matematik 2B, genomsnitt")
    assert Indicator.objects.filter(source_code__startswith="skolverket:gy:").count() == 3


def test_the_file_of_results_is_not_overwritten_by_what_says_less(
    world: World, service: Service
) -> None:
    import_slutbetyg(data=EXCERPT, by=None)
    statistics(service)
    fetch(service, "statistics")
    merit = Measurement.objects.get(
        unit=world.school, indicator__source_code="skolverket:slutbetyg:merit_17"
    )
    assert (merit.value, merit.denominator) == (Decimal("246.7"), 148)
    assert ComparisonUnit.objects.get(code="90360196").municipality == "Tomelilla"


def test_the_same_statistics_again_change_nothing(world: World, service: Service) -> None:
    statistics(service)
    fetch(service, "statistics")
    before = list(Measurement.objects.order_by("pk").values())
    assert fetch(service, "statistics")["changed"] == 0
    assert list(Measurement.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"certifiedTeachersQuota": [exists("åttio")]}, "inte går att förstå"),
        ({"certifiedTeachersQuota": [exists("89.6")]}, "inte går att förstå"),
        ({"certifiedTeachersQuota": [exists("89,6", "i fjol")]}, "period"),
        ({"certifiedTeachersQuota": [exists("189,6")]}, "mellan 0 och 100"),
        (
            {
                "certifiedTeachersQuota": [
                    {"value": "1", "valueType": "MAYBE", "timePeriod": "2024"}
                ]
            },
            "okänt slag",
        ),
        (["inget"], "annan form"),
        (Answer(silent=True), "i tid"),
        (Answer({}, status=500), "500"),
        (Answer(b"<html>", kind="text/html"), "i stället för JSON"),
    ],
)
def test_a_fault_is_a_failed_run_and_nothing_is_stored(
    world: World, service: Service, impatient: Callable[[Any], None], body: Any, words: str
) -> None:
    impatient(body)
    statistics(service)
    if isinstance(body, Answer):
        service.answers["/planned-educations/v4/statistics/all-schools/salsa"] = body
    else:
        planned(service, f"/school-units/{SCHOOL}/statistics/gr", body)
    before = (Measurement.objects.count(), Indicator.objects.count())
    with pytest.raises(CommandError, match=words):
        fetch(service, "statistics")
    assert ImportRun.objects.get().state == "failed"
    assert (Measurement.objects.count(), Indicator.objects.count()) == before


def test_syllabuses_give_headings_to_cite(world: World, service: Service) -> None:
    subjects = [
        {"code": "GRGRMAT01", "name": "Matematik", "version": 11, "schoolTypes": ["GR"]},
        {"code": "GRGRBIL01", "name": "Bild"},
    ]
    service.answers["/syllabus/v1/subjects"] = lambda asked: {
        "totalElements": 2,
        "subjects": subjects if asked.query["schooltype"] == ["GR"] else [],
    }
    told = fetch(service, "syllabus")
    assert told["added"] == 2
    document = SteeringDocument.objects.get(short="Lgr22")
    assert [str(row) for row in document.requirements.all()] == [
        "Lgr22 kursplan: Bild",
        "Lgr22 kursplan: Matematik",
    ]
    assert fetch(service, "syllabus")["added"] == 0
    subjects.pop()
    assert "Bild" in fetch(service, "syllabus")["notes"][0]
    undo_run(ImportRun.objects.get(pk=told["run"]), at=NOW, by=None)
    assert not Requirement.objects.filter(reference="kursplan").exists()
    assert not SteeringDocument.objects.filter(short="Lgr22").exists()


def test_schools_without_codes_are_told_what_to_do(world: World, service: Service) -> None:
    Unit.objects.filter(kind=Unit.Kind.SCHOOL).update(closed=date(2026, 7, 1))
    with pytest.raises(CommandError, match="skolenhetskod"):
        fetch(service, "register")
