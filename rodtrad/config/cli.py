"""The `rodtrad` command: Django's management commands under the product's own name."""

import os
import sys


def main() -> None:
    """Run the management command named on the command line.

    Raises:
        SystemExit: with the command's exit code.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
