"""What people are writing and have not saved yet."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """What people are writing and have not saved yet."""

    name = "rodtrad.drafts"
    verbose_name = "Utkast"
