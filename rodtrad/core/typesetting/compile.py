"""Sets one document: JSON on standard input, the PDF or PNG on standard output.

Run as a program of its own by ``typesetting``, because the typesetter keeps what it has allocated:
a web process that set documents itself would grow to hundreds of megabytes. Imports nothing of the
project, so that it starts in the time Python takes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typst


def main() -> int:
    """Compile and return the exit status; what went wrong goes to standard error."""
    order = json.load(sys.stdin.buffer)
    template = Path(order["template"])
    try:
        done = typst.compile(
            template,
            root=template.parent,
            font_paths=typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[order["fonts"]],
            ),
            # As a string among the inputs it is data: nothing that people wrote can be markup.
            sys_inputs={name: json.dumps(value) for name, value in order["inputs"].items()},
            **order["looks"],
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
