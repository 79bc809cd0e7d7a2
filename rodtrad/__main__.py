"""Lets `python -m rodtrad` do what the `rodtrad` command does."""

from rodtrad.config.cli import main

main()
