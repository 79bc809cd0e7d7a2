"""The key figures app."""

from django.apps import AppConfig


class KeyfiguresConfig(AppConfig):
    """Key figures for the board."""

    name = "rodtrad.keyfigures"
    verbose_name = "Nyckeltal"
