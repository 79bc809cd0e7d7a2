"""Put the unit report and its sections in place."""

from typing import Any

from django.db import migrations

from rodtrad.reports.defaults import UNIT_KIND, add_defaults


def add(apps: Any, schema_editor: Any) -> None:
    """Add what is missing."""
    add_defaults(
        apps.get_model("reports", "ReportKind"), apps.get_model("reports", "SectionTemplate")
    )


def remove(apps: Any, schema_editor: Any) -> None:
    """Take away the kind again; a kind that has reports is kept by the database."""
    apps.get_model("reports", "ReportKind").objects.filter(code=UNIT_KIND).delete()


class Migration(migrations.Migration):
    """Content, apart from the schema."""

    dependencies = [("reports", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
