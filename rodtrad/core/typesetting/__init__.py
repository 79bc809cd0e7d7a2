"""Setting documents and pictures with Typst: data in, a PDF or a PNG out.

One way for every document: in a program of its own, with the shipped fonts alone, and with
what people wrote as data that can never be run as markup.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from rodtrad.core.typesetting.glyphs import FONTS, printable

_PROGRAM: Final = Path(__file__).with_name("compile.py")
# Many times what the largest document takes; a stuck compilation must not hold a worker for ever.
_LONGEST_SECONDS: Final = 60


class TypesetError(RuntimeError):
    """The document could not be set. The message is the typesetter's own, for the log."""


def typeset(template: Path, inputs: dict[str, Any], *, timestamp: int) -> bytes:
    """Return a PDF of a Typst template and its data; the same data always gives the same bytes.

    It is tagged for screen readers (PDF/UA-1) and fit for archives (PDF/A-2a).

    Args:
        template: the layout; it may read what lies in its own folder.
        inputs: by the name that the template reads them under; every character printable.
        timestamp: when the document is dated, in seconds since 1970.

    Raises:
        TypesetError: when the typesetter refuses or takes longer than a minute.
    """
    looks = {"format": "pdf", "pdf_standards": ["a-2a", "ua-1"], "timestamp": timestamp}
    return _set(template, inputs, looks)


def typeset_picture(template: Path, inputs: dict[str, Any], *, ppi: int) -> bytes:
    """Return a PNG of the single page that a Typst template makes of its data.

    Args:
        template: the layout; it may read what lies in its own folder.
        inputs: by the name that the template reads them under; every character printable.
        ppi: pixels to the inch, where a point of the page is a seventy-second of one.

    Raises:
        TypesetError: when the typesetter refuses or takes longer than a minute.
    """
    return _set(template, inputs, {"format": "png", "ppi": ppi})


def _set(template: Path, inputs: dict[str, Any], looks: dict[str, Any]) -> bytes:
    order = {"template": str(template), "fonts": str(FONTS), "inputs": inputs, "looks": looks}
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM)],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=_LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TypesetError(f"The document took longer than {_LONGEST_SECONDS} s to set.") from error
    if done.returncode != 0:
        raise TypesetError(done.stderr.decode(errors="replace").strip())
    return done.stdout


def all_printable(value: Any) -> Any:
    """Return the value with every text in it made of characters that the fonts have."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: all_printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [all_printable(inner) for inner in value]
    return value
