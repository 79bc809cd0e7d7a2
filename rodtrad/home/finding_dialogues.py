"""Search among the dialogues: the board's, the administration's visits and the units' own."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.core.numbers import format_date
from rodtrad.dialogues.models import Matter, Occasion, Topic, Visit
from rodtrad.dialogues.models.board import of_board
from rodtrad.dialogues.queries.visit import listed_commitments
from rodtrad.home.found import Group, Hit, excerpt, first
from rodtrad.organisation.access import Permission, reach_filter
from rodtrad.organisation.queries import matching


def find_dialogues(user: User, words: str) -> list[Group]:
    """What matches every word, by kind, one query each."""
    return [
        _topics(user, words),
        _visits(user, words),
        _commitments(user, words),
        _occasions(user, words),
        _matters(user, words),
    ]


def _topics(user: User, words: str) -> Group:
    """The board's topics with what was said about them; what is only proposed for the board alone.

    The brief is not sought in: it is the administration's draft until it is sent.
    """
    proposals = of_board(
        user, Permission.LEAD, Permission.GOVERN, Permission.KEEP_PAPERS, unit="round__unit"
    )
    rows, more = first(
        Topic.objects.open_to(user, Permission.READ_ADOPTED)
        .filter(Q(chosen=True) | proposals, withdrawn_on__isnull=True)
        .filter(
            matching(
                words, "title", "why", "dialogue__said", "dialogue__led_to", "dialogue__answer"
            )
        )
        .select_related("round__school_year", "dialogue")
        .order_by("-round__school_year", "title")
    )
    hits = []
    for row in rows:
        dialogue = getattr(row, "dialogue", None)
        year = row.round.school_year
        page = "board_home" if row.chosen else "topic_list"
        told = f"{row.why} {dialogue.said} {dialogue.led_to}" if dialogue else row.why
        hits.append(
            Hit(
                title=row.title,
                context=f"Läsåret {year}" + ("" if row.chosen else " · Förslag"),
                url=reverse("board_dialogue", args=[dialogue.pk])
                if dialogue
                else reverse(page, query={"lasar": year.slug}),
                excerpt=excerpt(told, words),
            )
        )
    return Group("Nämndens dialoger", hits, more)


def _visits(user: User, words: str) -> Group:
    """Visits by their unit, and by what is written once the other side may read it."""
    led = reach_filter(user, Permission.LEAD, unit="unit")
    rows, more = first(
        Visit.objects.readable_by(user)
        .filter(
            matching(words, "unit__name", "place")
            | (
                Q(prepared_on__isnull=False)
                & matching(words, "unit__name", "wants_to_tell", "wants_to_discuss")
            )
            | (
                (led | Q(feedback_on__isnull=False))
                & matching(words, "unit__name", "notes", "feedback")
            )
        )
        .select_related("unit", "round__school_year")
        .order_by("-round__school_year", "unit__name")
    )
    hits = [
        Hit(
            title=str(row),
            context=" · ".join(
                [row.get_state_display(), *([format_date(row.on)] if row.on else [])]
            ),
            url=reverse("visit_detail", args=[row.pk]),
        )
        for row in rows
    ]
    return Group("Förvaltningens dialog", hits, more)


def _commitments(user: User, words: str) -> Group:
    rows, more = first(
        listed_commitments(user, today=timezone.localdate(), shown="alla")
        .filter(matching(words, "text", "outcome", "visit__unit__name"))
        .order_by("-due", "pk")
    )
    hits = [
        Hit(
            title=row.text,
            context=f"{row.visit} · {row.get_state_display()}",
            url=reverse("visit_detail", args=[row.visit_id]),
            excerpt=excerpt(row.outcome, words),
        )
        for row in rows
    ]
    return Group("Åtaganden", hits, more)


def _occasions(user: User, words: str) -> Group:
    rows, more = first(
        Occasion.objects.open_to(user, Permission.READ)
        .filter(matching(words, "method", "question", "said", "adjusted"))
        .select_related("unit")
    )
    hits = [
        Hit(
            title=row.method,
            context=f"{row.unit.name} · {format_date(row.on)}",
            url=reverse("unit_occasion_detail", args=[row.pk]),
            excerpt=excerpt(f"{row.question} {row.said} {row.adjusted}", words),
        )
        for row in rows
    ]
    return Group("Enheternas dialoger", hits, more)


def _matters(user: User, words: str) -> Group:
    rows: list[Any]
    rows, more = first(
        Matter.objects.open_to(user, Permission.READ)
        .filter(matching(words, "text", "answer"))
        .select_related("unit", "school_year")
        .order_by("-raised_on", "-pk")
    )
    hits = [
        Hit(
            title=row.text,
            context=f"{row.unit.name} · {'Besvarad' if row.answered_on else 'Inte besvarad'}",
            url=reverse(
                "unit_outcomes", args=[row.unit.code], query={"lasar": row.school_year.slug}
            ),
            excerpt=excerpt(row.answer, words),
        )
        for row in rows
    ]
    return Group("Frågor från enheterna", hits, more)
