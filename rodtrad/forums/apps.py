"""Forums, their members and the days they meet."""

from django.apps import AppConfig


class ForumsConfig(AppConfig):
    """Forums, their members and the days they meet."""

    name = "rodtrad.forums"
    verbose_name = "Forum"
