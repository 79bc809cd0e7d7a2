"""Figures and facts from other systems."""

from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    """Figures and facts from other systems."""

    name = "rodtrad.integrations"
    verbose_name = "Integrationer"
