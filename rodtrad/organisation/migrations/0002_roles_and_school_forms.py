"""The roles and school forms that every installation starts with."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rodtrad.organisation.defaults import ROLES, SCHOOL_FORMS


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add what is not there; what a municipality has changed is left as it is."""
    role = apps.get_model("organisation", "Role")
    form = apps.get_model("organisation", "SchoolForm")
    for position, (code, name, permissions) in enumerate(ROLES):
        role.objects.get_or_create(
            code=code,
            defaults={"name": name, "permissions": list(permissions), "position": position},
        )
    for position, (code, name) in enumerate(SCHOOL_FORMS):
        form.objects.get_or_create(code=code, defaults={"name": name, "position": position})


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove those that nobody uses."""
    role = apps.get_model("organisation", "Role")
    form = apps.get_model("organisation", "SchoolForm")
    role.objects.filter(code__in=[row[0] for row in ROLES], assignments=None).delete()
    form.objects.filter(code__in=[row[0] for row in SCHOOL_FORMS], units=None).delete()


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
