"""The themes that every installation starts with."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rodtrad.evidence.content import THEMES


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add what is not there; what a municipality has changed is left as it is."""
    theme = apps.get_model("evidence", "Theme")
    for position, name in enumerate(THEMES, 1):
        theme.objects.get_or_create(name=name, defaults={"position": position})


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove those that nobody uses."""
    theme = apps.get_model("evidence", "Theme")
    theme.objects.filter(name__in=THEMES, practices=None).delete()


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
