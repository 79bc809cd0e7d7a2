"""A unit through the years, for all who may read its work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rodtrad.organisation.access import Permission, units_open_to
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.organisation.scope import signed_in
from rodtrad.organisation.stories import story_of


@require_safe
def unit_story(request: HttpRequest, code: str) -> HttpResponse:
    """What a unit was called, what it came from and became, where it lay and who led it."""
    user = signed_in(request)
    unit: Unit = get_object_or_404(units_open_to(user, Permission.READ), code=code)
    today = timezone.localdate()
    years = [
        year
        for year in SchoolYear.objects.order_by("-start")
        if year.span.ends >= unit.opened and (unit.closed is None or year.span.starts < unit.closed)
    ]
    story = story_of(unit, today=today)
    reached = set(
        units_open_to(user, Permission.READ)
        .filter(pk__in=[other.pk for other in story.others])
        .values_list("pk", flat=True)
    )
    return render(
        request,
        "organisation/unit_story.html",
        {"unit": unit, "story": story, "reached": reached, "years": years, "today": today},
    )
