"""The pages of matrices and self-assessments, for the counting of queries."""

from datetime import date, timedelta
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.demo.bench.city import City
from rodtrad.matrix.actions.campaign import start_campaign
from rodtrad.matrix.actions.matrix import create_version
from rodtrad.matrix.actions.raters import close_individual, hand_in_sheet, rate_alone
from rodtrad.matrix.actions.ratings import (
    add_evidence,
    begin_agreeing,
    finish_assessment,
    make_area,
    rate,
)
from rodtrad.matrix.models import Campaign, Criterion, MatrixVersion, SelfAssessment
from rodtrad.organisation.models import Assignment, Role, SchoolYear, Unit


def _here(city: City) -> Unit:
    return city.branch.administration


def _versions() -> dict[str, MatrixVersion]:
    return {
        row.matrix.unit_kind: row for row in MatrixVersion.objects.usable().select_related("matrix")
    }


def _campaign_row(city: City, years_ago: int = 0) -> Campaign:
    year = SchoolYear.objects.get(pk=city.ground.running.start - years_ago)
    found: Campaign | None = Campaign.objects.filter(unit=_here(city), school_year=year).first()
    if found is not None:
        return found
    chosen = _versions()
    opens: date = year.span.starts + timedelta(days=20)
    return start_campaign(
        unit=Unit.objects.get(pk=_here(city).pk),
        school_year=year,
        opens=opens,
        deadline=opens + timedelta(days=60),
        preschool_matrix=chosen["preschool"],
        school_matrix=chosen["school"],
        by=city.branch.head,
    )


def _mine(city: City) -> Unit:
    """A unit where the head also has work of their own, so that every page of it opens."""
    unit = city.branch.units[0]
    role = Role.objects.get(code="principal")
    Assignment.objects.get_or_create(
        user=city.branch.head,
        unit=unit,
        role=role,
        defaults={"starts": city.ground.years[0].span.starts},
    )
    return unit


def _gathering(city: City) -> list[Any]:
    found = _campaign_row(city).assessments.get(unit=_mine(city))
    return [found.pk]


def _agreed(city: City, years_ago: int) -> SelfAssessment:
    campaign = _campaign_row(city, years_ago)
    assessment: SelfAssessment = campaign.assessments.get(unit=_mine(city))
    by: User = city.branch.head
    if assessment.is_done:
        return assessment
    criteria = list(Criterion.objects.filter(area__version=assessment.version_id))
    steps = list(assessment.version.steps.all())
    for number, who in enumerate([by, *city.branch.teachers][:6]):
        key = f"{years_ago}-{number}".ljust(64, "k")
        for criterion in criteria:
            rate_alone(
                assessment, key=key, criterion=criterion, step=steps[number % 4], comment="Grund"
            )
        hand_in_sheet(assessment, key=key, user=who)
    close_individual(assessment, by=by)
    begin_agreeing(assessment, by=by)
    for criterion in criteria:
        rating = rate(
            assessment,
            criterion=criterion,
            team=None,
            step=steps[2],
            grounds="Vi ser det i alla klasser.",
            revision=0,
            by=by,
        )
        add_evidence(rating, goal=city.work.goals[0], by=by)
    make_area(rating, by=by)
    finish_assessment(assessment, on=campaign.deadline, by=by)
    assessment.refresh_from_db()
    return assessment


def _done(city: City) -> list[Any]:
    _agreed(city, 2)
    return [_agreed(city, 1).pk]


def mine_all_the_way(city: City) -> Unit:
    """A unit of the head's own with its self-assessments of last year and this done."""
    _agreed(city, 1)
    _agreed(city, 0)
    return _mine(city)


def _rating(city: City) -> Any:
    return _agreed(city, 1).ratings.agreed().order_by("pk").first()


def _to_rate(city: City) -> list[Any]:
    assessment = _agreed(city, 1)
    return [assessment.pk, Criterion.objects.filter(area__version=assessment.version).first().pk]  # type: ignore[union-attr]  # the example has criteria


def _published(city: City) -> list[Any]:
    return [_versions()["school"].pk]


def _draft_row(city: City) -> MatrixVersion:
    found = MatrixVersion.objects.filter(state="draft").first()
    return found or create_version(_versions()["school"], by=city.branch.head)


def _draft(city: City) -> list[Any]:
    return [_draft_row(city).pk]


def _area(city: City) -> list[Any]:
    return [_draft_row(city).areas.all()[0].pk]


def _criterion(city: City) -> list[Any]:
    return [_draft_row(city).areas.all()[0].criteria.all()[0].pk]


def _campaign(city: City) -> list[Any]:
    _agreed(city, 1)
    return [_campaign_row(city, 1).pk]


def _anywhere(city: City) -> list[Any]:
    _done(city)
    return []


PAGES: dict[str, tuple[Any, str]] = {
    "assessment_list": (_anywhere, ""),
    "matrix_list": (_anywhere, ""),
    "matrix_create": (_anywhere, ""),
    "matrix_import": (_anywhere, ""),
    "version_detail": (_published, ""),
    "version_detail:draft": (_draft, ""),
    "version_export": (_published, ""),
    "version_publish": (_draft, ""),
    "version_withdraw": (_published, ""),
    "version_remove": (_draft, ""),
    "version_edit": (_draft, ""),
    "matrix_area_create": (_draft, ""),
    "matrix_area_edit": (_area, ""),
    "matrix_area_remove": (_area, ""),
    "criterion_create": (_area, ""),
    "criterion_edit": (_criterion, ""),
    "criterion_remove": (_criterion, ""),
    "campaign_create": (_anywhere, ""),
    "campaign_detail": (_campaign, ""),
    "campaign_detail:xlsx": (_campaign, "format=xlsx"),
    "campaign_edit": (_campaign, ""),
    "assessment_detail": (_done, ""),
    "assessment_detail:gathering": (_gathering, ""),
    "assessment_detail:xlsx": (_done, "format=xlsx"),
    "assessment_rate": (_gathering, ""),
    "sheet_rate": (lambda city: [*_gathering(city), 1], ""),
    "sheet_hand_in": (_gathering, ""),
    "assessment_close_individual": (_gathering, ""),
    "team_create": (_done, ""),
    "assessment_agree": (_done, ""),
    "assessment_finish": (_done, ""),
    "assessment_reopen": (_done, ""),
    "rating_edit": (_to_rate, ""),
    "rating_area": (lambda city: [_rating(city).pk], ""),
    "rating_history": (lambda city: [_rating(city).pk], ""),
    "evidence_create": (lambda city: [_rating(city).pk], ""),
    "assessment_years": (lambda city: [city.branch.units[0].code], ""),
}

WRITES = frozenset(
    {
        "version_create",
        "matrix_area_move",
        "criterion_move",
        "campaign_remind",
        "campaign_add_units",
        "team_remove",
        "evidence_remove",
    }
)
