"""SQLite numbers a table's rows in the order that they come; for answers it must not.

WITHOUT ROWID keeps the rows by their random numbers alone. In PostgreSQL the rows are mixed when
the survey is closed (`surveys/actions/mixing.py`).
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("surveys_response", "surveys_answer")
ENDING = " WITHOUT ROWID"


def drop_numbers(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Build the tables of answers anew, without row numbers."""
    _rebuild(schema_editor, lambda sql: sql if sql.endswith(ENDING) else sql + ENDING)


def number_again(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Build them anew as Django does; the numbers then follow the random order."""
    _rebuild(schema_editor, lambda sql: sql.removesuffix(ENDING))


def _rebuild(schema_editor: BaseDatabaseSchemaEditor, turn: object) -> None:
    connection = schema_editor.connection
    if connection.vendor != "sqlite":
        return
    assert callable(turn)
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
            sql = cursor.fetchone()[0]
            cursor.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s "
                "AND sql IS NOT NULL",
                [table],
            )
            indexes = [row[0] for row in cursor.fetchall()]
            named = sql.replace(f'CREATE TABLE "{table}"', f'CREATE TABLE "new__{table}"', 1)
            schema_editor.execute(turn(named), params=None)
            schema_editor.execute(
                f'INSERT INTO "new__{table}" SELECT * FROM "{table}" ORDER BY id',  # noqa: S608  # our own names
                params=None,
            )
            schema_editor.execute(f'DROP TABLE "{table}"', params=None)
            schema_editor.execute(f'ALTER TABLE "new__{table}" RENAME TO "{table}"', params=None)
            for index in indexes:
                schema_editor.execute(index, params=None)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_index")]

    operations = [migrations.RunPython(drop_numbers, number_again)]
