"""Text that was written elsewhere, as the report's page shows it."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from rodtrad.core.prose import Block, Span

register = template.Library()

_LINE_BREAK = mark_safe("<br>")  # a constant


@register.simple_tag
def written(blocks: Iterable[Block], level: int) -> SafeString:
    """Blocks of text as HTML.

    Args:
        level: of the headings within the text, so that they fit under the one before it.
    """
    return format_html_join("", "{}", ((_block(block, level),) for block in blocks))


def _block(block: Block, level: int) -> SafeString:
    if block["type"] in ("bullets", "numbers"):
        items = format_html_join("", "<li>{}</li>", ((_spans(item),) for item in block["items"]))
        return format_html("<ul>{}</ul>" if block["type"] == "bullets" else "<ol>{}</ol>", items)
    text = _spans(block["spans"])
    if block["type"] == "heading":
        return format_html("<h{}>{}</h{}>", level, text, level)
    if block["type"] == "quote":
        return format_html("<blockquote><p>{}</p></blockquote>", text)
    return format_html("<p>{}</p>", text)


def _spans(spans: Iterable[Span]) -> SafeString:
    return format_html_join("", "{}", ((_span(span),) for span in spans))


def _span(span: Span) -> SafeString:
    lines = span["text"].split("\n")
    shown = format_html_join(_LINE_BREAK, "{}", ((line,) for line in lines))
    if span["bold"]:
        shown = format_html("<strong>{}</strong>", shown)
    if span["italic"]:
        shown = format_html("<em>{}</em>", shown)
    href = span.get("href", "")
    # The text was cleaned when it was cut into blocks; a snapshot is trusted no further.
    if href.startswith(("https://", "http://", "mailto:")):
        shown = format_html('<a href="{}" rel="noopener noreferrer">{}</a>', href, shown)
    return shown
