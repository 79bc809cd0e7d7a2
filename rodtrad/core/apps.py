"""Base page, prose, numbers and school years; no models."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from rodtrad.core.collation import register


class CoreConfig(AppConfig):
    """Base page, prose, numbers and school years; no models."""

    name = "rodtrad.core"
    verbose_name = "Grund"

    def ready(self) -> None:
        """Register what every database connection needs."""
        connection_created.connect(register)
