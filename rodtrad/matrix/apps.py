"""Quality matrices and self-assessments."""

from django.apps import AppConfig


class MatrixConfig(AppConfig):
    """Quality matrices and self-assessments."""

    name = "rodtrad.matrix"
    verbose_name = "Kvalitetsmatris"
