"""Pages of remedies: what was decided out of an analysis, and the effect that it had."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.drafts.actions import discard_draft
from rodtrad.goals import remedies
from rodtrad.goals.cycle_forms import EffectForm, RemedyForm
from rodtrad.goals.following import leaders_of, remind
from rodtrad.goals.models import Remedy, Reminder
from rodtrad.goals.queries import allowed, cited_requirements
from rodtrad.goals.views.shared import show_conflict, thread_nodes
from rodtrad.organisation.access import (
    Permission,
    has_anywhere,
    reach_filter,
    require_anywhere,
)
from rodtrad.organisation.scope import chosen_unit, chosen_year, signed_in

OUTCOME_TAGS = {
    Remedy.Outcome.FULL: "ok",
    Remedy.Outcome.PARTLY: "adjust",
    Remedy.Outcome.NONE: "stop",
    Remedy.Outcome.CANNOT_TELL: "info",
    Remedy.Outcome.NOT_DONE: "closed",
}
SORTS = {
    "senast": ("due", "pk"),
    "enhet": ("unit__name", "due"),
    "nyast": ("-decided_on", "-pk"),
}


def readable_remedies(user: User) -> QuerySet[Remedy]:
    """Remedies that the person may read, each with `may_plan`, `may_take_part`, `may_lead`."""
    rows: QuerySet[Remedy] = (
        Remedy.objects.open_to(user, Permission.READ)
        .select_related(
            *("unit", "school_year", "responsible", "review__goal__supports"),
            *("area__review__goal__supports", "deficiency__review__goal__supports"),
            *("review__school_year", "area__school_year"),
        )
        .annotate(
            may_plan=allowed(reach_filter(user, Permission.PLAN, unit="unit")),
            may_take_part=allowed(reach_filter(user, Permission.TAKE_PART, unit="unit")),
            may_lead=allowed(reach_filter(user, Permission.LEAD, unit="unit")),
        )
    )
    return rows


@require_safe
def remedy_list(request: HttpRequest) -> HttpResponse:
    """Remedies of the chosen school year and the one before; those without effect are flagged."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    year, unit = chosen_year(request), chosen_unit(request, Permission.READ)
    shown, text = request.GET.get("visa", ""), request.GET.get("q", "").strip()
    today = timezone.localdate()
    rows = readable_remedies(user).filter(school_year__in=[year.start, year.previous.start])
    if unit is not None:
        rows = rows.filter(unit__path__startswith=unit.path)
    if shown == "utan-effekt":
        rows = rows.filter(effect_on__isnull=True)
    elif shown == "sena":
        rows = rows.filter(effect_on__isnull=True, due__lt=today)
    elif shown == "med-effekt":
        rows = rows.filter(effect_on__isnull=False)
    if text:
        rows = rows.filter(
            Q(title__icontains=text)
            | Q(expected_effect__icontains=text)
            | Q(effect__icontains=text)
            | Q(unit__name__icontains=text)
        )
    sort = request.GET.get("sortera", "")
    # Those that still wait for their effect come first, unless another order is asked for.
    waiting_first = (F("effect_on").desc(nulls_first=True), "due", "pk")
    rows = rows.order_by(*(SORTS.get(sort) or waiting_first))
    if wanted_format(request):
        return _export(request, rows)
    page = page_of(request, rows)
    return render(
        request,
        "goals/remedy_list.html",
        {
            "page": page,
            "rows": [(row, OUTCOME_TAGS.get(row.outcome, "")) for row in page],
            "year": year,
            "unit": unit,
            "shown": shown,
            "text": text,
            "sort": sort,
            "today": today,
            "may_plan": has_anywhere(user, Permission.PLAN),
        },
    )


def _export(request: HttpRequest, rows: QuerySet[Remedy]) -> HttpResponse:
    columns = (
        *("Åtgärd", "Enhet", "Läsår", "Ur", "Mål", "Förväntad effekt", "Ansvarig"),
        *("Beslutad", "Bedöms senast", "Effekt", "Hur ni ser det", "Bedömd den"),
    )
    return table_response(
        request,
        "Åtgärder",
        columns,
        (
            (
                *(row.title, row.unit.name, row.school_year.label, source_words(row)),
                goal.title if (goal := goal_behind(row)) else "",
                *(row.expected_effect, row.responsible.name, row.decided_on, row.due),
                *(row.get_outcome_display() or "inte bedömd", row.effect, row.effect_on),
            )
            for row in rows
        ),
    )


def source_words(remedy: Remedy) -> str:
    """What a remedy comes from, as it is read."""
    if remedy.review is not None:
        return f"Analysen {remedy.review.school_year.label}"
    if remedy.area is not None:
        return f"Utvecklingsområdet {remedy.area.title}"
    return f"Bristen {remedy.deficiency}"


def goal_behind(remedy: Remedy) -> Any:
    """The goal whose analysis a remedy traces to, if one does."""
    source = remedy.area or remedy.deficiency
    review = remedy.review or (source.review if source else None)
    return review.goal if review else None


def _remedy(user: User, pk: int) -> Any:
    return get_object_or_404(readable_remedies(user), pk=pk)


@require_safe
def remedy_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A remedy with the analysis that it traces to, and its effect."""
    user = signed_in(request)
    remedy = _remedy(user, pk)
    goal = goal_behind(remedy)
    nodes: list[dict[str, Any]] = []
    if goal is not None:
        nodes = thread_nodes(
            goal,
            cited_requirements([goal.pk, goal.supports_id]),
            current=False,
            more=_source_nodes(remedy, goal),
        )
    last = Reminder.objects.filter(unit=remedy.unit, key=f"remedy:{remedy.pk}").first()
    today = timezone.localdate()
    return render(
        request,
        "goals/remedy_detail.html",
        {
            "remedy": remedy,
            "goal": goal,
            "nodes": nodes,
            "source": source_words(remedy),
            "source_url": _source_url(remedy, goal),
            "tag": OUTCOME_TAGS.get(remedy.outcome, ""),
            "is_late": remedy.is_late(today),
            "reminder": last,
            "today": today,
        },
    )


def _source_url(remedy: Remedy, goal: Any) -> str:
    if remedy.deficiency_id:
        return reverse("deficiency_detail", args=[remedy.deficiency_id])
    if remedy.review is not None:
        return reverse(
            "review_edit",
            args=[goal.pk, remedy.review.school_year.slug],
            query={"enhet": remedy.unit.code},
        )
    return reverse("area_list", query={"enhet": remedy.unit.code, "lasar": remedy.school_year.slug})


def _source_nodes(remedy: Remedy, goal: Any) -> list[dict[str, Any]]:
    node = {"kind": "Ur", "label": source_words(remedy), "url": _source_url(remedy, goal)}
    return [node, {"kind": "Åtgärd", "label": remedy.title, "current": True}]


def _plan_initial(remedy: Remedy) -> dict[str, Any]:
    names = ("title", "description", "expected_effect", "decided_on", "due", "revision")
    return {
        **{name: getattr(remedy, name) for name in names},
        "responsible": remedy.responsible_id,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def remedy_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a remedy says."""
    user = signed_in(request)
    remedy = _to_change(user, pk, Permission.PLAN)
    back, draft_key = reverse("remedy_detail", args=[remedy.pk]), f"remedy:{remedy.pk}"
    form = RemedyForm(
        request.POST or None,
        unit=remedy.unit,
        today=timezone.localdate(),
        initial=_plan_initial(remedy),
    )
    if request.method == "POST" and form.is_valid():
        try:
            remedies.change_remedy(
                remedy, plan=form.plan, revision=form.cleaned_data["revision"], by=user
            )
        except Conflict as conflict:
            return show_conflict(
                request,
                form,
                conflict,
                _plan_initial(conflict.theirs),
                cancel=back,
                draft_key=draft_key,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Åtgärden är ändrad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra åtgärden",
        eyebrow=remedy.unit.name,
        lead=source_words(remedy),
        submit="Spara ändringarna",
        cancel=back,
        draft_key=draft_key,
    )


def _to_change(user: User, pk: int, permission: str) -> Remedy:
    found: Remedy = get_object_or_404(
        readable_remedies(user).filter(reach_filter(user, permission, unit="unit")), pk=pk
    )
    return found


def _effect_initial(remedy: Remedy) -> dict[str, Any]:
    return {
        "outcome": remedy.outcome,
        "effect": remedy.effect,
        "on": remedy.effect_on or timezone.localdate(),
        "revision": remedy.revision,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def remedy_effect(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which effect a remedy had."""
    user = signed_in(request)
    remedy = _to_change(user, pk, Permission.TAKE_PART)
    back, draft_key = reverse("remedy_detail", args=[remedy.pk]), f"remedy-effect:{remedy.pk}"
    if "ta-bort" in request.POST and remedy.effect_on is not None:
        remedies.withdraw_effect(remedy, by=user)
        messages.success(request, "Bedömningen är borttagen. Åtgärden är flaggad igen.")
        return redirect(back)
    form = EffectForm(request.POST or None, initial=_effect_initial(remedy))
    if request.method == "POST" and form.is_valid():
        try:
            remedies.record_effect(remedy, by=user, **form.cleaned_data)
        except Conflict as conflict:
            return show_conflict(
                request,
                form,
                conflict,
                _effect_initial(conflict.theirs),
                cancel=back,
                draft_key=draft_key,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Effekten är bedömd.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Bedöm effekten",
        eyebrow=remedy.unit.name,
        lead=remedy.title,
        submit="Spara bedömningen",
        cancel=back,
        draft_key=draft_key,
        template="goals/remedy_effect.html",
        remedy=remedy,
    )


@require_POST
def remedy_remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind the responsible that a remedy's effect is not recorded."""
    user = signed_in(request)
    remedy = _to_change(user, pk, Permission.LEAD)
    today, back = timezone.localdate(), reverse("remedy_detail", args=[remedy.pk])
    person = remedy.responsible
    recipients = [person] if person.is_active else leaders_of(remedy.unit, today=today)
    try:
        sent = remind(
            unit=remedy.unit,
            school_year=remedy.school_year,
            key=f"remedy:{remedy.pk}",
            sentence=f"Kom ihåg att bedöma effekten av åtgärden ”{remedy.title}”, "
            f"{remedy.unit.name}.",
            address=back,
            recipients=recipients,
            on=today,
            by=user,
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Påminnelsen är skickad till {sent.recipients}.")
    return redirect(back)
