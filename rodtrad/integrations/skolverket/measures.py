"""What Skolverket's statistics per school measure, by the name of each field (Planned Educations
v4): its Swedish name, what sort of figure it is, and which direction is better."""

from dataclasses import dataclass

from rodtrad.indicators.models import Indicator

_Kind, _Better = Indicator.Kind, Indicator.Better


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that becomes an indicator."""

    name: str
    kind: str
    better: str = _Better.UP.value
    unit: str = ""
    # The code of the same measure in the file of grade 9 results, which says more of each value.
    same_as: str = ""


def _share(name: str, same_as: str = "") -> Measure:
    return Measure(name, _Kind.SHARE.value, same_as=same_as)


def _number(name: str, unit: str = "") -> Measure:
    return Measure(name, _Kind.NUMBER.value, _Better.NONE.value, unit)


def _points(name: str, same_as: str = "") -> Measure:
    return Measure(name, _Kind.MEAN.value, unit="poäng", same_as=same_as)


_SUBJECTS = {
    "SVE": "svenska",
    "SVA": "svenska som andraspråk",
    "ENG": "engelska",
    "MA": "matematik",
}
_FILE = "skolverket:slutbetyg:"
_STAFF = {
    "specialTeacherPositions": _number("Speciallärare och specialpedagoger", "heltidstjänster"),
    "studentsPerTeacherQuota": _number("Elever per lärare"),
    "certifiedTeachersQuota": _share("Lärare med legitimation och behörighet i minst ett ämne"),
    "specialEducatorsQuota": _share("Lärare med specialpedagogisk högskoleexamen"),
    "totalNumberOfPupils": _number("Antal elever"),
}
_TESTS = {
    f"averageResultNationalTestsSubject{code}{grade}thGrade": _points(
        f"Nationella prov i {subject}, årskurs {grade}, genomsnitt"
    )
    for code, subject in _SUBJECTS.items()
    for grade in (6, 9)
}
_RESULTS = {
    "ratioOfPupilsIn6thGradeWithAllSubjectsPassed": _share(
        "Elever som uppfyllt betygskriterierna i alla ämnen, årskurs 6"
    ),
    "ratioOfPupilsIn9thGradeWithAllSubjectsPassed": _share(
        "Elever som uppfyllt betygskriterierna i alla ämnen, årskurs 9", _FILE + "all_subjects"
    ),
    "averageGradesMeritRating9thGrade": _points(
        "Genomsnittligt meritvärde (17 ämnen), årskurs 9", _FILE + "merit_17"
    ),
    "ratioOfPupils9thGradeEligibleForNationalProgramYR": _share(
        "Elever behöriga till yrkesprogram, årskurs 9", _FILE + "eligible_vocational"
    ),
    "ratioOfPupils9thGradeEligibleForNationalProgramES": _share(
        "Elever behöriga till estetiskt program, årskurs 9", _FILE + "eligible_arts"
    ),
    "ratioOfPupils9thGradeEligibleForNationalProgramSAEKHU": _share(
        "Elever behöriga till ekonomi-, humanistiska och samhällsvetenskapsprogram, årskurs 9",
        _FILE + "eligible_social",
    ),
    "ratioOfPupils9thGradeEligibleForNationalProgramNATE": _share(
        "Elever behöriga till naturvetenskapligt och tekniskt program, årskurs 9",
        _FILE + "eligible_science",
    ),
}
STATISTICS = _STAFF | _TESTS | _RESULTS
# Upper secondary school is told by programme: the short code that an indicator gets, the field, and
# the field that names the test where there is one.
PROGRAMMES: tuple[tuple[str, str, str, Measure], ...] = (
    *(
        (
            f"test{code}",
            f"averageResultNationalTestsSubject{code}",
            f"{code.lower()}SubjectTest",
            _points("Nationella prov, genomsnitt"),
        )
        for code in ("SVE", "SVA", "ENG", "MA1", "MA2")
    ),
    (
        "eligible",
        "ratioOfStudentsEligibleForUndergraduateEducation",
        "",
        _share("Elever med grundläggande behörighet till högskolan"),
    ),
    ("grades", "gradesPointsForStudents", "", _points("Genomsnittlig betygspoäng")),
    (
        "examGrades",
        "gradesPointsForStudentsWithExam",
        "",
        _points("Genomsnittlig betygspoäng, elever med examen"),
    ),
    (
        "within3Years",
        "ratioOfPupilsWithExamWithin3Years",
        "",
        _share("Elever med examen inom tre år"),
    ),
    ("admissionMin", "admissionPointsMin", "", _number("Lägsta antagningspoäng", "poäng")),
    (
        "admissionAverage",
        "admissionPointsAverage",
        "",
        _number("Genomsnittlig antagningspoäng", "poäng"),
    ),
)
# The same codes as in the file of SALSA.
SALSA = {
    "salsaRequirementsReachedActual": Measure(
        "SALSA: andel som nått målen i alla ämnen", _Kind.SHARE.value
    ),
    "salsaAverageGradesIn9thGradeActual": Measure(
        "SALSA: genomsnittligt meritvärde", _Kind.MEAN.value, unit="poäng"
    ),
    "salsaParentsEducation": Measure(
        "SALSA: föräldrarnas genomsnittliga utbildningsnivå",
        _Kind.MEAN.value,
        _Better.NONE.value,
    ),
    "salsaNewlyImmigratedQuota": Measure(
        "SALSA: andel nyinvandrade elever", _Kind.SHARE.value, _Better.NONE.value
    ),
    "salsaBoysQuota": Measure("SALSA: andel pojkar", _Kind.SHARE.value, _Better.NONE.value),
    "salsaAverageGradesIn9thGradeDeviation": Measure(
        "SALSA: meritvärdets avvikelse från det modellen väntar sig",
        _Kind.NUMBER.value,
        unit="poäng",
    ),
    "salsaAverageCalculated": Measure(
        "SALSA: meritvärde som modellen väntar sig",
        _Kind.NUMBER.value,
        _Better.NONE.value,
        "poäng",
    ),
    "salsaRequirementsReachedDeviation": Measure(
        "SALSA: avvikelse i andelen som nått målen i alla ämnen",
        _Kind.NUMBER.value,
        unit="procentenheter",
    ),
    "salsaRequirementsReachedCalculated": Measure(
        "SALSA: andel som modellen väntar sig når målen i alla ämnen",
        _Kind.SHARE.value,
        _Better.NONE.value,
    ),
}

# The school form here, what its statistics are called there, and how an indicator names it.
FORMS = {
    "FKLASS": ("fsk", "förskoleklass"),
    "GR": ("gr", "grundskola"),
    "GRAN": ("gran", "anpassad grundskola"),
    "GY": ("gy", "gymnasieskola"),
    "GYAN": ("gyan", "anpassad gymnasieskola"),
}
# The surveys of each school form: what it is called there, and who answered.
SURVEYS = {
    "FKLASS": (("nestedsurveys/custodiansfsk", "vårdnadshavare i förskoleklass"),),
    "GR": (
        ("nestedsurveys/custodiansgr", "vårdnadshavare i grundskola"),
        ("surveys/pupilsgr", "elever i grundskola"),
    ),
    "GRAN": (("nestedsurveys/custodiansgran", "vårdnadshavare i anpassad grundskola"),),
    "GY": (("nestedsurveys/pupilsgy", "elever i gymnasieskola"),),
}
# The areas that a survey asks about, and what they are called when the answer does not say.
AREAS = {
    "recommend": "Rekommendera skolan",
    "satisfaction": "Övergripande nöjdhet",
    "security": "Trygghet",
    "workingEnvironment": "Studiero",
    "support": "Stöd",
    "inspiration": "Stimulans",
}
