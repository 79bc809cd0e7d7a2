"""Put the two example matrices in place."""

from contextlib import suppress
from functools import partial

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import ProtectedError

from rodtrad.matrix.defaults import FILES, add_examples, read_example


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add what is missing."""
    add_examples(partial(apps.get_model, "matrix"))


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the examples away again, apart from those in use: they go with their tables."""
    names = [read_example(name)["name"] for name in FILES]
    versions = apps.get_model("matrix", "MatrixVersion").objects
    for version in versions.filter(matrix__name__in=names, matrix__is_example=True):
        with suppress(ProtectedError):
            version.delete()
    apps.get_model("matrix", "Matrix").objects.filter(name__in=names, versions=None).delete()


class Migration(migrations.Migration):
    dependencies = [("matrix", "0001_matrices_and_assessments")]

    operations = [migrations.RunPython(add, remove)]
