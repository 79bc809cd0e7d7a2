"""Writing a report's sections beside their facts."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.accounts.models import User
from rodtrad.audit.history import versions
from rodtrad.core import conflict as core_conflict
from rodtrad.core.forms import Conflict, add_errors, conflict_page, form_page
from rodtrad.drafts.actions import discard_draft
from rodtrad.goals.queries import allowed
from rodtrad.organisation.access import Permission
from rodtrad.organisation.scope import signed_in
from rodtrad.reports.actions import (
    hand_over_section,
    mark_ready,
    restore_section,
    unmark_ready,
    write_section,
)
from rodtrad.reports.compose import section_facts
from rodtrad.reports.forms import HandOverForm, SectionForm
from rodtrad.reports.models import Section
from rodtrad.reports.reach import report_reach
from rodtrad.reports.recipients import who_can_be_handed
from rodtrad.reports.views.shared import shown_facts, shown_versions


@require_http_methods(["GET", "HEAD", "POST"])
def section_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a section, with what is known from the records beside the text."""
    user = signed_in(request)
    section = _writable(request, pk)
    report, back = section.report, _place(section)
    if not report.is_open:
        messages.warning(request, "Rapporten är inlämnad eller fastställd och går inte att ändra.")
        return redirect(back)
    form = SectionForm(
        request.POST or None,
        initial={
            "text": section.text,
            "ready": section.ready,
            "revision": section.revision,
        },
    )
    form.fields["text"].label = section.title
    shown: dict[str, Any] = {
        "heading": section.title,
        "cancel": back,
        "draft_key": f"section:{section.pk}",
        "eyebrow": f"{report.place} · {report.title}",
    }
    if request.method == "POST" and form.is_valid():
        try:
            _save(section, form, user)
        except ValidationError as error:
            add_errors(form, error)
        except core_conflict.Conflict as conflict:
            theirs = {"text": conflict.theirs.text, "ready": conflict.theirs.ready}
            shown["heading"] = "Någon annan har ändrat avsnittet"
            return conflict_page(request, form, Conflict(theirs, conflict.theirs.revision), **shown)
        else:
            discard_draft(user, f"section:{section.pk}")
            messages.success(request, f"Avsnittet ”{section.title}” är sparat.")
            return redirect(back)
    facts = section_facts(section, today=timezone.localdate())
    return form_page(
        request,
        form,
        submit="Spara avsnittet",
        template="reports/section_edit.html",
        section=section,
        report=report,
        facts=shown_facts(facts, section.key),
        neighbours=_neighbours(section),
        may_hand_over=section.may_plan,
        quotable=report.kind.is_about_many,
        **shown,
    )


@transaction.atomic
def _save(section: Section, form: SectionForm, user: User) -> None:
    """Text and mark together: neither is stored when the other is refused."""
    write_section(
        section,
        text=form.cleaned_data["text"],
        revision=form.cleaned_data["revision"],
        by=user,
    )
    mark = mark_ready if form.cleaned_data["ready"] else unmark_ready
    mark(section, by=user)


@require_POST
def section_ready(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a section as ready, or take the mark away."""
    section = _writable(request, pk)
    mark = mark_ready if request.POST.get("ready") == "1" else unmark_ready
    try:
        mark(section, by=signed_in(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(_place(section))


@require_http_methods(["GET", "HEAD", "POST"])
def section_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a colleague to write a section."""
    user, today = signed_in(request), timezone.localdate()
    section = _section(request, pk, Permission.PLAN)
    people = who_can_be_handed(section.report, today=today)
    form = HandOverForm(
        request.POST or None, people=people, initial={"responsible": section.responsible_id}
    )
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["responsible"]
        try:
            hand_over_section(section, to=to, by=user, today=today)
        except ValidationError as error:
            add_errors(form, error)
        else:
            done = f"{to.name} skriver avsnittet." if to else "Ingen särskild skriver avsnittet."
            messages.success(request, done)
            return redirect(_place(section))
    return form_page(
        request,
        form,
        heading=f"Vem skriver ”{section.title}”?",
        eyebrow=f"{section.report.place} · {section.report.title}",
        submit="Spara",
        cancel=_place(section),
    )


@require_safe
def section_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has written what in a section; an earlier wording can be put back."""
    section = _section(request, pk, Permission.READ)
    shown = shown_versions(
        versions(section),
        labels={"text": "Texten skrevs", "klart": "Markeringen ändrades"},
        rich=frozenset({"text"}),
    )
    may_restore = (
        section.report.is_open
        and Section.objects.written_by(signed_in(request)).filter(pk=section.pk).exists()
    )
    for version in shown:
        if may_restore and not version["current"]:
            version["restore_url"] = reverse(
                "section_restore", args=[section.pk, version["number"]]
            )
    return render(
        request,
        "core/history.html",
        {
            "heading": f"Historik: {section.title}",
            "eyebrow": f"{section.report.place} · {section.report.title}",
            "back": _place(section),
            "versions": shown,
        },
    )


@require_POST
def section_restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Put an earlier wording of a section back."""
    section = _writable(request, pk)
    try:
        restore_section(section, number=number, by=signed_in(request))
    except LookupError as error:
        messages.error(request, str(error))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except core_conflict.Conflict as error:
        messages.error(request, f"{error} Läs den nya texten och försök igen.")
    else:
        messages.success(request, "Den tidigare lydelsen är återställd.")
    return redirect("section_history", section.pk)


def _section(request: HttpRequest, pk: int, permission: str) -> Section:
    return _loaded(Section.objects.open_to(signed_in(request), permission), pk)


def _writable(request: HttpRequest, pk: int) -> Any:
    """A section that the person may write, with `may_plan`."""
    user = signed_in(request)
    plans = allowed(report_reach(user, Permission.PLAN, report="report"))
    return _loaded(Section.objects.written_by(user).annotate(may_plan=plans), pk)


def _loaded(sections: Any, pk: int) -> Section:
    section: Section = get_object_or_404(
        sections.select_related(
            "responsible",
            "report__kind",
            "report__unit",
            "report__group",
            "report__occasion",
            "report__school_year",
            "report__adopted_by",
        ),
        pk=pk,
    )
    return section


def _place(section: Section) -> str:
    """Where the section stands in the report."""
    return f"{reverse('report_detail', args=[section.report_id])}#{section.key}"


def _neighbours(section: Section) -> dict[str, Section | None]:
    """The sections before and after, to go on writing."""
    rows = list(section.report.sections.all())
    here = rows.index(section)
    return {
        "before": rows[here - 1] if here else None,
        "after": rows[here + 1] if here + 1 < len(rows) else None,
    }
