"""What holds of all tables: both databases keep every constraint, and each step has a way back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython

from rodtrad.matrix.models import MatrixVersion
from rodtrad.matrix.tests.helpers import campaign_of
from tests.world import World

# The first kind of report has had reports since the first version: the database keeps it.
KEPT = {"reports.0002_default_kinds"}


def _ours() -> Iterator[tuple[str, str, Any]]:
    """Every step of ours, in the order in which a new database takes them."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    for migration, _backwards in plan:
        if type(migration).__module__.startswith("rodtrad."):
            for operation in migration.operations:
                yield migration.app_label, migration.name, operation


def _content() -> list[tuple[str, Any]]:
    return [
        (f"{app}.{name}", operation)
        for app, name, operation in _ours()
        if isinstance(operation, RunPython) and operation.reverse_code is not RunPython.noop
    ]


def _rows() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for config in apps.get_app_configs()
        if config.name.startswith("rodtrad.")
        for model in config.get_models()
    }


@pytest.mark.django_db
def test_the_database_keeps_every_constraint_that_the_models_state() -> None:
    call_command("check", databases=["default"], fail_level="WARNING")


@pytest.mark.django_db
def test_every_step_of_every_migration_has_a_way_back() -> None:
    assert [f"{app}.{name}" for app, name, step in _ours() if not step.reversible] == []


def test_content_that_is_in_use_survives_going_back_and_forth(world: World) -> None:
    # A round of self-assessments leans on the example matrix.
    example = MatrixVersion.objects.get(matrix__name="Kvalitetsmatris för grundskola")
    campaign_of(world, version=example)
    before = _rows()
    editor = connection.schema_editor()

    for name, step in reversed(_content()):
        if name not in KEPT:
            step.reverse_code(apps, editor)
    kept = type(world.report).objects.count()
    for _name, step in _content():
        step.code(apps, editor)

    assert kept == before["reports.Report"]
    assert {name for name, rows in _rows().items() if rows < before[name]} == set()
