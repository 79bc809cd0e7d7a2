"""What the apps' own test folders add to the tables that hold for the whole site."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings


def _modules(module: str) -> Iterator[Any]:
    for app in settings.INSTALLED_APPS:
        if not app.startswith("rodtrad.") or find_spec(f"{app}.tests") is None:
            continue
        if find_spec(f"{app}.tests.{module}") is not None:
            yield import_module(f"{app}.tests.{module}")


def gathered_rows(module: str, name: str) -> dict[str, Any]:
    """The rows of a table that apps keep in a module of their test folder.

    Args:
        module: as "doors", for `rodtrad/<app>/tests/doors.py`.
        name: the table's name there, as "DOORS".

    Raises:
        ValueError: when two apps have the same row.
    """
    union: dict[str, Any] = {}
    for found in _modules(module):
        rows: dict[str, Any] = getattr(found, name)
        if twice := union.keys() & rows.keys():
            raise ValueError(f"{name} in two apps: {sorted(twice)}")
        union |= rows
    return union


def gathered_names(module: str, name: str) -> frozenset[str]:
    """The names that apps keep in a set in a module of their test folder."""
    return frozenset(one for found in _modules(module) for one in getattr(found, name))
