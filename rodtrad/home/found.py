"""What a search found: the hits of a kind, with the words around."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from rodtrad.core.prose import to_plain

# How many hits of each kind are shown; one more is fetched to know whether there are others.
SHOWN = 10


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    title: str
    context: str
    url: str
    excerpt: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of one kind."""

    label: str
    hits: list[Hit]
    has_more: bool


def first(rows: QuerySet[Any]) -> tuple[list[Any], bool]:
    """The hits that are shown, and whether there are more."""
    found = list(rows[: SHOWN + 1])
    return found[:SHOWN], len(found) > SHOWN


def excerpt(text: str, words: str, *, length: int = 160) -> str:
    """The part of a text around the first word that was sought; empty when it is not there."""
    plain = " ".join(to_plain(text).split())
    places = [plain.lower().find(word.lower()) for word in words.split()]
    found = [place for place in places if place >= 0]
    if not found:
        return ""
    start, end = max(0, min(found) - length // 3), min(found) + length
    # Whole words: from the nearest space before, to the nearest before the end.
    start = plain.rfind(" ", 0, start) + 1
    if end < len(plain):
        end = max(plain.rfind(" ", 0, end), min(found) + 1)
    return ("… " if start else "") + plain[start:end] + (" …" if end < len(plain) else "")
