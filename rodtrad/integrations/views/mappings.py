"""Saved choices of columns, and templates to fill in."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core import conflict
from rodtrad.core.export import file_response, table_response, wanted_format
from rodtrad.core.forms import Conflict, add_errors, conflict_page, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import parse_pk
from rodtrad.indicators.models import Indicator
from rodtrad.integrations.models import SheetMapping
from rodtrad.integrations.spreadsheet import actions, template
from rodtrad.integrations.spreadsheet.across import is_across
from rodtrad.integrations.spreadsheet.forms import (
    ColumnsForm,
    TemplateForm,
    UnitsForm,
    said_of,
)
from rodtrad.integrations.spreadsheet.proposal import columns_of
from rodtrad.integrations.spreadsheet.slots import is_wide
from rodtrad.integrations.spreadsheet.units import Units
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.scope import signed_in

_COLUMNS = ("Namn", "Källa", "Indikator", "Rubriker", "Användes senast")


@require_safe
def mapping_list(request: HttpRequest) -> HttpResponse:
    """Every saved choice of columns."""
    require_anywhere(signed_in(request), Permission.ADMINISTER)
    rows = (
        SheetMapping.objects.saved()
        .select_related("indicator", "created_by")
        .prefetch_related("columns")
        .annotate(names=Count("units", distinct=True))
        .order_by("name")
    )
    if wanted_format(request):
        return table_response(
            request,
            "kolumnval",
            _COLUMNS,
            [
                (
                    row.name,
                    row.source,
                    row.indicator.name if row.indicator else "Enligt kolumn",
                    ", ".join(one.heading for one in row.columns.all() if one.role),
                    row.used_at.date() if row.used_at else None,
                )
                for row in rows
            ],
        )
    return render(request, "integrations/mapping_list.html", {"page": page_of(request, rows)})


@require_http_methods(["GET", "HEAD", "POST"])
def mapping_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what the columns mean in the files that are brought in from now on."""
    user = signed_in(request)
    mapping = _mapping(user, pk)
    headings = [one.heading for one in mapping.columns.all()]
    indicators = Indicator.objects.open_to(user, Permission.ADMINISTER).in_use()
    form = ColumnsForm(
        request.POST or None,
        headings=[(one, capfirst(one) if is_across(one) else one) for one in headings],
        is_wide=is_wide(mapping.roles()),
        indicators=indicators,
        is_saved=True,
        initial=_now(mapping, headings),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_mapping(
                mapping,
                revision=form.cleaned_data["revision"],
                roles=form.roles(),
                name=form.cleaned_data["name"],
                by=user,
                **form.choice(),
            )
        except conflict.Conflict as error:
            stored = error.theirs
            theirs = Conflict(_now(stored, headings), stored.revision)
            return conflict_page(request, form, theirs, cancel=reverse("mapping_list"))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Kolumnvalet är ändrat.")
            return redirect("mapping_list")
    return form_page(
        request,
        form,
        heading=f"Ändra kolumnvalet {mapping.name}",
        lead="Det gäller filer som läses in från och med nu.",
        submit="Spara ändringarna",
        cancel=reverse("mapping_list"),
        template="integrations/mapping_edit.html",
        mapping=mapping,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mapping_units(request: HttpRequest, pk: int) -> HttpResponse:
    """Change which of our units the names in the files mean."""
    user = signed_in(request)
    mapping = _mapping(user, pk)
    units = Units(user)
    said = said_of(one for one in mapping.units.all() if units.concern(one))
    form = UnitsForm(
        request.POST or None,
        names=list(said),
        units=units.all,
        start=said,
        counts={},
        can_forget=True,
    )
    if request.method == "POST" and form.is_valid():
        actions.map_units(mapping, answers=form.answers(), forget=list(said), by=user)
        messages.success(request, "Enheternas namn är ändrade.")
        return redirect("mapping_list")
    return form_page(
        request,
        form,
        heading=f"Enheternas namn i {mapping.name}",
        lead="Vad filerna kallar våra enheter, när det inte är deras kod eller namn.",
        submit="Spara namnen",
        cancel=reverse("mapping_list"),
        template="integrations/sheet_units.html",
        more=0,
        is_empty=not said,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mapping_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then remove a saved choice of columns."""
    user = signed_in(request)
    mapping = _mapping(user, pk)
    if request.method == "POST":
        name = mapping.name
        actions.remove_mapping(mapping, by=user)
        messages.success(request, f"Kolumnvalet {name} är borttaget.")
        return redirect("mapping_list")
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Ta bort kolumnvalet {mapping.name}?",
            "text": "Värden som har lästs in med det finns kvar. Nästa fil med samma rubriker får "
            "du välja kolumner för igen.",
            "submit": "Ta bort kolumnvalet",
            "danger": True,
            "cancel": reverse("mapping_list"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def template_create(request: HttpRequest) -> HttpResponse:
    """Make a spreadsheet to fill in, with the units already in rows."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    indicators = Indicator.objects.open_to(user, Permission.ADMINISTER).in_use()
    form = TemplateForm(
        request.POST or None,
        indicators=indicators.select_related("owner"),
        initial={"indicator": parse_pk(request.GET.get("indikator", ""))},
    )
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        made = template.template_for(
            found["indicator"], found["period"], by_gender=found["by_gender"], by=user
        )
        if made.rows:
            return file_response(found["format"], made.name, template.HEADINGS, made.rows)
        form.add_error("indicator", "Ingen enhet är öppen då, så mallen skulle bli tom.")
    return form_page(
        request,
        form,
        heading="Mall att fylla i",
        lead="Enheterna står redan i rader. Fyll i värdena och läs in filen: den känns igen av sig "
        "själv. Rader utan värde hoppas över.",
        submit="Ladda ner mallen",
        cancel=reverse("sheet_create"),
        template="integrations/admin_form.html",
    )


def _mapping(user: User, pk: int) -> SheetMapping:
    require_anywhere(user, Permission.ADMINISTER)
    saved = SheetMapping.objects.saved().select_related("indicator")
    found: SheetMapping = get_object_or_404(saved, pk=pk)
    return found


def _now(mapping: SheetMapping, headings: list[str]) -> dict[str, object]:
    roles = mapping.roles()
    return {
        **columns_of(roles, headings),
        "of": mapping.indicator_id,
        "source": mapping.source,
        "decimal": mapping.decimal,
        "as_fractions": mapping.as_fractions,
        "skip_unknown": mapping.skip_unknown,
        "years": mapping.years,
        "name": mapping.name,
        "revision": mapping.revision,
    }
