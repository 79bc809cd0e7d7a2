"""Sets one wheel as PDF or PNG: JSON on standard input, the file on standard output.

Run as a program of its own by ``files.py``, because the typesetter keeps what it has allocated.
Imports nothing of the project, so that it starts in the time Python takes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Compile and return the exit status; what went wrong goes to standard error."""
    order = json.load(sys.stdin.buffer)
    is_picture = order["format"] == "png"
    looks: dict[str, Any] = (
        {"format": "png", "ppi": order["ppi"]}
        if is_picture
        else {
            "format": "pdf",
            "pdf_standards": ["a-2a", "ua-1"],
            "timestamp": order["timestamp"],
        }
    )
    try:
        done = typst.compile(
            HERE / ("picture.typ" if is_picture else "wheel.typ"),
            root=HERE,
            font_paths=typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[order["fonts"]],
            ),
            # As a string among the inputs it is data: nothing that people wrote can be markup.
            sys_inputs={"wheel": json.dumps(order["wheel"])},
            **looks,
        )
    except typst.TypstError as error:
        sys.stderr.write(error.diagnostic or error.message)
        return 1
    if not isinstance(done, bytes):
        sys.stderr.write("The typesetter returned no single file.")
        return 1
    sys.stdout.buffer.write(done)
    return 0


if __name__ == "__main__":
    sys.exit(main())
