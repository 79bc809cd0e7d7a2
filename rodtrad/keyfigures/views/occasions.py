"""Planning an occasion, giving it to the board, and correcting it."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.audit.history import versions
from rodtrad.core.conflict import Conflict
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.numbers import format_date, parse_pk
from rodtrad.drafts.actions import discard_draft
from rodtrad.keyfigures import actions, queries
from rodtrad.keyfigures.content import gather
from rodtrad.keyfigures.forms import OccasionForm, ReleaseForm
from rodtrad.keyfigures.models import Occasion
from rodtrad.organisation.access import Permission, has_anywhere, own_units
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import signed_in

# The board's papers go out a week before it meets, and somebody has to read the analyses first.
_TIME_FOR_PAPERS = timedelta(days=14)


@require_http_methods(["GET", "POST"])
def occasion_create(request: HttpRequest) -> HttpResponse:
    """Plan what the board is told, and ask the units for their analyses."""
    user = signed_in(request)
    unit = _leads(user)
    form = OccasionForm(
        request.POST or None, choices=queries.indicators_to_tell(user), initial=_asked(request)
    )
    if request.method == "POST" and form.is_valid():
        try:
            occasion = actions.plan_occasion(unit=unit, plan=_plan(form), by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, "occasion:new")
            messages.success(
                request, "Redovisningen är planerad. Rektorerna har fått veta vad de ska analysera."
            )
            return redirect("occasion_detail", occasion.pk)
    return form_page(
        request,
        form,
        heading="Planera nyckeltal till nämnden",
        submit="Planera redovisningen",
        cancel=reverse("occasion_list"),
        draft_key="occasion:new",
        eyebrow=unit.name,
    )


@require_http_methods(["GET", "POST"])
def occasion_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an occasion that is not released."""
    user = signed_in(request)
    occasion = _occasion(user, pk)
    back = reverse("occasion_detail", args=[pk])
    start = {
        name: getattr(occasion, name)
        for name in ("title", "on", "analyses_due", "introduction", "revision")
    }
    chosen = [figure.indicator_id for figure in occasion.figures.all()]
    form = OccasionForm(
        request.POST or None,
        choices=queries.indicators_to_tell(user),
        initial=start | {"indicators": chosen},
    )
    draft_key = f"occasion:{pk}"
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_occasion(
                occasion=occasion,
                plan=_plan(form),
                revision=form.cleaned_data["revision"] or 0,
                by=user,
            )
        except Conflict as conflict:
            return conflict_page(request, form, conflict, cancel=back, draft_key=draft_key)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Redovisningen är ändrad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra redovisningen",
        submit="Spara redovisningen",
        cancel=back,
        draft_key=draft_key,
        eyebrow=occasion.title,
    )


@require_http_methods(["GET", "POST"])
def occasion_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the key figures to the board, frozen as they are now."""
    user = signed_in(request)
    occasion = _occasion(user, pk)
    back = reverse("occasion_detail", args=[pk])
    if not occasion.is_open:
        return redirect(back)
    is_correction = occasion.publications.exists()
    form = ReleaseForm(
        request.POST or None, today=timezone.localdate(), is_correction=is_correction
    )
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.release_occasion(occasion=occasion, by=user, **form.cleaned_data)
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(request, "Nyckeltalen är lämnade, och nämnden har fått veta det.")
                return redirect(back)
        status = 422
    gathered = gather(occasion)
    rows = queries.progress(gathered)
    waiting = [row.unit.name for row in rows if row.missing]
    facts = [
        ("Nämndens möte", format_date(occasion.on)),
        ("Nyckeltal", ", ".join(str(figure) for figure in gathered.figures)),
    ]
    if waiting:
        facts.append(("Utan analys", ", ".join(waiting[:20]) + (" …" if len(waiting) > 20 else "")))
    return render(
        request,
        "core/confirm.html",
        {
            "heading": "Lämna rättelsen till nämnden?" if is_correction else "Lämna till nämnden?",
            "eyebrow": occasion.title,
            "text": "Innehållet fryses som det är nu, med siffror, diagram och analyser. Det "
            "ändras inte när mätvärden ändras. En rättelse görs som en ny version.",
            "facts": facts,
            "submit": "Lämna rättelsen" if is_correction else "Lämna till nämnden",
            "cancel": back,
            "form": form,
        },
        status=status,
    )


@require_http_methods(["GET", "POST"])
def occasion_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open what is released, to correct it."""
    user = signed_in(request)
    occasion = _occasion(user, pk)
    back = reverse("occasion_detail", args=[pk])
    if request.method == "POST":
        try:
            actions.reopen_occasion(occasion=occasion, by=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(
                request, "Redovisningen är öppen. Nämnden ser den lämnade versionen tills vidare."
            )
        return redirect(back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": "Rätta nyckeltalen?",
            "eyebrow": occasion.title,
            "text": "Redovisningen öppnas så att ni kan rätta den. Nämnden fortsätter att läsa den "
            "lämnade versionen tills ni lämnar rättelsen.",
            "facts": [("Nämndens möte", format_date(occasion.on))],
            "submit": "Öppna för rättelse",
            "cancel": back,
        },
    )


@require_safe
def occasion_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who did what with the occasion, for those who lead it."""
    user = signed_in(request)
    occasion = get_object_or_404(Occasion.objects.open_to(user, Permission.READ), pk=pk)
    return render(
        request,
        "core/history.html",
        {
            "heading": "Redovisningens historik",
            "eyebrow": occasion.title,
            "back": reverse("occasion_detail", args=[pk]),
            "versions": [
                {
                    "who": version.by,
                    "when": version.at,
                    "what": "Planerade redovisningen" if version.is_first else "Ändrade",
                    "changes": [
                        {"label": change.label, "old": change.before, "new": change.after}
                        for change in version.changes
                    ],
                    "restore_url": None,
                    "current": version.is_current,
                }
                for version in versions(occasion)
            ],
        },
    )


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What the address fills in, as the board's wheel does: heading, day and indicators."""
    start: dict[str, Any] = {"revision": 0, "title": request.GET.get("rubrik", "")[:150]}
    try:
        on = date.fromisoformat(request.GET.get("datum", ""))
    except ValueError:
        pass
    else:
        start |= {"on": on, "analyses_due": on - _TIME_FOR_PAPERS}
    start["indicators"] = [
        pk for pk in request.GET.getlist("indikator") if parse_pk(pk) is not None
    ]
    return start


def _plan(form: OccasionForm) -> actions.Plan:
    data: dict[str, Any] = form.cleaned_data
    return actions.Plan(
        title=data["title"],
        on=data["on"],
        analyses_due=data["analyses_due"],
        indicators=list(data["indicators"]),
        introduction=data["introduction"],
    )


def _leads(user: User) -> Unit:
    if not has_anywhere(user, Permission.LEAD):
        raise Http404
    unit = own_units(user, Permission.LEAD).order_by("path").first()
    if unit is None:
        raise Http404
    return unit


def _occasion(user: User, pk: int) -> Occasion:
    found: Occasion = get_object_or_404(
        Occasion.objects.open_to(user, Permission.LEAD).select_related("unit"), pk=pk
    )
    return found
