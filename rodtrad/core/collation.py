"""Swedish order in the database: Å, Ä and Ö last, on both databases.

On PostgreSQL the first migration makes the collation from ICU. SQLite gets ours under the same
name on each connection. The columns that are sorted by name say that they use it.
"""

from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from rodtrad.core.numbers import sort_key

SWEDISH = "swedish"

_key = lru_cache(maxsize=50_000)(sort_key)


def _compare(a: str, b: str) -> int:
    if a == b:
        return 0
    return -1 if _key(a) < _key(b) else 1


def register(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Teach a new SQLite connection Swedish order."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(SWEDISH, _compare)
