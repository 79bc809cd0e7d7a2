"""The analysis of a goal for a unit and a school year: facts composed beside the texts."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.drafts.actions import discard_draft
from rodtrad.goals import actions, work
from rodtrad.goals.facts import TargetFacts, target_facts
from rodtrad.goals.forms import ReviewForm, review_initial
from rodtrad.goals.models import Goal, GoalReview
from rodtrad.goals.queries import (
    activities_of,
    areas_of,
    check_ins_in,
    cited_requirements,
    remedies_out_of,
)
from rodtrad.goals.together import with_together
from rodtrad.goals.views.shared import (
    follows_analysis,
    goal_to_read,
    own_working_units,
    show_conflict,
    thread_nodes,
)
from rodtrad.organisation.access import Permission, may, units_open_to
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.organisation.scope import parse_year, signed_in


@dataclass(frozen=True)
class Place:
    """Which analysis a page is about, and whether the person writes it."""

    goal: Any
    unit: Unit
    school_year: SchoolYear
    may_write: bool

    @property
    def year(self) -> YearSpan:
        """The school year as dates."""
        return self.school_year.span

    @property
    def url(self) -> str:
        """The page of the analysis."""
        return self._address("review_edit")

    @property
    def history_url(self) -> str:
        """The page of its earlier wordings."""
        return self._address("review_history")

    def _address(self, name: str) -> str:
        query = {"enhet": self.unit.code} if self.unit.pk != self.goal.unit_id else None
        return reverse(name, args=[self.goal.pk, self.school_year.slug], query=query)


def review_place(request: HttpRequest, pk: int, year: str) -> Place:
    """The goal, unit and school year of an analysis.

    A goal is analysed by its own unit; a shared one by each unit that it applies to, which the
    address names (?enhet=), else the person's own.

    Raises:
        Http404: when the person may not read the unit's work, or there is no such school year. A
            shared goal is read by the board too, but not how the administration analyses it: that
            comes with the report when it is adopted.
    """
    user = signed_in(request)
    goal = goal_to_read(user, pk)
    unit = _unit(request, user, goal)
    school_year = get_object_or_404(SchoolYear, start=parse_year(year).start)
    own = unit.pk == goal.unit_id
    may_write = bool(goal.may_plan) if own else may(user, Permission.PLAN, unit)
    return Place(goal, unit, school_year, may_write)


def _unit(request: HttpRequest, user: User, goal: Goal) -> Unit:
    code = request.GET.get("enhet", "")
    readable = units_open_to(user, Permission.READ).filter(path__startswith=goal.unit.path)
    if not goal.shared:
        if code and code != goal.unit.code:
            raise Http404
        return goal.unit
    if code:
        return get_object_or_404(readable, code=code)
    unit = next(iter(own_working_units(user)[:1]), None)
    if unit is None and not follows_analysis(goal):
        raise Http404
    return unit or goal.unit


@require_http_methods(["GET", "HEAD", "POST"])
def review_edit(request: HttpRequest, pk: int, year: str) -> HttpResponse:
    """Write the analysis beside what was measured and done."""
    place = review_place(request, pk, year)
    goal, unit = place.goal, place.unit
    review = GoalReview.objects.filter(goal=goal, unit=unit, school_year=place.school_year).first()
    form = ReviewForm(request.POST or None, initial=review_initial(review))
    draft_key = f"review:{goal.pk}:{unit.pk}:{place.school_year.start}"
    back = reverse("goal_detail", args=[goal.pk])
    if request.method == "POST":
        if not place.may_write:
            raise Http404
        if form.is_valid():
            try:
                said = _save(request, place, review, form)
            except Conflict as conflict:
                return show_conflict(
                    request,
                    form,
                    conflict,
                    review_initial(conflict.theirs),
                    heading="Analysen har ändrats av någon annan",
                    cancel=place.url,
                    draft_key=draft_key,
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                discard_draft(signed_in(request), draft_key)
                messages.success(request, said)
                return redirect(place.url)
    return form_page(
        request,
        form,
        heading=f"Analys {place.year.label}",
        eyebrow=unit.name,
        lead=goal.title,
        cancel=back,
        draft_key=draft_key,
        template="goals/review_edit.html",
        nodes=_nodes(place),
        place=place,
        goal=goal,
        unit=unit,
        review=review,
        facts=_facts(place),
        activities=_activities(place),
        areas=areas_of(review),
        remedies=remedies_out_of(review),
    )


def _facts(place: Place) -> list[TargetFacts]:
    """What was measured until the end of the year; at the administration, its units together."""
    facts = target_facts(place.goal.pk, place.unit, until=place.year.ends)
    if place.unit.pk != place.goal.unit_id or not follows_analysis(place.goal):
        return facts
    return with_together(facts, place.goal, until=place.year)


def _nodes(place: Place) -> list[dict[str, Any]]:
    goal = place.goal
    cited = cited_requirements([goal.pk, goal.supports_id])
    node = {"kind": "Analys", "label": place.year.label, "current": True}
    return thread_nodes(goal, cited, current=False, more=[node])


def _activities(place: Place) -> list[Any]:
    """What was done during the year, with every check-in of the year."""
    year = place.year
    rows = [
        row
        for row in activities_of(
            place.goal.pk,
            supporting_unit=place.unit.pk if place.goal.shared else None,
            with_targets=False,
        )
        if row.starts <= year.ends and row.ends >= year.starts
    ]
    check_ins = check_ins_in([row.pk for row in rows], year)
    for row in rows:
        row.year_check_ins = check_ins.get(row.pk, [])
    return rows


@transaction.atomic
def _save(request: HttpRequest, place: Place, review: GoalReview | None, form: ReviewForm) -> str:
    """Save the texts and the development area together, and say what happened."""
    user, data = signed_in(request), form.cleaned_data
    done_on = review.done_on if review else None
    said = "Utkastet är sparat."
    if "klar" in request.POST:
        done_on, said = timezone.localdate(), "Analysen är klar och kommer med i rapporten."
    elif "oppna" in request.POST:
        done_on, said = None, "Analysen är öppen igen."
    elif done_on is not None:
        said = "Ändringarna är sparade. Analysen är fortfarande klar."
    saved = work.save_review(
        goal=place.goal,
        unit=place.unit,
        school_year=place.school_year,
        analysis=form.analysis,
        revision=data["revision"],
        done_on=done_on,
        by=user,
    )
    if data["area_title"]:
        actions.add_area(
            unit=place.unit,
            school_year=place.school_year,
            title=data["area_title"],
            description=data["area_description"],
            review=saved,
            by=user,
        )
        said += " Utvecklingsområdet är tillagt."
    return said
