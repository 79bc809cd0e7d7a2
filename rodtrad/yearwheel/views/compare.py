"""A wheel beside another: last year's, or another version of the same year."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rodtrad.core.export import table_response, wanted_format
from rodtrad.organisation.scope import signed_in
from rodtrad.yearwheel.queries.placing import placed_of
from rodtrad.yearwheel.queries.reach import readable
from rodtrad.yearwheel.queries.rolling import differences
from rodtrad.yearwheel.queries.scene import adopted_words
from rodtrad.yearwheel.views.parts import wheel_to_read

# What a difference is called.
STATES = {"new": "Ny", "gone": "Borttagen", "moved": "Flyttad", "changed": "Ändrad"}


@require_safe
def wheel_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions of a wheel and of last year's, and what differs from the chosen one."""
    user = signed_in(request)
    wheel = wheel_to_read(user, pk)
    near = Q(year=wheel.year) | Q(year=wheel.year - 1)
    versions = list(
        readable(user)
        .filter(near, kind=wheel.kind_id, unit=wheel.unit_id)
        .order_by("-year", "-version")
    )
    others = [one for one in versions if one.pk != wheel.pk]
    chosen = request.GET.get("med", "")
    base = next((one for one in others if str(one.pk) == chosen), None)
    if base is None:
        # The version before it, else what it was rolled over from, else last year's.
        earlier = [one for one in others if one.year == wheel.year and one.version < wheel.version]
        last_year = [one for one in others if one.year < wheel.year]
        base = next(iter(earlier or last_year or others), None)
    rows = []
    if base is not None:
        placed = placed_of([wheel, base])
        rows = differences(
            [one for one in placed if one.item.wheel_id == base.pk],
            [one for one in placed if one.item.wheel_id == wheel.pk],
        )
    differing = [row for row in rows if row.state != "same"]
    if wanted_format(request) and base is not None:
        return table_response(
            request,
            f"Skillnader {wheel.kind.name} {wheel.period.label}",
            (
                *("Vad", "Skillnad", "Vad som skiljer"),
                *(f"{one.period.label}, version {one.version}" for one in (base, wheel)),
            ),
            ((row.title, STATES[row.state], row.what, row.before, row.after) for row in differing),
        )
    return render(
        request,
        "yearwheel/wheel_compare.html",
        {
            "wheel": wheel,
            "status": adopted_words(wheel),
            "base": base,
            "others": [(one, f"{one.period.label}: {adopted_words(one)}") for one in others],
            "versions": [(one, adopted_words(one)) for one in versions],
            "rows": differing,
            "same": sum(row.state == "same" for row in rows),
        },
    )
