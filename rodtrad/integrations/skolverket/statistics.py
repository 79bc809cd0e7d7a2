"""Skolverket's statistics per school, SALSA, surveys and the nation (Planned Educations v4)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.indicators.actions import define_indicator
from rodtrad.indicators.bulk import OutsideReading, School, record_import
from rodtrad.indicators.models import (
    ComparisonUnit,
    ComparisonValue,
    ImportRun,
    Indicator,
    Measurement,
    Reading,
)
from rodtrad.integrations.http import Client, NotThere
from rodtrad.integrations.own import own_schools
from rodtrad.integrations.runs.account import Account, Job, Store
from rodtrad.integrations.skolverket.measures import (
    AREAS,
    FORMS,
    PROGRAMMES,
    SALSA,
    STATISTICS,
    SURVEYS,
    Measure,
)
from rodtrad.integrations.skolverket.planned import (
    ACCEPT,
    Envelope,
    Figure,
    figures,
    survey_figures,
)
from rodtrad.organisation.models import Unit

SOURCE = "Skolverket"
_NATION = School(code="0000", name="Riket", kind=ComparisonUnit.Kind.NATION.value)
# Skolverket's own rule for a school; Skolenkäten shows from five answers.
_SMALLEST_GROUP = 10
_SMALLEST_SURVEY = 5
# What goes into an address is a code and nothing else.
_PROGRAMME = re.compile("[A-Z]{2,6}")
# Room for what is added to it.
_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class _Found:
    """A value of a measure at a place, before its indicator is known."""

    code: str
    place: str
    measure: Measure
    about: str
    figure: Figure
    survey: bool = False
    question: str = ""
    programme: str = ""


def fetch_statistics(job: Job) -> Store:
    """Ask for all that there is about our schools; the rest of the work stores it."""
    units = own_schools()
    client = job.client("/planned-educations", accept=ACCEPT)
    forms = {
        code: sorted({form.code for form in unit.school_forms.all()} & set(FORMS))
        for code, unit in units.items()
    }
    asked = sorted({form for some in forms.values() for form in some})
    job.progress.plan(len(units) + 3)
    found: list[_Found] = []
    for code, unit in units.items():
        job.progress.step(f"Hämtar statistik för {unit}")
        for form in forms[code]:
            found += _statistics(client, code, form)
            found += _surveys(client, code, form)
    job.progress.step("Hämtar rikets värden")
    for form in asked:
        found += _nation(client, form, _programmes(found))
    job.progress.step("Hämtar SALSA")
    salsa, schools = _salsa(client) if "GR" in asked else ([], [])
    found += salsa

    def store(run: ImportRun) -> Account:
        return _store(run, units, found, [*schools, _NATION])

    return store


def _body(client: Client, path: str) -> dict[str, Any] | None:
    """The content at a path; None when Skolverket has nothing there."""
    try:
        return client.get(path, Envelope).body
    except NotThere:
        return None


def _statistics(client: Client, code: str, form: str) -> Iterator[_Found]:
    there, name = FORMS[form]
    body = _body(client, f"/v4/school-units/{code}/statistics/{there}")
    yield from _of_fields(body, code, there, name)
    for programme in (body or {}).get("programMetrics") or []:
        yield from _of_programme(programme, code)


def _nation(client: Client, form: str, programmes: list[str]) -> Iterator[_Found]:
    there, name = FORMS[form]
    if form == "GY":
        # The nation's figures of upper secondary school are given by programme only.
        for programme in programmes:
            body = _body(client, f"/v4/statistics/national-values/{there}/{programme}")
            yield from _of_programme(body, _NATION.code, programme)
        return
    body = _body(client, f"/v4/statistics/national-values/{there}")
    yield from _of_fields(body, _NATION.code, there, name)


def _programmes(found: list[_Found]) -> list[str]:
    """The programmes that our own schools have figures of."""
    return sorted({one.programme for one in found if one.programme})


def _of_programme(body: Any, code: str, programme: str = "") -> Iterator[_Found]:
    if not isinstance(body, dict):
        return
    programme = str(body.get("programCode") or programme)
    if not _PROGRAMME.fullmatch(programme):
        return
    for short, field, test, measure in PROGRAMMES:
        if test and body.get(test):
            measure = replace(
                measure, name=f"Nationella prov i {body[test]}, genomsnitt"[:_LONGEST_NAME]
            )
        for figure in figures(body.get(field)):
            about = f"gymnasieskola, program {programme}"
            place = f"gy:{programme}:{short}"
            yield _Found(code, place, measure, about, figure, programme=programme)


def _of_fields(body: dict[str, Any] | None, code: str, place: str, form: str) -> Iterator[_Found]:
    for field, measure in STATISTICS.items():
        for figure in figures((body or {}).get(field)):
            yield _Found(code, f"{place}:{field}", measure, form, figure)


def _surveys(client: Client, code: str, form: str) -> Iterator[_Found]:
    for path, audience in SURVEYS.get(form, ()):
        body = _body(client, f"/v4/school-units/{code}/{path}")
        if body is None and path.startswith("nestedsurveys/"):
            # The same answers in the earlier form, where the later one is not there.
            body = _body(client, f"/v4/school-units/{code}/{path.removeprefix('nested')}")
        for one in survey_figures(body or {}):
            who = f"{audience}, årskurs {one.grade}" if one.grade else audience
            measure = Measure(f"Skolenkäten: {AREAS[one.area].lower()}", Indicator.Kind.MEAN.value)
            place = f"survey:{path.split('/')[1]}{one.grade}:{one.area}"
            yield _Found(code, place, measure, who, one.figure, True, one.question)


def _salsa(client: Client) -> tuple[list[_Found], list[School]]:
    body = _body(client, "/v4/statistics/all-schools/salsa") or {}
    found, schools = [], {}
    for row in body.get("compulsorySchoolUnitSalsaMetricList") or []:
        code = str(row.get("schoolUnitCode", ""))
        if not code:
            continue
        schools[code] = School(
            code=code[:20],
            name=str(row.get("name", ""))[:200],
            municipality_code=str(row.get("geographicalAreaCode", ""))[:4],
        )
        for field, measure in SALSA.items():
            for figure in figures(row.get(field), period=str(body.get("timePeriod") or "")):
                found.append(_Found(code, f"salsa:{field}", measure, "", figure))
    return found, list(schools.values())


def _store(
    run: ImportRun, units: dict[str, Unit], found: list[_Found], schools: list[School]
) -> Account:
    # A measure that none of our schools has a value of would be an indicator about nothing.
    ours = {one.place for one in found if one.code in units and _says_something(one.figure)}
    used = [one for one in found if one.place in ours]
    indicators = _indicators(used, run.by)
    better_known = _from_the_file(indicators.values())
    readings: dict[tuple[int, str, str], OutsideReading] = {}
    for one in used:
        indicator, figure = indicators[one.place], one.figure
        key = (indicator.pk, one.code, figure.period.code)
        if key in better_known:
            continue
        readings[key] = OutsideReading(
            indicator=indicator,
            code=one.code,
            period=figure.period,
            status=figure.status,
            value=figure.value,
            denominator=figure.denominator,
            original=figure.original,
        )
    outcome = record_import(
        readings=list(readings.values()),
        schools=_all_schools(schools, units),
        run=run,
        by=run.by,
    )
    account = Account(outcome=outcome)
    account.lines = [
        f"{len(units)} av våra skolor och {len(indicators)} mått.",
        f"{outcome.own_added + outcome.others_added} värden är nya, "
        f"{outcome.own_altered + outcome.others_altered} ändrade och "
        f"{outcome.unchanged} stod redan så.",
    ]
    without = sorted(
        str(unit) for code, unit in units.items() if not any(one.code == code for one in used)
    )
    if without:
        account.note(f"Skolverket har inga värden för {', '.join(without)}.")
    account.counts = {"units": len(units), "measures": len(indicators)}
    return account


def _all_schools(schools: list[School], units: dict[str, Unit]) -> list[School]:
    """Every place that a value may be about, with what is known already of its municipality."""
    known = {row.code: row for row in ComparisonUnit.objects.all()}
    found = {code: School(code=code, name=unit.name) for code, unit in units.items()}
    for school in schools:
        before = known.get(school.code)
        if before is not None and school.kind == ComparisonUnit.Kind.SCHOOL:
            # The file of grade 9 results says more of a school than this does.
            school = School(
                code=school.code,
                name=before.name or school.name,
                municipality_code=before.municipality_code or school.municipality_code,
                municipality=before.municipality,
                provider_type=before.provider_type,
            )
        found.setdefault(school.code, school)
    return list(found.values())


def _says_something(figure: Figure) -> bool:
    return figure.status != Reading.Status.MISSING


def _from_the_file(indicators: Iterable[Indicator]) -> set[tuple[int, str, str]]:
    """Values that the file of results gave, with the number of pupils: they are left alone."""
    ids = [one.pk for one in indicators]
    columns = ("indicator_id", "unit__code", "period")
    given = {"indicator__in": ids, "run__kind": "slutbetyg"}
    return set(Measurement.objects.filter(**given).values_list(*columns)) | set(
        ComparisonValue.objects.filter(**given).values_list(*columns)
    )


def _indicators(found: list[_Found], by: User | None) -> dict[str, Indicator]:
    """The indicator of each measure, defined the first time it is met."""
    codes = {one.place: one.measure.same_as or f"skolverket:{one.place}" for one in found}
    stored = {
        row.source_code: row
        for row in Indicator.objects.filter(source_code__in=codes.values()).order_by("-pk")
    }
    for one in found:
        code = codes[one.place]
        if code not in stored:
            stored[code] = _define(one, code, by)
    return {place: stored[code] for place, code in codes.items()}


def _define(one: _Found, code: str, by: User | None) -> Indicator:
    measure = one.measure
    named = measure.same_as or not one.about or measure.name.endswith(("6", "9"))
    return define_indicator(
        owner=None,
        by=by,
        name=measure.name if named else f"{measure.name}, {one.about}",
        what=one.question,
        how="Skolenkäten, medelvärde av svaren från 0 till 10. Hämtas från Skolverket."
        if one.survey
        else "Hämtas från Skolverkets statistik per skolenhet.",
        kind=measure.kind,
        unit_of_measure=measure.unit,
        better=measure.better,
        origin=Indicator.Origin.EXISTING.value,
        source=SOURCE,
        source_code=code,
        smallest_group=_SMALLEST_SURVEY if one.survey else _SMALLEST_GROUP,
    )
