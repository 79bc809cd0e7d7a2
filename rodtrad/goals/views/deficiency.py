"""Pages of deficiencies: what falls short, what is done about it, and how it was closed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import parse_pk
from rodtrad.drafts.actions import discard_draft
from rodtrad.goals import remedies
from rodtrad.goals.cycle_forms import DeficiencyCloseForm, DeficiencyForm
from rodtrad.goals.models import Deficiency, GoalReview
from rodtrad.goals.queries import allowed
from rodtrad.goals.views.remedy import OUTCOME_TAGS
from rodtrad.goals.views.shared import show_conflict
from rodtrad.organisation.access import (
    Permission,
    has_anywhere,
    reach_filter,
    require_anywhere,
    units_open_to,
)
from rodtrad.organisation.scope import chosen_unit, signed_in

ENDING_TAGS = {
    Deficiency.Ending.REMEDIED: "ok",
    Deficiency.Ending.NO_DEVIATION: "info",
    Deficiency.Ending.NOT_APPLICABLE: "na",
}
SORTS = {
    "nyast": ("-found_on", "-pk"),
    "enhet": ("unit__name", "-found_on"),
}


def readable_deficiencies(user: User) -> QuerySet[Deficiency]:
    """Deficiencies that the person may read, each with `may_plan`."""
    rows: QuerySet[Deficiency] = (
        Deficiency.objects.open_to(user, Permission.READ)
        .select_related("unit", "responsible", "requirement__document", "review__goal")
        .annotate(may_plan=allowed(reach_filter(user, Permission.PLAN, unit="unit")))
    )
    return rows


@require_safe
def deficiency_list(request: HttpRequest) -> HttpResponse:
    """Deficiencies, those that are not closed first."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    unit, today = chosen_unit(request, Permission.READ), timezone.localdate()
    shown, text = request.GET.get("visa", ""), request.GET.get("q", "").strip()
    source, sort = request.GET.get("genom", ""), request.GET.get("sortera", "")
    rows = readable_deficiencies(user).annotate(
        decided=Count("remedies"),
        without_effect=Count("remedies", filter=Q(remedies__effect_on__isnull=True)),
    )
    if unit is not None:
        rows = rows.filter(unit__path__startswith=unit.path)
    if shown == "oppna":
        rows = rows.filter(closed_on__isnull=True)
    elif shown == "sena":
        rows = rows.filter(closed_on__isnull=True, due__lt=today)
    elif shown == "avslutade":
        rows = rows.filter(closed_on__isnull=False)
    if source in Deficiency.Source.values:
        rows = rows.filter(source=source)
    if text:
        rows = rows.filter(
            Q(title__icontains=text)
            | Q(description__icontains=text)
            | Q(registry_number__icontains=text)
            | Q(unit__name__icontains=text)
        )
    # The databases do not agree on where an empty day belongs: it is said.
    unclosed_first = (F("closed_on").desc(nulls_first=True), F("due").asc(nulls_last=True), "pk")
    rows = rows.order_by(*(SORTS.get(sort) or unclosed_first))
    if wanted_format(request):
        return _export(request, rows)
    page = page_of(request, rows)
    return render(
        request,
        "goals/deficiency_list.html",
        {
            "page": page,
            "rows": [(row, ENDING_TAGS.get(row.ending, ""), row.is_late(today)) for row in page],
            "unit": unit,
            "shown": shown,
            "text": text,
            "sort": sort,
            "source": source,
            "sources": Deficiency.Source.choices,
            "today": today,
            "may_plan": has_anywhere(user, Permission.PLAN),
        },
    )


def _export(request: HttpRequest, rows: Any) -> HttpResponse:
    columns = (
        *("Brist", "Enhet", "Upptäckt genom", "Krav", "Diarienummer", "Ansvarig", "Upptäckt"),
        *("Senast", "Åtgärder", "Utan bedömd effekt", "Avslutad", "Hur", "Varför"),
    )
    return table_response(
        request,
        "Brister",
        columns,
        (
            (
                *(row.title, row.unit.name, row.get_source_display()),
                row.requirement.citation if row.requirement else "",
                *(row.registry_number, row.responsible.name if row.responsible else ""),
                *(row.found_on, row.due, row.decided, row.without_effect),
                *(row.closed_on, row.get_ending_display(), row.closing_reason),
            )
            for row in rows
        ),
    )


@require_safe
def deficiency_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A deficiency with what was decided about it."""
    user = signed_in(request)
    row: Any = get_object_or_404(readable_deficiencies(user), pk=pk)
    today = timezone.localdate()
    decided = list(row.remedies.select_related("responsible"))
    return render(
        request,
        "goals/deficiency_detail.html",
        {
            "deficiency": row,
            "remedies": [(one, OUTCOME_TAGS.get(one.outcome, "")) for one in decided],
            "tag": ENDING_TAGS.get(row.ending, ""),
            "is_late": row.is_late(today),
            "today": today,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def deficiency_create(request: HttpRequest) -> HttpResponse:
    """Note a deficiency; ?analys= says which analysis found it."""
    user = signed_in(request)
    require_anywhere(user, Permission.PLAN)
    review = _review(request, user)
    unit = review.unit if review else chosen_unit(request, Permission.PLAN)
    if unit is None:
        text = request.GET.get("q", "").strip()
        units = units_open_to(user, Permission.PLAN)
        if text:
            units = units.filter(name__icontains=text)
        return render(
            request,
            "goals/goal_choose_unit.html",
            {"page": page_of(request, units), "text": text, "heading": "Ny brist"},
        )
    today = timezone.localdate()
    form = DeficiencyForm(
        request.POST or None,
        unit=unit,
        user=user,
        today=today,
        initial={
            "found_on": today,
            "revision": 0,
            "responsible": user.pk,
            "source": Deficiency.Source.ANALYSIS if review else "",
        },
    )
    draft_key = f"deficiency:new:{unit.pk}:{review.pk if review else ''}"
    if request.method == "POST" and form.is_valid():
        try:
            row = remedies.register_deficiency(unit=unit, note=form.note, review=review, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Bristen är noterad. Besluta nu en åtgärd mot den.")
            return redirect("deficiency_detail", row.pk)
    return form_page(
        request,
        form,
        heading="Ny brist",
        eyebrow=unit.name,
        lead=f"Ur analysen: {review.goal.title}" if review else "",
        submit="Notera bristen",
        cancel=reverse("deficiency_list", query={"enhet": unit.code}),
        draft_key=draft_key,
    )


def _review(request: HttpRequest, user: User) -> GoalReview | None:
    text = request.GET.get("analys", "")
    if not text:
        return None
    rows = GoalReview.objects.open_to(user, Permission.PLAN).select_related("unit", "goal")
    found: GoalReview = get_object_or_404(rows, pk=parse_pk(text))
    return found


def _to_plan(user: User, pk: int) -> Deficiency:
    rows = Deficiency.objects.open_to(user, Permission.PLAN).select_related("unit")
    found: Deficiency = get_object_or_404(rows, pk=pk)
    return found


def _initial(row: Deficiency) -> dict[str, Any]:
    names = ("title", "description", "source", "registry_number", "found_on", "due", "revision")
    return {
        **{name: getattr(row, name) for name in names},
        "requirement": row.requirement_id,
        "responsible": row.responsible_id,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def deficiency_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a deficiency says."""
    user = signed_in(request)
    row = _to_plan(user, pk)
    back, draft_key = reverse("deficiency_detail", args=[row.pk]), f"deficiency:{row.pk}"
    form = DeficiencyForm(
        request.POST or None,
        unit=row.unit,
        user=user,
        today=timezone.localdate(),
        initial=_initial(row),
    )
    if request.method == "POST" and form.is_valid():
        try:
            remedies.change_deficiency(
                row, note=form.note, revision=form.cleaned_data["revision"], by=user
            )
        except Conflict as conflict:
            return show_conflict(
                request,
                form,
                conflict,
                _initial(conflict.theirs),
                cancel=back,
                draft_key=draft_key,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Bristen är ändrad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra bristen",
        eyebrow=row.unit.name,
        submit="Spara ändringarna",
        cancel=back,
        draft_key=draft_key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def deficiency_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a deficiency with a reason and a date, or take it up again."""
    user = signed_in(request)
    row = _to_plan(user, pk)
    back = reverse("deficiency_detail", args=[row.pk])
    if row.closed_on is not None:
        if request.method == "POST":
            remedies.reopen_deficiency(row, by=user)
            messages.success(request, "Bristen är öppen igen.")
            return redirect(back)
        return render(
            request,
            "core/confirm.html",
            {
                "heading": "Ta upp bristen igen?",
                "text": f"Den avslutades för att: {row.closing_reason}",
                "facts": [("Brist", row.title), ("Enhet", row.unit.name)],
                "submit": "Ta upp bristen igen",
                "cancel": back,
            },
        )
    form = DeficiencyCloseForm(request.POST or None, initial={"on": timezone.localdate()})
    draft_key = f"deficiency-close:{row.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            remedies.close_deficiency(row, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Bristen är avslutad med skäl och datum.")
            return redirect(back)
    left = row.remedies.without_effect().count()
    noun = "åtgärd" if left == 1 else "åtgärder"
    return form_page(
        request,
        form,
        heading="Avsluta bristen",
        eyebrow=row.unit.name,
        lead=row.title
        + (f" ({left} {noun} saknar bedömd effekt och ligger kvar.)" if left else ""),
        submit="Avsluta bristen",
        cancel=back,
        draft_key=draft_key,
    )
