"""Roles of the board's presidium and of the health teams, and what the board may do."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Written out: a migration that has run must not change when the code does.
_COLLEAGUE = ["read_adopted", "read", "take_part"]
NEW_ROLES = (
    ("board_chair", "Presidieledamot i nämnden", ["read_adopted", "govern", "preside"], 10),
    ("school_nurse", "Skolsköterska", _COLLEAGUE, 11),
    ("school_doctor", "Skolläkare", _COLLEAGUE, 12),
    ("school_psychologist", "Skolpsykolog", _COLLEAGUE, 13),
    ("school_counsellor", "Skolkurator", _COLLEAGUE, 14),
    ("special_educator", "Specialpedagog", _COLLEAGUE, 15),
)
NEW_PERMISSIONS = (("board_member", "govern"), ("board_secretary", "keep_papers"))


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the roles that are not there, and the permissions to those that are."""
    role = apps.get_model("organisation", "Role")
    for code, name, permissions, position in NEW_ROLES:
        role.objects.get_or_create(
            code=code,
            defaults={"name": name, "permissions": permissions, "position": position},
        )
    for code, permission in NEW_PERMISSIONS:
        for row in role.objects.filter(code=code):
            if permission not in row.permissions:
                row.permissions = [*row.permissions, permission]
                row.save()


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the roles that nobody has, and the permissions."""
    role = apps.get_model("organisation", "Role")
    role.objects.filter(code__in=[row[0] for row in NEW_ROLES], assignments=None).delete()
    for code, permission in NEW_PERMISSIONS:
        for row in role.objects.filter(code=code):
            row.permissions = [one for one in row.permissions if one != permission]
            row.save()


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_assignment_by_unit_and_role")]

    operations = [migrations.RunPython(add, remove)]
