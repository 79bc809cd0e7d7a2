"""Answers in the form of Skolverket's specifications; the values and people are invented."""

from typing import Any

from rodtrad.integrations.skolverket.planned import ACCEPT
from rodtrad.integrations.tests.service import Answer, Service

SCHOOL, OTHER, NEW, PRIVATE = "54436997", "10000002", "30000003", "40000004"
YSTAD = "2120001181"
_REGISTER = "/skolenhetsregistret/v2/school-units"
_PLANNED = "/planned-educations/v4"


def unit(code: str, name: str, organiser: str = YSTAD, **about: Any) -> dict[str, Any]:
    """A school unit as the register describes it."""
    return {
        "meta": {"extractDate": "2026-11-20"},
        "data": {
            "type": "schoolunit",
            "schoolUnitCode": code,
            "attributes": {
                "displayName": name,
                "status": "AKTIV",
                "url": None,
                "email": None,
                "headMaster": None,
                "addresses": [],
                "schoolUnitType": "SKOLENHET",
                "municipalityCode": "1286",
                "schoolTypes": ["GR"],
                "startdate": "2012-07-01",
                "endDate": None,
                **about,
            },
        },
        "included": {
            "type": "organization",
            "organizationNumber": organiser,
            "attributes": {"displayName": "Ystads kommun", "organizerType": "KOMMUN"},
        },
    }


def register(service: Service, *units: dict[str, Any]) -> None:
    """Let the service know these units, and list all of them."""
    for one in units:
        service.answers[f"{_REGISTER}/{one['data']['schoolUnitCode']}"] = one
    service.answers[_REGISTER] = {
        "meta": {},
        "data": {
            "type": "schoolunit",
            "attributes": [
                {
                    "schoolUnitCode": one["data"]["schoolUnitCode"],
                    "name": one["data"]["attributes"]["displayName"],
                    "status": one["data"]["attributes"]["status"],
                }
                for one in units
            ],
        },
    }


def exists(value: str, period: str | None = "2024/25") -> dict[str, Any]:
    """A value that there is."""
    return {"value": value, "valueType": "EXISTS", "timePeriod": period}


MISSING = {"value": ".", "valueType": "MISSING", "timePeriod": "2023/24"}
FEW = {
    "value": "..",
    "valueType": "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS",
    "timePeriod": "2022/23",
}
NOTHING = {"value": None, "valueType": "MISSING", "timePeriod": None}


def planned(service: Service, path: str, body: Any) -> None:
    """Let the service have a body at a path of Planned Educations."""
    envelope = {"status": "OK", "message": "Success", "body": body}
    service.answers[_PLANNED + path] = Answer(envelope, kind=ACCEPT)


def statistics(service: Service) -> None:
    """All that there is about one school, the nation and SALSA."""
    planned(
        service,
        f"/school-units/{SCHOOL}/statistics/gr",
        {
            "schoolUnit": SCHOOL,
            "certifiedTeachersQuota": [exists("89,6"), MISSING, FEW],
            "studentsPerTeacherQuota": [exists("12,0")],
            "totalNumberOfPupils": [exists("cirka 1110")],
            "averageResultNationalTestsSubjectSVA9thGrade": [MISSING, FEW],
            "averageGradesMeritRating9thGrade": [exists("246,1"), exists("1 240,5", "2023/24")][:1],
            "specialEducatorsQuota": None,
            "specialTeacherPositions": [NOTHING],
            "docLinks": None,
        },
    )
    planned(
        service,
        "/statistics/national-values/gr",
        {"certifiedTeachersQuota": [exists("71,5")], "totalNumberOfPupils": None},
    )
    planned(
        service,
        "/statistics/all-schools/salsa",
        {
            "timePeriod": "2022/23",
            "compulsorySchoolUnitSalsaMetricList": [
                _salsa(SCHOOL, "Västerportskolan", "-4"),
                _salsa("68613823", "Väröbackaskolan 4-9", "-20"),
            ],
        },
    )
    planned(
        service,
        f"/school-units/{SCHOOL}/nestedsurveys/custodiansgr",
        {
            "schoolUnitCode": SCHOOL,
            "semester": "VT24",
            "noOfAnswers": "85",
            "recommendMetrics": {"average": None, "questionDescription": None},
            "securityMetrics": {
                "average": "8,2",
                "questionDescription": "Upplever du att ditt barn känner sig tryggt i skolan?",
                "questionSubject": "Trygghet",
            },
        },
    )
    planned(
        service,
        f"/school-units/{SCHOOL}/surveys/pupilsgr",
        {
            "schoolYearMetrics": [
                _pupils("ak5", "58", "7,9"),
                _pupils("ak8", "3", "-"),
            ]
        },
    )


def _salsa(code: str, name: str, deviation: str) -> dict[str, Any]:
    return {
        "schoolUnitCode": code,
        "name": name,
        "geographicalAreaCode": "1286",
        "salsaAverageGradesIn9thGradeDeviation": {"value": deviation, "valueType": "EXISTS"},
        "salsaAverageCalculated": {"value": "250", "valueType": "EXISTS"},
        "salsaRequirementsReachedDeviation": {"value": ".", "valueType": "MISSING"},
        "salsaBoysQuota": {"value": "47", "valueType": "EXISTS"},
    }


def _pupils(grade: str, answers: str, average: str) -> dict[str, Any]:
    return {
        "schoolUnitCode": SCHOOL,
        "semester": "VT24",
        "noOfAnswers": answers,
        "securityAverage": average,
        "securityQuestionDescription": "Känner du dig trygg i skolan?",
        "schoolYear": grade,
    }
