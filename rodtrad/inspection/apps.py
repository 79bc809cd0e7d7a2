"""What the law asks for, where it is fulfilled, and the package for an inspector."""

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    """What the law asks for, where it is fulfilled, and the package for an inspector."""

    name = "rodtrad.inspection"
    verbose_name = "Underlag för granskning"
