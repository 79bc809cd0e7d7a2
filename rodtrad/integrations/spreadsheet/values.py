"""What stands in a cell, as people and programs write it: numbers, marks, periods, genders.

Pure functions. Each raises ValueError with a Swedish sentence that says what to write instead.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rodtrad.core.schoolyear import Period, SchoolYear

Cell = str | int | float

COMMA, POINT = ",", "."
# What a year that stands alone means; see SheetMapping.Years.
CALENDAR, ENDS = "calendar", "ends"
UNCALCULATED = "#OBERÄKNAD!"
_SPACES = " \u00a0\u202f\u2009"
_SIGN = "([-+\u2212\u2013]?)"
_LONGEST = 40
# What the database holds: ten digits before the decimal comma and four after it.
_FINEST = Decimal("0.0001")
_LARGEST = Decimal(10) ** 10
_LARGEST_COUNT = 2_147_483_647
_ERROR = re.compile(r"#[\w/]+[!?]?|#N/A|Err:[0-9]{3}", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*")


def _pattern(thousands: str, decimal: str) -> re.Pattern[str]:
    """A number with one and the same sign between its thousands, or none."""
    return re.compile(
        rf"{_SIGN}\s*([0-9]+|[0-9]{{1,3}}([{thousands}])[0-9]{{3}}(?:\3[0-9]{{3}})*)"
        rf"(?:[{decimal}]([0-9]+))?"
    )


_NUMBERS = {
    COMMA: _pattern(f"{_SPACES}.'", ","),
    POINT: _pattern(f"{_SPACES},'", "."),
}
_MARKS = {
    "suppressed": ("..", "sekretess", "visas ej", "visas inte", "skyddat", "för få"),
    "not_applicable": (".", "ej tillämpligt", "ej aktuellt", "inte aktuellt", "e/t"),
    "missing": (
        "-",
        "\u2013",
        "\u2014",
        "saknas",
        "uppgift saknas",
        "n/a",
        "na",
        "null",
        "uppg. saknas",
    ),
}
_STATUS = {mark: status for status, marks in _MARKS.items() for mark in marks}
_ABOUT = re.compile(r"(?:~|ca\.?|cirka|ungefär)\s*([0-9].*)", re.IGNORECASE)
_GENDERS = {
    "T": "alla totalt totalen total samtliga båda t a all both könen elever barn",
    "K": "flicka flickor kvinna kvinnor tjej tjejer f k girl girls female women fl",
    "M": "pojke pojkar man män kille killar p m boy boys male men po",
}
_GENDER = {word: code for code, words in _GENDERS.items() for word in words.split()}
_TERM_FIRST = re.compile(r"(ht|vt|hösttermin(?:en)?|vårtermin(?:en)?)\W*([0-9]{4}|[0-9]{2})")
_TERM_LAST = re.compile(r"([0-9]{4})\s*-?\s*(ht|vt|hösttermin(?:en)?|vårtermin(?:en)?)")
# A year, also as programs write a number with decimals.
_YEAR = re.compile(r"([0-9]{4})(?:[.,]0)?")
_WORDS = re.compile(r"^(?:läsåret|läsår|kalenderåret|kalenderår|år|lå)\.?\s*")


@dataclass(frozen=True, slots=True)
class Given:
    """A value as the file gives it; status as in Reading, None when the cell is empty."""

    status: str | None
    value: Decimal | None
    original: str


def plain(cell: Cell) -> str:
    """The cell as text: a whole number without decimals, others with decimal comma."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        return repr(cell).replace(".", ",")
    return str(cell)


def normal(text: str) -> str:
    """A text to compare with: lower case, single spaces."""
    return " ".join(text.casefold().split())


def read_number(cell: Cell, decimal: str = COMMA) -> Decimal:
    """The exact number in a cell; a percent sign changes nothing.

    Args:
        decimal: the sign that begins the decimals in text. The other one may then stand between
            thousands only: "1.234" is either 1234 or a bit more than one, never both.
    """
    if isinstance(cell, float | int):
        # As it is read, not as its binary neighbour.
        number = Decimal(repr(cell))
        if not number.is_finite():
            raise ValueError("Cellen har inget tal.")
        return number
    text = cell.strip()
    _refuse_errors(text)
    found = None
    if len(text) <= _LONGEST:
        found = _NUMBERS[decimal].fullmatch(text.removesuffix("%").rstrip())
    if found is None:
        raise ValueError(_not_a_number(text, decimal))
    sign, whole, between, decimals = found.groups()
    digits = whole.replace(between, "") if between else whole
    number = Decimal(f"{digits}.{decimals}" if decimals else digits)
    return -number if sign and sign != "+" and number else number


def read_value(cell: Cell, *, decimal: str = COMMA, as_fraction: bool = False) -> Given:
    """The value in a cell, or the mark that says why there is none.

    Args:
        as_fraction: shares stand as 0 to 1, so 0,838 is 83,8. Never where a percent sign stands.
    """
    original = plain(cell).strip()
    if not original:
        return Given(None, None, "")
    lower = original.casefold()
    if status := _STATUS.get(lower):
        return Given(status, None, original[:60])
    if _ABOUT.fullmatch(original):
        return Given("approximate", None, original[:60])
    number = read_number(cell, decimal)
    if as_fraction and not original.endswith("%"):
        number *= 100
    if abs(number) >= _LARGEST:
        raise ValueError(f"Talet {original} är för stort.")
    return Given("reported", number.quantize(_FINEST), original[:60])


def read_count(cell: Cell, *, decimal: str = COMMA) -> int | None:
    """A number of people; None when the cell is empty or has a mark instead."""
    text = plain(cell).strip()
    if not text or text.casefold() in _STATUS:
        return None
    number = read_number(cell, decimal)
    if number != number.to_integral_value() or not 0 <= number <= _LARGEST_COUNT:
        raise ValueError(f"”{text}” är inget antal. Skriv ett heltal från 0 och uppåt.")
    return int(number)


@lru_cache(maxsize=1024)
def read_gender(text: str) -> str:
    """T for all, K for girls, M for boys; an empty cell is about all."""
    if not text.strip():
        return "T"
    for word in re.findall(r"\w+", text.casefold()):
        if word in _GENDER:
            return _GENDER[word]
    raise ValueError(f"”{text}” är inget kön som känns igen. Skriv flickor, pojkar eller alla.")


@lru_cache(maxsize=4096)
def read_period(text: str, years: str = CALENDAR) -> Period:
    """A school year, a term, a calendar year or a day, in the forms that programs write them.

    Args:
        years: what a year that stands alone means; "Kalenderår 2023" leaves no doubt.
    """
    written = _WORDS.sub("", normal(text))
    if years != CALENDAR and is_year(text):
        return SchoolYear(int(written[:4]) - (years == ENDS)).period
    if found := _YEAR.fullmatch(written):
        written = found[1]
    if found := _TERM_FIRST.fullmatch(written):
        return Period.parse(f"{found[1][0]}T {found[2]}")
    if found := _TERM_LAST.fullmatch(written):
        return Period.parse(f"{found[2][0]}T {found[1]}")
    if re.fullmatch(r"[0-9]{2}/[0-9]{2}", written):
        written = f"20{written}"
    if not written:
        raise ValueError("Perioden saknas. Skriv till exempel 2025/26, HT 2025 eller 2025.")
    try:
        return Period.parse(written)
    except ValueError as error:
        raise ValueError(str(error).replace(f"”{written}”", f"”{text}”", 1)) from None


def is_year(text: str) -> bool:
    """Whether a year stands alone: a calendar year, or a school year called by one of its two."""
    said = normal(text)
    return not said.startswith("kalender") and bool(_YEAR.fullmatch(_WORDS.sub("", said)))


def guess_decimal(cells: Iterable[Cell]) -> str:
    """Which sign begins the decimals in a file's numbers; the comma when nothing tells."""
    votes = {COMMA: 0, POINT: 0}
    for cell in cells:
        if not isinstance(cell, str):
            continue
        text = cell.strip().removesuffix("%").rstrip()
        if not re.fullmatch(rf"{_SIGN}\s*[0-9][0-9{_SPACES}.,']*", text):
            continue
        last = max(text.rfind(COMMA), text.rfind(POINT))
        if last < 0:
            continue
        sign = text[last]
        if text.count(sign) > 1:
            # 1.234.567: between thousands.
            votes[POINT if sign == COMMA else COMMA] += 1
        elif len(text) - last - 1 != 3 or (COMMA in text and POINT in text):
            votes[sign] += 1
    return POINT if votes[POINT] > votes[COMMA] else COMMA


def are_fractions(cells: Iterable[Cell]) -> bool:
    """Whether shares stand as 0 to 1, as Excel keeps percent: none above 1, some between."""
    numbers = [cell for cell in cells if isinstance(cell, float | int)]
    return (
        bool(numbers)
        and all(0 <= one <= 1 for one in numbers)
        and any(0 < one < 1 for one in numbers)
    )


def _refuse_errors(text: str) -> None:
    if text == UNCALCULATED:
        raise ValueError(
            "Formeln är inte uträknad. Öppna filen i Excel, spara den och försök igen."
        )
    if _ERROR.fullmatch(text):
        raise ValueError(f"Cellen visar formelfelet {text}. Rätta formeln i filen.")


def _not_a_number(text: str, decimal: str) -> str:
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    if _DATE.fullmatch(text):
        return (
            f"Här står ett datum ({shown}) i stället för ett tal. "
            "Kalkylprogrammet kan ha gjort om talet: skriv det igen som tal."
        )
    other = POINT if decimal == COMMA else COMMA
    if len(text) <= _LONGEST and _NUMBERS[other].fullmatch(text.removesuffix("%").rstrip()):
        words = {COMMA: "decimalkomma", POINT: "decimalpunkt"}
        return (
            f"”{shown}” har {words[other]}, men filen läses med {words[decimal]}. "
            "Ändra talet, eller välj det andra decimaltecknet."
        )
    return f"”{shown}” är inte ett tal. Skriv bara siffror, till exempel 83,8."
