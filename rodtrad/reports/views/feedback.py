"""Feedback to those who wrote a report, and their answer."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors
from rodtrad.drafts.actions import discard_draft
from rodtrad.organisation.access import Permission
from rodtrad.organisation.scope import signed_in
from rodtrad.reports.actions import answer_feedback, give_feedback, read_feedback
from rodtrad.reports.forms import AnswerForm, FeedbackForm
from rodtrad.reports.models import Feedback
from rodtrad.reports.queries import readable_reports


@require_http_methods(["GET", "HEAD", "POST"])
def feedback_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What has been said of a report and answered; who leads writes here."""
    user = signed_in(request)
    report = get_object_or_404(
        readable_reports(user).filter(may_read=True).prefetch_related("sections"), pk=pk
    )
    may_give = report.may_lead and not report.is_open
    key = f"feedback:{report.pk}"
    form = FeedbackForm(request.POST or None, sections=report.sections.all())
    if request.method == "POST" and may_give and form.is_valid():
        try:
            give_feedback(
                report,
                text=form.cleaned_data["text"],
                section=form.cleaned_data["section"],
                at=timezone.now(),
                by=user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Återkopplingen är skickad.")
            return redirect("feedback_list", report.pk)
    rows = list(
        Feedback.objects.filter(report=report).select_related(
            "section", "by", "read_by", "answered_by"
        )
    )
    if wanted_format(request):
        return table_response(
            request,
            f"Återkoppling {report.title} {report.place}",
            ("Avsnitt", "Återkoppling", "Av", "När", "Läst", "Svar", "Svar av", "Besvarad"),
            (
                (
                    row.section.title if row.section else "Hela rapporten",
                    *(row.text, row.by.name, row.at, row.read_at, row.answer),
                    *(row.answered_by.name if row.answered_by else "", row.answered_at),
                )
                for row in rows
            ),
        )
    return render(
        request,
        "reports/feedback_list.html",
        {
            "report": report,
            "heading": "Återkoppling",
            "eyebrow": f"{report.place} · {report.title}",
            "rows": rows,
            "form": form if may_give else None,
            "draft_key": key if may_give else "",
            "submit": "Skicka återkopplingen",
            # An administration answers nobody: what it writes of its own report is a note.
            "may_answer": report.may_plan,
            "user": user,
        },
        status=422 if form.is_bound and form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def feedback_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer feedback."""
    user = signed_in(request)
    feedback = _feedback(request, pk)
    back = reverse("feedback_list", args=[feedback.report_id])
    form = AnswerForm(request.POST or None, initial={"answer": feedback.answer})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                answer_feedback(
                    feedback, answer=form.cleaned_data["answer"], at=timezone.now(), by=user
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                discard_draft(user, f"answer:{feedback.pk}")
                messages.success(request, "Svaret är skickat.")
                return redirect(back)
    return render(
        request,
        "core/form.html",
        {
            "form": form,
            "heading": "Svara på återkopplingen",
            "eyebrow": f"{feedback.report.place} · {feedback.report.title}",
            "lead": feedback.text,
            "submit": "Skicka svaret",
            "cancel": back,
            "draft_key": f"answer:{feedback.pk}",
        },
        status=status,
    )


@require_POST
def feedback_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that feedback is read."""
    feedback = _feedback(request, pk)
    read_feedback(feedback, at=timezone.now(), by=signed_in(request))
    messages.success(request, "Återkopplingen är markerad som läst.")
    return redirect("feedback_list", feedback.report_id)


def _feedback(request: HttpRequest, pk: int) -> Feedback:
    feedback: Feedback = get_object_or_404(
        Feedback.objects.open_to(signed_in(request), Permission.PLAN).select_related(
            "report__kind", "report__unit", "report__group", "report__occasion"
        ),
        pk=pk,
    )
    return feedback
