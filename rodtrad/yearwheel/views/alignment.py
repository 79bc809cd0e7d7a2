"""Synchronising the wheels: what is compared, what deviates, and where it is mended."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.organisation.access import (
    Permission,
    branch_filter,
    has_anywhere,
    require_anywhere,
    roots,
    units_open_to,
)
from rodtrad.organisation.models import Unit
from rodtrad.organisation.queries import units_worked_in
from rodtrad.organisation.scope import chosen_year, signed_in
from rodtrad.yearwheel.actions.kinds import set_numbers
from rodtrad.yearwheel.alignment.facts import Check, Mend
from rodtrad.yearwheel.forms import NumbersForm
from rodtrad.yearwheel.models import AlignmentNumber
from rodtrad.yearwheel.queries.alignment import shared_alignment, unit_alignments

_UNITS_A_PAGE = 25


@require_safe
def wheel_alignment(request: HttpRequest) -> HttpResponse:
    """Whether the wheels of a school year keep step; ?visa=enheter for the units' own."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    year = chosen_year(request)
    leads = has_anywhere(user, Permission.LEAD)
    # A principal begins at the own unit; who leads, at the shared wheels.
    shows_units = request.GET.get("visa", "gemensamt" if leads else "enheter") == "enheter"
    if wanted_format(request):
        return _export(request, user, shows_units=shows_units)
    context: dict[str, object] = {"year": year, "leads": leads, "shows_units": shows_units}
    if shows_units:
        context |= _units(request, user)
    else:
        context["shared"] = [
            (one, _shown(shared_alignment(user, year, one))) for one in _administrations(user)
        ]
    return render(request, "yearwheel/wheel_alignment.html", context)


def _administrations(user: User) -> list[Unit]:
    """The administrations of the municipalities where the person reads."""
    found: list[Unit] = list(_of_administrations(user)[:3])
    return found


def _of_administrations(user: User) -> Any:
    tops = Q(pk__in=[])
    for root in roots(user, Permission.READ):
        tops |= branch_filter(root)
    return Unit.objects.filter(tops, kind=Unit.Kind.ADMINISTRATION).open_on(timezone.localdate())


def _export(request: HttpRequest, user: User, *, shows_units: bool) -> HttpResponse:
    """Each comparison of all that the page is about, with its deviations in words."""
    year = chosen_year(request)
    if shows_units:
        working, administrations = _working_units(request, user)
        aligned = unit_alignments(user, year, working, administrations)
        found = [(one.unit, list(one.checks)) for one in aligned]
    else:
        found = [(one, shared_alignment(user, year, one)) for one in _administrations(user)]
    return table_response(
        request,
        f"Synkronisering av årshjul {year.label}",
        ("Enhet", "Vad som jämförs", "Läge", "Finns", "Ska vara", "Avvikelser"),
        (
            (
                *(unit.name, check.title, "I takt" if check.holds else "Avviker"),
                *(check.found, check.wanted),
                " ".join(one.sentence for one in check.deviations),
            )
            for unit, checks in found
            for check in checks
        ),
    )


def _working_units(request: HttpRequest, user: User) -> tuple[list[Unit], list[Unit]]:
    """The units that are shown, and the administrations that they are compared with."""
    units: Any = (
        units_open_to(user, Permission.READ)
        if has_anywhere(user, Permission.LEAD)
        else units_worked_in(user, Permission.READ)
    )
    code = request.GET.get("enhet", "")
    units = units.schools_and_preschools().open_on(timezone.localdate())
    if code:
        units = units.filter(code=code)
    # Both are read at once; units are hundreds at most, and light.
    rows = list((units | _of_administrations(user)).distinct().order_by("name"))
    working = [row for row in rows if row.is_working_unit]
    return working, [row for row in rows if not row.is_working_unit]


def _units(request: HttpRequest, user: User) -> dict[str, object]:
    year = chosen_year(request)
    working, administrations = _working_units(request, user)
    page = page_of(request, working, size=_UNITS_A_PAGE)
    found = unit_alignments(user, year, list(page.object_list), administrations)
    return {
        "page": page,
        "unit_code": request.GET.get("enhet", ""),
        "units": [(one.unit, _shown(one.checks), len(one.deviations)) for one in found],
    }


def _shown(checks: list[Check]) -> list[tuple[Check, list[tuple[str, str, str]]]]:
    """Each check with its deviations as sentence, address and what the link says."""
    return [
        (
            check,
            [(one.sentence, mend_address(one.mend), one.mend.label) for one in check.deviations],
        )
        for check in checks
    ]


def mend_address(mend: Mend) -> str:
    """Where a deviation is mended."""
    if mend.item is not None:
        return reverse("wheel_item_detail", args=[mend.item])
    if mend.wheel is not None:
        return reverse("wheel_detail", args=[mend.wheel])
    query = {"slag": mend.kind or "", **({"enhet": mend.unit} if mend.unit else {})}
    return f"{reverse('wheel_create')}?{urlencode(query)}"


@require_http_methods(["GET", "HEAD", "POST"])
def alignment_numbers(request: HttpRequest) -> HttpResponse:
    """The numbers that the wheels are measured against."""
    user = signed_in(request)
    require_anywhere(user, Permission.LEAD)
    numbers = list(AlignmentNumber.objects.all())
    form = NumbersForm(request.POST or None, numbers=numbers)
    if request.method == "POST" and form.is_valid():
        try:
            set_numbers(values={one: form.cleaned_data[one.code] for one in numbers}, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Talen är sparade.")
            return redirect("wheel_alignment")
    return form_page(
        request,
        form,
        heading="Tal för synkronisering",
        lead="Det här räknar Rödtråd hjulen mot. Ändra när ni har kommit överens om något annat.",
        submit="Spara talen",
        cancel=reverse("wheel_alignment"),
    )
