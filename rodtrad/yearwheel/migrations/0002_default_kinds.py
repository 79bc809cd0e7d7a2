"""Put the guideline's wheels, their rings and the numbers of the alignment in place."""

from typing import Any

from django.db import migrations

from rodtrad.yearwheel.defaults import KINDS, NUMBERS, add_defaults


def add(apps: Any, schema_editor: Any) -> None:
    """Add what is missing."""
    add_defaults(
        apps.get_model("yearwheel", "WheelKind"),
        apps.get_model("yearwheel", "Ring"),
        apps.get_model("yearwheel", "AlignmentNumber"),
    )


def remove(apps: Any, schema_editor: Any) -> None:
    """Take away those that nobody uses."""
    codes = [row[0] for row in KINDS]
    kinds = apps.get_model("yearwheel", "WheelKind")
    kinds.objects.filter(code__in=codes, wheels=None).delete()
    numbers = apps.get_model("yearwheel", "AlignmentNumber")
    numbers.objects.filter(code__in=[row[0] for row in NUMBERS]).delete()


class Migration(migrations.Migration):
    """Content, apart from the schema."""

    dependencies = [("yearwheel", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
