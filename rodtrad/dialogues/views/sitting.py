"""One of the board's dialogues: its page, its meeting, its outcome, follow-up and answer."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.audit.history import versions
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.numbers import format_date
from rodtrad.dialogues.actions.sitting import (
    Chance,
    Sitting,
    board_forum,
    cancel_dialogue,
    chances,
    choose_sitting,
    meeting_of,
)
from rodtrad.dialogues.board_documents import (
    REPORTS,
    BriefDamagedError,
    brief_content,
    report_name,
)
from rodtrad.dialogues.forms.board import (
    SittingForm,
)
from rodtrad.dialogues.models import BoardDialogue, Brief, Summons, Topic
from rodtrad.dialogues.queries.board import (
    Rights,
    follow_ups_of,
    rights_at,
    summons_of,
    taken_days,
)
from rodtrad.dialogues.views.board import topics_address
from rodtrad.forums.models import Forum
from rodtrad.organisation.access import Permission
from rodtrad.organisation.scope import signed_in
from rodtrad.reports.models import Report
from rodtrad.reports.render.schema import Fact
from rodtrad.reports.views.shared import shown_facts, shown_versions


def dialogue_to(request: HttpRequest, pk: int, right: str = "") -> tuple[Any, Rights]:
    """A dialogue of the person's board, and what they may do with it.

    Args:
        right: the name of one of the rights that is needed.

    Raises:
        Http404: when there is none, or without the right.
    """
    user = signed_in(request)
    dialogue: Any = get_object_or_404(
        BoardDialogue.objects.open_to(user, Permission.READ_ADOPTED).select_related(
            "topic__round__unit", "topic__round__school_year", "topic__proposed_by", "meeting"
        ),
        pk=pk,
    )
    rights = rights_at(user, dialogue.topic.round.unit)
    if right and not getattr(rights, right):
        raise Http404
    return dialogue, rights


@require_safe
def board_dialogue(request: HttpRequest, pk: int) -> HttpResponse:
    """A dialogue: when, the papers as they were sent, and what came out."""
    dialogue, rights = dialogue_to(request, pk)
    user, today = signed_in(request), timezone.localdate()
    brief = dialogue.briefs.first()
    sections, damaged = _shown_brief(brief, user)
    summons = summons_of(dialogue)
    visits = list(dialogue.visits.filter(cancelled_why="", on__gte=today).select_related("unit"))
    return render(
        request,
        "dialogues/board_dialogue.html",
        {
            "dialogue": dialogue,
            "topic": dialogue.topic,
            "rights": rights,
            "today": today,
            "year_slug": dialogue.topic.round.school_year.span.slug,
            "brief": brief,
            "sections": sections,
            "damaged": damaged,
            "summons": summons,
            "my_summons": next((row for row in summons if row.person_id == user.pk), None),
            "follow_ups": follow_ups_of(dialogue.follow_ups.all()),
            "receivers": list(dialogue.receivers.select_related("unit")),
            "visits": visits,
            "steps": _steps(dialogue, brief is not None),
            "me": user,
            # Who reads the board's meetings; others meet a wall there.
            "meeting_open": rights.governs or rights.keeps_papers,
            "answers": dict(Summons.Answer.choices),
        },
    )


def _shown_brief(brief: Brief | None, user: User) -> tuple[list[dict[str, Any]], str]:
    """The parts of what was sent, and why they are not shown when they are not intact."""
    if brief is None:
        return [], ""
    try:
        content = brief_content(brief)
    except BriefDamagedError as error:
        return [], str(error)
    for section in content["sections"]:
        if section["key"] == REPORTS:
            _link_reports(section["facts"], brief, user)
    return [
        {**section, "facts": shown_facts(section["facts"], section["key"])}
        for section in content["sections"]
        # Who is called is beside, with their answers.
        if section["key"] != "kallade"
    ], ""


def _link_reports(facts: list[Fact], brief: Brief, user: User) -> None:
    """Let each report that is named lead to the report, for who may read it. One query.

    What was sent is frozen with its names; who may read a report is looked up when it is shown.
    """
    named = brief.dialogue.material.filter(report__isnull=False).order_by()
    found = {
        report_name(report): reverse("report_detail", args=[report.pk])
        for report in Report.objects.readable_by(user)
        .filter(pk__in=named.values("report"))
        .select_related("kind", "unit")
    }
    for fact in facts:
        if fact["type"] == "table":
            fact["links"] = [found.get((row[0], row[1]), "") for row in fact["rows"]]


def _steps(dialogue: BoardDialogue, is_sent: bool) -> list[dict[str, str]]:
    """The way of a dialogue, with where this one is."""
    done = [
        ("Möte valt", True),
        ("Underlag skickat", is_sent),
        ("I kallelsen", dialogue.noticed_on is not None),
        ("Genomförd", dialogue.held_on is not None),
        ("Svar till enheterna", dialogue.answered_on is not None),
    ]
    here = next((number for number, (_, is_done) in enumerate(done) if not is_done), len(done))
    return [
        {"label": label, "state": "done" if is_done else "current" if number == here else ""}
        for number, (label, is_done) in enumerate(done)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def sitting_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """The presidium decides at which meeting a topic is talked about."""
    user = signed_in(request)
    topic: Topic = get_object_or_404(
        Topic.objects.open_to(user, Permission.PRESIDE).select_related(
            "round__unit", "round__school_year", "dialogue"
        ),
        pk=pk,
        chosen=True,
    )
    found = getattr(topic, "dialogue", None)
    today, year = timezone.localdate(), topic.round.school_year.span
    forum = board_forum(topic.round.unit, today=today)
    coming = (
        chances(forum, first=max(today, year.starts), last=year.ends) if forum is not None else []
    )
    taken = taken_days(topic)
    form = SittingForm(
        request.POST or None,
        meetings=[(one.value, _chance_label(one, taken)) for one in coming],
        initial={
            "meeting": f"mote:{found.meeting_id}",
            "on": found.on,
            "starts": found.starts,
            "place": found.place,
        }
        if found
        # The first meeting without a dialogue: one deep talk a meeting is enough.
        else {"meeting": next((one.value for one in coming if one.on not in taken), "")},
    )
    back = topics_address(year)
    if request.method == "POST" and form.is_valid():
        try:
            dialogue = choose_sitting(
                topic, sitting=_sitting(form, forum, user, today), by=user, today=today
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request, f"Dialogen om {topic} hålls {format_date(dialogue.on)}. Förvaltningen vet."
            )
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Flytta dialogen" if found else "Välj möte",
        eyebrow=f"Nämndens dialoger {topic.round.school_year}",
        lead=topic.title,
        submit="Spara mötet",
        cancel=back,
    )


def _chance_label(chance: Chance, taken: dict[date, list[str]]) -> str:
    """A meeting as it is chosen, with what it has been given to already."""
    titles = taken.get(chance.on)
    return f"{chance.label} – har redan: {', '.join(titles)}" if titles else chance.label


def _sitting(form: SittingForm, forum: Forum | None, user: User, today: date) -> Sitting:
    """What was chosen: one of the board's meetings, laid in if it was not, or a day."""
    data = form.cleaned_data
    if forum is None or "meeting" not in data:
        return Sitting(on=data["on"], starts=data["starts"], place=data["place"])
    meeting = meeting_of(forum, data["meeting"], by=user, today=today)
    return Sitting.at(meeting, starts=data["starts"])


@require_http_methods(["GET", "HEAD", "POST"])
def board_dialogue_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a dialogue off its meeting."""
    dialogue, _ = dialogue_to(request, pk, "presides")
    back = topics_address(dialogue.topic.round.school_year.span)
    if request.method == "POST":
        try:
            cancel_dialogue(dialogue, by=signed_in(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(
                request, "Dialogen är borttagen från mötet. Ämnet är fortfarande valt."
            )
        return redirect(back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": "Ställ in dialogen?",
            "text": "Det som är skrivet i underlaget och kallelserna försvinner. Ämnet är "
            "fortfarande valt och kan läggas på ett annat möte. Vill du bara byta dag är det "
            "bättre att flytta dialogen.",
            "facts": [("Ämne", dialogue.topic.title), ("Dag", format_date(dialogue.day))],
            "submit": "Ställ in dialogen",
            "danger": True,
            "cancel": back,
        },
    )


@require_safe
def board_dialogue_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has written what about a dialogue; the brief's drafts are the administration's."""
    dialogue, _ = dialogue_to(request, pk, "leads")
    return render(
        request,
        "core/history.html",
        {
            "heading": f"Historik: {dialogue.topic}",
            "eyebrow": "Nämndens dialog",
            "back": reverse("board_dialogue", args=[pk]),
            "versions": shown_versions(
                versions(dialogue),
                labels={
                    "dag": "Mötet ändrades",
                    "underlag": "Underlaget skrevs",
                    "vad som kom fram": "Utfallet skrevs",
                },
                rich=frozenset({"underlag", "vad som kom fram", "vad det ledde till"}),
            ),
        },
    )
