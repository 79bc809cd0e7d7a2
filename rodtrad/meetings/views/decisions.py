"""The register of decisions and agreements."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.listing import page_of
from rodtrad.meetings.actions import (
    Resolution,
    change_decision,
    follow_up_decision,
    make_decision,
    revise_decision,
)
from rodtrad.meetings.forms import ChangeDecisionForm, FollowUpForm, NewDecisionForm
from rodtrad.meetings.models import Decision, Meeting
from rodtrad.meetings.queries import find_decisions, forums_shown, meetings_opened
from rodtrad.meetings.views.shared import decision_to_read, meeting_to_attend
from rodtrad.organisation.queries import matching
from rodtrad.organisation.scope import signed_in

_SORTS = {
    "": ("-decided_on", "-pk"),
    "uppfoljning": ("follow_up_on", "pk"),
    "ansvarig": ("responsible__name", "pk"),
    "forum": ("meeting__forum__name", "-decided_on", "pk"),
}


@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """The register: searched, filtered, sorted and taken along."""
    user = signed_in(request)
    today = timezone.localdate()
    names = ("q", "forum", "lage", "slag", "mina", "sortera")
    chosen = {name: request.GET.get(name, "").strip() for name in names}
    found = find_decisions(
        user,
        today,
        forum=chosen["forum"],
        status=chosen["lage"],
        kind=chosen["slag"],
        mine=bool(chosen["mina"]),
        words=matching(chosen["q"], "text", "item__title", "responsible__name"),
    ).order_by(*_SORTS.get(chosen["sortera"], _SORTS[""]))
    if wanted_format(request):
        return table_response(
            request,
            "Beslut och överenskommelser",
            ["Beslutat", "Forum", "Slag", "Beslut", "Ansvarig", "Följs upp", "Läge"],
            [
                (
                    row.decided_on,
                    row.meeting.forum.name,
                    row.get_kind_display(),
                    row.text,
                    row.responsible.name if row.responsible else "",
                    row.follow_up_on,
                    row.get_status_display(),
                )
                for row in found
            ],
        )
    return render(
        request,
        "meetings/decision_list.html",
        {
            "page": page_of(request, found),
            "forums": forums_shown(user, today, ended=True),
            "kinds": Decision.Kind.choices,
            "statuses": Decision.Status.choices,
            "chosen": chosen,
            "filtered": any(value for name, value in chosen.items() if name != "sortera"),
            "today": today,
        },
    )


@require_safe
def decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A decision: who sees to it, how it has gone, what it replaced and what replaced it."""
    user = signed_in(request)
    decision = decision_to_read(user, pk)
    today = timezone.localdate()
    later = Decision.objects.readable_by(user, today).filter(revises=decision)
    earlier = Decision.objects.readable_by(user, today).filter(pk=decision.revises_id)
    return render(
        request,
        "meetings/decision_detail.html",
        {
            "decision": decision,
            "follow_ups": list(decision.follow_ups.select_related("by")),
            "later": later.select_related("meeting__forum").first(),
            "earlier": earlier.first(),
            "opens_meeting": bool(meetings_opened(user, today, [decision.meeting_id])),
            "may_follow": Decision.objects.followed_by(user, today).filter(pk=pk).exists(),
            "may_run": Decision.objects.run_by(user, today).filter(pk=pk).exists(),
            "is_late": decision.status == Decision.Status.ACTIVE
            and decision.follow_up_on is not None
            and decision.follow_up_on < today,
            "versions": list(
                decision.history.select_related("history_user").order_by("-history_id")[:20]
            ),
        },
    )


def _said(cleaned: dict[str, Any]) -> Resolution:
    names = ("text", "kind", "responsible", "follow_up_on")
    return Resolution(**{name: cleaned[name] for name in names})


@require_http_methods(["GET", "POST"])
def decision_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a decision of a meeting in the register."""
    user = signed_in(request)
    meeting = meeting_to_attend(user, pk)
    form = NewDecisionForm(
        request.POST or None,
        meeting=meeting,
        today=timezone.localdate(),
        initial={"item": request.GET.get("punkt")},
        auto_id="d_%s" if request.POST.get("fran") else "id_%s",
    )
    back = reverse("meeting_run", args=[pk])
    if request.method == "POST" and form.is_valid():
        item = form.cleaned_data["item"]
        try:
            make_decision(meeting, said=_said(form.cleaned_data), item=item, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Beslutet står i registret.")
            return redirect(f"{back}#punkt-{item.pk}" if item else back)
    return form_page(
        request,
        form,
        heading="Nytt beslut eller överenskommelse",
        eyebrow=str(meeting),
        submit="Lägg till beslutet",
        cancel=back,
        draft_key=f"beslut:nytt:{pk}",
    )


def _decision_to_run(user: User, pk: int) -> Any:
    rows = Decision.objects.run_by(user, timezone.localdate()).select_related(
        "meeting__forum__unit", "responsible", "item"
    )
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
def decision_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a decision, or who sees to it and when it is followed up."""
    user = signed_in(request)
    decision = _decision_to_run(user, pk)
    names = ("kind", "text", "responsible", "follow_up_on", "revision")
    form = ChangeDecisionForm(
        request.POST or None,
        forum=decision.meeting.forum,
        today=timezone.localdate(),
        initial={name: getattr(decision, name) for name in names},
    )
    back = reverse("decision_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            change_decision(decision, said=_said(form.cleaned_data), revision=revision, by=user)
        except Conflict as error:
            return conflict_page(request, form, error, cancel=back)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Beslutet är ändrat.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra beslutet",
        eyebrow=str(decision.meeting),
        submit="Spara ändringarna",
        cancel=back,
        draft_key=f"beslut:{pk}",
    )


@require_http_methods(["GET", "POST"])
def decision_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how it went with a decision."""
    user = signed_in(request)
    today = timezone.localdate()
    rows = Decision.objects.followed_by(user, today).select_related("meeting__forum__unit")
    decision = get_object_or_404(rows, pk=pk)
    form = FollowUpForm(request.POST or None, initial={"on": max(today, decision.decided_on)})
    back = reverse("decision_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            follow_up_decision(decision, **form.cleaned_data, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Uppföljningen är sparad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Följ upp beslutet",
        eyebrow=str(decision),
        submit="Spara uppföljningen",
        cancel=back,
        draft_key=f"beslut:uppfoljning:{pk}",
    )


@require_http_methods(["GET", "POST"])
def decision_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a new decision, of a meeting that is open, take the place of an earlier one."""
    user = signed_in(request)
    decision = _decision_to_run(user, pk)
    back = reverse("decision_detail", args=[pk])
    meeting = (
        Meeting.objects.filter(
            forum=decision.meeting.forum_id,
            state__in=[Meeting.State.PLANNED, Meeting.State.SENT],
            on__gte=decision.decided_on,
        )
        .exclude(pk=decision.meeting_id)
        .select_related("forum__unit")
        .order_by("on", "starts_at")
        .first()
    )
    if meeting is None:
        messages.error(request, "Förbered först forumets nästa möte: det är där beslutet ersätts.")
        return redirect(back)
    form = NewDecisionForm(
        request.POST or None,
        meeting=meeting,
        today=timezone.localdate(),
        initial={
            "kind": decision.kind,
            "text": decision.text,
            "responsible": decision.responsible_id,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            new = revise_decision(
                decision,
                meeting=meeting,
                said=_said(form.cleaned_data),
                item=form.cleaned_data["item"],
                by=user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Det nya beslutet gäller i stället.")
            return redirect("decision_detail", pk=new.pk)
    return form_page(
        request,
        form,
        heading="Ersätt beslutet med ett nytt",
        eyebrow=str(decision),
        submit="Ersätt beslutet",
        cancel=back,
        lead=f"Det nya beslutet fattas på {meeting}. Det gamla finns kvar och visar till det nya.",
        draft_key=f"beslut:ersatt:{pk}",
    )
