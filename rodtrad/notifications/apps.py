"""Notices to people, in the system and by mail."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Notices to people, in the system and by mail."""

    name = "rodtrad.notifications"
    verbose_name = "Meddelanden"
