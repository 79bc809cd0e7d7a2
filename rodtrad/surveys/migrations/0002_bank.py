"""The bank of questions that every installation starts with."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rodtrad.surveys.content import SCALES, add_bank, bank


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add what is not there; what a municipality has changed is left as it is."""
    add_bank(
        apps.get_model("surveys", "Scale"),
        apps.get_model("surveys", "ScaleOption"),
        apps.get_model("surveys", "BankQuestion"),
    )


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the questions of the bank that are as they came, and the scales nobody uses."""
    question = apps.get_model("surveys", "BankQuestion")
    question.objects.filter(text__in=[entry["text"] for entry in bank()]).delete()
    used = question.objects.values("scale")
    apps.get_model("surveys", "Scale").objects.filter(code__in=SCALES).exclude(pk__in=used).delete()


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
