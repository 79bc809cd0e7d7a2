"""What units raise, what they are answered, and the page of what it led to."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core.conflict import Conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import parse_pk
from rodtrad.dialogues.actions.chain import (
    answer_matter,
    change_matter,
    raise_matter,
    withdraw_matter,
)
from rodtrad.dialogues.forms.chain import MatterAnswerForm, MatterForm
from rodtrad.dialogues.models import Matter
from rodtrad.dialogues.queries.chain import board_answers, grounds_from, matters_of, trails
from rodtrad.dialogues.queries.unit import occasions_of
from rodtrad.dialogues.views.unit import laid_up, unit_address, unit_to
from rodtrad.drafts.actions import discard_draft
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.queries import matching
from rodtrad.organisation.scope import chosen_year, signed_in


@require_safe
def unit_outcomes(request: HttpRequest, code: str) -> HttpResponse:
    """What became of what the unit's children, pupils, staff and guardians said."""
    unit, year = unit_to(request, code, Permission.READ), chosen_year(request)
    adjusted = [one for one in reversed(occasions_of(unit, year)) if one.held and one.adjusted]
    return render(
        request,
        "dialogues/unit_outcomes.html",
        {
            "unit": unit,
            "year": year,
            "year_slug": year.label.replace("/", "-"),
            "trails": trails(matters_of(unit, year, with_previous=True)),
            "adjusted": adjusted,
            "answers": board_answers(unit, year),
            "grounds": grounds_from(unit, year),
        },
    )


@require_safe
def matter_list(request: HttpRequest) -> HttpResponse:
    """What units want taken up, for who leads: those that wait for an answer first."""
    user = signed_in(request)
    require_anywhere(user, Permission.LEAD)
    year, text = chosen_year(request), request.GET.get("q", "").strip()
    shown = request.GET.get("visa", "")
    matters = (
        Matter.objects.open_to(user, Permission.LEAD)
        .filter(matching(text, "text", "unit__name"), school_year=year.start)
        .select_related("unit", "school_year")
    )
    if shown == "vantar":
        matters = matters.filter(answered_on__isnull=True)
    # The two databases put what has no day at different ends.
    matters = matters.order_by(F("answered_on").asc(nulls_first=True), "raised_on", "pk")
    if wanted_format(request):
        return table_response(
            request,
            f"Frågor från enheterna {year.label.replace('/', '-')}",
            ("Enhet", "Fråga", "Lyft", "Läge", "Svar", "Besvarad"),
            (
                (
                    *(row.matter.unit.name, row.matter.text, row.matter.raised_on),
                    *(row.now.label, row.matter.answer, row.matter.answered_on),
                )
                for row in trails(list(matters))
            ),
        )
    page = page_of(request, matters)
    return render(
        request,
        "dialogues/matter_list.html",
        {
            "page": page,
            "trails": trails(list(page.object_list)),
            "year": year,
            "year_slug": year.label.replace("/", "-"),
            "text": text,
            "shown": shown,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def matter_create(request: HttpRequest, code: str) -> HttpResponse:
    """Raise a question from the unit."""
    unit, user = unit_to(request, code, Permission.PLAN), signed_in(request)
    year = laid_up(chosen_year(request))
    occasion = None
    if number := request.GET.get("dialog", ""):
        occasions = unit.dialogue_occasions
        occasion = get_object_or_404(occasions, pk=parse_pk(number))
    form = MatterForm(request.POST or None, initial={"revision": 0})
    back, key = unit_address(unit, year.span, "unit_outcomes"), f"matter:new:{unit.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            raise_matter(
                unit=unit,
                school_year=year,
                text=form.cleaned_data["text"],
                by=user,
                on=timezone.localdate(),
                occasion=occasion,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Frågan är lyft. Här ser ni vad den leder till.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Lyft en fråga",
        eyebrow=f"{unit.name} · {year.label}",
        submit="Lyft frågan",
        cancel=back,
        draft_key=key,
    )


def _matter(request: HttpRequest, pk: int, permission: str) -> Any:
    matter: Any = get_object_or_404(
        Matter.objects.open_to(signed_in(request), permission).select_related(
            "unit", "school_year", "occasion"
        ),
        pk=pk,
    )
    return matter


@require_http_methods(["GET", "HEAD", "POST"])
def matter_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a question in other words, or take it back, while nobody has taken it up."""
    matter = _matter(request, pk, Permission.PLAN)
    back = unit_address(matter.unit, matter.school_year.span, "unit_outcomes")
    form = MatterForm(
        request.POST or None, initial={"text": matter.text, "revision": matter.revision}
    )
    user, key = signed_in(request), f"matter:{matter.pk}"
    shown: dict[str, Any] = {"cancel": back, "draft_key": key, "eyebrow": matter.unit.name}
    if request.method == "POST" and "ta-tillbaka" in request.POST:
        try:
            withdraw_matter(matter, by=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Frågan är tillbakatagen.")
        return redirect(back)
    if request.method == "POST" and form.is_valid():
        try:
            change_matter(
                matter,
                text=form.cleaned_data["text"],
                revision=form.cleaned_data["revision"] or 0,
                by=user,
            )
        except Conflict as conflict:
            return conflict_page(request, form, conflict, **shown)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Frågan är ändrad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra frågan",
        submit="Spara frågan",
        template="dialogues/matter_form.html",
        **shown,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def matter_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell a unit what the administration does about its question."""
    matter = _matter(request, pk, Permission.LEAD)
    user, key = signed_in(request), f"matter-answer:{matter.pk}"
    back = reverse("matter_list", query={"lasar": matter.school_year.slug})
    form = MatterAnswerForm(
        request.POST or None, initial={"answer": matter.answer, "revision": matter.revision}
    )
    shown: dict[str, Any] = {"cancel": back, "draft_key": key}
    if request.method == "POST" and form.is_valid():
        try:
            answer_matter(
                matter,
                answer=form.cleaned_data["answer"],
                revision=form.cleaned_data["revision"] or 0,
                by=user,
                on=timezone.localdate(),
            )
        except Conflict as conflict:
            return conflict_page(request, form, conflict, **shown)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, f"Svaret är skickat till {matter.unit.name}.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Svara enheten",
        eyebrow=f"{matter.unit.name} · {matter.school_year}",
        lead=matter.text,
        submit="Skicka svaret",
        template="dialogues/matter_answer.html",
        trail=trails([matter])[0],
        **shown,
    )
