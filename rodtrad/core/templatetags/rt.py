"""Filters and tags that every page uses: numbers, dates, text and status as Swedes read them."""

from datetime import date, datetime
from decimal import Decimal

from django import forms, template
from django.forms import BoundField
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from rodtrad.core import numbers, prose
from rodtrad.core.forms import dress

register = template.Library()

_MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
_NOTHING = "–"

# What stands inside a 16 × 16 icon; strokes in the colour of the text.
_CHECK = '<path d="M3.5 8.5l3 3 6-7"/>'
_CLOCK = '<circle cx="8" cy="8" r="5.75"/><path d="M8 4.75V8l2.25 1.5"/>'
_ALARM = '<path d="M8 2.25l6.25 11.25H1.75z"/><path d="M8 6.5v3.25M8 11.6v.2"/>'
_RING = '<circle cx="8" cy="8" r="5.25" stroke-dasharray="2.4 2.4"/>'
_PEN = '<path d="M10.5 2.75l2.75 2.75-7.5 7.5H3v-2.75z"/>'
_SEAL = '<circle cx="8" cy="8" r="6"/><path d="M5.25 8.25l2 2 3.5-4.25"/>'
_ARROW = '<path d="M3 8h9.5M9 4.25L12.75 8 9 11.75"/>'
_BACK = '<path d="M13 8H3.5M7 4.25L3.25 8 7 11.75"/>'
_CROSS = '<path d="M4 4l8 8M12 4l-8 8"/>'
_LINE = '<path d="M3.5 8h9"/>'
_TURN = '<path d="M3 10.5c0-6 10-6 10 0M10.5 8.25L13 10.75l2-2.6"/>'
_LOCK = '<rect x="3.5" y="7" width="9" height="6.25" rx="1"/><path d="M5.5 7V5a2.5 2.5 0 015 0v2"/>'
_INFO = '<circle cx="8" cy="8" r="6"/><path d="M8 7.25v3.5M8 5v.2"/>'

_KINDS: dict[str, tuple[str, str]] = {
    "ok": ("Klart", _CHECK),
    "progress": ("Pågår", _ARROW),
    "due": ("Snart dags", _CLOCK),
    "late": ("Försenat", _ALARM),
    "missing": ("Saknas", _RING),
    "draft": ("Utkast", _PEN),
    "submitted": ("Inlämnad", _ARROW),
    "returned": ("Återlämnad", _BACK),
    "adopted": ("Fastställd", _SEAL),
    "planned": ("Planerat", _RING),
    "closed": ("Avslutat", _LINE),
    "adjust": ("Behöver justeras", _TURN),
    "stop": ("Fungerar inte", _CROSS),
    "suppressed": ("Visas inte, för få", _LOCK),
    "na": ("Ej aktuellt", _LINE),
    "info": ("Information", _INFO),
}


def _icon(shape: str) -> SafeString:
    """An icon that screen readers pass over; `shape` is one of the constants above."""
    return mark_safe(  # noqa: S308  # put together from constants in this file only
        '<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.75" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        f"{shape}</svg>"
    )


@register.simple_tag
def status_tag(kind: str, text: str = "") -> SafeString:
    """A state as an icon and words, never as a colour alone; an unknown kind shows as info."""
    known = kind if kind in _KINDS else "info"
    words, shape = _KINDS[known]
    return format_html(
        '<span class="status" data-kind="{}">{}{}</span>', known, _icon(shape), text or words
    )


@register.simple_tag
def svg(markup: object) -> SafeString:
    """Our own drawing, as it is; raises ValueError for anything that is not one."""
    text = str(markup).strip() if markup else ""
    if text and not text.startswith(("<svg", "<figure")):
        raise ValueError("svg tar bara emot våra egna diagram.")
    return mark_safe(text)  # noqa: S308  # drawn by our own code, which escapes what it writes


@register.simple_tag
def error_icon() -> SafeString:
    """The sign before an error's words."""
    return _icon(_ALARM)


@register.filter
def rich(html: object) -> SafeString:
    """Written text with its formatting, cleaned once more on the way out."""
    return mark_safe(prose.for_page(str(html or "")))  # noqa: S308  # for_page cleans it


@register.filter
def plain_paragraphs(text: object) -> SafeString:
    """Plain text as paragraphs; whatever looks like markup is shown as it was written."""
    return mark_safe(prose.from_plain(str(text or "")))  # noqa: S308  # from_plain escapes it


@register.filter
def num(value: object, decimals: int | None = None) -> str:
    """A number with decimal comma; an en dash when there is none (never 0)."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return _NOTHING if value in (None, "") else str(value)
    return numbers.format_number(value, decimals)


@register.filter
def swedate(value: object) -> str:
    """A day as "15 feb 2026"; an en dash when there is none."""
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    if not isinstance(value, date):
        return _NOTHING
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


@register.filter
def swetime(value: object) -> str:
    """A moment as "15 feb 2026 kl. 10.31", in local time; an en dash when there is none."""
    if not isinstance(value, datetime):
        return _NOTHING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{swedate(local)} kl. {local:%H.%M}"


@register.filter
def initials(name: object) -> str:
    """The first letters of the first and the last name: "Anna Maria Ek" is AE."""
    words = str(name or "").split()
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper()


@register.filter
def alert_color(level: str) -> str:
    """The design system's colour for one of Django's message levels."""
    return {"success": "success", "warning": "warning", "error": "danger"}.get(level, "info")


def _error_ids(field: BoundField) -> list[str]:
    """The ids of the help and the error that stand beside a field."""
    ids = [f"{field.auto_id}-help"] if field.help_text else []
    return ids + ([f"{field.auto_id}-error"] if field.errors else [])


@register.filter
def described_by(field: BoundField) -> str:
    """What aria-describedby is to say; "" when there is neither help nor error."""
    return " ".join(_error_ids(field))


@register.filter
def is_group(field: BoundField) -> bool:
    """Whether the field is many controls, which a fieldset names."""
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def is_check(field: BoundField) -> bool:
    """Whether the field is a single box to tick."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_optional(field: BoundField) -> bool:
    """Whether the field may be left empty whatever else is filled in."""
    needed = field.name in getattr(field.form, "needed_later", ())
    return not (needed or field.field.required or getattr(field.field, "is_one_of_many", False))


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's control, tied to its help and its error."""
    attrs: dict[str, str | bool] = {}
    if ids := described_by(field):
        attrs["aria-describedby"] = ids
    if field.errors:
        attrs["aria-invalid"] = "true"
    if field.field.required and not is_check(field):
        attrs["aria-required"] = "true"
    return field.as_widget(attrs=attrs)


@register.filter
def shown(value: object) -> str:
    """Any stored value in words: a row by its name, a day as a date, nothing as "(tomt)"."""
    if value is None or value == "":
        return "(tomt)"
    if isinstance(value, date):
        return swedate(value)
    return num(value) if isinstance(value, int | float | Decimal) else str(value)


@register.filter
def dressed(field: BoundField) -> BoundField:
    """A field of a form that is not ours, with our classes and without the other's hints."""
    field.field.widget.attrs.pop("placeholder", None)
    dress(field.field)
    return field
