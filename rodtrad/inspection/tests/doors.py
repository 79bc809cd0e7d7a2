"""Who may open the addresses of evidence, complaints and retention."""

from typing import Any

from tests.door import EVERYBODY, PLANS_SCHOOL, READERS, WORKERS, Door
from tests.world import World


def _school(world: World) -> list[Any]:
    return [world.school.code]


def _kind(world: World) -> list[Any]:
    return ["drafts"]


# Removal reaches everybody's records: only who administers the whole municipality.
_ALL = frozenset({"administrator"})

DOORS = {
    "evidence_list": Door(WORKERS),
    "evidence_detail": Door(READERS, _school),
    "evidence_package": Door(PLANS_SCHOOL, _school, is_file=True),
    "complaint_list": Door(WORKERS),
    "complaint_edit": Door(PLANS_SCHOOL, lambda world: [*_school(world), "ht2026"]),
    "own_data": Door(EVERYBODY),
    "own_data_file": Door(EVERYBODY, is_file=True),
    "retention_list": Door(_ALL),
    "retention_edit": Door(_ALL, _kind),
    "retention_remove": Door(_ALL, _kind),
}
