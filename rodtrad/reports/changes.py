"""What differs between two versions of a report: in the text, word by word, and in the figures.

Pure arithmetic on two contents in the shape of ``render.schema``; no Django.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Literal

from rodtrad.core.prose import Block

Sign = Literal["same", "added", "removed"]

# Longer paragraphs are compared as wholes: word by word takes quadratic time.
_LONGEST = 20_000


@dataclass(frozen=True)
class Piece:
    """A run of words that both versions have, or that only one has."""

    sign: Sign
    text: str


@dataclass(frozen=True)
class FigureChange:
    """A figure that differs: where it stands, and what it was and is; "" where it is missing."""

    where: str
    before: str
    after: str


@dataclass
class SectionChange:
    """What differs in a section."""

    title: str
    sign: Sign
    paragraphs: list[list[Piece]] = field(default_factory=list)
    figures: list[FigureChange] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        """Whether anything differs."""
        return self.sign != "same" or bool(self.paragraphs) or bool(self.figures)


def compare(before: Any, after: Any) -> list[SectionChange]:
    """The sections that differ, in the order of the later version, with removed ones last.

    Args:
        before, after: contents as ``render.schema.read`` gives them.
    """
    earlier = {section["key"]: section for section in before["sections"]}
    found = []
    for section in after["sections"]:
        old = earlier.pop(section["key"], None)
        change = SectionChange(section["title"], "same" if old else "added")
        change.paragraphs = compare_text(old["blocks"] if old else [], section["blocks"])
        change.figures = compare_facts(old["facts"] if old else [], section["facts"])
        found.append(change)
    for old in earlier.values():
        change = SectionChange(old["title"], "removed")
        change.paragraphs = compare_text(old["blocks"], [])
        change.figures = compare_facts(old["facts"], [])
        found.append(change)
    return [change for change in found if change.is_changed]


def compare_text(before: Sequence[Block], after: Sequence[Block]) -> list[list[Piece]]:
    """The paragraphs that differ, each as pieces; one that both versions have is left out."""
    old, new = [_plain(block) for block in before], [_plain(block) for block in after]
    found: list[list[Piece]] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind == "equal":
            continue
        removed, added = old[a0:a1], new[b0:b1]
        for number in range(max(len(removed), len(added))):
            was = removed[number] if number < len(removed) else ""
            now = added[number] if number < len(added) else ""
            if was or now:
                found.append(compare_words(was, now))
    return found


def compare_words(before: str, after: str) -> list[Piece]:
    """Two paragraphs as pieces: put together, the pieces of a version are its whole text."""
    if not before or not after or len(before) + len(after) > _LONGEST:
        whole = [Piece("removed", before), Piece("added", after)]
        return [piece for piece in whole if piece.text]
    old, new = re.findall(r"\s+|[^\s]+", before), re.findall(r"\s+|[^\s]+", after)
    pieces = []
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[a0:a1])))
            continue
        if a1 > a0:
            pieces.append(Piece("removed", "".join(old[a0:a1])))
        if b1 > b0:
            pieces.append(Piece("added", "".join(new[b0:b1])))
    return pieces


def compare_facts(before: Iterable[Any], after: Iterable[Any]) -> list[FigureChange]:
    """Every figure, cell and note that differs."""
    old, new = dict(_cells(before, "")), dict(_cells(after, ""))
    return [
        FigureChange(where, old.get(where, ""), new.get(where, ""))
        for where in dict.fromkeys([*new, *old])
        if old.get(where, "") != new.get(where, "")
    ]


def _cells(facts: Iterable[Any], place: str) -> Iterable[tuple[str, str]]:
    """Each figure with where it stands, so that the same figure is found in both versions."""
    notes = 0
    for fact in facts:
        here = " · ".join(part for part in (place, fact.get("heading", "")) if part)
        if fact["type"] == "figures":
            yield from _numbered(
                (f"{here} · {label}".strip(" ·"), text) for label, text in fact["rows"]
            )
        elif fact["type"] == "table":
            yield from _rows(here or fact["caption"], fact["columns"], fact["rows"])
        elif fact["type"] == "chart":
            yield from _rows(here, fact["table"]["columns"], fact["table"]["rows"])
        elif fact["type"] == "goal":
            mine = " · ".join(part for part in (place, fact["title"]) if part)
            yield f"{mine} · Beskrivning", fact["description"]
            yield f"{mine} · Önskad effekt", fact["desired_effect"]
            yield from _cells(fact["facts"], mine)
        elif fact["type"] == "prose":
            yield here, "\n".join(_plain(block) for block in fact["blocks"])
        else:
            notes += 1
            yield f"{place} · Anmärkning {notes}".strip(" ·"), fact["text"]


def _rows(
    here: str, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> Iterable[tuple[str, str]]:
    return _numbered(
        (f"{here} · {row[0]} · {column}", cell)
        for row in rows
        for column, cell in zip(columns[1:], row[1:], strict=False)
    )


def _numbered(cells: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """The same name twice, as two units called alike, is told apart by a number."""
    seen: dict[str, int] = {}
    for where, text in cells:
        seen[where] = seen.get(where, 0) + 1
        yield (where if seen[where] == 1 else f"{where} ({seen[where]})"), text


def _plain(block: Block) -> str:
    if block["items"]:
        return "\n".join("".join(s["text"] for s in spans) for spans in block["items"])
    return "".join(span["text"] for span in block["spans"])
