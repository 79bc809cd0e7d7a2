"""The `rodtrad` command: Django's management commands under the product's own name."""

import os
import re
import sys
from typing import NoReturn

from django.core.management import base

# What argparse says, and what we say: tried in order.
_SENTENCES = (
    (r"the following arguments are required: (.+)", r"Det saknas något: \1."),
    (r"unrecognized arguments: (.+)", r"Det här hör inte till kommandot: \1."),
    (r"argument (.+?): expected .+ arguments?", r"\1 saknar sitt värde."),
    (r"argument (.+?): invalid int value: '(.*)'", r"\1 ska vara ett heltal, inte ”\2”."),
    (
        r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)",
        r"\1 kan inte vara ”\2”. Välj bland \3.",
    ),
)


def in_swedish(message: str) -> str:
    """What was wrong with the words of a command, as a sentence."""
    for pattern, sentence in _SENTENCES:
        found = re.fullmatch(pattern, message)
        if found:
            return found.expand(sentence)
    return f"Kommandot kan inte läsas: {message}."


class SwedishParser(base.CommandParser):
    """Reads the words after a command, and says in Swedish what is wrong with them."""

    def error(self, message: str) -> NoReturn:
        """Say it, and where one reads how the command is written; the exit code is 1."""
        self.exit(1, f"{in_swedish(message)} Så skrivs det: {self.prog} --help\n")


def main() -> None:
    """Run the management command named on the command line.

    Raises:
        SystemExit: with the command's exit code.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.config.settings")
    from django.core.management import execute_from_command_line

    # Django names its parser in one place and takes no other by argument.
    base.CommandParser = SwedishParser  # type: ignore[misc]  # a class is replaced
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
