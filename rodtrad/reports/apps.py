"""Quality reports: composed, written, adopted, frozen."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Quality reports: composed, written, adopted, frozen."""

    name = "rodtrad.reports"
    verbose_name = "Rapporter"
