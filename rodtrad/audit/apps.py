"""Append-only record of what happened."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Append-only record of what happened."""

    name = "rodtrad.audit"
    verbose_name = "Händelser"
