"""Base page, prose, numbers and school years; no models."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Base page, prose, numbers and school years; no models."""

    name = "rodtrad.core"
    verbose_name = "Grund"
