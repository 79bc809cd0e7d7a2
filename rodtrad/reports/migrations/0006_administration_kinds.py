"""Put the administration's three kinds of report and their sections in place."""

from contextlib import suppress
from typing import Any

from django.db import migrations
from django.db.models import ProtectedError

from rodtrad.reports.defaults import KINDS, add_administration_kinds


def add(apps: Any, schema_editor: Any) -> None:
    """Add what is missing."""
    add_administration_kinds(
        apps.get_model("reports", "ReportKind"),
        apps.get_model("reports", "SectionTemplate"),
        apps.get_model("organisation", "SchoolForm"),
    )


def remove(apps: Any, schema_editor: Any) -> None:
    """Take the kinds away again, apart from those that have reports."""
    kinds = apps.get_model("reports", "ReportKind").objects
    for kind in kinds.filter(code__in=[kind.code for kind in KINDS]):
        with suppress(ProtectedError):
            kind.delete()


class Migration(migrations.Migration):
    """Content, apart from the schema."""

    dependencies = [("reports", "0005_reports_require_periods")]

    operations = [migrations.RunPython(add, remove)]
