"""Point by point what the law asks for and where it is fulfilled; and the package."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from rodtrad.accounts.models import User
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.listing import page_of
from rodtrad.inspection.facts import read_facts
from rodtrad.inspection.findings import Finding, unit_findings
from rodtrad.inspection.judging import all_findings
from rodtrad.inspection.package import build_package
from rodtrad.inspection.standing import Standing
from rodtrad.organisation.access import Permission, may, require_anywhere, units_open_to
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import chosen_year, signed_in

TAGS = {
    Standing.FULFILLED: "ok",
    Standing.PARTLY: "adjust",
    Standing.LATER: "planned",
    Standing.MISSING: "missing",
    Standing.NOT_APPLICABLE: "na",
}


@require_safe
def evidence_list(request: HttpRequest) -> HttpResponse:
    """Each unit's points for a school year, in the order of the tree."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    year, today = chosen_year(request), timezone.localdate()
    text = request.GET.get("q", "").strip()
    units = (
        units_open_to(user, Permission.READ)
        .filter(kind__in=Unit.WORKING_KINDS, opened__lte=year.ends)
        .exclude(closed__lte=year.starts)
    )
    if text:
        units = units.filter(name__icontains=text)
    slug = year.slug
    page = page_of(request, units)
    shown = list(units[:1000]) if wanted_format(request) else list(page.object_list)
    facts = read_facts(shown, year, today=today)
    rows = [
        (unit, unit_findings(facts[unit.pk], code=unit.code, year=year, today=today))
        for unit in shown
    ]
    if wanted_format(request):
        return table_response(
            request,
            "Underlag för granskning",
            (
                *("Enhet", "Grund", "Vad som efterfrågas", "Bedömning", "Vad som framgår"),
                *("Saknas eller återstår", "Klart senast"),
            ),
            (
                (
                    *(unit.name, one.paragraph, one.asked, one.standing.label, one.shown),
                    *(" ".join(one.missing), one.due),
                )
                for unit, found in rows
                for one in found
            ),
        )
    above = units_open_to(user, Permission.LEAD).exclude(kind__in=Unit.WORKING_KINDS)
    return render(
        request,
        "inspection/evidence_list.html",
        {
            "page": page,
            "rows": [_row(unit, found) for unit, found in rows],
            "above": above[:20],
            "year": year,
            "year_slug": slug,
            "text": text,
        },
    )


def _row(unit: Unit, found: list[Finding]) -> dict[str, Any]:
    """A unit's line: how many points are shown, and by name those that are not, or not wholly."""
    return {
        "unit": unit,
        "fulfilled": sum(one.standing == Standing.FULFILLED for one in found),
        "asked": sum(one.standing != Standing.NOT_APPLICABLE for one in found),
        "partly": [one for one in found if one.standing == Standing.PARTLY],
        "later": [one for one in found if one.standing == Standing.LATER],
        "missing": [one for one in found if one.standing == Standing.MISSING],
    }


@require_safe
def evidence_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The points of a unit, or of the municipality with all its units."""
    user = signed_in(request)
    unit = _readable(request, code)
    year, today = chosen_year(request), timezone.localdate()
    own, each = all_findings(unit, year, today=today)
    found = own or (each[0][1] if each and each[0][0].pk == unit.pk else [])
    return render(
        request,
        "inspection/evidence_detail.html",
        {
            "unit": unit,
            "year": year,
            "year_slug": year.slug,
            "findings": [(one, TAGS[one.standing]) for one in found],
            "units": len(each) if own else 0,
            "may_package": _may_take_along(user, unit),
        },
    )


@require_safe
def evidence_package(request: HttpRequest, code: str) -> HttpResponse:
    """The whole package as one file: overview, reports, registers, checksums."""
    user = signed_in(request)
    unit = _readable(request, code)
    if not _may_take_along(user, unit):
        raise Http404
    year = chosen_year(request)
    content = build_package(unit, year, today=timezone.localdate())
    name = slugify(f"underlag-{unit.name}-{year.label.replace('/', '-')}")
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


def _readable(request: HttpRequest, code: str) -> Unit:
    """A unit that the person reads, or a level above that the person leads.

    The municipality is open to who leads everything below it: whoever leads one administration
    of two would otherwise read the other's units.
    """
    user = signed_in(request)
    unit: Unit = get_object_or_404(Unit, code=code)
    wanted = Permission.READ if unit.is_working_unit else Permission.LEAD
    if may(user, wanted, unit):
        return unit
    below = Unit.objects.filter(path__startswith=unit.path, depth=2).values_list("pk", flat=True)
    led = units_open_to(user, wanted).filter(pk__in=below).count()
    if unit.kind != Unit.Kind.MUNICIPALITY or not led or led < len(below):
        raise Http404
    return unit


def _may_take_along(user: User, unit: Unit) -> bool:
    """Whether the person, who reads here, may have the package: who plans the unit, or leads."""
    return not unit.is_working_unit or may(user, Permission.PLAN, unit)
