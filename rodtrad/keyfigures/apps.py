"""Key figures to the board: occasions, the units' analyses, and what was released."""

from django.apps import AppConfig


class KeyfiguresConfig(AppConfig):
    """Key figures for the board."""

    name = "rodtrad.keyfigures"
    verbose_name = "Nyckeltal"
