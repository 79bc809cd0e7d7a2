"""Numbers and dates the way Swedes write them, and text in the order Swedes expect it.

Characters that look like another one are written as escapes, so that they can be told apart.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

NARROW_NO_BREAK_SPACE = "\u202f"  # between thousands
NO_BREAK_SPACE = "\u00a0"  # before %
MINUS = "\u2212"

_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)

Number = int | float | Decimal | Fraction

# Space, no-break space, narrow no-break space, thin space: what Excel, Word and Skolverket use.
_THOUSANDS = "[ \u00a0\u202f\u2009]"
_NUMBER = re.compile(
    rf"([-+\u2212\u2013]?)\s*([0-9]+|[0-9]{{1,3}}(?:{_THOUSANDS}[0-9]{{3}})+)(?:[.,]([0-9]+))?\s*%?"
)
# Longer than any figure a municipality has; keeps a pasted page out of the arithmetic.
_LONGEST_NUMBER = 40
# What both databases hold as a number, and far more rows than there will be.
_LONGEST_PK = 9


def parse_decimal(text: str) -> Decimal:
    """Read a number as people write it: "83,8", "83.8", "1 234,5", "-3", "83,8 %".

    A comma and a point both mark decimals. A percent sign is allowed and changes nothing:
    "83,8 %" is 83.8. The number is exact, with the decimals that were written. Raises ValueError
    with a Swedish sentence that says what to write when the text is anything else; an empty text
    is not 0.
    """
    written = text.strip()
    if not written:
        raise ValueError("Skriv ett tal, till exempel 83,8.")
    found = _NUMBER.fullmatch(written) if len(written) <= _LONGEST_NUMBER else None
    if found is None:
        shown = written if len(written) <= _LONGEST_NUMBER else f"{written[:_LONGEST_NUMBER]}…"
        raise ValueError(f"”{shown}” är inte ett tal. Skriv bara siffror, till exempel 83,8.")
    sign, whole, decimals = found.groups()
    digits = re.sub(_THOUSANDS, "", whole)
    number = Decimal(f"{digits}.{decimals}" if decimals else digits)
    return -number if sign and sign != "+" and number else number


def parse_pk(text: str) -> int | None:
    """Read a row's number from an address or a form: None for what cannot be one.

    int() alone fails for "\u00b2", which is a digit, and for thousands of digits; the database
    fails for a number that is larger than it can hold.
    """
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_PK else None


def format_number(value: Number, decimals: int | None = None) -> str:
    """Write a number with decimal comma and narrow no-break spaces between thousands.

    `decimals` is how many to show, rounding half away from zero as in school; None shows those
    the number has, at most ten. Zero never carries a minus sign. Raises ValueError for a value
    that is not finite.
    """
    exact = _as_decimal(value)
    if not exact.is_finite():
        raise ValueError("Talet går inte att skriva ut.")
    rounded = _round(exact, 10 if decimals is None else decimals)
    if decimals is None and "." in rounded:
        rounded = rounded.rstrip("0").rstrip(".")
    whole, _, fraction = rounded.lstrip("-").partition(".")
    grouped = f"{int(whole):,}".replace(",", NARROW_NO_BREAK_SPACE)
    negative = rounded.startswith("-") and bool(rounded.strip("-0."))
    return (MINUS if negative else "") + grouped + (f",{fraction}" if fraction else "")


def format_share(share: Number, decimals: int = 0) -> str:
    """Write a share between 0 and 1 as percent: 0.838 is "84 %".

    Only all is written "100 %" and only none "0 %": 0.998 is "mer än 99 %", since the one pupil
    in five hundred is there. Raises ValueError for a share outside 0 to 1.
    """
    exact = _as_decimal(share)
    if not exact.is_finite() or not 0 <= exact <= 1:
        raise ValueError("En andel måste ligga mellan 0 och 100 procent.")
    percent = exact * 100
    rounded = Decimal(_round(percent, decimals))
    step = Decimal(1).scaleb(-decimals)
    if rounded == 100 and percent < 100:
        return f"mer än {format_number(100 - step, decimals)}{NO_BREAK_SPACE}%"
    if rounded == 0 and percent > 0:
        return f"mindre än {format_number(step, decimals)}{NO_BREAK_SPACE}%"
    return f"{format_number(rounded, decimals)}{NO_BREAK_SPACE}%"


def plural(n: int, one: str, many: str) -> str:
    """The words that go with a number: "mål är analyserat" for 1, else "mål är analyserade"."""
    return one if n == 1 else many


def format_date(day: date) -> str:
    """Write a date as Swedes do in running text: "15 februari 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _as_decimal(value: Number) -> Decimal:
    """Return the number as a person reads it: 0.1 as 0.1, not as its binary neighbour."""
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(str(value)) if isinstance(value, float) else Decimal(value)


def _round(value: Decimal, decimals: int) -> str:
    # Through Fraction, because Decimal.quantize fails above its context's 28 digits.
    scaled = abs(Fraction(value)) * 10**decimals
    rounded = int(scaled + Fraction(1, 2))
    digits = str(rounded).rjust(decimals + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


# Swedish order (Svenska Akademien since 2006: w is a letter of its own, after v). Sources:
# CLDR's Swedish collation, which PostgreSQL uses, so that both databases sort alike.
_AFTER_Z = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "œ": "}", "ő": "}"}
_LIKE = {"ü": "y", "ű": "y", "đ": "d", "ð": "d", "þ": "th", "ł": "l"}


class _Weights(dict[int, str]):
    """Weight of each case-folded character, worked out the first time it is met."""

    def __missing__(self, codepoint: int) -> str:
        weight = self[codepoint] = _weight(chr(codepoint))
        return weight


def _weight(character: str) -> str:
    if character in _AFTER_Z:
        return _AFTER_Z[character]
    if character in _LIKE:
        return _LIKE[character]
    plain = unicodedata.normalize("NFD", character)[0]
    if "a" <= plain <= "z" or "0" <= plain <= "9":
        return plain
    if unicodedata.combining(plain):
        return ""
    if character.isspace() or ord(character) < 0x20:
        return "\x01"
    # Signs come before digits, letters of other alphabets after ö.
    return ("~" if character.isalnum() else "\x02") + character


_weights = _Weights()


@lru_cache(maxsize=8192)
def sort_key(text: str) -> str:
    """Return a key that sorts text in Swedish order: Å, Ä, Ö last, é as e, ü as y, w after v.

    Upper and lower case sort together; where that leaves two texts alike, the plain letter comes
    before the accented and the lower case before the upper, so that only identical texts have
    equal keys and the order never depends on where the rows came from.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return "\x00".join((folded.translate(_weights), folded, text.swapcase(), text))


def compare(a: str, b: str) -> int:
    """Compare two texts in Swedish order: -1, 0 or 1, as SQLite wants of a collation.

    0 only for identical texts, so that a comparison in SQL still means equality.
    """
    if a == b:
        return 0
    return -1 if sort_key(a) < sort_key(b) else 1
