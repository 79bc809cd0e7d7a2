"""Goals, targets, activities, check-ins and analysis."""

from django.apps import AppConfig


class GoalsConfig(AppConfig):
    """Goals, targets, activities, check-ins and analysis."""

    name = "rodtrad.goals"
    verbose_name = "Mål"
