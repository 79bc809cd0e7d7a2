"""The signs beside what a figure says: a shape for each answer, a colour for each question.

A target is green only where it is reached.
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from rodtrad.indicators.others import Judgement

register = template.Library()

_QUESTIONS = {"target": "Mot målet", "earlier": "Mot tidigare", "others": "Mot andra"}
# Each question has shapes of its own kind: flags, arrows, and dots over or under a line.
_SHAPES = {
    "met": '<path d="M3.5 14V2.5h8.5l-2 3 2 3H3.5" fill="currentColor"/>',
    "unmet": '<path d="M3.5 14V2.5h8.5l-2 3 2 3H3.5"/>',
    "unsure": '<path d="M3.5 14V2.5h8.5l-2 3 2 3H3.5" stroke-dasharray="2 2"/>',
    "up": '<path d="M3.5 12.5l9-9M6 3.5h6.5V10"/>',
    "down": '<path d="M3.5 3.5l9 9M6 12.5h6.5V6"/>',
    "same": '<path d="M2 8h11.5M10 4.5L13.5 8 10 11.5"/>',
    "over": '<path d="M1.5 11.5h13"/><circle cx="8" cy="5" r="2.75" fill="currentColor"/>',
    "under": '<path d="M1.5 4.5h13"/><circle cx="8" cy="11" r="2.75" fill="currentColor"/>',
    "like": '<path d="M1.5 8h13"/><circle cx="8" cy="8" r="2.75" fill="currentColor"/>',
    "broken": '<path d="M2 10.5l4-4M10 9.5l4-4M8 2v3M8 7v3M8 12v2.5"/>',
}


@register.simple_tag
def sign(judgement: Judgement) -> SafeString:
    """The sign and the word of an answer, with the question that it answers."""
    is_break = judgement.question == "earlier" and judgement.sign == "unsure"
    shape = _SHAPES["broken" if is_break else judgement.sign]
    drawing = mark_safe(  # noqa: S308  # put together from constants in this file only
        '<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.75" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        f"{shape}</svg>"
    )
    return format_html(
        '<span class="judge judge-{} judge-is-{}">{}<span>'
        '<span class="judge-question">{}:</span> {}</span></span>',
        judgement.question,
        judgement.sign,
        drawing,
        _QUESTIONS[judgement.question],
        judgement.word,
    )
