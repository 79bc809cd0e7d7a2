"""Quality dialogues at three levels."""

from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    """Quality dialogues at three levels."""

    name = "rodtrad.dialogues"
    verbose_name = "Kvalitetsdialoger"
