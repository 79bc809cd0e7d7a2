"""The list of wheels, a wheel as a picture and a list, as a table, and as files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.typesetting import TypesetError
from rodtrad.organisation.access import Permission, has_anywhere, require_anywhere
from rodtrad.organisation.scope import chosen_year, signed_in
from rodtrad.yearwheel.layout.arrange import shown_days
from rodtrad.yearwheel.layout.frames import PHONE, SCREEN
from rodtrad.yearwheel.models import Wheel, WheelKind
from rodtrad.yearwheel.queries.placing import placed_of
from rodtrad.yearwheel.queries.reach import beside, kinds_for, may_plan, of_period, readable
from rodtrad.yearwheel.queries.scene import Scene, adopted_words, scene_of
from rodtrad.yearwheel.render.files import COLUMNS, KINDS, table_rows, to_file
from rodtrad.yearwheel.views.parts import absolute_item_address, item_address, wheel_to_read
from rodtrad.yearwheel.when import MONTHS

# How many coming items the list of wheels tells.
_SOON = 8
# How many unit wheels are listed; a search finds the others.
_MOST_UNITS = 60


@require_safe
def wheel_list(request: HttpRequest) -> HttpResponse:
    """The wheels of a school year, the shared, the board's and the units', and what is next."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ_ADOPTED)
    year, today = chosen_year(request), timezone.localdate()
    text = request.GET.get("q", "").strip()[:100]
    wheels = of_period(user, year.period)
    if text:
        wheels = wheels.filter(unit__name__icontains=text)
    if not wanted_format(request):
        wheels = wheels[: 2 * _MOST_UNITS + 20]
    found = list(wheels)
    shared = [one for one in found if one.kind.scope != WheelKind.Scope.UNIT]
    units = [one for one in found if one.kind.scope == WheelKind.Scope.UNIT]
    if wanted_format(request):
        return table_response(
            request,
            f"Årshjul {year.label}",
            ("Hjul", "Enhet", "Period", "Version", "Läge"),
            (
                (
                    *(one.kind.name, one.unit.name, one.period.label, one.version),
                    one.get_state_display(),
                )
                for one in found
            ),
        )
    in_force = [one for one in shared if one.state == Wheel.State.ADOPTED]
    coming = [one for one in placed_of(in_force) if one.span is not None and one.span.last >= today]
    return render(
        request,
        "yearwheel/wheel_list.html",
        {
            "year": year,
            "shared": shared,
            "units": units,
            "coming": coming[:_SOON],
            "text": text,
            "may_make": bool(kinds_for(user)),
            "leads": has_anywhere(user, Permission.LEAD),
            "reads": has_anywhere(user, Permission.READ),
        },
    )


def _file_name(wheel: Wheel) -> str:
    """As "SKA-hjulet Fyrskolan 2026/27"."""
    whose = f" {wheel.unit.name}" if wheel.kind.scope == WheelKind.Scope.UNIT else ""
    return f"{wheel.kind.name}{whose} {wheel.period.label}"


def _quarter(request: HttpRequest) -> int | None:
    text = request.GET.get("kvartal", "")
    return int(text) if text in ("1", "2", "3", "4") else None


def _scene(request: HttpRequest, wheel: Wheel, *, links: tuple[str, ...] = ()) -> Scene:
    """What the address asks to see: ?kvartal=, ?ring= (several) and ?med= (several)."""
    user = signed_in(request)
    wanted = [int(one) for one in request.GET.getlist("med") if one.isdecimal() and len(one) < 10]
    over = list(readable(user).filter(pk__in=wanted[:6])) if wanted else []
    over.sort(key=lambda one: wanted.index(one.pk))
    return scene_of(
        wheel, over, rings=request.GET.getlist("ring"), quarter=_quarter(request), links=links
    )


def _quarters(wheel: Wheel) -> list[tuple[int, str]]:
    found = []
    for number in (1, 2, 3, 4):
        first, last = shown_days(wheel.period, number)
        found.append((number, f"{MONTHS[first.month - 1].capitalize()}–{MONTHS[last.month - 1]}"))
    return found


def _context(request: HttpRequest, wheel: Wheel, scene: Scene) -> dict[str, Any]:
    user = signed_in(request)
    planned = may_plan(user, wheel)
    chosen = {one.pk for one in scene.wheels}
    return {
        "wheel": wheel,
        "scene": scene,
        "status": adopted_words(wheel),
        "may_plan": planned,
        "may_move": planned and wheel.is_draft,
        "quarters": _quarters(wheel),
        "quarter": scene.quarter,
        "others": [(one, one.pk in chosen) for one in beside(user, wheel)],
        "filtered": bool(request.GET.getlist("ring") or request.GET.getlist("med")),
        "today": timezone.localdate(),
        "week_now": timezone.localdate().isocalendar().week,
    }


@require_safe
def wheel_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A wheel as a picture, with its items in the order of time under it."""
    wheel = wheel_to_read(signed_in(request), pk)
    scene = _scene(request, wheel)
    context = _context(request, wheel, scene)
    today, movable = context["today"], context["may_move"]
    return render(
        request,
        "yearwheel/wheel_detail.html",
        {
            **context,
            "numbered": scene.layout(SCREEN, today).is_numbered,
            "screen": scene.svg(
                SCREEN,
                today=today,
                uid="hjul",
                css="wheel-screen",
                address=item_address,
                movable=movable,
            ),
            "phone": scene.svg(
                PHONE,
                today=today,
                uid="hjul-smal",
                css="wheel-phone",
                address=item_address,
                movable=movable,
            ),
        },
    )


@require_safe
def wheel_table(request: HttpRequest, pk: int) -> HttpResponse:
    """A wheel as a table; the week of an item is changed in it."""
    wheel = wheel_to_read(signed_in(request), pk)
    if wanted_format(request):
        scene = _scene(request, wheel)
        return table_response(request, _file_name(wheel), COLUMNS, table_rows(scene))
    scene = _scene(request, wheel, links=("forums",))
    return render(request, "yearwheel/wheel_table.html", _context(request, wheel, scene))


@require_safe
def wheel_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A wheel as SVG, PNG, PDF on A3 or A4, calendar or JSON, with the same filters."""
    if kind not in KINDS:
        raise Http404
    wheel = wheel_to_read(signed_in(request), pk)
    try:
        file = to_file(_scene(request, wheel), kind, absolute_item_address)
    except TypesetError as error:
        raise RuntimeError(f"Wheel {wheel.pk} could not be set as {kind}.") from error
    response = HttpResponse(file.body, content_type=file.media_type)
    paper = f"-{kind}" if kind in ("a3", "a4") else ""
    name = f"{wheel.slug}{paper}.{file.ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
