"""Pages of the analysis day: a board that all write on at once, on laptops and on the wall."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import parse_pk
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.drafts.actions import discard_draft
from rodtrad.goals import days
from rodtrad.goals.day_board import Board, board_of, goals_of, leads_day, note_units
from rodtrad.goals.day_forms import DayForm, NoteEditForm, NoteForm, ThemeEditForm, ThemeForm
from rodtrad.goals.models import AnalysisDay, DayNote, DayTheme
from rodtrad.goals.views.shared import show_conflict
from rodtrad.organisation.access import Permission, has_anywhere, may, require_anywhere
from rodtrad.organisation.models import SchoolYear
from rodtrad.organisation.scope import signed_in


def day_to_join(user: User, pk: int) -> AnalysisDay:
    """A day that the person takes part in or leads.

    Raises:
        Http404: when there is none.
    """
    found: AnalysisDay = get_object_or_404(
        AnalysisDay.objects.joined_by(user).select_related("unit", "school_year"), pk=pk
    )
    return found


def day_to_lead(user: User, pk: int) -> AnalysisDay:
    """A day that the person leads.

    Raises:
        Http404: when there is none.
    """
    found: AnalysisDay = get_object_or_404(
        AnalysisDay.objects.led_by(user).select_related("unit", "school_year"), pk=pk
    )
    return found


@require_safe
def day_list(request: HttpRequest) -> HttpResponse:
    """The analysis days, the latest first."""
    user = signed_in(request)
    require_anywhere(user, Permission.PLAN)
    rows = AnalysisDay.objects.joined_by(user).select_related("unit", "school_year")
    if wanted_format(request):
        return table_response(
            request,
            "Analysdagar",
            ("Analysdag", "Dag", "Läsår", "För", "Avslutad"),
            ((d.title, d.on, d.school_year.label, d.unit.name, d.closed_on) for d in rows),
        )
    return render(
        request,
        "goals/day_list.html",
        {"page": page_of(request, rows), "may_lead": has_anywhere(user, Permission.LEAD)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def day_create(request: HttpRequest) -> HttpResponse:
    """Lay up an analysis day."""
    user = signed_in(request)
    require_anywhere(user, Permission.LEAD)
    today = timezone.localdate()
    # Until the autumn is well on, it is the year that has ended that is analysed.
    year = YearSpan.of(today)
    if 8 <= today.month <= 12:
        year = year.previous
    row = SchoolYear.objects.filter(pk=year.start).first()
    form = DayForm(
        request.POST or None,
        user=user,
        initial={"title": f"Analysdag {year.label}", "on": today, "school_year": row},
    )
    if not form.is_bound:
        first = form.fields["unit"].queryset.first()  # type: ignore[attr-defined]  # a model choice
        form.initial["unit"] = first.pk if first else None
    if request.method == "POST" and form.is_valid():
        try:
            day = days.plan_day(by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, "day:new")
            messages.success(request, "Analysdagen är upplagd. Skolledarna hittar den under Mål.")
            return redirect("day_detail", day.pk)
    return form_page(
        request,
        form,
        heading="Ny analysdag",
        submit="Lägg upp analysdagen",
        cancel=reverse("day_list"),
        draft_key="day:new",
    )


def _board_context(request: HttpRequest, day: AnalysisDay) -> dict[str, Any]:
    user = signed_in(request)
    leads = leads_day(user, day)
    shown = "alla" if leads else "mina"
    shown = request.GET.get("visa", shown)
    units = note_units(user, day)
    board: Board = board_of(
        day, only={unit.pk for unit in units} if shown == "mina" and not leads else None
    )
    return {
        "day": day,
        "board": board,
        "leads": leads,
        "shown": shown,
        "units": units,
        "may_write": bool(units) and day.closed_on is None,
        "own": {unit.pk for unit in units},
        "is_wall": shown == "storskarm",
    }


@require_safe
def day_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The board, and a form to write on it."""
    day = day_to_join(signed_in(request), pk)
    context = _board_context(request, day)
    if wanted_format(request):
        return table_response(
            request,
            day.title,
            ("Enhet", "Gemensamt mål", "Slag", "Anteckning", "Mönster", "Utvecklingsområde"),
            (
                (
                    note.unit.name,
                    note.goal.title if note.goal else "",
                    note.get_kind_display(),
                    note.text,
                    note.theme.title if note.theme else "",
                    note.theme.area.title if note.theme and note.theme.area else "",
                )
                for note in board_of(day, only=None).notes
            ),
        )
    goals = [column.goal for column in context["board"].columns if column.goal]
    form = NoteForm(units=context["units"], goals=goals, initial={"kind": "challenge"})
    return render(request, "goals/day_detail.html", {**context, "form": form})


@require_safe
def day_board(request: HttpRequest, pk: int) -> HttpResponse:
    """The board alone, as a page asks for it again and again; nothing when nothing is new."""
    day = day_to_join(signed_in(request), pk)
    context = _board_context(request, day)
    if request.GET.get("sedan", "") == context["board"].stamp:
        return HttpResponse(status=204)
    return render(request, "goals/_day_board.html", context)


@require_POST
def note_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a note. With htmx the form comes back empty, and the board is asked for anew."""
    user = signed_in(request)
    day = day_to_join(user, pk)
    units, goals = note_units(user, day), goals_of(day)
    if not units:
        raise Http404
    form = NoteForm(request.POST, units=units, goals=goals)
    back = reverse("day_detail", args=[day.pk])
    if form.is_valid():
        try:
            days.write_note(day, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            if request.headers.get("HX-Request") != "true":
                messages.success(request, "Anteckningen är sparad.")
                return redirect(back)
            kept = {name: form.cleaned_data[name] for name in ("unit", "goal", "kind")}
            form = NoteForm(units=units, goals=goals, initial=kept)
            response = render(
                request, "goals/_note_form.html", {"form": form, "day": day, "saved": True}
            )
            response["HX-Trigger"] = "note-saved"
            return response
    if request.headers.get("HX-Request") == "true":
        return render(request, "goals/_note_form.html", {"form": form, "day": day}, status=422)
    context = _board_context(request, day)
    return render(request, "goals/day_detail.html", {**context, "form": form}, status=422)


def _note_to_write(user: User, pk: int) -> DayNote:
    """A note of a unit that the person writes for, or of a day that they lead.

    Raises:
        Http404: when there is none.
    """
    note = get_object_or_404(
        DayNote.objects.filter(day__in=AnalysisDay.objects.joined_by(user)).select_related(
            "day__unit", "day__school_year", "unit", "goal"
        ),
        pk=pk,
    )
    if not (may(user, Permission.PLAN, note.unit) or leads_day(user, note.day)):
        raise Http404
    found: DayNote = note
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def note_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a note, or take it away."""
    user = signed_in(request)
    note = _note_to_write(user, pk)
    back, draft_key = reverse("day_detail", args=[note.day_id]), f"note:{note.pk}"
    names = ("kind", "text", "revision")
    form = NoteEditForm(
        request.POST if request.method == "POST" and "ta-bort" not in request.POST else None,
        initial={name: getattr(note, name) for name in names},
    )
    if request.method == "POST":
        try:
            if "ta-bort" in request.POST:
                days.remove_note(note, by=user)
                messages.success(request, "Anteckningen är borttagen.")
                return redirect(back)
            if form.is_valid():
                days.change_note(note, by=user, **form.cleaned_data)
                discard_draft(user, draft_key)
                messages.success(request, "Anteckningen är ändrad.")
                return redirect(back)
        except Conflict as conflict:
            theirs = {name: getattr(conflict.theirs, name) for name in names}
            return show_conflict(request, form, conflict, theirs, cancel=back, draft_key=draft_key)
        except ValidationError as error:
            if not form.is_bound:
                messages.error(request, " ".join(error.messages))
                return redirect(back)
            add_errors(form, error)
    return form_page(
        request,
        form,
        heading="Ändra anteckningen",
        eyebrow=note.unit.name,
        lead=note.goal.title if note.goal else "",
        submit="Spara ändringen",
        cancel=back,
        draft_key=draft_key,
        template="goals/note_edit.html",
    )


@require_POST
def note_sort(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which theme a note belongs to; a new name makes a new theme."""
    user = signed_in(request)
    note = get_object_or_404(
        DayNote.objects.filter(day__in=AnalysisDay.objects.led_by(user)).select_related("day"),
        pk=pk,
    )
    text = request.POST.get("monster", "")
    theme = None
    if text:
        theme = get_object_or_404(DayTheme, pk=parse_pk(text), day=note.day_id)
    try:
        days.sort_note(note, theme=theme, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    if request.headers.get("HX-Request") == "true":
        day = day_to_lead(user, note.day_id)
        return render(request, "goals/_day_board.html", _board_context(request, day))
    return redirect("day_detail", note.day_id)


@require_http_methods(["GET", "HEAD", "POST"])
def theme_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Name what several notes have in common."""
    user = signed_in(request)
    day = day_to_lead(user, pk)
    form = ThemeForm(request.POST or None)
    back, draft_key = reverse("day_detail", args=[day.pk]), f"theme:new:{day.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            days.make_theme(day, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Mönstret är tillagt. Välj det på anteckningarna.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Nytt mönster",
        eyebrow=day.title,
        submit="Lägg till mönstret",
        cancel=back,
        draft_key=draft_key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def theme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a theme says."""
    user = signed_in(request)
    theme = _theme_to_lead(user, pk)
    names = ("title", "why", "revision")
    form = ThemeEditForm(
        request.POST or None, initial={name: getattr(theme, name) for name in names}
    )
    back, draft_key = reverse("day_detail", args=[theme.day_id]), f"theme:{theme.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            days.change_theme(theme, by=user, **form.cleaned_data)
        except Conflict as conflict:
            theirs = {name: getattr(conflict.theirs, name) for name in names}
            return show_conflict(request, form, conflict, theirs, cancel=back, draft_key=draft_key)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Mönstret är ändrat.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra mönstret",
        eyebrow=theme.day.title,
        submit="Spara ändringen",
        cancel=back,
        draft_key=draft_key,
    )


def _theme_to_lead(user: User, pk: int) -> DayTheme:
    found: DayTheme = get_object_or_404(
        DayTheme.objects.filter(day__in=AnalysisDay.objects.led_by(user)).select_related("day"),
        pk=pk,
    )
    return found


@require_POST
def theme_to_area(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a development area of the administration out of a theme."""
    user = signed_in(request)
    theme = _theme_to_lead(user, pk)
    try:
        area = days.theme_to_area(theme, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, f"”{area.title}” är nu ett utvecklingsområde för {theme.day.unit}."
        )
    return redirect("day_detail", theme.day_id)


@require_POST
def day_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End the writing, or let people write again."""
    user = signed_in(request)
    day = day_to_lead(user, pk)
    if day.closed_on is None:
        days.close_day(day, on=timezone.localdate(), by=user)
        messages.success(request, "Analysdagen är avslutad. Allt kan läsas, och den kan öppnas.")
    else:
        days.reopen_day(day, by=user)
        messages.success(request, "Analysdagen är öppen igen.")
    return redirect("day_detail", day.pk)
