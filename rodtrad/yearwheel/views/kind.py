"""Which kinds of wheels there are, and their rings."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.scope import signed_in
from rodtrad.yearwheel.actions import kinds as actions
from rodtrad.yearwheel.forms import KindForm, NewKindForm, RingForm
from rodtrad.yearwheel.models import Ring, WheelKind


@require_safe
def wheelkind_list(request: HttpRequest) -> HttpResponse:
    """The kinds of wheels with their rings."""
    require_anywhere(signed_in(request), Permission.LEAD)
    kinds = WheelKind.objects.prefetch_related("rings").annotate(
        many=Count("wheels", filter=Q(wheels__state="adopted"))
    )
    if wanted_format(request):
        return table_response(
            request,
            "Hjulslag",
            ("Hjulslag", "Vems", "År", "Ringar, inifrån och ut", "Fastställda", "Används"),
            (
                (
                    *(kind.name, kind.get_scope_display(), kind.get_calendar_display()),
                    ", ".join(ring.name for ring in kind.rings.all()),
                    *(kind.many, not kind.retired),
                )
                for kind in kinds
            ),
        )
    return render(request, "yearwheel/wheelkind_list.html", {"kinds": kinds})


@require_http_methods(["GET", "HEAD", "POST"])
def wheelkind_create(request: HttpRequest) -> HttpResponse:
    """A further kind of wheel."""
    user = signed_in(request)
    require_anywhere(user, Permission.LEAD)
    form = NewKindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kind = actions.add_kind(by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Hjulslaget finns. Ge det sina ringar.")
            return redirect("wheelkind_edit", kind.pk)
    return form_page(
        request,
        form,
        heading="Nytt hjulslag",
        lead="Till exempel ett hjul för elevhälsan eller för budgetarbetet.",
        submit="Lägg till hjulslaget",
        cancel=reverse("wheelkind_list"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def wheelkind_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What a kind is called, and its rings."""
    user = signed_in(request)
    require_anywhere(user, Permission.LEAD)
    kind = get_object_or_404(WheelKind, pk=pk)
    names = ("name", "purpose", "position", "retired")
    form = KindForm(request.POST or None, initial={name: getattr(kind, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_kind(kind=kind, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Hjulslaget är sparat.")
            return redirect("wheelkind_list")
    return form_page(
        request,
        form,
        template="yearwheel/wheelkind_edit.html",
        heading="Ändra hjulslaget",
        eyebrow=f"{kind.get_scope_display()} · {kind.get_calendar_display()}",
        submit="Spara hjulslaget",
        cancel=reverse("wheelkind_list"),
        kind=kind,
        rings=list(kind.rings.all()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ring_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A further ring of the wheels of a kind."""
    user = signed_in(request)
    require_anywhere(user, Permission.LEAD)
    kind = get_object_or_404(WheelKind, pk=pk)
    many = kind.rings.count()
    form = RingForm(request.POST or None, is_new=True, initial={"position": many, "look": many % 8})
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_ring(kind=kind, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Ringen finns nu i hjulen.")
            return redirect("wheelkind_edit", pk)
    return form_page(
        request,
        form,
        heading="Ny ring",
        eyebrow=kind.name,
        submit="Lägg till ringen",
        cancel=reverse("wheelkind_edit", args=[pk]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ring_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A ring's name, look and place, and whether it is used."""
    user = signed_in(request)
    require_anywhere(user, Permission.LEAD)
    ring = get_object_or_404(Ring.objects.select_related("kind"), pk=pk)
    names = ("name", "look", "position", "retired")
    form = RingForm(
        request.POST or None,
        is_new=False,
        initial={name: getattr(ring, name) for name in names},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_ring(ring=ring, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Ringen är sparad.")
            return redirect("wheelkind_edit", ring.kind_id)
    return form_page(
        request,
        form,
        heading="Ändra ringen",
        eyebrow=ring.kind.name,
        submit="Spara ringen",
        cancel=reverse("wheelkind_edit", args=[ring.kind_id]),
    )
