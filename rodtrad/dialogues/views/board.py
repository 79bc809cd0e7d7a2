"""The board's dialogues at a glance, its topics, and what it led to."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core.conflict import Conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.dialogues.actions.board import (
    agree_on_topics,
    change_rule,
    change_topic,
    open_round,
    propose_topic,
    rule_of,
    withdraw_topic,
)
from rodtrad.dialogues.forms.board import AgreeForm, RuleForm, TopicForm
from rodtrad.dialogues.models import BoardRound, Topic
from rodtrad.dialogues.queries.board import (
    Outcome,
    Rights,
    board_of,
    dialogues_at,
    glance,
    outcomes,
    rights_at,
    round_at,
    topics_in,
    visits_in,
)
from rodtrad.dialogues.queries.suggestions import grounds_of, suggestions
from rodtrad.drafts.actions import discard_draft
from rodtrad.organisation.access import Permission
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.organisation.scope import chosen_year, signed_in


def board_page(request: HttpRequest, right: str = "") -> tuple[Unit, Rights]:
    """The board of the person and what they may do there.

    Args:
        right: the name of one of the rights that is needed.

    Raises:
        Http404: without a role in the municipality, or without the right.
    """
    user = signed_in(request)
    municipality = board_of(user)
    rights = rights_at(user, municipality)
    if right and not getattr(rights, right):
        raise Http404
    return municipality, rights


def topics_address(year: YearSpan) -> str:
    """The page of a school year's topics."""
    return reverse("topic_list", query={"lasar": year.slug})


@require_safe
def board_home(request: HttpRequest) -> HttpResponse:
    """The next dialogue, its papers and what came out of the last; then the whole year."""
    municipality, rights = board_page(request)
    user, today, year = signed_in(request), timezone.localdate(), chosen_year(request)
    round_ = round_at(municipality, year)
    topics = topics_in(round_)
    return render(
        request,
        "dialogues/board_home.html",
        {
            "municipality": municipality,
            "rights": rights,
            "year": year,
            "year_slug": year.slug,
            "today": today,
            "glance": glance(municipality, today),
            "round": round_,
            "chosen": [topic for topic in topics if topic.chosen],
            "waiting": [t for t in topics if not t.chosen and t.withdrawn_on is None],
            "sent": set(
                dialogues_at(municipality)
                .filter(topic__round__school_year=year.start, is_sent=True)
                .values_list("pk", flat=True)
            ),
            "visits": [
                visit
                for visit in visits_in(municipality, year, user)
                if visit.on >= today and not visit.cancelled_why
            ],
        },
    )


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    """What is proposed for a school year, and for the administration what the work suggests."""
    municipality, rights = board_page(request, "sees_proposals")
    year = chosen_year(request)
    round_ = round_at(municipality, year)
    topics = topics_in(round_)
    if wanted_format(request):
        return table_response(
            request,
            f"Ämnen till nämndens dialoger {year.slug}",
            ("Ämne", "Varför", "Föreslaget av", "Den", "Valt", "Dialog"),
            (
                (
                    *(topic.title, topic.why, topic.get_origin_display(), topic.proposed_on),
                    "ja" if topic.chosen else "nej",
                    topic.dialogue.on if hasattr(topic, "dialogue") else None,
                )
                for topic in topics
            ),
        )
    is_agreed = round_ is not None and round_.agreed_on is not None
    return render(
        request,
        "dialogues/topic_list.html",
        {
            "rights": rights,
            "year": year,
            "year_slug": year.slug,
            "round": round_,
            "topics": topics,
            "is_agreed": is_agreed,
            "rule": rule_of(municipality),
            "sources": suggestions(municipality, year.previous)
            if rights.leads and not is_agreed
            else [],
            "today": timezone.localdate(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def topic_propose(request: HttpRequest) -> HttpResponse:
    """Propose a topic, from the work of the year or of one's own."""
    municipality, rights = board_page(request, "proposes_at_sitting")
    user, today = signed_in(request), timezone.localdate()
    year = get_object_or_404(SchoolYear, pk=chosen_year(request).start)
    refs = request.GET.get("ur", "")[:2000].split(",")
    grounds = grounds_of(user, refs) if rights.leads and any(refs) else []
    initial: dict[str, Any] = {"title": request.GET.get("amne", "")[:200], "revision": 0}
    if grounds and not initial["title"]:
        initial["title"] = grounds[0].label[:200]
    if request.GET.get("darfor"):
        initial["why"] = request.GET["darfor"][:1000]
    form = TopicForm(request.POST or None, initial=initial)
    at_sitting = "vid-motet" in request.GET
    form.fields["at_sitting"].initial = at_sitting
    if not rights.governs and not rights.keeps_papers:
        del form.fields["at_sitting"]
    back, key = topics_address(year.span), f"topic:new:{municipality.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            propose_topic(
                open_round(municipality=municipality, school_year=year, by=user),
                title=form.cleaned_data["title"],
                why=form.cleaned_data["why"],
                origin=Topic.Origin.ADMINISTRATION if rights.leads else Topic.Origin.MEMBER,
                at_sitting=bool(form.cleaned_data.get("at_sitting")),
                grounds=grounds,
                by=user,
                on=today,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Ämnet är föreslaget.")
            return redirect(f"{reverse('topic_agree')}?lasar={year.slug}" if at_sitting else back)
    return form_page(
        request,
        form,
        heading="Föreslå ett ämne",
        eyebrow=f"Nämndens dialoger {year.label}",
        submit="Föreslå ämnet",
        cancel=back,
        draft_key=key,
        template="dialogues/topic_propose.html",
        grounds=grounds,
    )


def _topic(request: HttpRequest, pk: int) -> tuple[Topic, Rights]:
    """A topic that the person may change: the administration its own, a member theirs."""
    user = signed_in(request)
    topic: Topic = get_object_or_404(
        Topic.objects.open_to(user, Permission.LEAD, Permission.GOVERN).select_related(
            "round__unit", "round__school_year"
        ),
        pk=pk,
    )
    rights = rights_at(user, topic.round.unit)
    own = topic.proposed_by_id == user.pk
    if not own and not (rights.leads and topic.origin == Topic.Origin.ADMINISTRATION):
        raise Http404
    return topic, rights


@require_http_methods(["GET", "HEAD", "POST"])
def topic_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a topic in other words, or take it back, until the board has agreed."""
    topic, _ = _topic(request, pk)
    user, key = signed_in(request), f"topic:{topic.pk}"
    back = topics_address(topic.round.school_year.span)
    form = TopicForm(
        request.POST or None,
        initial={"title": topic.title, "why": topic.why, "revision": topic.revision},
    )
    del form.fields["at_sitting"]
    shown: dict[str, Any] = {"cancel": back, "draft_key": key}
    if request.method == "POST" and "ta-tillbaka" in request.POST:
        try:
            withdraw_topic(topic, on=timezone.localdate(), by=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Förslaget är tillbakataget.")
        return redirect(back)
    if request.method == "POST" and form.is_valid():
        try:
            change_topic(
                topic,
                title=form.cleaned_data["title"],
                why=form.cleaned_data["why"],
                revision=form.cleaned_data["revision"] or 0,
                by=user,
            )
        except Conflict as conflict:
            return conflict_page(request, form, conflict, **shown)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Ämnet är ändrat.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra ämnet",
        submit="Spara ämnet",
        template="dialogues/topic_edit.html",
        **shown,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def topic_agree(request: HttpRequest) -> HttpResponse:
    """Note which topics the board agreed on."""
    municipality, rights = board_page(request, "agrees")
    user, year = signed_in(request), chosen_year(request)
    round_ = round_at(municipality, year)
    topics = (
        round_.topics.filter(withdrawn_on__isnull=True)
        if round_ is not None
        else Topic.objects.none()
    )
    rule = rule_of(municipality)
    form = AgreeForm(
        request.POST or None,
        topics=topics,
        initial={
            "topics": [topic.pk for topic in topics if topic.chosen],
            "on": (round_.agreed_on if round_ else None) or timezone.localdate(),
            "note": round_.agreed_note if round_ else "",
        },
    )
    back = topics_address(year)
    if request.method == "POST" and form.is_valid():
        if round_ is None:
            messages.error(request, f"Inget ämne är föreslaget för {year.label}.")
            return redirect(back)
        if _agree(form, round_, user):
            messages.success(request, "Ämnena är valda. Nu väljer presidiet möten.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Nämnden enas om ämnen",
        eyebrow=f"Nämndens dialoger {year.label}",
        lead=f"Välj {rule.fewest}–{rule.most} ämnen för läsåret. Ett ämne som lämnas vid sittande "
        "möte föreslås först.",
        submit="Spara valet",
        cancel=back,
        template="dialogues/topic_agree.html",
        year_slug=year.slug,
        topics=topics_in(round_),
        rights=rights,
    )


def _agree(form: AgreeForm, round_: BoardRound, user: Any) -> bool:
    on: date = form.cleaned_data["on"]
    if on > timezone.localdate():
        form.add_error("on", "Nämnden kan inte ha enats en dag som inte har varit.")
        return False
    try:
        agree_on_topics(
            round_,
            topics=list(form.cleaned_data["topics"]),
            on=on,
            note=form.cleaned_data["note"],
            by=user,
        )
    except ValidationError as error:
        add_errors(form, error)
        return False
    return True


def _outcome_cells(row: Outcome) -> list[tuple[Any, ...]]:
    """A row for each follow-up, and one for a topic without."""
    held = row.dialogue.held_on if row.dialogue else None
    first = (row.topic.round.school_year.label, row.topic.title, held, row.state[1])
    if not row.follow_ups:
        return [(*first, "", None, None, "")]
    return [(*first, one.what, one.due, one.done_on, one.outcome) for one in row.follow_ups]


@require_safe
def board_outcomes(request: HttpRequest) -> HttpResponse:
    """What became of every topic that the board chose."""
    municipality, rights = board_page(request)
    text = request.GET.get("q", "").strip()
    found = outcomes(municipality, text=text)
    if wanted_format(request):
        return table_response(
            request,
            "Vad nämndens dialoger ledde till",
            ("Läsår", "Ämne", "Genomförd", "Läge", "Uppföljning", "Senast", "Uppföljt", "Utfall"),
            [cells for row in found for cells in _outcome_cells(row)],
        )
    return render(
        request,
        "dialogues/board_outcomes.html",
        {"outcomes": found, "rights": rights, "text": text, "today": timezone.localdate()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def board_rule_edit(request: HttpRequest) -> HttpResponse:
    """How many topics the board agrees on, and how long a dialogue is."""
    municipality, _ = board_page(request, "leads")
    rule = rule_of(municipality)
    form = RuleForm(
        request.POST or None,
        initial={"fewest": rule.fewest, "most": rule.most, "minutes": rule.minutes},
    )
    back = reverse("board_home")
    if request.method == "POST" and form.is_valid():
        try:
            change_rule(municipality, by=signed_in(request), **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Antalet och tiden är ändrade.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Antal ämnen och tid",
        lead="Riktlinjen säger tre till fem ämnen och ungefär en timme för varje dialog.",
        submit="Spara",
        cancel=back,
    )
