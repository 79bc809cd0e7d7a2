"""My work and what composes the other apps."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """My work and what composes the other apps."""

    name = "rodtrad.home"
    verbose_name = "Mitt arbete"
