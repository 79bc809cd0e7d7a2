"""Surveys without account, and the log of participation."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Surveys without account, and the log of participation."""

    name = "rodtrad.surveys"
    verbose_name = "Enkäter"
