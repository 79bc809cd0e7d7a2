"""The themes of complaints that every installation starts with."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Written out: a migration that has run must not change when the code does.
THEMES = (
    "Stöd och anpassningar",
    "Kränkande behandling",
    "Undervisning och bedömning",
    "Trygghet och studiero",
    "Information och bemötande",
    "Placering och skolskjuts",
    "Lokaler och miljö",
    "Annat",
)


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add what is not there; what a municipality has changed is left as it is."""
    theme = apps.get_model("inspection", "ComplaintTheme")
    for position, name in enumerate(THEMES, 1):
        theme.objects.get_or_create(name=name, defaults={"position": position})


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove those that nothing is counted under."""
    theme = apps.get_model("inspection", "ComplaintTheme")
    theme.objects.filter(name__in=THEMES, counts=None).delete()


class Migration(migrations.Migration):
    dependencies = [("inspection", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
