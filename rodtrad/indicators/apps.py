"""What is measured, the measurements and how valid they are."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """What is measured, the measurements and how valid they are."""

    name = "rodtrad.indicators"
    verbose_name = "Indikatorer"
