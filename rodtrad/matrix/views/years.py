"""A unit against itself over the years. There is no page that sets units side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from rodtrad.core.export import table_response, wanted_format
from rodtrad.matrix.models import Matrix
from rodtrad.matrix.queries.assessment import over_the_years
from rodtrad.organisation.access import Permission, units_open_to
from rodtrad.organisation.scope import signed_in


@require_safe
def assessment_years(request: HttpRequest, code: str) -> HttpResponse:
    """What a unit has agreed on, year by year."""
    unit = get_object_or_404(units_open_to(signed_in(request), Permission.READ), code=code)
    matrices = list(
        Matrix.objects.filter(
            pk__in=unit.self_assessments.filter(step="done").values("version__matrix")
        )
    )
    number = request.GET.get("matris", "")
    chosen = next(
        (one for one in matrices if str(one.pk) == number), matrices[-1] if matrices else None
    )
    years, rows = over_the_years(unit.pk, chosen.pk) if chosen else ([], [])
    if wanted_format(request):
        return table_response(
            request,
            f"{unit.name} över åren",
            ("Område", "Kriterium", *years),
            (
                (row.area, row.title, *(cell.label if cell else "" for cell in row.cells))
                for row in rows
            ),
        )
    return render(
        request,
        "matrix/assessment_years.html",
        {"unit": unit, "matrices": matrices, "chosen": chosen, "years": years, "rows": rows},
    )
