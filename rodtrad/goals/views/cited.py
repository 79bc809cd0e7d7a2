"""From a steering document to every goal that cites it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.listing import page_of
from rodtrad.goals.queries import citations_of
from rodtrad.organisation.access import Permission
from rodtrad.organisation.scope import signed_in
from rodtrad.steering.models import SteeringDocument


@require_safe
def document_goals(request: HttpRequest, pk: int) -> HttpResponse:
    """Every goal that cites a point of the document, point by point."""
    user = signed_in(request)
    document = get_object_or_404(
        SteeringDocument.objects.open_to(user, Permission.READ_ADOPTED), pk=pk
    )
    found = citations_of(document, user)
    if wanted_format(request):
        return table_response(
            request,
            "Mål ur styrdokumentet",
            ("Punkt", "Mål", "Enhet", "Från", "Till", "Läge"),
            (
                (
                    *(one.requirement.reference, one.goal.title, one.goal.unit.name),
                    *(one.goal.starts, one.goal.ends, str(one.goal.get_state_display())),
                )
                for one in found
            ),
        )
    return render(
        request,
        "goals/document_goals.html",
        {"document": document, "page": page_of(request, found)},
    )
