"""Put the two example matrices in place."""

from functools import partial

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rodtrad.matrix.defaults import FILES, add_examples, read_example


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add what is missing."""
    add_examples(partial(apps.get_model, "matrix"))


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the examples away again; one that is in use is kept by the database."""
    names = [read_example(name)["name"] for name in FILES]
    apps.get_model("matrix", "MatrixVersion").objects.filter(
        matrix__name__in=names, matrix__is_example=True
    ).delete()
    apps.get_model("matrix", "Matrix").objects.filter(name__in=names, versions=None).delete()


class Migration(migrations.Migration):
    dependencies = [("matrix", "0001_matrices_and_assessments")]

    operations = [migrations.RunPython(add, remove)]
