"""The yearly decision on the assistant principals' attendance in ledarforum."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.forums.actions import decide_attendance
from rodtrad.forums.forms import AttendanceForm
from rodtrad.forums.models import AttendanceDecision, Forum
from rodtrad.forums.queries import assistants_of, units_led_as_principal
from rodtrad.forums.reach import ancestors
from rodtrad.organisation.access import Permission, has_anywhere, units_open_to
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.organisation.scope import chosen_year, parse_year, signed_in


def _decided_for(user: User) -> QuerySet[Unit]:
    """The units whose decisions the person makes, or may read as their head."""
    units: QuerySet[Unit] = units_led_as_principal(user) | units_open_to(user, Permission.LEAD)
    return units


@require_safe
def attendance_list(request: HttpRequest) -> HttpResponse:
    """Every assistant principal, and whether they attend this school year and did last year."""
    user = signed_in(request)
    led = units_led_as_principal(user)
    if not has_anywhere(user, Permission.LEAD) and not led.exists():
        raise Http404
    year, today = chosen_year(request), timezone.localdate()
    units = _decided_for(user).order_by()
    assistants = list(assistants_of(units.values("pk"), today))
    own = set(led.order_by().values_list("pk", flat=True))
    forums = _leaders_forums(assistants)
    decided = {
        (row.unit_id, row.person_id, row.school_year_id): row
        for row in AttendanceDecision.objects.filter(
            unit__in={one.unit_id for one in assistants},
            school_year__in=[year.start, year.previous.start],
        ).select_related("decided_by")
    }
    rows = [
        {
            "assistant": one,
            "forum": forums.get(one.unit_id),
            "now": decided.get((one.unit_id, one.user_id, year.start)),
            "before": decided.get((one.unit_id, one.user_id, year.previous.start)),
            "may_decide": one.unit_id in own and one.unit_id in forums,
        }
        for one in assistants
    ]
    if wanted_format(request):
        return table_response(
            request,
            f"Biträdande rektorer i ledarforum {year.label}",
            ["Enhet", "Biträdande rektor", "Beslut", "Beslutat", "Av", "Varför"],
            [_exported(row) for row in rows],
        )
    slug = year.slug
    return render(
        request,
        "forums/attendance_list.html",
        {"rows": rows, "year": year, "year_slug": slug, "leads": not own},
    )


def _exported(row: dict[str, Any]) -> tuple[Any, ...]:
    now = row["now"]
    return (
        row["assistant"].unit.name,
        row["assistant"].user.name,
        "" if now is None else "Deltar" if now.attends else "Deltar inte",
        now.decided_on if now else None,
        now.decided_by.name if now else "",
        now.reason if now else "",
    )


def _leaders_forums(assistants: list[Any]) -> dict[int, Any]:
    """The ledarforum that each unit belongs to: the nearest above it."""
    paths = {one.unit_id: one.unit.path for one in assistants}
    above = {path for own in paths.values() for path in ancestors(own)}
    forums = Forum.objects.filter(
        Q(unit__path__in=above), kind=Forum.Kind.LEADERS, ended_on__isnull=True
    ).select_related("unit")
    found: dict[int, Any] = {}
    for forum in sorted(forums, key=lambda one: len(one.unit.path)):
        for unit, path in paths.items():
            if path.startswith(forum.unit.path):
                found[unit] = forum
    return found


@require_http_methods(["GET", "POST"])
def attendance_edit(
    request: HttpRequest, pk: int, code: str, person: int, year: str
) -> HttpResponse:
    """Decide whether one assistant principal attends during a school year."""
    user = signed_in(request)
    unit = get_object_or_404(units_led_as_principal(user), code=code)
    forum = get_object_or_404(
        Forum, pk=pk, kind=Forum.Kind.LEADERS, unit__path__in=ancestors(unit.path)
    )
    today = timezone.localdate()
    assistant = get_object_or_404(assistants_of([unit.pk], today), user_id=person).user
    span = parse_year(year)
    school_year = get_object_or_404(SchoolYear, pk=span.start)
    row = AttendanceDecision.objects.filter(
        forum=forum, unit=unit, person=assistant, school_year=school_year
    ).first()
    initial = {"attends": "1" if row.attends else "0", "reason": row.reason} if row else {}
    form = AttendanceForm(request.POST or None, initial=initial)
    back = f"{reverse('attendance_list')}?lasar={year}"
    if request.method == "POST" and form.is_valid():
        try:
            decide_attendance(
                forum,
                unit=unit,
                person=assistant,
                school_year=school_year,
                **form.cleaned_data,
                on=today,
                by=user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Beslutet om {assistant} är sparat för {school_year}.")
            return redirect(back)
    before = YearSpan(span.start - 1).label
    return form_page(
        request,
        form,
        heading=f"Ska {assistant} delta i ledarforum?",
        eyebrow=f"{unit} · {school_year}",
        submit="Besluta",
        cancel=back,
        lead=f"Beslutet gäller läsåret {school_year}. Skolchefen får veta om det är ett annat än "
        f"{before}.",
    )
