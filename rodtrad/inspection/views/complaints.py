"""How many complaints there were about what, term by term."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.schoolyear import Period
from rodtrad.inspection.actions import count_complaints
from rodtrad.inspection.forms import ComplaintForm
from rodtrad.inspection.models import ComplaintCount, ComplaintTheme
from rodtrad.organisation.access import Permission, require_anywhere, units_open_to
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import chosen_year, signed_in


@require_safe
def complaint_list(request: HttpRequest) -> HttpResponse:
    """Units by theme for a school year's two terms."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    year = chosen_year(request)
    terms = [year.autumn, year.spring]
    units = units_open_to(user, Permission.READ).filter(
        kind__in=Unit.WORKING_KINDS, closed__isnull=True
    )
    text = request.GET.get("q", "").strip()
    rows = ComplaintCount.objects.open_to(user, Permission.READ).filter(
        period__in=[term.code for term in terms]
    )
    if text:
        units, rows = units.filter(name__icontains=text), rows.filter(unit__name__icontains=text)
    if wanted_format(request):
        return table_response(
            request,
            "Klagomål",
            ("Enhet", "Termin", "Tema", "Antal"),
            (
                (row.unit.name, row.period_label, row.theme.name, row.count)
                for row in rows.select_related("unit", "theme")
            ),
        )
    page = page_of(request, units)
    counted: dict[tuple[int, str], list[tuple[str, int]]] = {}
    for row in rows.filter(unit__in=[unit.pk for unit in page]).select_related("theme"):
        counted.setdefault((row.unit_id, row.period), []).append((row.theme.name, row.count))
    planned = set(
        units_open_to(user, Permission.PLAN)
        .filter(pk__in=[unit.pk for unit in page])
        .values_list("pk", flat=True)
    )
    return render(
        request,
        "inspection/complaint_list.html",
        {
            "page": page,
            "text": text,
            "year": year,
            "terms": [term.label for term in terms],
            "sums": _sums(rows, terms) if page.paginator.count > 1 else [],
            "rows": [
                (
                    unit,
                    [
                        (
                            term.code.replace(" ", "").lower(),
                            (unit.pk, term.code) in counted,
                            [one for one in counted.get((unit.pk, term.code), []) if one[1]],
                            sum(n for _, n in counted.get((unit.pk, term.code), [])),
                        )
                        for term in terms
                    ],
                    unit.pk in planned,
                )
                for unit in page
            ],
        },
    )


def _sums(
    rows: QuerySet[ComplaintCount], terms: Sequence[Period]
) -> list[tuple[str, list[int | None]]]:
    """How many of each theme all units had in each term, and of all; None when none is written."""
    found: dict[str, dict[str, int]] = {}
    for theme, period, total in (
        rows.order_by("theme__position", "theme__name")
        .values_list("theme__name", "period")
        .annotate(total=Sum("count"))
    ):
        found.setdefault(theme, {})[period] = total
    codes = [term.code for term in terms]
    by_theme: list[tuple[str, list[int | None]]] = [
        (theme, [sums.get(code) for code in codes])
        for theme, sums in found.items()
        if any(sums.values())
    ]
    if not found:
        return []
    whole = [[sums[code] for sums in found.values() if code in sums] for code in codes]
    return [*by_theme, ("Alla", [sum(one) if one else None for one in whole])]


@require_http_methods(["GET", "HEAD", "POST"])
def complaint_edit(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Write the numbers of a unit's term."""
    user = signed_in(request)
    unit = get_object_or_404(units_open_to(user, Permission.PLAN), code=code)
    try:
        span = Period.parse(period)
    except ValueError as error:
        raise Http404(str(error)) from error
    written = dict(
        ComplaintCount.objects.filter(unit=unit, period=span.code).values_list("theme", "count")
    )
    themes = list(ComplaintTheme.objects.all())
    form = ComplaintForm(
        request.POST or None,
        themes=themes,
        initial={f"tema_{pk}": count for pk, count in written.items()},
    )
    back = reverse("complaint_list")
    # From a page opened before something was written it would write over that.
    none_came = "inga" in request.POST and not any(written.values())
    if "inga" in request.POST and not none_came:
        messages.error(request, "Klagomål är redan inskrivna för terminen. Ändra antalen här.")
        return redirect(request.path)
    if request.method == "POST" and (none_came or form.is_valid()):
        counts = dict.fromkeys(themes, 0) if none_came else form.counts()
        try:
            total = count_complaints(unit, period=span.code, counts=counts, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request, _said(total, span, any(n is not None for n in counts.values()))
            )
            return redirect(back)
    return form_page(
        request,
        form,
        heading=f"Klagomål {span.label}",
        eyebrow=unit.name,
        lead="Bara antal. Vem som klagade och vem det gällde hör hemma i diariet, inte här.",
        template="inspection/complaint_edit.html",
        is_new=not written,
        submit="Spara antalen",
        cancel=back,
    )


def _said(total: int, span: Period, is_written: bool) -> str:
    if not is_written:
        return f"Inget är längre inskrivet för {span.label}."
    if total == 0:
        return f"Det är inskrivet att det inte fanns några klagomål {span.label}."
    words = "klagomål är inskrivet" if total == 1 else "klagomål är inskrivna"
    return f"{total} {words} för {span.label}."
