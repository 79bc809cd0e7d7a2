"""Pages of the school year's turn: who has gone over, the preview, doing it and undoing it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import RtForm
from rodtrad.core.listing import page_of
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.goals.models import Rollover, RolloverChange
from rodtrad.goals.queries import allowed
from rodtrad.goals.rollover.actions import roll_over, undo_rollover
from rodtrad.goals.rollover.plan import Choice, Plan, plan_rollover
from rodtrad.goals.rollover.undo import obstacles, too_late
from rodtrad.organisation.access import (
    Permission,
    reach_filter,
    require_anywhere,
    units_open_to,
)
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import chosen_year, parse_year, signed_in

Kind = RolloverChange.Kind


def coming_year(today: Any) -> YearSpan:
    """The school year that units go over to now: from May the next, until then the running."""
    year = YearSpan.of(today)
    return year.next if 5 <= today.month < 8 else year


@require_safe
def rollover_list(request: HttpRequest) -> HttpResponse:
    """Which units have gone over to a school year."""
    user = signed_in(request)
    require_anywhere(user, Permission.PLAN)
    today = timezone.localdate()
    year = chosen_year(request) if request.GET.get("lasar") else coming_year(today)
    shown, text = request.GET.get("visa", ""), request.GET.get("q", "").strip()
    standing = Rollover.objects.standing().filter(unit=OuterRef("pk"), to_year=year.start)
    units = (
        units_open_to(user, Permission.READ)
        .filter(
            # The administration turns too: its shared goals, and what the analysis day found.
            kind__in=[*Unit.WORKING_KINDS, Unit.Kind.ADMINISTRATION],
            opened__lte=year.ends,
        )
        .exclude(closed__lte=year.previous.starts)
        .annotate(
            done_on=Subquery(standing.values("on")[:1]),
            done_by=Subquery(standing.values("by__name")[:1]),
            may_plan=allowed(reach_filter(user, Permission.PLAN)),
        )
    )
    if shown == "klara":
        units = units.filter(done_on__isnull=False)
    elif shown == "kvar":
        units = units.filter(done_on__isnull=True).exclude(closed__lte=year.starts)
    if text:
        units = units.filter(name__icontains=text)
    if wanted_format(request):
        return table_response(
            request,
            f"Läsårsskifte {year.label.replace('/', '-')}",
            ("Enhet", "Gått över den", "Av", "Stängd från"),
            ((unit.name, unit.done_on, unit.done_by or "", unit.closed) for unit in units),
        )
    page = page_of(request, units)
    return render(
        request,
        "goals/rollover_list.html",
        {
            "page": page,
            "year": year,
            "year_slug": year.slug,
            "shown": shown,
            "text": text,
        },
    )


def _unit(user: User, code: str) -> Unit:
    found: Unit = get_object_or_404(units_open_to(user, Permission.PLAN), code=code)
    return found


class RolloverForm(RtForm):
    """What becomes of each goal, and how those that are closed ended."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        """Two fields for each goal of the plan."""
        super().__init__(*args, **kwargs)
        for one in plan.goals:
            self.fields[f"val-{one.goal.pk}"] = forms.ChoiceField(
                label=f"Vad händer med målet {one.goal.title}?",
                choices=[(option.value, option.label) for option in one.options],
                widget=forms.RadioSelect,
                initial=one.choice.value,
                required=False,
            )
            self.fields[f"text-{one.goal.pk}"] = forms.CharField(
                label=f"Hur slutade målet {one.goal.title}?",
                widget=forms.Textarea(attrs={"rows": 2, "class": "ds-input"}),
                initial=one.note,
                required=False,
            )

    def picked(self, prefix: str) -> dict[int, str]:
        """What was filled in, by the goals' numbers."""
        return {
            int(name.removeprefix(prefix)): value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and value
        }


@require_http_methods(["GET", "HEAD", "POST"])
def rollover_do(request: HttpRequest, code: str, year: str) -> HttpResponse:
    """What will happen when a unit goes over, chosen goal by goal; then doing it."""
    user = signed_in(request)
    unit, to_year, today = _unit(user, code), parse_year(year), timezone.localdate()
    standing = (
        Rollover.objects.standing()
        .filter(unit=unit, to_year=to_year.start)
        .select_related("to_year", "by")
        .first()
    )
    if standing is not None:
        return _done_page(request, unit, standing)
    plan = plan_rollover(unit, to_year, today=today)
    form = RolloverForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        choices, notes = form.picked("val-"), form.picked("text-")
        if "visa" not in request.POST:
            try:
                roll_over(unit, to_year, on=today, by=user, choices=choices, notes=notes)
            except ValidationError as error:
                for sentence in error.messages:
                    messages.error(request, sentence)
            else:
                messages.success(request, f"{unit.name} har gått över till {to_year.label}.")
            return redirect("rollover_do", unit.code, year)
        plan = plan_rollover(unit, to_year, today=today, choices=choices, notes=notes)
    return render(
        request,
        "goals/rollover_do.html",
        {
            "unit": unit,
            "plan": plan,
            "form": form,
            "rows": [
                (one, form[f"val-{one.goal.pk}"], form[f"text-{one.goal.pk}"]) for one in plan.goals
            ],
            "renew": Choice.RENEW,
            "year": to_year,
            "year_slug": year,
            "counts": _counts(plan),
        },
        status=422 if form.is_bound and form.errors else 200,
    )


def _counts(plan: Plan) -> list[tuple[str, int]]:
    """The sum of what will happen, for who reads only one line."""
    named = (
        ("mål fortsätter", plan.counted(Kind.GOAL_CARRIED)),
        ("mål börjar på nytt", plan.counted(Kind.GOAL_MADE)),
        ("mål avslutas", plan.counted(Kind.GOAL_CLOSED)),
        (
            "avstämningsdagar i det nya läsåret",
            plan.counted(Kind.DAY_MADE) + plan.counted(Kind.DAY_MOVED),
        ),
        ("utvecklingsområden föreslås som mål", len(plan.areas)),
    )
    return [(words, count) for words, count in named if count]


def _done_page(request: HttpRequest, unit: Unit, rollover: Rollover) -> HttpResponse:
    """What a rollover did, what it suggests, and whether it can be undone."""
    changes = list(rollover.changes.select_related("goal", "activity", "area"))
    suggested = [
        change.area
        for change in changes
        if change.area is not None and change.kind in (Kind.AREA_SUGGESTED, Kind.AREA_MADE)
    ]
    return render(
        request,
        "goals/rollover_done.html",
        {
            "unit": unit,
            "rollover": rollover,
            "year": rollover.to_year,
            "changes": changes,
            "too_late": too_late(rollover) if timezone.localdate() > rollover.undo_until else "",
            "suggested": [
                area
                for area in suggested
                if not area.set_aside_why and area.suggested_for_id == rollover.to_year_id
            ],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def rollover_undo(request: HttpRequest, code: str, year: str) -> HttpResponse:
    """Ask, then put everything back as it was before the rollover."""
    user = signed_in(request)
    unit, to_year = _unit(user, code), parse_year(year)
    rollover = get_object_or_404(
        Rollover.objects.standing().select_related("to_year"), unit=unit, to_year=to_year.start
    )
    back = reverse("rollover_do", args=[unit.code, year])
    if request.method == "POST":
        try:
            undo_rollover(rollover, at=timezone.now(), by=user)
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(request, sentence)
        else:
            messages.success(
                request, f"{unit.name} är tillbaka i {to_year.previous.label}, som före övergången."
            )
        return redirect(back)
    in_the_way = obstacles(
        rollover,
        list(
            rollover.changes.select_related(
                "goal", "activity", "checkpoint__target__indicator", "checkpoint__activity", "area"
            )
        ),
        timezone.localdate(),
    )
    return render(
        request,
        "goals/rollover_undo.html",
        {
            "unit": unit,
            "heading": f"Ångra övergången till {to_year.label}?",
            "text": ""
            if in_the_way
            else "Allt som övergången ändrade blir som det var, och det som den gjorde tas bort.",
            "in_the_way": in_the_way,
            "submit": "Ångra övergången",
            "cancel": back,
        },
    )
