"""Written text: cleaned on its way in and out, and cut into blocks that every format can set.

The editor sends a small HTML (Trix: div, br, strong, em, a, h1, blockquote, ul, ol, li). All
cleaning is done by nh3; what is parsed here has passed it, so no rule about what is dangerous
lives in this module.
"""

from __future__ import annotations

import re
from datetime import date
from html import escape
from html.parser import HTMLParser
from typing import Final, Literal, NotRequired

import nh3
from typing_extensions import TypedDict

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TAGS: Final = frozenset(
    {"p", "div", "br", "strong", "b", "em", "i", "a", "ul", "ol", "li", "blockquote"} | _HEADINGS
)
_SCHEMES: Final = frozenset({"http", "https", "mailto"})


class Span(TypedDict):
    """A run of text in one style. A line break inside a paragraph is "\\n" in ``text``."""

    text: str
    bold: bool
    italic: bool
    href: NotRequired[str]


class Block(TypedDict):
    """One paragraph, heading, quote or list.

    ``spans`` holds the text of everything but lists and is empty for lists; ``items`` holds the
    spans of each list item and is empty for everything else.
    """

    type: Literal["paragraph", "bullets", "numbers", "heading", "quote"]
    spans: list[Span]
    items: list[list[Span]]


def sanitise(html: str) -> str:
    """Return the HTML with only the tags and addresses that written text may hold.

    Safe to store and to show; applying it twice changes nothing. The text of a tag that is not
    allowed is kept, except for script and style, whose content is not text.
    """
    return nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags={"script", "style"},
        attributes={"a": {"href"}},
        url_schemes=set(_SCHEMES),
        url_relative="deny",
        link_rel="noopener noreferrer",
    )


def for_page(html: str, *, heading_level: int = 3) -> str:
    """Return cleaned HTML whose headings fit under the page's own.

    The editor knows one heading, h1, and must get that back; on a page it would compete with the
    page's title, so every heading becomes ``heading_level`` here.
    """
    # nh3 writes these tags without attributes and escapes "<" in text: the pattern sees tags only.
    return re.sub(r"<(/?)h[1-6]>", rf"<\1h{heading_level}>", sanitise(html))


def to_blocks(html: str) -> list[Block]:
    """Return the text as JSON-able blocks, cleaned first. Empty paragraphs fall away.

    An empty line (two line breaks, as the editor writes it) parts two paragraphs. A list within
    a list becomes items of the outer one.
    """
    reader = _BlockReader()
    reader.feed(sanitise(html))
    reader.close()
    return reader.finish()


def from_plain(text: str) -> str:
    """Return plain text as HTML: an empty line parts paragraphs, a line break stays one."""
    paragraphs = re.split(r"\n[ \t]*\n+", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return "".join(
        f"<p>{escape(paragraph.strip(), quote=False).replace(chr(10), '<br>')}</p>"
        for paragraph in paragraphs
        if paragraph.strip()
    )


def to_plain(html: str) -> str:
    """Return the HTML as plain text: blocks parted by an empty line, list items one a line."""
    return "\n\n".join(_plain_block(block) for block in to_blocks(html))


def find_personal_identity_numbers(text: str) -> list[str]:
    """Return the Swedish personal identity and coordination numbers that stand in plain text.

    Ten or twelve digits with or without "-" or "+", as written and in order, each once. Only
    numbers with a possible birth date (day + 60 in a coordination number) and a right check
    digit count, so that registry, telephone and school unit numbers do not stop a text.
    Source: Skatteverket SKV 704 and SKV 707; Luhn check digit over the last ten digits.
    """
    found: dict[str, None] = {}
    for match in _IDENTITY_NUMBER.finditer(text):
        century, year, month, day, tail = match.groups()
        digits = year + month + day + tail
        if _is_birth_date(century, year, month, day) and _luhn_holds(digits):
            found[match.group()] = None
    return list(found)


_IDENTITY_NUMBER: Final = re.compile(
    r"(?<![0-9])(18|19|20)?([0-9]{2})([0-9]{2})([0-9]{2})[-+–]?([0-9]{4})(?![0-9])"
)


def _is_birth_date(century: str | None, year: str, month: str, day: str) -> bool:
    day_number = int(day) - 60 if int(day) > 60 else int(day)
    for prefix in (century,) if century else ("19", "20"):
        try:
            date(int(prefix + year), int(month), day_number)
        except ValueError:
            continue
        return True
    return False


def _luhn_holds(digits: str) -> bool:
    total = 0
    for position, digit in enumerate(digits):
        product = int(digit) * (2 - position % 2)
        total += product // 10 + product % 10
    return total % 10 == 0


def _plain_block(block: Block) -> str:
    if block["type"] == "bullets":
        return "\n".join(f"• {_plain_spans(item)}" for item in block["items"])
    if block["type"] == "numbers":
        return "\n".join(f"{n}. {_plain_spans(item)}" for n, item in enumerate(block["items"], 1))
    return _plain_spans(block["spans"])


def _plain_spans(spans: list[Span]) -> str:
    return "".join(span["text"] for span in spans)


class _BlockReader(HTMLParser):
    """Cuts HTML that nh3 has cleaned (well nested, known tags) into blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._spans: list[Span] = []
        self._lists: list[Literal["bullets", "numbers"]] = []
        self._items: list[list[Span]] = []
        self._bold = self._italic = self._quotes = 0
        self._heading = False
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._add("\n")
        elif tag in {"strong", "b"}:
            self._bold += 1
        elif tag in {"em", "i"}:
            self._italic += 1
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
        else:
            self._flush()
            if tag in {"ul", "ol"}:
                self._lists.append("bullets" if tag == "ul" else "numbers")
            elif tag == "blockquote":
                self._quotes += 1
            elif tag in _HEADINGS:
                self._heading = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"strong", "b"}:
            self._bold -= 1
        elif tag in {"em", "i"}:
            self._italic -= 1
        elif tag == "a":
            self._links.pop()
        elif tag != "br":
            self._flush()
            if tag in {"ul", "ol"}:
                kind = self._lists.pop()
                if not self._lists:
                    self._end_list(kind)
            elif tag == "blockquote":
                self._quotes -= 1
            elif tag in _HEADINGS:
                self._heading = False

    def handle_data(self, data: str) -> None:
        self._add(re.sub(r"[ \t\r\n]+", " ", data))

    def finish(self) -> list[Block]:
        """Return what was read."""
        self._flush()
        return self._blocks

    def _add(self, text: str) -> None:
        span = Span(text=text, bold=self._bold > 0, italic=self._italic > 0)
        if self._links and self._links[-1]:
            span["href"] = self._links[-1]
        self._spans.append(span)

    def _flush(self) -> None:
        spans, self._spans = self._spans, []
        for paragraph in _split_at_empty_lines(spans):
            if self._lists:
                self._items.append(paragraph)
            elif self._heading:
                self._blocks.append(Block(type="heading", spans=paragraph, items=[]))
            elif self._quotes:
                self._blocks.append(Block(type="quote", spans=paragraph, items=[]))
            else:
                self._blocks.append(Block(type="paragraph", spans=paragraph, items=[]))

    def _end_list(self, kind: Literal["bullets", "numbers"]) -> None:
        items, self._items = self._items, []
        if items:
            self._blocks.append(Block(type=kind, spans=[], items=items))


def _split_at_empty_lines(spans: list[Span]) -> list[list[Span]]:
    paragraphs: list[list[Span]] = [[]]
    breaks = 0
    for span in spans:
        if span["text"] == "\n":
            breaks += 1
            continue
        if breaks >= 2 and span["text"].strip():
            paragraphs.append([])
        elif breaks == 1 and paragraphs[-1]:
            paragraphs[-1].append(Span(text="\n", bold=False, italic=False))
        if span["text"].strip():
            breaks = 0
        elif breaks:
            continue
        paragraphs[-1].append(span)
    return [trimmed for paragraph in paragraphs if (trimmed := _trim(paragraph))]


def _trim(spans: list[Span]) -> list[Span]:
    """Join neighbours of one style and take away the white space at both ends and at breaks."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        same = last is not None and all(
            last.get(key) == span.get(key) for key in ("bold", "italic", "href")
        )
        if last is not None and (same or span["text"] == "\n"):
            last["text"] += span["text"]
        else:
            joined.append(span.copy())
    for span in joined:
        span["text"] = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", span["text"]))
    while joined and not (stripped := joined[0]["text"].lstrip(" \n")):
        joined.pop(0)
    if joined:
        joined[0]["text"] = stripped
    while joined and not (stripped := joined[-1]["text"].rstrip(" \n")):
        joined.pop()
    if joined:
        joined[-1]["text"] = stripped
    return joined
