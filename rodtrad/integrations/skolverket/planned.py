"""Reads the answers of Planned Educations (v4): values are texts with a decimal comma."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from rodtrad.core.schoolyear import Period
from rodtrad.indicators.models import Reading
from rodtrad.integrations.http import FetchError
from rodtrad.integrations.skolverket.measures import AREAS

ACCEPT = "application/vnd.skolverket.plannededucations.api.v4.hal+json"
# Skolenkäten shows no answers of fewer than five.
_FEWEST_ANSWERS = 5
_NUMBER = re.compile("-?[0-9]{1,3}(?:[ \u00a0\u202f]?[0-9]{3})*(?:,[0-9]+)?")
_ABOUT = re.compile("(?:cirka|ca|~) ?[0-9][0-9 \u00a0]*", re.IGNORECASE)
_STATUSES = {
    "MISSING": Reading.Status.MISSING,
    "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS": Reading.Status.SUPPRESSED,
}


class Envelope(BaseModel):
    """Every answer has its content in a body."""

    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """One value, or why there is none."""

    period: Period
    status: str
    value: Decimal | None
    original: str
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class SurveyFigure:
    """The mean answer about an area, and the question that was asked."""

    area: str
    question: str
    grade: str
    figure: Figure


def figures(rows: Any, period: str = "") -> list[Figure]:
    """The values of a field; a field that is empty or of another sort has none.

    Args:
        rows: a value, or a list of them, each with value, valueType and maybe timePeriod.
        period: of values that do not say theirs.

    Raises:
        FetchError: when a value cannot be understood: it is never guessed at.
    """
    found = []
    for row in rows if isinstance(rows, list) else [rows]:
        if not isinstance(row, dict) or "valueType" not in row:
            continue
        when = row.get("timePeriod") or period
        if not when:
            # Nothing is known of a value without a time, and it is then always missing.
            continue
        found.append(_figure(row.get("value"), str(row["valueType"]), _period(str(when))))
    return found


def _figure(text: Any, kind: str, period: Period) -> Figure:
    original = str(text or "").strip()[:60]
    if kind in _STATUSES:
        return Figure(period, _STATUSES[kind].value, None, original)
    if kind != "EXISTS":
        raise FetchError(f"Skolverket gav ett värde av okänt slag ({kind[:40]}).")
    if _ABOUT.fullmatch(original):
        return Figure(period, Reading.Status.APPROXIMATE.value, None, original)
    return Figure(period, Reading.Status.REPORTED.value, _decimal(original), original)


def _decimal(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise FetchError(f"Skolverket gav ett värde som inte går att förstå (”{text}”).")
    return Decimal(re.sub("[ \u00a0\u202f]", "", text).replace(",", "."))


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise FetchError(f"Skolverket gav en period som inte går att förstå. {error}") from None


def survey_figures(body: dict[str, Any]) -> list[SurveyFigure]:
    """The mean answers of a survey, about each area that was asked about.

    Pupils in compulsory school answer by grade: each grade has its own.

    Raises:
        FetchError: when a value cannot be understood.
    """
    found = []
    parts = body.get("schoolYearMetrics")
    for part in parts if isinstance(parts, list) else [body]:
        if not isinstance(part, dict) or not part.get("semester"):
            continue
        period = _period(str(part["semester"]))
        answers = _count(part.get("noOfAnswers"))
        grade = re.sub(r"\D", "", str(part.get("schoolYear") or ""))
        for area in AREAS:
            given = _area(part, area)
            if given is None:
                continue
            average, question = given
            found.append(SurveyFigure(area, question, grade, _mean(average, period, answers)))
    return found


def _area(part: dict[str, Any], area: str) -> tuple[str, str] | None:
    """The mean and the question about an area, in either form of the answer."""
    nested = part.get(f"{area}Metrics")
    if isinstance(nested, dict):
        average, question = nested.get("average"), nested.get("questionDescription")
    else:
        average, question = part.get(f"{area}Average"), part.get(f"{area}QuestionDescription")
    # What was not asked has neither.
    return None if average is None else (str(average).strip(), str(question or "").strip())


def _mean(average: str, period: Period, answers: int | None) -> Figure:
    few = answers is not None and answers < _FEWEST_ANSWERS
    if average in ("-", "", ".."):
        status = Reading.Status.SUPPRESSED if few else Reading.Status.MISSING
        return Figure(period, status.value, None, average, answers)
    return Figure(period, Reading.Status.REPORTED.value, _decimal(average), average[:60], answers)


def _count(text: Any) -> int | None:
    digits = re.sub("[ \u00a0]", "", str(text or ""))
    return int(digits) if digits.isascii() and digits.isdigit() else None
