"""Answering whether an indicator holds: the guideline's three questions."""

from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import Conflict
from rodtrad.indicators.models import Indicator, ValidityReview
from rodtrad.organisation.models import SchoolYear, Unit


class ReviewFields(TypedDict):
    """The answers to the three questions, and the reasons."""

    reliable: str
    reliable_why: str
    measures: str
    measures_why: str
    shows: str
    shows_why: str


@transaction.atomic
def review_validity(
    *,
    indicator: Indicator,
    unit: Unit,
    school_year: SchoolYear,
    by: User,
    on: date,
    revision: int = 0,
    **answers: Unpack[ReviewFields],
) -> ValidityReview:
    """Answer the guideline's three questions (section 4.2) for a unit and a school year.

    A second review of the same year replaces the first; its history keeps the earlier wording.

    Args:
        revision: of the review that the writer has read; 0 when there was none.

    Raises:
        Conflict: when somebody else has reviewed it since.
        ValidationError: when an answer is missing, or is not yes without a reason.
    """
    review = (
        ValidityReview.objects.select_for_update()
        .filter(indicator=indicator, unit=unit, school_year=school_year)
        .first()
    ) or ValidityReview(indicator=indicator, unit=unit, school_year=school_year)
    if review.pk and all(getattr(review, name) == new for name, new in answers.items()):
        return review
    if review.revision != revision:
        raise Conflict(review)
    for name, new in answers.items():
        setattr(review, name, new)
    review.revision += 1
    review.on, review.by = on, by
    if review.reliable != ValidityReview.Answer.YES and not review.reliable_why.strip():
        raise ValidationError({"reliable_why": "Skriv vad som gör datan osäker."})
    if review.measures != ValidityReview.Answer.YES and not review.measures_why.strip():
        raise ValidationError({"measures_why": "Skriv vad indikatorn mäter i stället."})
    if review.shows != ValidityReview.Answer.YES and not review.shows_why.strip():
        raise ValidationError({"shows_why": "Skriv vad indikatorn inte fångar."})
    save_by(review, by)
    record(
        "indicator.validity_reviewed",
        by=by,
        target=review,
        unit_id=unit.pk,
        indicator=indicator.pk,
        year=school_year.slug,
    )
    return review
