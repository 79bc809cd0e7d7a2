"""A wheel from draft to next year: made, adopted, changed in a new version, rolled over."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.core.conflict import Conflict
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.drafts.actions import discard_draft
from rodtrad.organisation.scope import signed_in
from rodtrad.yearwheel.actions import wheels as actions
from rodtrad.yearwheel.forms import AdoptForm, WheelForm
from rodtrad.yearwheel.models import Wheel, WheelKind
from rodtrad.yearwheel.queries.alignment import breaks_between
from rodtrad.yearwheel.queries.placing import placed_of
from rodtrad.yearwheel.queries.reach import kinds_for, units_for
from rodtrad.yearwheel.queries.rolling import next_year_of
from rodtrad.yearwheel.views.parts import draft_to_plan, wheel_to_plan


@require_http_methods(["GET", "HEAD", "POST"])
def wheel_create(request: HttpRequest) -> HttpResponse:
    """Make a wheel: choose which, for which unit and year; last year's is rolled over if wanted."""
    user = signed_in(request)
    kinds = kinds_for(user)
    if not kinds:
        raise Http404
    kind = next((one for one in kinds if one.code == request.GET.get("slag")), None)
    if kind is None:
        return render(request, "yearwheel/wheel_choose_kind.html", {"kinds": kinds})
    units = units_for(user, kind)
    code = request.GET.get("enhet", "")
    few = list(units[:2])
    unit = units.filter(code=code).first() if code else few[0] if len(few) == 1 else None
    if code and unit is None:
        raise Http404
    if unit is None:
        text = request.GET.get("q", "").strip()[:100]
        page = page_of(request, units.filter(name__icontains=text))
        return render(
            request, "yearwheel/wheel_choose_unit.html", {"kind": kind, "page": page, "text": text}
        )
    years = _years(kind)
    versions = Wheel.objects.filter(kind=kind, unit=unit)
    taken = {row.year: row for row in versions.order_by("version").select_related("kind", "unit")}
    if request.method == "POST":
        return _make(request, kind, unit, taken)
    return render(
        request,
        "yearwheel/wheel_create.html",
        {
            "kind": kind,
            "unit": unit,
            "choices": [
                {
                    "year": year,
                    "label": label,
                    "wheel": taken.get(year),
                    "before": _before(taken, year),
                }
                for year, label in years
            ],
        },
    )


def _years(kind: WheelKind) -> list[tuple[int, str]]:
    today = timezone.localdate()
    if kind.calendar == WheelKind.Calendar.CALENDAR_YEAR:
        return [(today.year + n, str(today.year + n)) for n in (0, 1)]
    running = SchoolYear.of(today)
    return [(one.start, one.label) for one in (running, running.next)]


def _before(taken: dict[int, Wheel], year: int) -> Wheel | None:
    wheel = taken.get(year - 1)
    return wheel if wheel is not None and not wheel.is_draft else None


def _make(
    request: HttpRequest, kind: WheelKind, unit: Any, taken: dict[int, Wheel]
) -> HttpResponse:
    user = signed_in(request)
    text = request.POST.get("year", "")
    if text not in {str(year) for year, _ in _years(kind)}:
        raise Http404
    year = int(text)
    before = _before(taken, year)
    try:
        if before is not None and request.POST.get("start") == "rulla":
            return redirect("wheel_roll_over", before.pk)
        wheel = actions.open_wheel(kind=kind, unit=unit, year=year, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(request.get_full_path())
    messages.success(request, "Hjulet är gjort. Lägg in den första punkten.")
    return redirect("wheel_detail", wheel.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def wheel_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What a draft sets aside ledarforum for, and what has changed in it."""
    user = signed_in(request)
    wheel = draft_to_plan(user, pk)
    form = WheelForm(
        request.POST or None,
        wheel=wheel,
        initial={
            "note": wheel.note,
            "learning_count": wheel.learning_count,
            "analysis_count": wheel.analysis_count,
            "revision": wheel.revision,
        },
    )
    back, draft_key = reverse("wheel_detail", args=[pk]), f"wheel:{pk}"
    if request.method == "POST" and form.is_valid():
        said = {"learning_count": None, "analysis_count": None, **form.cleaned_data}
        try:
            actions.change_wheel(wheel=wheel, by=user, **said)
        except Conflict as conflict:
            return conflict_page(request, form, conflict, cancel=back, draft_key=draft_key)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Uppgifterna om hjulet är sparade.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Om hjulet",
        eyebrow=str(wheel),
        submit="Spara uppgifterna",
        cancel=back,
        draft_key=draft_key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def wheel_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Adopt a draft: it holds from now on, and nothing in it is changed without a new version."""
    user = signed_in(request)
    wheel = draft_to_plan(user, pk)
    form = AdoptForm(request.POST or None, initial={"on": timezone.localdate()})
    back = reverse("wheel_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.adopt_wheel(wheel=wheel, on=form.cleaned_data["on"], by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Hjulet är fastställt och gäller.")
            return redirect(back)
    placed = placed_of([wheel])
    facts = [("Punkter", str(len(placed))), ("Version", str(wheel.version))]
    without = sum(one.span is None for one in placed)
    if without:
        facts.append(("Utan dag", str(without)))
    return form_page(
        request,
        form,
        template="core/confirm.html",
        heading=f"Fastställ {wheel}",
        text="Hjulet gäller sedan för alla, och punkterna kommer på forumens dagordningar. Det "
        "ändras genom en ny version; den här sparas.",
        facts=facts,
        submit="Fastställ hjulet",
        cancel=back,
    )


@require_POST
def wheel_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin on a new version of an adopted wheel, or go on with the one begun."""
    user = signed_in(request)
    wheel = wheel_to_plan(user, pk)
    try:
        draft = actions.revise_wheel(wheel=wheel, by=user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("wheel_detail", pk)
    messages.success(
        request, "Ändra i den nya versionen. Den förra gäller tills du fastställer den här."
    )
    return redirect("wheel_detail", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def wheel_roll_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at next year's wheel before it is made: what moves, and why."""
    user = signed_in(request)
    wheel = wheel_to_plan(user, pk)
    later = (
        Wheel.objects.filter(kind=wheel.kind, unit=wheel.unit, year=wheel.year + 1)
        .order_by("-version")
        .first()
    )
    shown = next_year_of(wheel)
    if request.method == "POST" and later is None:
        try:
            draft = actions.roll_over(
                wheel=wheel,
                breaks=breaks_between(wheel.unit, shown.period.starts, shown.period.ends),
                by=user,
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("wheel_roll_over", pk)
        messages.success(
            request, f"Utkastet för {draft.period.label} är gjort. Gå igenom det och fastställ."
        )
        return redirect("wheel_detail", draft.pk)
    return render(
        request,
        "yearwheel/wheel_roll_over.html",
        {"wheel": wheel, "later": later, "shown": shown},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def wheel_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    user = signed_in(request)
    wheel = draft_to_plan(user, pk)
    if request.method == "POST":
        actions.discard_wheel(wheel=wheel, by=user)
        messages.success(request, "Utkastet är borta.")
        return redirect("wheel_list")
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Kasta utkastet till {wheel}?",
            "text": "Punkterna i utkastet försvinner och kan inte hämtas tillbaka. Det som är "
            "fastställt rörs inte.",
            "facts": [("Punkter", str(wheel.items.count()))],
            "submit": "Kasta utkastet",
            "danger": True,
            "cancel": reverse("wheel_detail", args=[pk]),
        },
    )
