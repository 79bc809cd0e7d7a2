"""The demo's cast: one click to be somebody. Only where the whole installation is a demo."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rodtrad.accounts.models import User
from rodtrad.organisation.models import Assignment, Role

View = Callable[..., HttpResponse]

# How many of each role are shown before the others are folded away.
SHOWN = 4

# What each role of the demo is good for trying.
TRY = {
    "principal": "Planerar, följer upp, analyserar och skriver enhetens rapport.",
    "assistant_principal": "Arbetar i samma mål och rapport som rektorn.",
    "lead_teacher": "Gör avstämningar och skriver in mätvärden.",
    "process_leader": "Gör avstämningar och skriver in mätvärden i förskolan.",
    "staff": "Läser enhetens arbete och gör avstämningar.",
    "head_of_schools": "Ser alla enheter, sätter gemensamma mål och fastställer rapporter.",
    "development_head": "Leder kvalitetsarbetet och administrerar.",
    "board_chair": "Föreslår ämnen, noterar vad nämnden enas om och väljer möten.",
    "board_member": "Läser fastställda rapporter, föreslår ämnen och anmäler sig till besök.",
    "board_secretary": "Tar text och handlingar till kallelsen och skriver vad som kom fram.",
    "administrator": "Lägger upp personer, enheter och läsår.",
}


def demo_only(view: View) -> View:
    """Let a page exist only in a demo."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO_MODE:
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(guarded)


def cast() -> dict[Role, list[Assignment]]:
    """Everybody who can be tried, by role, in the order of the units. One query."""
    rows = (
        Assignment.objects.running_on(timezone.localdate())
        .filter(user__is_active=True)
        .select_related("role", "unit", "user", "school_form")
        .order_by("role__position", "unit__path", "user__name")
    )
    found: dict[Role, list[Assignment]] = {}
    for row in rows:
        found.setdefault(row.role, []).append(row)
    return found


@demo_only
def demo_cast(request: HttpRequest) -> HttpResponse:
    """Who one can be."""
    groups = [
        {"role": role, "what": TRY.get(role.code, ""), "first": rows[:SHOWN], "rest": rows[SHOWN:]}
        for role, rows in cast().items()
    ]
    return render(request, "home/demo_cast.html", {"groups": groups})


@demo_only
@require_POST
def demo_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Become one of the cast."""
    people = User.objects.filter(is_active=True, assignments__isnull=False).distinct()
    user = get_object_or_404(people, pk=pk)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("home")
