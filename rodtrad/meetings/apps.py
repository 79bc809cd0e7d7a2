"""Meetings, agendas, decisions and minutes."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings, agendas, decisions and minutes."""

    name = "rodtrad.meetings"
    verbose_name = "Möten"
