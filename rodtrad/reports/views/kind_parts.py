"""The parts of a kind of report: sections, occasions, groups of units and last days."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.core import conflict as core_conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import Conflict, add_errors, conflict_page, form_page
from rodtrad.drafts.actions import discard_draft
from rodtrad.goals.models import Goal
from rodtrad.organisation.access import Permission, has_anywhere, units_open_to
from rodtrad.organisation.scope import chosen_year, signed_in
from rodtrad.reports.actions.kinds import (
    add_occasion,
    add_section,
    change_section,
    move_section,
    retire_occasion,
    retire_section,
    save_group,
    set_deadline,
)
from rodtrad.reports.deadlines import DeadlineRow, deadline_rows
from rodtrad.reports.facts.catalogue import keys_of
from rodtrad.reports.kind_forms import (
    DeadlineForm,
    OccasionForm,
    SectionTemplateForm,
    UnitGroupForm,
)
from rodtrad.reports.models import Occasion, SectionTemplate, UnitGroup
from rodtrad.reports.slots import all_kinds, chosen_slot
from rodtrad.reports.views.kinds import kind_of


@require_http_methods(["GET", "HEAD", "POST"])
def report_section_create(request: HttpRequest, code: str) -> HttpResponse:
    """Add a section to a kind of report."""
    user, kind = signed_in(request), kind_of(request, code)
    form = SectionTemplateForm(request.POST or None, kind=kind, initial={"revision": 0})
    back = reverse("report_kind_detail", args=[kind.code])
    key = f"report-section:new:{kind.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            section = add_section(
                kind,
                title=form.cleaned_data["title"],
                instruction=form.cleaned_data["instruction"],
                facts=form.cleaned_data["facts"],
                by=user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, f"Avsnittet ”{section.title}” står sist.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Lägg till ett avsnitt",
        eyebrow=kind.name,
        lead="Nya rapporter får avsnittet. De som är öppnade ändras inte.",
        submit="Lägg till avsnittet",
        cancel=back,
        draft_key=key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report_section_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a section of a kind of report."""
    user, section = signed_in(request), _section(request, pk)
    form = SectionTemplateForm(request.POST or None, kind=section.kind, initial=_initial(section))
    back = reverse("report_kind_detail", args=[section.kind.code])
    shown: dict[str, Any] = {
        "heading": f"Ändra avsnittet ”{section.title}”",
        "cancel": back,
        "draft_key": f"report-section:{section.pk}",
    }
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            change_section(
                section,
                title=data["title"],
                instruction=data["instruction"],
                facts=data["facts"],
                revision=data["revision"] or 0,
                by=user,
            )
        except ValidationError as error:
            add_errors(form, error)
        except core_conflict.Conflict as conflict:
            theirs = _initial(conflict.theirs)
            revision = theirs.pop("revision")
            return conflict_page(request, form, Conflict(theirs, revision), **shown)
        else:
            discard_draft(user, shown["draft_key"])
            messages.success(request, "Avsnittet är ändrat för nya rapporter.")
            return redirect(back)
    return form_page(
        request,
        form,
        eyebrow=section.kind.name,
        lead="Nya rapporter får det nya. De som är öppnade ändras inte.",
        submit="Spara avsnittet",
        **shown,
    )


@require_POST
def report_section_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a section out of new reports, or take it in again."""
    section = _section(request, pk)
    day = timezone.localdate() if section.retired_on is None else None
    retire_section(section, on=day, by=signed_in(request))
    words = "lämnas utanför nya rapporter" if day else "är med i nya rapporter igen"
    messages.success(request, f"Avsnittet ”{section.title}” {words}.")
    return redirect("report_kind_detail", section.kind.code)


@require_POST
def report_section_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a section one step."""
    section = _section(request, pk)
    move_section(section, up=request.POST.get("upp") == "1", by=signed_in(request))
    return redirect(f"{reverse('report_kind_detail', args=[section.kind.code])}#avsnitt")


@require_http_methods(["GET", "HEAD", "POST"])
def kind_occasion_create(request: HttpRequest, code: str) -> HttpResponse:
    """Let there be one more report of a kind in the same time."""
    user, kind = signed_in(request), kind_of(request, code)
    goals = (
        Goal.objects.readable_by(user)
        .filter(shared=True, ends__gte=timezone.localdate())
        .order_by("title")
    )
    form = OccasionForm(request.POST or None, goals=goals)
    back = reverse("report_kind_detail", args=[kind.code])
    if request.method == "POST" and form.is_valid():
        try:
            add_occasion(
                kind, name=form.cleaned_data["name"], goals=form.cleaned_data["goals"], by=user
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Tillfället är upplagt.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Lägg till ett tillfälle eller tema",
        eyebrow=kind.name,
        lead="Med två eller flera blir det en rapport för vart och ett, på samma tid.",
        submit="Lägg till",
        cancel=back,
    )


@require_POST
def kind_occasion_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Open no more reports for an occasion, or begin again."""
    occasion = get_object_or_404(Occasion.objects.select_related("kind"), pk=pk)
    kind_of(request, occasion.kind.code)
    day = timezone.localdate() if occasion.retired_on is None else None
    retire_occasion(occasion, on=day, by=signed_in(request))
    messages.success(request, f"{occasion} {'används inte längre' if day else 'används igen'}.")
    return redirect("report_kind_detail", occasion.kind.code)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_group_create(request: HttpRequest, code: str) -> HttpResponse:
    """Put units together that report together."""
    return _group_page(request, code, None)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_group_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change which units report together."""
    group = get_object_or_404(UnitGroup.objects.select_related("kind"), pk=pk)
    return _group_page(request, group.kind.code, group)


def _group_page(request: HttpRequest, code: str, group: UnitGroup | None) -> HttpResponse:
    user, kind = signed_in(request), kind_of(request, code)
    form = UnitGroupForm(
        request.POST or None,
        kind=kind,
        units=units_open_to(user, Permission.ADMINISTER),
        initial=UnitGroupForm.initial_of(group) if group else None,
    )
    back = reverse("report_kind_detail", args=[kind.code])
    if request.method == "POST" and form.is_valid():
        try:
            save_group(kind, group=group, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Gruppen är sparad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra gruppen" if group else "Låt enheter rapportera tillsammans",
        eyebrow=kind.name,
        submit="Spara gruppen",
        cancel=back,
    )


@require_safe
def deadline_list(request: HttpRequest) -> HttpResponse:
    """The last day of every kind for a school year, in one place."""
    _require_leader(request)
    year = chosen_year(request)
    rows = deadline_rows(all_kinds(), year)
    if wanted_format(request):
        return table_response(
            request,
            f"Sista dagar {year.label.replace('/', '-')}",
            ("Rapport", "Lämnas in senast", "Påminnelse", "Inlämnade", "Öppnade"),
            [(row.label, row.due, row.reminder, row.done, row.opened) for row in rows],
        )
    return render(request, "reports/deadline_list.html", {"rows": rows, "year": year})


@require_http_methods(["GET", "HEAD", "POST"])
def deadline_edit(request: HttpRequest) -> HttpResponse:
    """Say by when the reports of a kind are handed in."""
    user = signed_in(request)
    _require_leader(request)
    slot = chosen_slot(request, all_kinds())
    row = next(
        (
            one
            for one in deadline_rows([slot.kind], chosen_year(request))
            if (one.period, one.occasion) == (slot.period, slot.occasion)
        ),
        None,
    )
    if row is None:
        raise Http404
    form = DeadlineForm(request.POST or None, initial={"due": row.due})
    back = f"{reverse('deadline_list')}?lasar={_slug(row)}"
    if request.method == "POST" and form.is_valid():
        try:
            set_deadline(
                slot.kind,
                period=slot.period,
                occasion=slot.occasion,
                due=form.cleaned_data["due"],
                by=user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Sista dagen för {slot.label} är ändrad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading=f"När ska {slot.label} lämnas in?",
        lead="Rapporter som skrivs nu får den nya dagen. En rapport med en egen dag behåller den.",
        submit="Spara dagen",
        cancel=back,
    )


def _slug(row: DeadlineRow) -> str:
    return row.period.school_year.slug


def _require_leader(request: HttpRequest) -> None:
    """Who leads or administers sets the days.

    Raises:
        Http404: for everybody else.
    """
    user = signed_in(request)
    if not (has_anywhere(user, Permission.LEAD) or has_anywhere(user, Permission.ADMINISTER)):
        raise Http404


def _section(request: HttpRequest, pk: int) -> SectionTemplate:
    section = get_object_or_404(SectionTemplate.objects.select_related("kind"), pk=pk)
    kind_of(request, section.kind.code)
    return section


def _initial(section: SectionTemplate) -> dict[str, Any]:
    return {
        "title": section.title,
        "instruction": section.instruction,
        "facts": keys_of(section.facts),
        "revision": section.revision,
    }
