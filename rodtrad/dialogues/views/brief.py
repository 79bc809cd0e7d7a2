"""The brief of one of the board's dialogues: written, sent, in the notice, as files."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.numbers import format_date
from rodtrad.dialogues.actions.brief import (
    answer_summons,
    mark_noticed,
    send_brief,
    set_material,
    summon,
    write_brief,
)
from rodtrad.dialogues.board_documents import (
    BriefDamagedError,
    brief_content,
    compose_brief,
    compose_outcome,
)
from rodtrad.dialogues.forms.board import BriefForm, MaterialForm, SummonsForm
from rodtrad.dialogues.models import BoardDialogue, Summons, TopicEvidence
from rodtrad.dialogues.people import colleagues
from rodtrad.dialogues.views.files import docx_response, pdf_response
from rodtrad.dialogues.views.sitting import dialogue_to
from rodtrad.drafts.actions import discard_draft
from rodtrad.goals.models import DevelopmentArea, Goal
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.access import branch_filter
from rodtrad.organisation.scope import signed_in
from rodtrad.reports.models import Report, Section
from rodtrad.reports.render.schema import ReportContent, read
from rodtrad.reports.views.shared import shown_facts


@require_http_methods(["GET", "HEAD", "POST"])
def brief_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the brief, with the facts that go with it beside the text."""
    dialogue, _ = dialogue_to(request, pk, "leads")
    user, back, key = signed_in(request), reverse("board_dialogue", args=[pk]), f"brief:{pk}"
    form = BriefForm(
        request.POST or None, initial={"text": dialogue.text, "revision": dialogue.revision}
    )
    shown: dict[str, Any] = {
        "cancel": back,
        "draft_key": key,
        "eyebrow": f"Nämndens dialog {format_date(dialogue.day)}",
        "lead": dialogue.topic.title,
    }
    if request.method == "POST" and form.is_valid():
        try:
            write_brief(dialogue, by=user, **form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(request, form, conflict, **shown)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Underlaget är sparat. Nämnden ser det när du skickar det.")
            return redirect(back)
    draft = read(compose_brief(dialogue, on=timezone.localdate(), sent=False))
    facts = [fact for section in draft["sections"] for fact in section["facts"]]
    return form_page(
        request,
        form,
        heading="Skriv underlaget",
        submit="Spara underlaget",
        template="dialogues/brief_edit.html",
        dialogue=dialogue,
        facts=shown_facts(facts, "underlag"),
        **shown,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def brief_material(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the goals, indicators and reports whose facts stand in the brief."""
    dialogue, _ = dialogue_to(request, pk, "leads")
    round_ = dialogue.topic.round
    here = branch_filter(round_.unit.path, unit="unit")
    years = [round_.school_year_id, round_.school_year_id - 1]
    goals = Goal.objects.filter(here, shared=True).in_year(round_.school_year.span)
    suggested = _suggested(dialogue)
    form = MaterialForm(
        request.POST or None,
        goals=goals,
        indicators=Indicator.objects.filter(owner__isnull=True).in_use().order_by("name"),
        reports=Report.objects.filter(
            here, state=Report.State.ADOPTED, school_year__in=years
        ).select_related("unit", "school_year"),
        initial=suggested,
    )
    back = reverse("board_dialogue", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            set_material(dialogue, by=signed_in(request), **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Fakta i underlaget är valda.")
            return redirect("brief_edit", pk)
    return form_page(
        request,
        form,
        heading="Välj fakta till underlaget",
        template="dialogues/choosing_form.html",
        eyebrow=dialogue.topic.title,
        lead="Det som ämnet vilar på är förvalt. Fakta hämtas ur det som är skrivet och mätt, och "
        "fryses när underlaget skickas.",
        submit="Använd dessa",
        cancel=back,
    )


def _suggested(dialogue: BoardDialogue) -> dict[str, list[int]]:
    """What is chosen already; else what the topic's grounds lead to. At most four queries."""
    chosen = list(dialogue.material.all())
    if chosen:
        return {
            "goals": [row.goal_id for row in chosen if row.goal_id],
            "indicators": [row.indicator_id for row in chosen if row.indicator_id],
            "reports": [row.report_id for row in chosen if row.report_id],
        }
    kinds = TopicEvidence.Kind
    by_kind: dict[str, list[int]] = {}
    for kind, number in dialogue.topic.evidence.values_list("kind", "number"):
        by_kind.setdefault(kind, []).append(number)
    goals = set(by_kind.get(kinds.GOAL, []))
    areas = DevelopmentArea.objects.filter(
        pk__in=by_kind.get(kinds.AREA, []), review__goal__supports__isnull=False
    )
    goals |= {pk for pk in areas.values_list("review__goal__supports_id", flat=True) if pk}
    indicators = Indicator.objects.filter(targets__goal__in=goals).values_list("pk", flat=True)
    reports = Section.objects.filter(pk__in=by_kind.get(kinds.SECTION, []))
    return {
        "goals": sorted(goals),
        "indicators": sorted(set(indicators)),
        "reports": sorted(set(reports.values_list("report_id", flat=True))),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def brief_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the brief to the board."""
    dialogue, _ = dialogue_to(request, pk, "leads")
    back = reverse("board_dialogue", args=[pk])
    if request.method == "POST":
        try:
            send_brief(dialogue, on=timezone.localdate(), by=signed_in(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(
                request, "Underlaget är skickat. Ledamöter, sekreterare och kallade kan läsa det."
            )
        return redirect(back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": "Skicka underlaget till nämnden?",
            "text": "Underlaget fryses som det är nu, med text och fakta. Ledamöterna, "
            "nämndsekreteraren och de kallade medarbetarna får ett meddelande. Behöver det "
            "rättas skickas en ny version.",
            "facts": [
                ("Ämne", dialogue.topic.title),
                ("Dialog", format_date(dialogue.day)),
                ("Skickat förut", str(dialogue.briefs.count())),
            ],
            "submit": "Skicka underlaget",
            "cancel": back,
        },
    )


def _chosen_content(request: HttpRequest, pk: int) -> tuple[BoardDialogue, ReportContent]:
    """The brief as it was sent; the draft only for the administration, when it asks for it.

    Raises:
        BriefDamagedError: when what was sent is not intact.
        Http404: when nothing has been sent.
    """
    dialogue, rights = dialogue_to(request, pk)
    brief = dialogue.briefs.first()
    if rights.leads and (brief is None or "utkast" in request.GET):
        today = timezone.localdate()
        return dialogue, read(compose_brief(dialogue, on=today, sent=False))
    if brief is None:
        raise Http404
    return dialogue, brief_content(brief)


def _brief_file(
    request: HttpRequest, pk: int, respond: Callable[[ReportContent, str], HttpResponse]
) -> HttpResponse:
    try:
        dialogue, content = _chosen_content(request, pk)
    except BriefDamagedError as error:
        shown = {"reason": str(error), "back": reverse("board_dialogue", args=[pk])}
        return render(request, "dialogues/brief_damaged.html", shown, status=500)
    return respond(content, f"underlag {dialogue.topic.title} {dialogue.day}")


@require_safe
def brief_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The brief as a tagged PDF."""
    return _brief_file(request, pk, pdf_response)


@require_safe
def brief_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The brief for Word and LibreOffice."""
    return _brief_file(request, pk, docx_response)


def _outcome(request: HttpRequest, pk: int) -> tuple[BoardDialogue, ReportContent]:
    dialogue, _ = dialogue_to(request, pk)
    if dialogue.held_on is None:
        raise Http404
    return dialogue, read(compose_outcome(dialogue, on=timezone.localdate()))


@require_safe
def board_outcome_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """What came out, as a tagged PDF."""
    dialogue, content = _outcome(request, pk)
    return pdf_response(content, f"namndens dialog {dialogue.topic.title} {dialogue.held_on}")


@require_safe
def board_outcome_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """What came out, for Word and LibreOffice."""
    dialogue, content = _outcome(request, pk)
    return docx_response(content, f"namndens dialog {dialogue.topic.title} {dialogue.held_on}")


@require_http_methods(["GET", "HEAD", "POST"])
def summons_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Call colleagues to a dialogue."""
    dialogue, _ = dialogue_to(request, pk, "leads")
    user, today = signed_in(request), timezone.localdate()
    known = set(dialogue.summons.values_list("person_id", flat=True))
    found = {person.pk for person in colleagues(dialogue.topic.round.unit, on=today)} - known
    people = User.objects.filter(pk__in=found).order_by("name")
    form = SummonsForm(request.POST or None, people=people)
    back, key = reverse("board_dialogue", args=[pk]), f"summons:new:{pk}"
    if request.method == "POST" and form.is_valid():
        try:
            made = summon(dialogue, on=today, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, f"{len(made)} kallade till dialogen.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Kalla medarbetare",
        template="dialogues/choosing_form.html",
        eyebrow=f"{dialogue.topic.title} · {format_date(dialogue.day)}",
        submit="Kalla",
        cancel=back,
        draft_key=key,
    )


@require_POST
def summons_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether one comes."""
    user = signed_in(request)
    row: Summons = get_object_or_404(
        Summons.objects.filter(person=user).select_related("dialogue__topic__round__unit"), pk=pk
    )
    try:
        answer_summons(row, answer=request.POST.get("svar", ""), on=timezone.localdate(), by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Ditt svar är sparat.")
    return redirect("board_dialogue", row.dialogue_id)


@require_http_methods(["GET", "HEAD", "POST"])
def board_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The text and the papers for the notice of the meeting, ready to copy."""
    dialogue, _ = dialogue_to(request, pk, "keeps_papers")
    if request.method == "POST":
        try:
            mark_noticed(dialogue, on=timezone.localdate(), by=signed_in(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Markerat: dialogen står i kallelsen.")
        return redirect("board_dialogue", pk)
    summons = list(dialogue.summons.select_related("person"))
    return render(
        request,
        "dialogues/board_notice.html",
        {
            "dialogue": dialogue,
            "brief": dialogue.briefs.first(),
            "text": notice_text(dialogue, summons, request.build_absolute_uri),
        },
    )


def notice_text(
    dialogue: BoardDialogue, summons: list[Summons], absolute: Callable[[str], str]
) -> str:
    """What the secretary puts in the notice of the meeting, as plain text."""
    when = format_date(dialogue.day)
    if dialogue.starts:
        when += f" kl. {dialogue.starts:%H.%M}"
    lines = [
        f"Kvalitetsdialog: {dialogue.topic.title}",
        f"Tid: {when}, ungefär {dialogue.minutes} minuter."
        + (f" Plats: {dialogue.where}." if dialogue.where else ""),
        "",
        dialogue.topic.why,
    ]
    coming = [row.person for row in summons if row.answer != Summons.Answer.CANNOT]
    if coming:
        names = ", ".join(f"{p.name} ({p.title})" if p.title else p.name for p in coming)
        lines += ["", f"Från verksamheten deltar: {names}."]
    address = absolute(reverse("board_dialogue", args=[dialogue.pk]))
    lines += ["", f"Handling: Underlag till dialogen. Läs i Rödtråd: {address}"]
    return "\n".join(lines)
