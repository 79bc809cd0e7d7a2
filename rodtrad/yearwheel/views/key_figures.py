"""What the board's wheel says is to be told to it, and whether that is planned."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from rodtrad.core.export import table_response, wanted_format
from rodtrad.keyfigures.models import Occasion
from rodtrad.organisation.access import Permission, has_anywhere, require_anywhere
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import signed_in
from rodtrad.yearwheel.models import Wheel, WheelItem, WheelKind
from rodtrad.yearwheel.queries.placing import Placed, items_of, place_items
from rodtrad.yearwheel.queries.reach import readable

# The nearest year: what comes later belongs to a wheel that is not revised yet.
_AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class ToTell:
    """A key figure item of the board's wheel, and the occasion that is planned for it."""

    placed: Placed
    occasion: Occasion | None

    @property
    def plan_url(self) -> str:
        """The form for an occasion, with what the wheel knows filled in."""
        item = self.placed.item
        asked = [("rubrik", f"Nyckeltal: {item.title}"), ("datum", str(self.placed.due_on))]
        asked += [("indikator", str(row.pk)) for row in item.indicators.all()]
        return f"{reverse('occasion_create')}?{urlencode(asked)}"


@require_safe
def wheel_key_figures(request: HttpRequest) -> HttpResponse:
    """The coming key figures of the board's adopted wheel; also loaded into the list of them."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ_ADOPTED)
    today = timezone.localdate()
    wheels = readable(user).filter(kind__code=WheelKind.BOARD, state=Wheel.State.ADOPTED)
    # Placed together with all items of their wheels: one may count from another.
    items = items_of(wheels.order_by().values("pk")).prefetch_related("indicators")
    coming = [one for one in place_items(items) if _is_coming(one, today)]
    occasions = _occasions(coming)
    rows = [ToTell(one, _planned(one, occasions)) for one in coming]
    if wanted_format(request):
        return table_response(
            request,
            "Nyckeltal enligt nämndens årshjul",
            ("Punkt", "Från", "Till", "Indikatorer", "Redovisning"),
            (
                (
                    row.placed.item.title,
                    *((span.first, span.last) if (span := row.placed.span) else (None, None)),
                    ", ".join(str(one) for one in row.placed.item.indicators.all()),
                    str(row.occasion or ""),
                )
                for row in rows
            ),
        )
    return render(
        request,
        "yearwheel/wheel_key_figures.html",
        {
            "rows": rows,
            "may_plan": has_anywhere(user, Permission.LEAD),
        },
    )


def _is_coming(one: Placed, today: date) -> bool:
    return (
        one.item.kind == WheelItem.Kind.KEY_FIGURE
        and one.span is not None
        and today <= one.span.last <= today + _AHEAD
    )


def _occasions(coming: list[Placed]) -> list[Occasion]:
    spans = [one.span for one in coming if one.span is not None]
    if not spans:
        return []
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    return list(Occasion.objects.filter(on__range=(first, last)).select_related("unit"))


def _planned(one: Placed, occasions: list[Occasion]) -> Occasion | None:
    """The occasion in the item's days, in the municipality that the wheel belongs to."""
    root = one.item.wheel.unit.path[: Unit.steplen]
    return next(
        (
            occasion
            for occasion in occasions
            if one.span is not None
            and one.span.first <= occasion.on <= one.span.last
            and occasion.unit.path.startswith(root)
        ),
        None,
    )
