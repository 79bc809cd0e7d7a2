"""The sources, what is fetched from them and the duty roles that every installation starts with."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rodtrad.integrations.defaults import DUTY_ROLES, FETCHES, SOURCES


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add what is not there; what a municipality has changed is left as it is."""
    source = apps.get_model("integrations", "Source")
    fetch = apps.get_model("integrations", "Fetch")
    duty = apps.get_model("integrations", "DutyRole")
    role = apps.get_model("organisation", "Role")
    for position, (key, name, about, address) in enumerate(SOURCES):
        source.objects.get_or_create(
            key=key,
            defaults={"name": name, "about": about, "address": address, "position": position},
        )
    for position, (key, of, name) in enumerate(FETCHES):
        fetch.objects.get_or_create(
            key=key, defaults={"source_id": of, "name": name, "position": position}
        )
    for name, code in DUTY_ROLES:
        duty.objects.get_or_create(
            name=name, defaults={"role": role.objects.filter(code=code).first()}
        )


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove them; the tables go with the migration before."""
    apps.get_model("integrations", "Source").objects.all().delete()
    apps.get_model("integrations", "DutyRole").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("integrations", "0001_sources"),
        ("organisation", "0004_board_and_health_roles"),
    ]

    operations = [migrations.RunPython(add, remove)]
