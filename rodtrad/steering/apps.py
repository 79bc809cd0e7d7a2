"""Steering documents and the requirements cited from them."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """Steering documents and the requirements cited from them."""

    name = "rodtrad.steering"
    verbose_name = "Styrdokument"
