"""How far every unit has come with every section."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.listing import page_of
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.scope import chosen_year, signed_in
from rodtrad.reports.models import Report
from rodtrad.reports.progress import progress_columns, progress_rows
from rodtrad.reports.queries import NOT_BEGUN, NOT_BEGUN_LABEL, reporting_places
from rodtrad.reports.slots import all_kinds, chosen_slot


@require_safe
def report_progress(request: HttpRequest) -> HttpResponse:
    """Units × sections: empty, begun or ready, and who writes."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    kinds = all_kinds()
    slot = chosen_slot(request, kinds)
    text = request.GET.get("q", "").strip()
    state = request.GET.get("lage", "")
    order = request.GET.get("ordning", "enhet")
    places = reporting_places(user, slot, text=text, state=state, order=order).filter(may_read=True)
    columns = progress_columns(slot.kind)
    if wanted_format(request):
        rows = progress_rows(list(places), columns)
        return table_response(
            request,
            f"Läget {slot.label.replace('/', '-')}",
            ("Enhet", "Läge", "Lämnas in senast", "Klara", *(title for _, title in columns)),
            [
                (
                    row.name,
                    row.state_label,
                    row.due,
                    row.ready,
                    *(cell.words for cell in row.cells),
                )
                for row in rows
            ],
        )
    page = page_of(request, places)
    return render(
        request,
        "reports/report_progress.html",
        {
            "slot": slot,
            "year": chosen_year(request),
            "kinds": [(kind, kind == slot.kind) for kind in kinds if kind.retired_on is None],
            "columns": columns,
            "page": page,
            "rows": progress_rows(list(page), columns),
            "states": [(NOT_BEGUN, NOT_BEGUN_LABEL), *Report.State.choices],
            "q": text,
            "lage": state,
            "ordning": order,
        },
    )
