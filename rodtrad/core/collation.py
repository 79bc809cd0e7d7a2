"""Swedish order in the database: Å, Ä and Ö last, on both databases.

PostgreSQL has the collation from ICU. SQLite has none, so ours is registered under the same name
on each connection; the columns that are sorted by name say which they use.
"""

from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from rodtrad.core.numbers import sort_key

SWEDISH = "sv-SE-x-icu"

_key = lru_cache(maxsize=50_000)(sort_key)


def _compare(a: str, b: str) -> int:
    if a == b:
        return 0
    return -1 if _key(a) < _key(b) else 1


def register(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Teach a new SQLite connection Swedish order."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(SWEDISH, _compare)
