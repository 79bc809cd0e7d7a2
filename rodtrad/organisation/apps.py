"""The unit tree, roles, assignments and access."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """The unit tree, roles, assignments and access."""

    name = "rodtrad.organisation"
    verbose_name = "Organisation"
