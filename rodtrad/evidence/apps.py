"""Practices, their trials and the research they rest on."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Practices, their trials and the research they rest on."""

    name = "rodtrad.evidence"
    verbose_name = "Beprövad erfarenhet"
