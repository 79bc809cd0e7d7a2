"""Which reports there are, how far each has come, and opening them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import parse_pk
from rodtrad.organisation.access import Permission, has_anywhere, require_anywhere
from rodtrad.organisation.scope import chosen_year, signed_in
from rodtrad.reports.actions import open_report, open_reports
from rodtrad.reports.forms import OpenReportForm
from rodtrad.reports.models import Report, ReportKind, UnitGroup
from rodtrad.reports.queries import (
    NOT_BEGUN,
    NOT_BEGUN_LABEL,
    Slot,
    count_by_state,
    report_rows,
    reporting_places,
)
from rodtrad.reports.slots import all_kinds, chosen_slot, slot_choices


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """The reports of a kind for a school year, with how far they have come and what to do."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ_ADOPTED)
    kinds = all_kinds()
    slot = chosen_slot(request, kinds)
    text = request.GET.get("q", "").strip()
    state = request.GET.get("lage", "")
    order = request.GET.get("ordning", "enhet")
    places = reporting_places(user, slot, text=text, state=state, order=order)
    if wanted_format(request):
        return _export(request, slot, places)
    page = page_of(request, places)
    if not request.GET and not page.object_list and not has_anywhere(user, Permission.READ):
        # Who reads only what is adopted is led to it: the running year has nothing yet.
        return redirect("report_library")
    counted = dict_of(count_by_state(reporting_places(user, slot)))
    year = chosen_year(request)
    total = sum(number for _, number in counted.values())
    return render(
        request,
        "reports/report_list.html",
        {
            "year": year,
            "slot": slot,
            "kinds": [
                (kind, kind == slot.kind)
                for kind in kinds
                if kind.retired_on is None or kind == slot.kind
            ],
            "slots": _choices(slot, year),
            "page": page,
            "rows": report_rows(list(page), slot),
            "counted": [
                (code, label, number) for code, (label, number) in counted.items() if number
            ],
            "is_overview": total > 1,
            "states": [(NOT_BEGUN, NOT_BEGUN_LABEL), *Report.State.choices],
            "q": text,
            "lage": state,
            "ordning": order,
            "leads": has_anywhere(user, Permission.LEAD),
            "reads": has_anywhere(user, Permission.READ),
            "administers": has_anywhere(user, Permission.ADMINISTER),
            "submitted": counted.get(Report.State.SUBMITTED, ("", 0))[1],
            "not_begun": counted.get(NOT_BEGUN, ("", 0))[1],
        },
    )


def dict_of(counted: list[tuple[str, str, int]]) -> dict[str, tuple[str, int]]:
    """Label and number by the state's code."""
    return {code: (label, number) for code, label, number in counted}


def _choices(slot: Slot, year: Any) -> list[tuple[Slot, bool]]:
    """The other times and occasions of the kind; none when there is just one."""
    found = [
        Slot(slot.kind, slot.forms, period, occasion)
        for period, occasion in slot_choices(slot.kind, slot.kind.periods_of(year))
    ]
    return [(one, one == slot) for one in found] if len(found) > 1 else []


def _export(request: HttpRequest, slot: Slot, places: Any) -> HttpResponse:
    rows = report_rows(list(places), slot)
    return table_response(
        request,
        slot.label.replace("/", "-"),
        (
            *("Enhet", "Kod", "Period", "Läge", "Version", "Klara avsnitt", "Avsnitt"),
            *("Lämnas in senast", "Diarienummer", "Fastställd", "Nämnden"),
        ),
        [
            (
                row.name,
                row.code,
                slot.period.code,
                row.state_label,
                row.report.version if row.report else None,
                row.ready,
                row.total,
                row.report.due if row.report else None,
                row.report.registry_number if row.report else "",
                row.report.adopted_on if row.report else None,
                row.report.board_sentence if row.report else "",
            )
            for row in rows
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report_create(request: HttpRequest) -> HttpResponse:
    """Open a report; one that exists is shown."""
    user = signed_in(request)
    require_anywhere(user, Permission.PLAN)
    slot = chosen_slot(request, all_kinds())
    kind = slot.kind
    places = reporting_places(user, slot).filter(may_plan=True)
    form = OpenReportForm(
        request.POST or None,
        kind=kind,
        places=places,
        initial={
            "unit": _asked_for(request, places),
            "school_year": slot.period.school_year.start,
            "part": "0" if slot.period.code.startswith("HT") else "1",
            "occasion": slot.occasion,
        },
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["unit"]
        is_group = isinstance(chosen, UnitGroup)
        try:
            report = open_report(
                unit=chosen.unit if is_group else chosen,
                group=chosen if is_group else None,
                kind_code=kind.code,
                period=form.period,
                occasion=form.cleaned_data.get("occasion"),
                by=user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Rapporten är öppnad och sammanställd.")
            return redirect("report_detail", report.pk)
    return form_page(
        request,
        form,
        heading=f"Öppna: {kind.name}",
        lead="Rapporten ställer samman mål, indikatorer, aktiviteter och analyser ur det som redan "
        "är skrivet. Ni skriver texten bredvid.",
        submit="Öppna rapporten",
        cancel=f"{reverse('report_list')}?{slot.query}",
        template="reports/report_create.html",
    )


def _asked_for(request: HttpRequest, places: Any) -> Any:
    """The unit or group in the address, else the only one there is.

    Raises:
        Http404: when the address names one that the person may not open a report for.
    """
    code, group = request.GET.get("enhet", ""), request.GET.get("grupp", "")
    if group or code:
        number = parse_pk(group)
        if number is not None:
            found = places.filter(pk=number).first()
        else:
            found = places.filter(code=code).first() if code else None
        if found is None:
            raise Http404
        return found
    few = list(places[:2])
    return few[0] if len(few) == 1 else None


@require_http_methods(["GET", "HEAD", "POST"])
def report_open_many(request: HttpRequest) -> HttpResponse:
    """Open the reports that are not begun, at all the units that one leads."""
    user = signed_in(request)
    require_anywhere(user, Permission.LEAD)
    slot = chosen_slot(request, all_kinds())
    waiting = list(reporting_places(user, slot, state=NOT_BEGUN).filter(may_lead=True))
    back = f"{reverse('report_list')}?{slot.query}"
    if request.method == "POST":
        is_group = slot.kind.per == ReportKind.Per.GROUP
        try:
            opened = open_reports(
                [(p.unit, p) if is_group else (p, None) for p in waiting],
                kind=slot.kind,
                period=slot.period,
                occasion=slot.occasion,
                by=user,
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            done = f"{len(opened)} rapporter är öppnade, och de som skriver har fått veta det."
            messages.success(request, done)
        return redirect(back)
    names = ", ".join(place.name for place in waiting[:12])
    more = f" och {len(waiting) - 12} till" if len(waiting) > 12 else ""
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Öppna {len(waiting)} rapporter?",
            "eyebrow": slot.label,
            "text": "Rapporterna ställs samman och de som skriver dem får ett meddelande. De "
            "rapporter som redan finns ändras inte.",
            "facts": [("Enheter", f"{names}{more}" or "Alla har redan öppnat sin rapport")],
            "submit": "Öppna rapporterna",
            "cancel": back,
        },
    )
