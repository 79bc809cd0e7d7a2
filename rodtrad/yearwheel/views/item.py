"""An item of a wheel: read, made, changed, moved, removed, and its history."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.audit.history import versions
from rodtrad.core.conflict import Conflict
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.drafts.actions import discard_draft
from rodtrad.forums.models import Forum
from rodtrad.goals.models import Goal
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.access import Permission
from rodtrad.organisation.scope import signed_in
from rodtrad.steering.models import SteeringDocument
from rodtrad.yearwheel.actions import items as actions
from rodtrad.yearwheel.forms import ItemForm, MoveForm, item_initial
from rodtrad.yearwheel.leading import work_of
from rodtrad.yearwheel.models import Wheel, WheelItem
from rodtrad.yearwheel.queries.placing import Placed, items_of, place_items
from rodtrad.yearwheel.views.parts import draft_to_plan, item_to_change
from rodtrad.yearwheel.when import MONTHS, ordinal_words


@require_safe
def wheel_item_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An item: what, when, who, and what it belongs to."""
    user = signed_in(request)
    plans = Wheel.objects.plannable_by(user).filter(pk=OuterRef("wheel"))
    item: Any = get_object_or_404(
        WheelItem.objects.readable_by(user)
        .select_related("wheel__kind", "wheel__unit", "ring", "role", "person", "rule_forum")
        .annotate(may_plan=Exists(plans)),
        pk=pk,
    )
    one = _placed(item)
    return render(
        request,
        "yearwheel/wheel_item_detail.html",
        {
            "item": item,
            "wheel": item.wheel,
            "placed": one,
            "rule": rule_words(item),
            "work": work_of(item, user),
            "tied": _tied(item, user),
            "may_change": item.may_plan and item.wheel.is_draft,
            "may_revise": item.may_plan and item.wheel.state == Wheel.State.ADOPTED,
        },
    )


def _tied(item: WheelItem, user: User) -> dict[str, list[Any]]:
    """What the item is tied to, each with `opens`: whether the person may open it. Four queries."""
    tied: dict[str, tuple[Any, Any]] = {
        "forums": (item.forums, Forum.objects.readable_by(user, timezone.localdate())),
        "indicators": (item.indicators, Indicator.objects.readable_by(user)),
        "goals": (item.goals, Goal.objects.readable_by(user)),
        "documents": (
            item.documents,
            SteeringDocument.objects.open_to(user, Permission.READ_ADOPTED),
        ),
    }
    return {
        name: list(rows.annotate(opens=Exists(readable.order_by().filter(pk=OuterRef("pk")))))
        for name, (rows, readable) in tied.items()
    }


def _placed(item: WheelItem) -> Placed:
    """The item with its days; others of the wheel are read only when it counts from one."""
    if item.when != WheelItem.When.AFTER:
        return place_items([item])[0]
    found = place_items(items_of([item.wheel_id]))
    return next(one for one in found if one.item.pk == item.pk)


def rule_words(item: WheelItem) -> str:
    """The rule in words, as "första mötet i oktober, Ledarforum"; "" when it has none."""
    if item.when == WheelItem.When.FORUM and item.rule_forum and item.month and item.ordinal:
        return f"{ordinal_words(item.ordinal)} mötet i {MONTHS[item.month - 1]}, {item.rule_forum}"
    if item.when == WheelItem.When.AFTER and item.after is not None:
        weeks = item.weeks_after or 0
        many = "en vecka" if abs(weeks) == 1 else f"{abs(weeks)} veckor"
        return f"{many} {'före' if weeks < 0 else 'efter'} ”{item.after}”"
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def wheel_item_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an item in a draft; ?vecka= and ?ring= fill in where one pointed."""
    user = signed_in(request)
    wheel = draft_to_plan(user, pk)
    start: dict[str, Any] = {}
    if (week := request.GET.get("vecka", "")).isdecimal() and len(week) < 3:
        start["week"] = int(week)
    if (ring := request.GET.get("ring", "")).isdecimal() and len(ring) < 10:
        start["ring"] = int(ring)
    form = ItemForm(request.POST or None, wheel=wheel, item=None, user=user, initial=start)
    back, draft_key = reverse("wheel_detail", args=[pk]), f"wheel_item:new:{pk}"
    if request.method == "POST" and form.is_valid():
        try:
            item = actions.add_item(wheel=wheel, content=form.content, by=user)
        except ValidationError as error:
            _add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, f"”{item}” ligger nu i hjulet.")
            return redirect(back)
    return form_page(
        request,
        form,
        template="yearwheel/wheel_item_form.html",
        heading="Ny punkt",
        eyebrow=str(wheel),
        submit="Lägg in punkten",
        cancel=back,
        draft_key=draft_key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def wheel_item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an item of a draft."""
    user = signed_in(request)
    item = item_to_change(user, pk)
    form = ItemForm(
        request.POST or None, wheel=item.wheel, item=item, user=user, initial=item_initial(item)
    )
    back, draft_key = reverse("wheel_item_detail", args=[pk]), f"wheel_item:{pk}"
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_item(
                item=item,
                content=form.content,
                revision=form.cleaned_data["revision"],
                by=user,
            )
        except Conflict as conflict:
            return conflict_page(request, form, conflict, cancel=back, draft_key=draft_key)
        except ValidationError as error:
            _add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Punkten är sparad.")
            return redirect(back)
    return form_page(
        request,
        form,
        template="yearwheel/wheel_item_form.html",
        heading="Ändra punkten",
        eyebrow=str(item.wheel),
        submit="Spara punkten",
        cancel=back,
        draft_key=draft_key,
    )


def _add_errors(form: ItemForm, error: ValidationError) -> None:
    """The action's errors on the form's own fields: weeks are written as two of them."""
    if hasattr(error, "error_dict") and "weeks_after" in error.error_dict:
        error.error_dict["weeks"] = error.error_dict.pop("weeks_after")
    add_errors(form, error)


@require_http_methods(["GET", "HEAD", "POST"])
def wheel_item_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an item of a draft to another week: from the wheel, the table or here."""
    user = signed_in(request)
    item = item_to_change(user, pk)
    one = _placed(item)
    form = MoveForm(request.POST or None, initial={"week": one.week})
    from_table = request.POST.get("fran") == "tabell"
    back = reverse("wheel_table" if from_table else "wheel_detail", args=[item.wheel_id])
    if request.method == "POST" and form.is_valid():
        try:
            moved = actions.move_item(item=item, week=form.cleaned_data["week"], by=user)
        except ValidationError as error:
            for name, errors in getattr(error, "error_dict", {None: error}).items():
                form.add_error("week" if name == "week" else None, errors)
        else:
            now = _placed(moved)
            messages.success(request, f"”{moved}” ligger nu {now.when} (låg {one.when}).")
            # Whoever moved it in the wheel goes on from there; others are shown its row.
            at = "i-hjulet" if request.POST.get("fran") == "hjulet" else "punkt"
            return redirect(f"{back}#{at}-{pk}")
    return form_page(
        request,
        form,
        heading=f"Flytta ”{item}”",
        eyebrow=str(item.wheel),
        lead=f"Ligger nu {one.when}." if one.span else one.problem,
        submit="Flytta punkten",
        cancel=back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def wheel_item_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item out of a draft."""
    user = signed_in(request)
    item = item_to_change(user, pk)
    wheel = item.wheel
    if request.method == "POST":
        try:
            actions.remove_item(item=item, by=user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("wheel_item_detail", pk)
        messages.success(request, f"”{item}” är borttagen ur utkastet.")
        return redirect("wheel_detail", wheel.pk)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Ta bort ”{item}”?",
            "eyebrow": str(wheel),
            "text": "Punkten försvinner ur utkastet. Fastställda versioner har den kvar.",
            "submit": "Ta bort punkten",
            "danger": True,
            "cancel": reverse("wheel_item_detail", args=[pk]),
        },
    )


@require_safe
def wheel_item_history(request: HttpRequest, pk: int) -> HttpResponse:
    """What was changed of an item, when and by whom."""
    user = signed_in(request)
    items = WheelItem.objects.readable_by(user).select_related("wheel__kind", "wheel__unit")
    item = get_object_or_404(items, pk=pk)
    shown = [
        {
            "who": version.by,
            "when": version.at,
            "what": "Lade in punkten" if version.is_first else "Ändrade punkten",
            "current": version.is_current,
            "changes": [
                {"label": c.label, "old": c.before, "new": c.after, "rich": False}
                for c in version.changes
            ],
        }
        for version in versions(item)
    ]
    return render(
        request,
        "core/history.html",
        {
            "heading": "Punktens historik",
            "eyebrow": str(item),
            "lead": "Vem som ändrade vad, med det senaste först.",
            "back": reverse("wheel_item_detail", args=[pk]),
            "versions": shown,
        },
    )
