"""Planning the administration's visits: the list, a round, its days, and who is to be there."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.export import table_response, wanted_format, wanted_list
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import format_date, parse_pk
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.dialogues.actions import visit_plan as actions
from rodtrad.dialogues.actions.visit import cancel_visit, choose_people, reopen_visit
from rodtrad.dialogues.busy import busy_days
from rodtrad.dialogues.forms.visit import CancelForm, PeopleForm, SlotForm, VisitRoundForm
from rodtrad.dialogues.models import Visit, VisitRound
from rodtrad.dialogues.queries import visit as queries
from rodtrad.dialogues.visit_people import colleagues_at
from rodtrad.drafts.actions import discard_draft
from rodtrad.organisation.access import (
    Permission,
    has_anywhere,
    own_units,
    require_anywhere,
    units_open_to,
)
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.organisation.scope import signed_in

# How many rows of a plan are saved at once: those of a page.
_MOST = 60


@require_safe
def visit_list(request: HttpRequest) -> HttpResponse:
    """The rounds that the person leads, and the visits to their own units."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    leads = has_anywhere(user, Permission.LEAD)
    today = timezone.localdate()
    if wanted_format(request) and wanted_list(request) == "omgangar" and leads:
        return table_response(
            request,
            "Besöksomgångar",
            ("Läsår", "För", "Från", "Till", "Enheter", "Har dag", "Genomförda"),
            (
                (
                    *(row.school_year.label, row.unit.name, row.starts, row.ends),
                    *(row.units, row.with_day, row.held),  # type: ignore[attr-defined]  # counted
                )
                for row in queries.listed_rounds(user)
            ),
        )
    if wanted_format(request):
        return table_response(
            request,
            "Besök som jag är med på",
            ("Enhet", "Läsår", "Dag", "Börjar", "Plats", "Läge"),
            (
                (
                    *(row.unit.name, row.round.school_year.label, row.on),
                    *(f"{row.begins:%H.%M}" if row.begins else "", row.place),
                    row.get_state_display(),
                )
                for row in queries.own_visits(user)
            ),
        )
    return render(
        request,
        "dialogues/visit_list.html",
        {
            "leads": leads,
            "rounds": list(queries.listed_rounds(user)[:20]) if leads else [],
            "page": page_of(request, queries.own_visits(user)),
            "today": today,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def visit_round_create(request: HttpRequest) -> HttpResponse:
    """Open a round of visits to all units."""
    user = signed_in(request)
    require_anywhere(user, Permission.LEAD)
    today = timezone.localdate()
    units = _tops(user)
    form = VisitRoundForm(request.POST or None, units=units, initial=_suggested(units, user, today))
    if request.method == "POST" and form.is_valid():
        fields = {**form.cleaned_data, "minutes": int(form.cleaned_data["minutes"])}
        try:
            round_ = actions.open_visit_round(today=today, by=user, **fields)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, "visit-round:new")
            messages.success(request, "Omgången är öppnad. Föreslå dagar eller skriv in dem själv.")
            return redirect("visit_round_detail", round_.pk)
    return form_page(
        request,
        form,
        heading="Ny besöksomgång",
        lead="Skolchefer och utvecklingschef besöker alla verksamheter. Vilka som är med följer "
        "av rollerna och går att ändra för varje besök.",
        submit="Öppna omgången",
        cancel=reverse("visit_list"),
        draft_key="visit-round:new",
    )


def _tops(user: User) -> list[Unit]:
    """What a round can be for: the administration, or a part of it."""
    above = units_open_to(user, Permission.LEAD).exclude(kind__in=Unit.WORKING_KINDS)
    return list(above[:100]) or list(own_units(user, Permission.LEAD)[:100])


def _suggested(units: list[Unit], user: User, today: date) -> dict[str, object]:
    """What a round usually looks like: the spring of this school year."""
    year = YearSpan.of(today)
    named = set(own_units(user, Permission.LEAD).values_list("pk", flat=True))
    return {
        "unit": next((unit for unit in units if unit.pk in named), None),
        "school_year": SchoolYear.objects.filter(start=year.start).first(),
        "starts": date(year.start + 1, 2, 1),
        "ends": date(year.start + 1, 4, 30),
        "minutes": 120,
    }


def _round(user: User, pk: int) -> VisitRound:
    found: VisitRound = get_object_or_404(
        VisitRound.objects.led_by(user).select_related("unit", "school_year"), pk=pk
    )
    return found


@require_safe
def visit_round_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan: every unit with its day, which can be written in place."""
    user = signed_in(request)
    round_ = _round(user, pk)
    words, shown = request.GET.get("q", "").strip()[:100], request.GET.get("visa", "")
    rows = queries.planned_visits(round_, user, words=words, shown=shown)
    if wanted_format(request):
        return table_response(
            request,
            f"Besök {round_.school_year.label}",
            ("Enhet", "Dag", "Börjar", "Plats", "Läge", "Förberett", "Öppna åtaganden"),
            (
                (
                    row.unit.name,
                    row.on,
                    f"{row.begins:%H.%M}" if row.begins else "",
                    row.place,
                    row.get_state_display(),
                    row.prepared_on,
                    row.open_commitments,  # type: ignore[attr-defined]  # counted by the query
                )
                for row in rows
            ),
        )
    summary = queries.listed_rounds(user).get(pk=pk)
    return render(
        request,
        "dialogues/visit_round_detail.html",
        {
            "round": round_,
            "summary": summary,
            "page": page_of(request, rows),
            "text": words,
            "shown": shown,
            "today": timezone.localdate(),
        },
    )


def _back(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """To the plan as it was shown: the filter and the page are kept."""
    query = request.POST.get("tillbaka", "")
    address = reverse("visit_round_detail", args=[pk])
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


@require_POST
def visit_round_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the days of the rows that were shown, and say which of them are taken."""
    user = signed_in(request)
    round_ = _round(user, pk)
    sent = [parse_pk(one) for one in request.POST.getlist("besok")[:_MOST]]
    numbers = [one for one in sent if one is not None]
    slots: dict[int, actions.Slot] = {}
    for number in numbers:
        form = SlotForm(
            {name: request.POST.get(f"{name}_{number}", "") for name in ("on", "begins", "place")}
        )
        if not form.is_valid():
            for errors in form.errors.values():
                messages.error(request, f"Inget är sparat. {' '.join(str(e) for e in errors)}")
            return _back(request, pk)
        slots[number] = actions.Slot(**form.cleaned_data)
    try:
        changed = actions.plan_visits(round_, slots, by=user)
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, f"Inget är sparat. {sentence}")
        return _back(request, pk)
    messages.success(
        request, f"Planen är sparad. {changed} besök ändrades." if changed else "Inget var ändrat."
    )
    if changed:
        _warn(request, round_, list(slots))
    return _back(request, pk)


def _warn(request: HttpRequest, round_: VisitRound, numbers: list[int]) -> None:
    """Say which of the days are taken by a forum, a wheel or a break."""
    rows = list(
        round_.visits.open_to(signed_in(request), Permission.LEAD)
        .filter(pk__in=numbers, on__isnull=False, state=Visit.State.PLANNED)
        .select_related("unit")
    )
    days = [row.on for row in rows if row.on]
    if not days:
        return
    busy = busy_days(round_.unit, [row.unit for row in rows], min(days), max(days))
    for row in rows:
        if row.on and (why := busy.why(row.unit_id, row.on)):
            messages.warning(request, f"{row.unit} {format_date(row.on)} krockar med {why}.")


@require_POST
def visit_round_suggest(request: HttpRequest, pk: int) -> HttpResponse:
    """Suggest days for the visits that have none."""
    user = signed_in(request)
    round_ = _round(user, pk)
    left = actions.suggest_visit_days(round_, today=timezone.localdate(), by=user)
    if left:
        messages.warning(
            request,
            f"{len(left)} besök fick ingen dag: det finns för få lediga dagar mellan "
            f"{format_date(round_.starts)} och {format_date(round_.ends)}.",
        )
    else:
        messages.success(
            request,
            "Besöken har fått dagar som inte krockar med lov, forum eller årshjul. "
            "Enheterna får veta när du meddelar dem.",
        )
    return redirect("visit_round_detail", pk)


@require_POST
def visit_round_tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell everybody who is to be at the planned visits of their days."""
    user = signed_in(request)
    round_ = _round(user, pk)
    visits = list(
        round_.visits.open_to(user, Permission.LEAD)
        .filter(state=Visit.State.PLANNED, on__isnull=False)
        .select_related("unit")
    )
    actions.tell_days(visits, by=user)
    messages.success(request, f"Deltagarna i {len(visits)} besök vet nu vilken dag det är.")
    return redirect("visit_round_detail", pk)


@require_POST
def visit_round_add_units(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in units that have opened since."""
    user = signed_in(request)
    count = actions.add_new_units(_round(user, pk), today=timezone.localdate(), by=user)
    messages.success(
        request, f"{count} enheter är tillagda." if count else "Alla öppna enheter är redan med."
    )
    return redirect("visit_round_detail", pk)


def visit_to_lead(user: User, pk: int) -> Visit:
    """A visit that the person plans and writes in.

    Raises:
        Http404: when there is none.
    """
    found: Visit = get_object_or_404(
        Visit.objects.open_to(user, Permission.LEAD).select_related(
            "unit", "round__school_year", "round__unit"
        ),
        pk=pk,
    )
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def visit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """When and where one visit is."""
    user = signed_in(request)
    visit = visit_to_lead(user, pk)
    start = {"on": visit.on, "begins": visit.begins, "place": visit.place}
    form = SlotForm(request.POST or None, initial=start)
    back = reverse("visit_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan_visit(visit, actions.Slot(**form.cleaned_data), by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Besöket är planerat.")
            _warn(request, visit.round, [visit.pk])
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Planera besöket",
        eyebrow=str(visit),
        submit="Spara dag och plats",
        cancel=back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def visit_people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is to be at a visit."""
    user = signed_in(request)
    visit = visit_to_lead(user, pk)
    now = {row.user_id: row.part for row in visit.participants.all()}
    people = colleagues_at(visit.unit, timezone.localdate())
    form = PeopleForm(request.POST or None, people=people, now=now)
    back = reverse("visit_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        choose_people(visit, form.chosen(), by=user)
        messages.success(request, "Deltagarna är sparade.")
        return redirect(back)
    return form_page(
        request,
        form,
        heading="Deltagare",
        lead="Barn och elever skrivs in som antal när besöket är genomfört, aldrig med namn.",
        eyebrow=str(visit),
        submit="Spara deltagarna",
        cancel=back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def visit_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a visit off."""
    user = signed_in(request)
    visit = visit_to_lead(user, pk)
    form = CancelForm(request.POST or None)
    back = reverse("visit_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            cancel_visit(visit, why=form.cleaned_data["why"], by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Besöket är inställt, och deltagarna vet om det.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ställ in besöket",
        eyebrow=str(visit),
        submit="Ställ in besöket",
        cancel=back,
    )


@require_POST
def visit_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a visit again that was called off or marked as held by mistake."""
    user = signed_in(request)
    visit = visit_to_lead(user, pk)
    try:
        reopen_visit(visit, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Besöket är planerat igen.")
    return redirect("visit_detail", pk)
