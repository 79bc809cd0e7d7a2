"""Year wheels: what recurs, when, and that the wheels are aligned."""

from django.apps import AppConfig


class YearwheelConfig(AppConfig):
    """Year wheels: what recurs, when, and that the wheels are aligned."""

    name = "rodtrad.yearwheel"
    verbose_name = "Årshjul"
