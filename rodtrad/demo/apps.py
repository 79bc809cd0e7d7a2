"""A made-up municipality to try the system with."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """A made-up municipality to try the system with."""

    name = "rodtrad.demo"
    verbose_name = "Demo"
