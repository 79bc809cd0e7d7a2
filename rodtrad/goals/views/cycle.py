"""The cycle of each unit step by step, with reminders and answers."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import parse_pk
from rodtrad.drafts.actions import discard_draft
from rodtrad.goals.coverage import step_summaries
from rodtrad.goals.cycle import ASKED, State, Step
from rodtrad.goals.cycle_forms import StepAnswerForm
from rodtrad.goals.following import (
    answer_step,
    leaders_of,
    remind,
    step_key,
    units_with_leaders,
    withdraw_answer,
)
from rodtrad.goals.models import Goal, Reminder, StepAnswer
from rodtrad.goals.views.cells import Reminded, goals_url, late_units, reminders_of, unit_cells
from rodtrad.goals.views.coverage import STATES, chosen_rows
from rodtrad.goals.views.shared import came_from
from rodtrad.organisation.access import Permission, require_anywhere, units_open_to
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.organisation.scope import chosen_year, parse_year, signed_in


@require_safe
def cycle_coverage(request: HttpRequest) -> HttpResponse:
    """Each unit × each step of the cycle."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    year, today = chosen_year(request), timezone.localdate()
    rows, _, chosen = chosen_rows(request, year, today, late_by=lambda row: row.late)
    summaries = step_summaries(rows)
    remindable = late_units(rows)
    if chosen["shown"] in STATES:
        rows = [row for row in rows if STATES[chosen["shown"]] in row.states.values()]
    if wanted_format(request):
        return table_response(
            request,
            f"Täckning och uppföljning steg för steg {chosen['year_slug']}",
            ("Enhet", *Step.labels, "Försenade steg"),
            ((row.unit.name, *(row.states[step].label for step in Step), row.late) for row in rows),
        )
    page = page_of(request, rows)
    to_remind = {unit.pk for units in remindable.values() for unit in units}
    reminded = reminders_of({*to_remind, *(row.unit.pk for row in page)}, year)
    led = units_with_leaders(to_remind, today=today)
    return render(
        request,
        "goals/cycle_coverage.html",
        {
            "page": page,
            "rows": [(row, unit_cells(row, year, reminded)) for row in page],
            "summaries": [
                (
                    step,
                    one.counts[State.DONE] + one.counts[State.ANSWERED],
                    one.counts[State.LATE],
                    one.counts[State.TO_COME],
                    one.units,
                    *_reminding(remindable[step], step, reminded, today, led),
                )
                for step, one in zip(Step, summaries, strict=True)
            ],
            "steps": Step.labels,
            **chosen,
        },
    )


def _reminding(
    units: list[Unit], step: Step, reminded: Reminded, today: date, led: set[int]
) -> tuple[int, int, int]:
    """How many units may still be reminded of a step, were today, and have nobody to remind."""
    done = {unit.pk for unit in units if reminded.get((unit.pk, step_key(step, None))) == today}
    nobody = {unit.pk for unit in units} - led - done
    return len(units) - len(done) - len(nobody), len(done), len(nobody)


def _step(text: str) -> Step:
    """The step in an address.

    Raises:
        Http404: when there is no such step.
    """
    if text not in Step.values:
        raise Http404
    return Step(text)


def _shared_goal(user: User, text: str) -> Goal | None:
    if not text:
        return None
    rows = Goal.objects.readable_by(user).filter(shared=True)
    goal: Goal = get_object_or_404(rows, pk=parse_pk(text))
    return goal


@require_POST
def cycle_remind(request: HttpRequest, code: str, year: str, step: str) -> HttpResponse:
    """Remind who leads a unit of a step, for one of the shared goals or as a whole."""
    user = signed_in(request)
    unit: Unit = get_object_or_404(units_open_to(user, Permission.LEAD), code=code)
    school_year = get_object_or_404(SchoolYear, start=parse_year(year).start)
    asked, goal = _step(step), _shared_goal(user, request.POST.get("mal", ""))
    try:
        sent = _remind_of(asked, unit, school_year, goal=goal, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Påminnelsen är skickad till {sent.recipients}.")
    query = {"lasar": school_year.slug}
    return redirect(came_from(request, reverse("cycle_coverage", query=query)))


def _remind_of(
    step: Step, unit: Unit, school_year: SchoolYear, *, goal: Goal | None = None, by: User
) -> Reminder:
    today = timezone.localdate()
    about = f"målet ”{goal.title}”" if goal else "enhetens kvalitetsarbete"
    return remind(
        unit=unit,
        school_year=school_year,
        key=step_key(step, goal.pk if goal else None),
        sentence=f"Kom ihåg att {ASKED[step]}: {about}, {unit.name} {school_year.label}.",
        address=goals_url(unit, school_year.span),
        recipients=leaders_of(unit, today=today),
        on=today,
        by=by,
    )


@require_POST
def step_remind(request: HttpRequest, year: str, step: str) -> HttpResponse:
    """Remind every unit that is late with a step and that the person leads, in one go."""
    user = signed_in(request)
    require_anywhere(user, Permission.LEAD)
    school_year = get_object_or_404(SchoolYear, start=parse_year(year).start)
    asked = _step(step)
    rows, _, _ = chosen_rows(
        request, school_year.span, timezone.localdate(), late_by=lambda row: row.late
    )
    reminded, refused = 0, []
    for unit in late_units(rows)[asked]:
        try:
            _remind_of(asked, unit, school_year, by=user)
        except ValidationError as error:
            refused.append(f"{unit.name}: {error.messages[0]}")
        else:
            reminded += 1
    if reminded:
        who = "En enhet är påmind" if reminded == 1 else f"{reminded} enheter är påminda"
        messages.success(request, f"{who} om steget: {asked.label.lower()}.")
    if refused:
        messages.warning(request, " ".join(refused[:5]))
    if not reminded and not refused:
        messages.info(request, "Ingen enhet är försenad med det steget.")
    query = {"lasar": school_year.slug}
    return redirect(came_from(request, reverse("cycle_coverage", query=query)))


@require_http_methods(["GET", "HEAD", "POST"])
def step_answer(request: HttpRequest, code: str, year: str, step: str) -> HttpResponse:
    """Say that a step does not apply, or that there is no deviation, and why."""
    user = signed_in(request)
    unit: Unit = get_object_or_404(units_open_to(user, Permission.PLAN), code=code)
    school_year = get_object_or_404(SchoolYear, start=parse_year(year).start)
    asked, goal = _step(step), _shared_goal(user, request.GET.get("mal", ""))
    row = StepAnswer.objects.filter(
        unit=unit, school_year=school_year, goal=goal, step=asked
    ).first()
    back = came_from(request, reverse("cycle_coverage", query={"lasar": school_year.slug}))
    if row is not None and "ta-bort" in request.POST:
        withdraw_answer(row, by=user)
        messages.success(request, "Svaret är borttaget. Steget väntar på er igen.")
        return redirect(back)
    initial = {"answer": row.answer, "why": row.why} if row else {}
    form = StepAnswerForm(request.POST or None, initial=initial)
    draft_key = f"step:{unit.pk}:{school_year.pk}:{goal.pk if goal else 0}:{asked}"
    if request.method == "POST" and form.is_valid():
        try:
            answer_step(
                unit=unit,
                school_year=school_year,
                goal=goal,
                step=asked,
                on=timezone.localdate(),
                by=user,
                **form.cleaned_data,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Svaret är sparat och syns i Täckning och uppföljning.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading=f"Svara på steget: {asked.label.lower()}",
        eyebrow=f"{unit.name} · {school_year.label}",
        lead=goal.title if goal else "Enhetens arbete som helhet.",
        submit="Spara svaret",
        cancel=back,
        draft_key=draft_key,
        template="goals/step_answer.html",
        answer=row,
        back=back,
    )
