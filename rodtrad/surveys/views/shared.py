"""What the pages of surveys share: reaching them, and what one may do."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from rodtrad.accounts.models import User
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.access import Permission, may, units_open_to
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import signed_in
from rodtrad.surveys.models import Question, Survey, SurveyIndex, SurveyUnit


def readable(request: HttpRequest, pk: int) -> Survey:
    """A survey that the person may read about."""
    rows = Survey.objects.readable_by(signed_in(request)).select_related("unit", "previous")
    found: Survey = get_object_or_404(rows, pk=pk)
    return found


def editable(request: HttpRequest, pk: int) -> Survey:
    """A survey that the person makes."""
    rows = Survey.objects.open_to(signed_in(request), Permission.PLAN).select_related("unit")
    found: Survey = get_object_or_404(rows, pk=pk)
    return found


def editable_question(request: HttpRequest, pk: int) -> Question:
    """A question of a survey that the person makes."""
    surveys = Survey.objects.open_to(signed_in(request), Permission.PLAN)
    found: Question = get_object_or_404(
        Question.objects.filter(survey__in=surveys).select_related("survey__unit", "indicator"),
        pk=pk,
    )
    return found


def reached_unit(request: HttpRequest, pk: int) -> SurveyUnit:
    """A unit's part of a survey, for who makes the survey or plans at the unit."""
    user = signed_in(request)
    row: SurveyUnit = get_object_or_404(
        SurveyUnit.objects.select_related("survey__unit", "unit"), pk=pk
    )
    owns = may(user, Permission.PLAN, row.survey.unit)
    if not owns and (row.survey.is_draft or not may(user, Permission.PLAN, row.unit)):
        raise Http404
    return row


def units_to_ask(unit: Unit) -> QuerySet[Unit]:
    """Where a unit's survey can be answered: there, or at the schools and preschools below."""
    below = Q(path__startswith=unit.path, kind__in=Unit.WORKING_KINDS, closed__isnull=True)
    rows: QuerySet[Unit] = Unit.objects.filter(below | Q(pk=unit.pk))
    return rows


def indicators_to_feed(user: User) -> Any:
    """Indicators that a question can give values to: shares in use that the person may read."""
    rows = Indicator.objects.readable_by(user).in_use()
    return rows.filter(kind=Indicator.Kind.SHARE).order_by("name")


def own_parts(user: User, survey: Survey) -> list[SurveyUnit]:
    """The units whose results the person may read: their own, or all for who makes the survey."""
    rows = survey.units.select_related("unit")
    if may(user, Permission.READ, survey.unit):
        return list(rows)
    reached = units_open_to(user, Permission.READ).order_by().values("pk")
    return list(rows.filter(unit__in=reached))


def survey_feeds(questions: Iterable[Question], indexes: Iterable[SurveyIndex]) -> bool:
    """Whether a question or an index gives values to an indicator."""
    return any(one.indicator_id for one in questions) or any(one.indicator_id for one in indexes)
