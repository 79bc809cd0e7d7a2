"""Which characters the shipped fonts can print, read from the fonts themselves.

An archivable PDF may not hold a character without a glyph, and the typesetter rightly refuses.
A document must never fail because somebody wrote an emoji, so such characters are shown as a box.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).resolve().parent.parent / "fonts"

_STAND_IN: Final = "□"
# Joiners, variation selectors, direction marks, tags: they change neighbours and print nothing.
_INVISIBLE: Final = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Mn", "Me"})


def printable(text: str) -> str:
    """Return the text with what no font can print as a box, control characters taken out.

    Line breaks stay. Letters with separate accents are joined first, as "a" and a ring to "å".
    """
    known = characters()
    text = unicodedata.normalize("NFC", text).replace("\t", " ")
    if all(character in known or character == "\n" for character in text):
        return text
    shown: list[str] = []
    for character in text:
        if character in known or character == "\n":
            shown.append(character)
        elif unicodedata.category(character) in {"Zs", "Zl", "Zp"}:
            shown.append(" ")
        elif unicodedata.category(character) not in _INVISIBLE:
            shown.append(_STAND_IN if _STAND_IN in known else "?")
    return "".join(shown)


@cache
def characters() -> frozenset[str]:
    """Return the characters that every shipped font has. Raises FileNotFoundError without fonts."""
    fonts = sorted(FONTS.glob("*.ttf"))
    if not fonts:
        raise FileNotFoundError(f"Typsnitten för dokument saknas i {FONTS}.")
    shared = frozenset.intersection(*(_code_points(font.read_bytes()) for font in fonts))
    return frozenset(
        chr(point) for point in shared if point >= 0x20 and not 0xD800 <= point <= 0xDFFF
    )


def _code_points(font: bytes) -> frozenset[int]:
    """Return the code points of a TrueType font's character map (formats 4 and 12).

    Source: OpenType 1.9, "cmap — Character to Glyph Index Mapping Table".
    """
    (tables,) = struct.unpack_from(">H", font, 4)
    offsets = {
        font[12 + 16 * n : 16 + 16 * n]: struct.unpack_from(">I", font, 20 + 16 * n)[0]
        for n in range(tables)
    }
    cmap = offsets[b"cmap"]
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    points: set[int] = set()
    for n in range(subtables):
        start = cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * n)[0]
        (kind,) = struct.unpack_from(">H", font, start)
        if kind == 4:
            points |= _segments(font, start)
        elif kind == 12:
            (groups,) = struct.unpack_from(">I", font, start + 12)
            for group in range(groups):
                first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * group)
                points.update(range(first, last + 1))
    return frozenset(points)


def _segments(font: bytes, start: int) -> set[int]:
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    points: set[int] = set()
    for n in range(count):
        at = start + 14 + 2 * n
        (last,) = struct.unpack_from(">H", font, at)
        (first,) = struct.unpack_from(">H", font, at + 2 + 2 * count)
        (delta,) = struct.unpack_from(">H", font, at + 2 + 4 * count)
        place = at + 2 + 6 * count
        (distance,) = struct.unpack_from(">H", font, place)
        for point in range(first, min(last, 0xFFFE) + 1):
            if distance:
                (glyph,) = struct.unpack_from(">H", font, place + distance + 2 * (point - first))
                has_glyph = glyph != 0
            else:
                has_glyph = (point + delta) & 0xFFFF != 0
            if has_glyph:
                points.add(point)
    return points
