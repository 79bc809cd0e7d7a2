"""The pieces that facts are made of, as JSON in the shape of ``render.schema``."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal

from rodtrad.core.numbers import format_date
from rodtrad.core.prose import Block, Span, from_plain, to_blocks, to_plain
from rodtrad.core.schoolyear import Period

FactJson = dict[str, Any]

# What the editor writes always begins with one of its tags; other text is plain.
_WRITTEN_IN_EDITOR = re.compile(r"\s*<(div|p|h1|ul|ol|blockquote|strong|em|a|br)\b", re.IGNORECASE)


def figures(heading: str, rows: Iterable[tuple[str, str]]) -> FactJson:
    """Labelled values."""
    return {"type": "figures", "heading": heading, "rows": [list(row) for row in rows]}


def table(
    heading: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    caption: str = "",
    right: Sequence[int] = (),
    links: Sequence[str] = (),
) -> FactJson:
    """A table.

    Args:
        caption: what the table shows, when the heading does not say it.
        right: the numbers of the columns that are set to the right.
        links: the page that each row's first cell leads to, "" for none.
    """
    made: FactJson = {
        "type": "table",
        "heading": heading,
        "caption": caption,
        "columns": list(columns),
        "align": ["right" if n in right else "left" for n in range(len(columns))],
        "rows": [list(row) for row in rows],
    }
    if links:
        made["links"] = list(links)
    return made


def note(text: str, tone: Literal["info", "warning"] = "info") -> FactJson:
    """Something that the reader should know, as what is missing."""
    return {"type": "note", "text": text, "tone": tone}


def prose(heading: str, blocks: Sequence[Block]) -> FactJson:
    """Text that was written where the work was done."""
    return {"type": "prose", "heading": heading, "blocks": list(blocks)}


def blocks_of(text: str) -> list[Block]:
    """A text as blocks, whether it was written in the editor or in a plain field."""
    return to_blocks(text if _WRITTEN_IN_EDITOR.match(text) else from_plain(text))


def plain(text: str) -> str:
    """A text as plain text, whether it was written in the editor or in a plain field."""
    return to_plain(text) if _WRITTEN_IN_EDITOR.match(text) else text.strip()


def heading_block(text: str) -> Block:
    """A heading within a text."""
    return Block(type="heading", spans=[Span(text=text, bold=False, italic=False)], items=[])


def paragraph(text: str) -> Block:
    """A paragraph of plain text."""
    return Block(type="paragraph", spans=[Span(text=text, bold=False, italic=False)], items=[])


def listed(words: Sequence[str]) -> str:
    """The words in a row: "a, b och c"; "" for none."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} och {words[-1]}"


def span_of(starts: date, ends: date) -> str:
    """A time as it is read: "18 augusti 2025 – 10 juni 2026"."""
    return f"{format_date(starts)} – {format_date(ends)}"


def quoted(titles: Sequence[str]) -> str:
    """Titles within a sentence: "”A” och ”B”"."""
    return listed([f"”{title}”" for title in titles])


def when(period: Period) -> str:
    """A time within a sentence: "läsåret 2025/26", "kalenderåret 2025", "HT 2025"."""
    if "/" in period.code:
        return f"läsåret {period}"
    return f"kalenderåret {period}" if period.code.isdigit() else str(period)


def period_word(period: Period) -> str:
    """What a time is: "Läsår", "Kalenderår" or "Termin"."""
    if "/" in period.code:
        return "Läsår"
    return "Kalenderår" if period.code.isdigit() else "Termin"
